"""Forms to comment, to write and record messages, and to answer what the person wrote."""

from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm
from plans.enums import MessageWay


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


class RepresentativeAnswerForm(PlainForm):
    """What was done about a message of a representative. They read only that we read it."""

    submit_label = "Save"

    words = LongTextField(
        rows=5,
        label="What did you do?",
        help_text="Only staff read this. The representative reads “We read your message”, and nothing else.",
        error_messages={"required": "Enter what you did"},
    )


class MessageForm(PlainForm):
    """A message to the person. `read_at` as for a comment."""

    submit_label = "Send"

    read_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    words = LongTextField(
        rows=5,
        label="Your message",
        help_text="The person can read this.",
        error_messages={"required": "Enter your message"},
    )


class RecordMessageForm(PlainForm):
    """What the person, or one of their representatives, said to staff."""

    PERSON = "person"
    submit_label = "Save"

    sender = forms.ChoiceField(widget=forms.RadioSelect, label="Who told you?", initial=PERSON)
    way = forms.ChoiceField(choices=MessageWay, widget=forms.RadioSelect, label="How did they tell you?")
    words = LongTextField(
        rows=5,
        label="What did they say?",
        help_text="In their words, as far as you can. The person can read what they told you themselves.",
        error_messages={"required": "Enter what they said"},
    )
    for_managers = forms.BooleanField(
        required=False,
        label="Only managers read this",
        help_text="For what they say about you or another worker. Once it is saved, you and the others cannot read it.",
    )

    def __init__(self, *args: Any, senders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sender"].choices = senders  # type: ignore[attr-defined]
