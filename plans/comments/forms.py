"""Forms to comment, and to answer what the person wrote."""

from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm


class CommentForm(PlainForm):
    """A comment of staff. `read_at` is when they opened the form: what the person wrote since is not answered by it."""

    submit_label = "Send"

    read_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    words = LongTextField(
        rows=4,
        label="Your comment",
        help_text="The person can read this.",
        error_messages={"required": "Enter your comment"},
    )

    def __init__(self, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            self.fields["words"].help_text = "The person can read this as soon as you share the plan with them."


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
