"""The end of support."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms

from casework.enums import AgreementAnswer, Destination, EndReason
from casework.packages.models.ending import EXIT_PLAN_MISSING
from core import clock
from design.fields import DayField, LastDayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal, Unmarked

# Reasons that are not offered: that of the scheduled job, and death, which has a page of its own.
NOT_CHOSEN = (EndReason.HOLD_EXPIRED, EndReason.DIED)


class AgreementForm(PlainForm):
    """Who agreed to the end, and the views of the person, the Council and the provider."""

    person_agreed = forms.ChoiceField(
        choices=AgreementAnswer,
        widget=forms.RadioSelect,
        label="Did the person agree?",
        error_messages={"required": "Choose whether the person agreed"},
    )
    council_agreed = forms.ChoiceField(
        choices=AgreementAnswer,
        widget=forms.RadioSelect,
        label="Did the Council agree?",
        error_messages={"required": "Choose whether the Council agreed"},
    )
    council_agreed_by = forms.CharField(max_length=120, required=False, label="Who agreed for the Council")
    council_agreed_on = DayField(required=False, label="Date the Council agreed")
    person_view = LongTextField(rows=3, required=False, label="Person's view, in their own words")
    council_view = LongTextField(rows=3, required=False, label="Council's view")
    provider_view = LongTextField(rows=3, required=False, label="Provider's view")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council_agreed_on"].max_day = clock.today()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("council_agreed") != AgreementAnswer.YES:
            data["council_agreed_by"], data["council_agreed_on"] = "", None
        return data


AGREEMENT_FIELDS: list[Any] = [
    "person_agreed",
    Reveal("council_agreed", {AgreementAnswer.YES: ["council_agreed_by", "council_agreed_on"]}),
    "person_view",
    "council_view",
    "provider_view",
]


class EndForm(AgreementForm):
    """`asks_exit_plan` says whether an end on a day (exclusive) needs an exit plan; `may_ask` whether any end may."""

    submit_label = "Continue"

    ended_on = LastDayField(
        label="Last day of support", help_text="If support never began, enter the day before its first day."
    )
    reason = forms.ChoiceField(
        choices=[choice for choice in EndReason.choices if choice[0] not in NOT_CHOSEN],
        widget=forms.RadioSelect,
        label="Why support is ending",
    )
    destination = forms.ChoiceField(
        choices=[choice for choice in Destination.choices if choice[0] != Destination.DIED],
        widget=forms.RadioSelect,
        label="Destination",
    )
    exit_plan = LongTextField(
        rows=5,
        required=False,
        label="Exit plan",
        help_text="What happens next, who is responsible, and who to contact if it breaks down.",
    )
    note = LongTextField(rows=3, required=False, label="Anything else to record")

    def __init__(
        self, *args: Any, asks_exit_plan: Callable[[datetime.date], bool], may_ask: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks_exit_plan, self.may_ask = asks_exit_plan, may_ask

    def layout_fields(self) -> list[Any]:
        exit_plan = Unmarked("exit_plan") if self.may_ask else "exit_plan"
        return ["ended_on", "reason", "destination", exit_plan, "note", *AGREEMENT_FIELDS]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        ended_on = data.get("ended_on")
        if ended_on and not data.get("exit_plan") and "exit_plan" not in self.errors and self.asks_exit_plan(ended_on):
            self.add_error("exit_plan", EXIT_PLAN_MISSING)
        return data


class EndingForm(AgreementForm, RevisedForm):
    submit_label = "Save"

    exit_plan = LongTextField(rows=5, required=False, label="Exit plan")

    def layout_fields(self) -> list[Any]:
        return [*AGREEMENT_FIELDS, "exit_plan"]
