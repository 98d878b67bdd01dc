from collections.abc import Sequence
from typing import Any

from django import forms

from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm
from design.layout import Reveal
from visits.enums import OF_CONTACT, ContactHow, EngagementDone, Urgency, WithWhom
from visits.log.forms.needs_met import NEEDS_QUESTION, NeedsMetField, clean_needs, name_needs
from visits.log.forms.visit import NEEDS
from visits.log.models.visit import NOBODY_REASON_MISSING


class ContactEntryForm(LocalTimeForm):
    """A call, email, letter or meeting."""

    with_whom = forms.ChoiceField(
        choices=WithWhom,
        widget=forms.RadioSelect,
        label="Who with?",
        error_messages={"required": "Choose who it was with"},
    )
    name = forms.CharField(max_length=120, required=False, label="Their name")
    how = forms.ChoiceField(
        choices=ContactHow,
        widget=forms.RadioSelect,
        label="How did you contact them?",
        error_messages={"required": "Choose how you contacted them"},
    )
    was_reached = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No, I tried")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Did you get through?",
        error_messages={"required": "Choose whether you got through"},
    )
    day = DayField(label="Date", error_messages={"required": "Enter the date of the contact"})
    time = TimeField(label="Time", error_messages={"required": "Enter the time of the contact"})
    minutes = forms.IntegerField(min_value=0, max_value=24 * 60, required=False, label="Length in minutes")
    about = LongTextField(rows=5, label="What about?", error_messages={"required": "Enter what it was about"})
    changed = forms.CharField(max_length=300, required=False, label="What changed as a result?")
    was_crisis = forms.ChoiceField(
        choices=[("no", "No"), ("yes", "Yes")],
        required=False,
        widget=forms.RadioSelect,
        label="Was it about crisis, distress or self-harm?",
    )
    was_crisis.mark_optional = False  # type: ignore[attr-defined]
    urgency = forms.ChoiceField(
        choices=[(each.value, each.label) for each in OF_CONTACT],
        widget=forms.RadioSelect,
        required=False,
        label="Who needs to know, and how soon?",
    )
    nobody_reason = forms.CharField(max_length=300, required=False, label="Why does nobody else need to know?")

    needs_met = NeedsMetField()
    needs_reason = forms.CharField(max_length=300, required=False, label="Why not?")

    def __init__(self, *args: Any, needs: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names_needs = name_needs(self, needs)

    def layout_fields(self) -> list:
        crisis = ("was_crisis", "urgency", "nobody_reason")
        who = Reveal("urgency", {Urgency.NOBODY: ["nobody_reason"]})
        needs = [NEEDS_QUESTION] if self.names_needs else []
        first = [name for name in super().layout_fields() if name not in (*crisis, *NEEDS)]
        return [*first, *needs, Reveal("was_crisis", {"yes": [who]})]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["was_crisis"] = data.get("was_crisis") == "yes"
        if not data["was_crisis"]:
            data["urgency"] = ""
        elif not data.get("urgency") and "urgency" not in self.errors:
            self.add_error("urgency", "Choose who needs to know about the crisis")
        if data.get("urgency") != Urgency.NOBODY:
            data["nobody_reason"] = ""
        elif not data.get("nobody_reason"):
            self.add_error("nobody_reason", NOBODY_REASON_MISSING.rstrip("."))
        clean_needs(self, data)
        return data


class EngagementForm(PlainForm):
    """What was done about somebody who did not answer or declined."""

    done = forms.ChoiceField(
        choices=EngagementDone,
        widget=forms.RadioSelect,
        label="What did you do?",
        error_messages={"required": "Choose what you did"},
    )
    words = LongTextField(
        rows=5,
        max_length=5_000,
        label="What was the outcome?",
        error_messages={"required": "Enter what the outcome was"},
    )
