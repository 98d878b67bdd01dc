"""Forms to comment, and to answer what the person wrote."""

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm


class CommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(rows=4, label="Your comment", error_messages={"required": "Enter your comment"})


class AnswerCommentForm(PlainForm):
    """An answer that the person reads, or a note of how they were answered."""

    HERE, OTHERWISE = "here", "otherwise"
    submit_label = "Save the answer"

    way = forms.ChoiceField(
        choices=[
            (HERE, "I’m answering here: the person can read it"),
            (OTHERWISE, "I answered in another way, for example by phone"),
        ],
        widget=forms.RadioSelect,
        label="How are you answering?",
        error_messages={"required": "Choose how you are answering"},
    )
    words = LongTextField(
        rows=5,
        label="Your answer, or what was said and done",
        help_text="The person can read this.",
        error_messages={"required": "Enter your answer, or what was said and done"},
    )
