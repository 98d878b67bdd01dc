from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from reviews.models import MAY_PASS_ON_MISSING, REPLY_MISSING

# An update is saved without these, and is not sent without them.
NEEDED_TO_SEND = ("how_it_is", "progress")


class UpdateForm(RevisedForm):
    submit_label = "Save and check"

    how_it_is = LongTextField(rows=6, label="How things are", required=False)
    progress = LongTextField(rows=6, label="Progress with goals", required=False)
    what_changed = LongTextField(rows=4, label="What has changed, and any concerns", required=False)
    person_says = LongTextField(
        rows=3,
        max_length=5_000,
        label="What the person says",
        required=False,
        help_text="Only what they agreed to pass on to the keyworker.",
    )
    may_pass_on = forms.BooleanField(required=False, label="They agreed that we pass this on")
    next_weeks = LongTextField(rows=4, label="Plans for the next few weeks", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED_TO_SEND:
            field: Any = self.fields[name]
            field.mark_optional = False
            field.help_text = "You can save without this. You need it to send the update."

    def clean(self) -> dict[str, Any]:
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("person_says") and not data.get("may_pass_on"):
            self.add_error("may_pass_on", MAY_PASS_ON_MISSING)
        return data


class AcknowledgeUpdateForm(PlainForm):
    submit_label = "I have read this"

    answer = LongTextField(rows=4, required=False, label="Your reply")
    needs_answer = forms.BooleanField(required=False, label="I need an answer to my reply")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("needs_answer") and not data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", REPLY_MISSING)
        return data


class CorrectUpdateForm(UpdateForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, max_length=300, label="What was wrong")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED_TO_SEND:
            self.fields[name].required, self.fields[name].help_text = True, ""


class CheckUpdateForm(PlainForm):
    submit_label = "Save"

    outcome = forms.ChoiceField(
        choices=[("checked", "It can be sent"), ("back", "Send it back")], widget=forms.RadioSelect, label="Your check"
    )
    reason = LongTextField(rows=3, max_length=2_000, required=False, label="What should change")

    def layout_fields(self) -> list[Any]:
        return [Reveal("outcome", {"back": ["reason"]})]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("outcome") == "back" and not data.get("reason"):
            self.add_error("reason", "Enter what should change")
        return data


class AnswerReplyForm(PlainForm):
    submit_label = "Send the answer"

    our_answer = LongTextField(rows=4, label="Your answer")
