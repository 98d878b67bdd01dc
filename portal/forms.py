from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm
from design.layout import Reveal
from plans.goals.rating_field import RatingField
from plans.models import GoalWording
from visits.enums import VisitRequestKind


class OwnCommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(
        rows=5, label="What do you want to say?", error_messages={"required": "Enter what you want to say"}
    )


class VisitChangeForm(PlainForm):
    submit_label = "Send"

    kind = forms.ChoiceField(
        choices=VisitRequestKind,
        widget=forms.RadioSelect,
        label="What would you like?",
        error_messages={"required": "Choose what you would like"},
    )
    wished = forms.CharField(
        max_length=300, required=False, label="Which days and times suit you?", help_text="For example: Friday morning"
    )
    words = LongTextField(
        rows=3, required=False, max_length=2_000, label="Do you want to say more?", help_text="You do not have to."
    )

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {VisitRequestKind.MOVE: ["wished"]}), "words"]


class TellUsForm(PlainForm):
    submit_label = "Send"

    about = forms.ChoiceField(widget=forms.RadioSelect, label="Who is it about?")
    words = LongTextField(
        rows=5, label="What do you want to tell us?", error_messages={"required": "Enter what you want to tell us"}
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["about"].initial = people[0][0]


class SettingsForm(PlainForm):
    submit_label = "Save"

    large_type = forms.BooleanField(required=False, label="Large letters", help_text="On every page.")
    easy_read = forms.BooleanField(
        required=False, label="Easy read", help_text="Short sentences, with pictures. On the pages that have it."
    )


class DeclineForm(PlainForm):
    submit_label = "Send to your worker"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = LongTextField(
        rows=5,
        required=False,
        label="What would you like to change?",
        help_text="You can leave this empty. Your worker will ask you.",
    )


class AgreeForm(PlainForm):
    """Agreeing, with what the person wants to add and a rating of each goal."""

    submit_label = "I agree with this plan"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = LongTextField(rows=4, required=False, label="Do you want to add anything?")

    def __init__(self, *args: Any, wordings: list[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wording in wordings:
            self.fields[f"rating_{wording.pk}"] = RatingField(
                label=f"“{wording.words}”",
                help_text="How is it going now? 0 means very bad. 10 means just how you want it.",
                empty_label="I prefer not to say",
            )


class RatingForm(PlainForm):
    submit_label = "Save"

    value = RatingField(
        required=True,
        empty_label="Choose a number",
        label="How is it going now?",
        help_text="0 means very bad. 10 means just how you want it.",
        error_messages={"required": "Choose a number from 0 to 10"},
    )
