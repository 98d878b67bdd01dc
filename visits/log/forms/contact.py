from collections.abc import Sequence
from typing import Any, cast

from django import forms

from casework.consent.enums import ConsentPurpose
from casework.consent.forms import SHOWING, ShowingQuestions
from casework.consent.parties import PartyChoices
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm, RevisedForm
from design.layout import Reveal
from visits.enums import NEED_CONSENT, OF_CONTACT, ContactHow, EngagementDone, Shared, Urgency, WithWhom
from visits.log.forms.change import CRISIS_NOT_CHOSEN
from visits.log.forms.needs_met import NeedsMetField, clean_needs, name_needs, needs_question
from visits.log.forms.visit import NEEDS
from visits.log.models.contact import SHARED_WORDS_MISSING
from visits.log.models.visit import NOBODY_REASON_MISSING


class ContactEntryForm(ShowingQuestions, LocalTimeForm):
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
    shared = forms.ChoiceField(
        choices=Shared,
        required=False,
        widget=forms.RadioSelect,
        label="Family, carer, representative or someone else: did you talk about the person’s support?",
    )
    shared.mark_optional = False  # type: ignore[attr-defined]
    party = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, label="Who did the person agree that you talk with?"
    )
    shared_what = LongTextField(rows=3, max_length=2_000, required=False, label="What did you share?")
    shared_why = LongTextField(
        rows=3, max_length=2_000, required=False, label="Why was it needed to keep someone safe?"
    )
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

    def __init__(self, *args: Any, parties: list[PartyChoices], needs: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["may_read"].required = False  # asked only where something was shared
        self.fields["may_read"].mark_optional = False  # type: ignore[attr-defined]
        self.names_needs = name_needs(self, needs)
        self.parties = {str(party.party.pk): party for party in parties}
        choices = [(pk, f"{party.name} ({party.relation}): {_state(party)}") for pk, party in self.parties.items()]
        cast(forms.ChoiceField, self.fields["party"]).choices = choices
        if not choices:
            self.fields["party"].help_text = "No representative and no one close to the person is recorded."

    def layout_fields(self) -> list:
        apart = ("was_crisis", "urgency", "nobody_reason", "shared", "party", "shared_what", "shared_why")
        names = [name for name in super().layout_fields() if name not in (*apart, *SHOWING, *NEEDS)]
        safety = ["shared_what", "shared_why", self.showing]
        shared = Reveal("shared", {Shared.CONSENT: ["party"], Shared.SAFETY: safety})
        who = Reveal("urgency", {Urgency.NOBODY: ["nobody_reason"]})
        needs = [needs_question()] if self.names_needs else []
        return [*names, shared, *needs, Reveal("was_crisis", {"yes": [who]})]

    def is_shared(self, data: dict[str, Any]) -> bool:
        """Return True if something was shared to keep somebody safe."""
        is_about_consent = data.get("with_whom") in NEED_CONSENT and data.get("was_reached") is not False
        return is_about_consent and data.get("shared") == Shared.SAFETY

    def clean(self) -> dict[str, Any]:
        may_read = self.cleaned_data.get("may_read")
        data: dict[str, Any] = super().clean() or {}
        if self.is_shared(data) and not may_read and "may_read" not in self.errors:
            self.add_error("may_read", self.fields["may_read"].error_messages["required"])
        self._clean_shared(data)
        data["was_crisis"] = data.get("was_crisis") == "yes"
        if not data["was_crisis"]:
            if data.get("urgency") in (Urgency.NOW, Urgency.TODAY):
                self.add_error("was_crisis", CRISIS_NOT_CHOSEN)
            data["urgency"] = ""
        elif not data.get("urgency") and "urgency" not in self.errors:
            self.add_error("urgency", "Choose who needs to know about the crisis")
        if data.get("urgency") != Urgency.NOBODY:
            data["nobody_reason"] = ""
        elif not data.get("nobody_reason"):
            self.add_error("nobody_reason", NOBODY_REASON_MISSING.rstrip("."))
        clean_needs(self, data)
        return data

    def _clean_shared(self, data: dict[str, Any]) -> None:
        """Require what was shared with somebody without a right of their own, and by which right."""
        if data.get("with_whom") not in NEED_CONSENT or data.get("was_reached") is False:
            data["shared"] = ""
        elif not data.get("shared") and "shared" not in self.errors:
            self.add_error("shared", "Choose whether you talked about the person’s support")
        party = self.parties.get(data.get("party") or "")
        data["party"] = party.party if party and data["shared"] == Shared.CONSENT else None
        if data.get("shared") == Shared.CONSENT and party is None and "party" not in self.errors:
            self.add_error("party", "Choose who the person agreed that you talk with")
        for name, message in SHARED_WORDS_MISSING.items():
            if data.get("shared") != Shared.SAFETY:
                data[name] = ""
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, message.rstrip("."))


def _state(party: PartyChoices) -> str:
    """Return in words whether workers may talk with somebody, such as "not asked"; or until when they could."""
    if party.has_ended and party.party.last_on:
        return f"until {party.party.last_on:%-d %B %Y}"
    decision = next(choice.decision for choice in party.choices if choice.purpose == ConsentPurpose.TALK)
    return decision.answer_choice.label.lower() if decision else "not asked"


class EngagementForm(PlainForm):
    """What was done about somebody who did not answer or declined."""

    tried = LongTextField(
        rows=3,
        max_length=5_000,
        label="What did you try?",
        help_text="For example: another time of day, a text first, a visit with somebody they know.",
        error_messages={"required": "Enter what you tried"},
    )
    worked = LongTextField(
        rows=3,
        max_length=5_000,
        required=False,
        label="What worked?",
        help_text="So that others can do the same next time.",
    )

    done = forms.ChoiceField(
        choices=EngagementDone,
        widget=forms.RadioSelect,
        label="What happened?",
        help_text="Missed visits stay on the list until somebody has reached the person or the keyworker decides.",
        error_messages={"required": "Choose what happened"},
    )
    words = LongTextField(
        rows=5,
        max_length=5_000,
        required=False,
        label="What was the outcome?",
        help_text="Leave it empty if you have not reached them.",
    )
    words.mark_optional = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        is_reached = data.get("done") and data["done"] != EngagementDone.NOT_REACHED
        if is_reached and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "Enter what the outcome was")
        return data


class CorrectFollowUpForm(RevisedForm, EngagementForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, max_length=300, label="What was wrong")
