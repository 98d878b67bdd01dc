"""Forms for hospital stays and the keyworker's decisions on holds."""

import datetime
from collections.abc import Mapping
from typing import Any, cast

from django import forms

from accounts.models import User
from casework.enums import HospitalKind, OverrideEffect, Readmission, WardKind
from casework.hospital.models import AUTHORITY_MISSING, LAST_DAY_MISSING
from design.fields import DayField, LastDayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal

KEYWORKER, ELSE = "keyworker", "else"


class AdmissionDateForm(PlainForm):
    """A form with a date of admission, which asks whether it is right where the date would have consequences.

    The page shows the fields `asked` only once they were asked for, with the question or the refusal as their error.
    In the cleaned data `certain_of` is the date of admission that the user is certain of, or None.
    """

    asked: tuple[str, ...] = ("certain_of",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = self._choices_about(self._sent_day()) if self.is_bound else []
        self.fields["certain_of"] = forms.ChoiceField(
            choices=choices, required=False, widget=forms.RadioSelect, label="Is the date of admission right?"
        )
        if self.data.get("certain_of") not in [None, *(value for value, _label in choices)]:
            self.replace_data(certain_of=None)  # it is about another date, which was changed since

    def _sent_day(self) -> datetime.date | None:
        field = cast(DayField, self.fields["admitted_on"])
        sent = cast(forms.Widget, field.widget).value_from_datadict(
            self.data, self.files, self.add_prefix("admitted_on")
        )
        try:
            return field.clean(sent)
        except forms.ValidationError:
            return None

    def _choices_about(self, day: datetime.date | None) -> list[tuple[str, str]]:
        if day is None:
            return []
        return [(f"{day}", f"Yes, {day:%-d %B %Y} is right"), (f"not {day}", "No, I will correct it")]

    def _is_asked(self, name: str) -> bool:
        sent = [key for key, text in self.data.items() if key.startswith(name) and text]
        return self.is_bound and (bool(sent) or name in self.errors)

    def layout_fields(self) -> list[Any]:
        names = [name for name in self.fields if name not in self.asked]
        place = names.index("admitted_on") + 1
        return [*names[:place], *(name for name in self.asked if self._is_asked(name)), *names[place:]]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        certain_of = data.get("certain_of", "")
        if certain_of.startswith("not "):
            self.replace_data(certain_of=None)
            self.add_error("admitted_on", "Enter the right date of admission.")
        data["certain_of"] = data.get("admitted_on") if certain_of else None
        return data


class AdmissionForm(AdmissionDateForm):
    submit_label = "Record admission"
    asked = ("certain_of", "discharged_on")

    hospital = forms.CharField(max_length=120)
    kind = forms.ChoiceField(choices=HospitalKind, widget=forms.RadioSelect, label="Kind of hospital")
    admitted_on = DayField(
        label="Date of admission",
        help_text="A hold counts from this day, also when you record it later. Do not record a visit to A&E without "
        "admission.",
    )
    discharged_on = DayField(required=False, label="Date of discharge", help_text="Of this stay, if it is over.")
    told_by = forms.CharField(max_length=120, required=False, label="Who told us")


class DischargeForm(PlainForm):
    submit_label = "Record discharge"

    discharged_on = DayField(label="Date of discharge", help_text="If you do not know the date, wait until you do.")
    resumed_on = DayField(
        required=False,
        label="First day of support after the stay",
        help_text="Leave blank until support restarts. If they go back into hospital before then, the keyworker "
        "decides whether it counts as the same stay.",
    )


class ReportAdmissionForm(AdmissionForm):
    """By the keyworker, so nobody asks who reported it."""

    submit_label = "Report admission"

    told_by = None  # type: ignore[assignment]


class ReportDischargeForm(DischargeForm):
    """By the keyworker. When support restarts is agreed with the service."""

    submit_label = "Report discharge"

    resumed_on = None  # type: ignore[assignment]


class ResumptionForm(PlainForm):
    submit_label = "Save"

    resumed_on = DayField(label="First day of support after the stay")


class CorrectSpellForm(AdmissionDateForm):
    submit_label = "Correct dates"

    admitted_on = DayField(label="Date of admission")
    discharged_on = DayField(required=False, label="Date of discharge", help_text="Leave blank if not known.")
    resumed_on = DayField(required=False, label="First day of support after the stay")
    reason = LongTextField(rows=3, label="What was wrong")


class WardForm(PlainForm):
    submit_label = "Save"

    kind = forms.ChoiceField(
        choices=[(WardKind.WARD, "Moved to another ward or hospital"), (WardKind.LEAVE, WardKind.LEAVE.label)],
        widget=forms.RadioSelect,
        label="What happened?",
        error_messages={"required": "Choose whether it is a ward or leave"},
    )
    name = forms.CharField(max_length=120, label="Ward or hospital, or where they are on leave")
    from_on = DayField(label="Start date")
    until_on = DayField(required=False, label="Return date")

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {WardKind.LEAVE: ["until_on"]}), "name", "from_on"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") != WardKind.LEAVE:
            data["until_on"] = None
        elif data.get("until_on") and data.get("from_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The return date must be after the leave starts.")
        return data


