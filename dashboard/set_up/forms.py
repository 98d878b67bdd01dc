from design.fields import CodeField
from design.forms import PlainForm


class ChannelCodeForm(PlainForm):
    submit_label = "It has arrived"

    code = CodeField(max_length=6, label="Code in the message")


class NoTextsForm(PlainForm):
    submit_label = "We do not send text messages"
