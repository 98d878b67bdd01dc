from design.fields import LongTextField
from design.forms import PlainForm


class SayForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(rows=5, label="What do you want to say?")


class DeclineForm(PlainForm):
    submit_label = "Tell them"

    reason = LongTextField(rows=5, label="What should be different?")