class ReadmissionForm(PlainForm):
    submit_label = "Save decision"

    answer = forms.ChoiceField(
        choices=[(answer.value, answer.label) for answer in (Readmission.SAME, Readmission.NEW)],
        widget=forms.RadioSelect,
        label="What the keyworker decided",
    )
    said_by = forms.CharField(
        max_length=120, label="Who decided, and when", help_text="For example: Priya Nair, by phone on 3 March"
    )


class ReadmissionDecisionForm(ReadmissionForm):
    """By the keyworker themselves."""

    said_by = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = "Is it the same admission?"


class HoldDecisionForm(PlainForm):
    """The decision of the keyworker, recorded by them: said today, by them.

    `not_offered` are the decisions that nobody can record here, or not this user, each with why not.
    """

    submit_label = "Save decision"

    effect = forms.ChoiceField(choices=OverrideEffect, widget=forms.RadioSelect, label="What was decided")
    until_on = LastDayField(
        required=False,
        label="Last day on which support continues",
        help_text="Leave blank if support continues for the whole stay.",
    )
    last_on = DayField(required=False, label="Last day of the longer hold")
    evidence = forms.CharField(
        max_length=300,
        required=False,
        label="The Council's written authority",
        help_text="For example: email of 3 March, saved with the plan",
    )
    from_on = DayField(label="Start date", help_text="The date the decision takes effect, even if you record it later.")
    reason = LongTextField(rows=3, label="Reason for the decision")

    def __init__(self, *args: Any, not_offered: Mapping[OverrideEffect, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        effect = cast(Any, self.fields["effect"])
        effect.choices = [(each.value, each.label) for each in OverrideEffect if each not in not_offered]
        effect.help_text = " ".join(dict.fromkeys(not_offered.values()))
        effect.choice_hints = {OverrideEffect.RESUME: "Permanently, although the person is still in hospital"}
        if OverrideEffect.EXTEND in not_offered:
            del self.fields["last_on"], self.fields["evidence"]

    def layout_fields(self) -> list[Any]:
        longer: list[str] = [name for name in ("last_on", "evidence") if name in self.fields]
        reveals: dict[Any, list[str]] = {OverrideEffect.CONTINUE: ["until_on"], OverrideEffect.EXTEND: longer}
        return [
            Reveal("effect", {effect: names for effect, names in reveals.items() if names}),
            "from_on",
            "reason",
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        until_on, from_on = data.get("until_on"), data.get("from_on")
        if data.get("effect") == OverrideEffect.CONTINUE and until_on and from_on and until_on <= from_on:
            self.add_error("until_on", "This date must not be before the start date.")
        if data.get("effect") == OverrideEffect.EXTEND:
            if not data.get("last_on") and "last_on" not in self.errors:
                self.add_error("last_on", LAST_DAY_MISSING)
            if not data.get("evidence"):
                self.add_error("evidence", AUTHORITY_MISSING)
        return data


class HoldOverrideForm(HoldDecisionForm):
    """Recorded by staff for the Council. `keyworker` is the user who is the keyworker today, or None."""

    decided_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who decided for the Council")
    said_by_name = forms.CharField(max_length=120, required=False, label="Name and job title")
    said_on = DayField(label="Date of the decision")
    authority = forms.CharField(
        max_length=200, label="Their authority, and how they told you", help_text="For example: as keyworker, by phone"
    )

    field_order = ["decided_by", "said_by_name", "effect", "until_on", "last_on", "evidence", "from_on", "said_on"]

    def __init__(self, *args: Any, keyworker: User | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        others = [(ELSE, "Someone else")]
        decided_by = cast(forms.ChoiceField, self.fields["decided_by"])
        decided_by.choices = [(KEYWORKER, str(keyworker)), *others] if keyworker else others
        if not keyworker:
            decided_by.initial = ELSE

    def layout_fields(self) -> list[Any]:
        *before, reason = super().layout_fields()
        return [Reveal("decided_by", {ELSE: ["said_by_name"]}), *before, "said_on", "authority", reason]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decided_by") == ELSE and not data.get("said_by_name"):
            self.add_error("said_by_name", "Enter who decided.")
        return data
