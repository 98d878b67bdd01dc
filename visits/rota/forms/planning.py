"""Planning one visit or visits that repeat, moving one, ending a recurrence."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms

from design.fields import DayField, LastDayField, LongTextField, MinutesField, TimeField
from design.forms import LocalTimeForm, PlainForm, ReasonForm
from design.layout import Reveal, Times
from visits.enums import LIKELY_EXCLUDED, SupportKind, VisitKind
from visits.rota import recurrence
from workforce.enums import Weekday
from workforce.models import Worker

EVERY = [(str(weeks), "Every week" if weeks == 1 else f"Every {weeks} weeks") for weeks in range(1, 5)]


class PlanningForm(PlainForm):
    """The questions whenever a visit is planned. `asks_outside` are the activities that the terms exclude.

    "Plan anyway" is asked only when something clashes.
    """

    worker = forms.ChoiceField(label="Worker")
    kind = forms.ChoiceField(
        choices=VisitKind,
        initial=VisitKind.FACE_TO_FACE,
        widget=forms.RadioSelect,
        label="How will they meet?",
        help_text="After a face-to-face visit the worker is asked to check in as safe.",
        error_messages={"required": "Choose how they will meet"},
    )
    what_for = forms.MultipleChoiceField(
        choices=SupportKind, widget=forms.CheckboxSelectMultiple, required=False, label="What is the visit for?"
    )
    out_of_hours_reason = forms.CharField(max_length=200, required=False, label="Reason, if outside service hours")
    all_the_same = forms.BooleanField(required=False, label="Plan anyway")

    def __init__(
        self,
        *args: Any,
        workers: Iterable[Worker],
        asks_outside: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["worker"].choices = [(str(worker.pk), str(worker)) for worker in workers]
        self.reveals: dict[SupportKind, list[str]] = {}
        for kind, outside in LIKELY_EXCLUDED.items():
            if outside in (asks_outside or ()) and "what_for" in self.fields:
                label = f"The visit will include: {outside.label.lower()}"
                self.fields[outside.field] = forms.BooleanField(required=False, label=label)
                self.reveals[kind] = [outside.field]

    def clash_question(self) -> list[str]:
        """Return the field that asks whether to plan anyway, if something clashes."""
        is_asked = self.is_bound and ("all_the_same" in self.errors or self.data.get("all_the_same"))
        return ["all_the_same"] if is_asked else []

    def clean(self) -> dict[str, Any]:
        """Add `outside`: the excluded activities that the visit would include."""
        data: dict[str, Any] = super().clean() or {}
        kinds = data.get("what_for") or ()
        choices = {kind: data.pop(name, False) for kind, (name,) in self.reveals.items()}
        data["outside"] = [LIKELY_EXCLUDED[kind] for kind, is_ticked in choices.items() if is_ticked and kind in kinds]
        return data


class PlanVisitForm(LocalTimeForm, PlanningForm):
    submit_label = "Plan the visit"

    day = DayField(label="Date")
    begins = TimeField(label="Start time")
    ends = TimeField(label="End time")

    def layout_fields(self) -> list:
        times = Times("begins", "ends", legend="Start and end time")
        return [
            "worker",
            "day",
            times,
            *self.repeated_question(),
            "kind",
            Reveal("what_for", self.reveals),
            "out_of_hours_reason",
            *self.clash_question(),
        ]


class MoveForm(PlanVisitForm):
    submit_label = "Move the visit"

    reason = LongTextField(rows=2, max_length=300, label="Reason for moving the visit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["what_for"]

    def layout_fields(self) -> list:
        times = Times("begins", "ends", legend="Start and end time")
        return [
            "worker",
            "day",
            times,
            *self.repeated_question(),
            "kind",
            "out_of_hours_reason",
            "reason",
            *self.clash_question(),
        ]


class RepeatForm(PlanningForm):
    submit_label = "Plan these visits"

    weekdays = forms.TypedMultipleChoiceField(
        choices=Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label="Which days?",
        error_messages={"required": "Choose the days of the visits"},
    )
    every = forms.TypedChoiceField(
        choices=EVERY,
        coerce=int,
        label="How often?",
        error_messages={"required": "Choose how often the visits repeat"},
    )
    begins = TimeField(label="Start time")
    minutes = MinutesField(
        min_minutes=5,
        max_minutes=12 * 60,
        needs_unit=True,
        label="Length of each visit",
        help_text="For example 1 hour, or 45 min",
    )
    from_on = DayField(label="First date")
    until_on = LastDayField(label="Last day", required=False, help_text="Leave blank if they are ongoing.")

    last: tuple[str, ...] = ()

    def layout_fields(self) -> list:
        times = ("weekdays", "every", "begins", "minutes", "from_on", "until_on", "kind")
        purpose = (Reveal("what_for", self.reveals), "out_of_hours_reason")
        return ["worker", *times, *purpose, *self.last, *self.clash_question()]

    def clean(self) -> dict[str, Any]:
        """Replace `weekdays` and `every` with `repeats`, the recurrence as text."""
        data = super().clean()
        weekdays, every = data.pop("weekdays", None), data.pop("every", None)
        if weekdays and every:
            data["repeats"] = recurrence.weekly(weekdays, every)
        return data


class ChangeRecurringVisitForm(RepeatForm):
    submit_label = "Change these visits"
    last = ("restarts_weeks", "reason")

    restarts_weeks = forms.BooleanField(
        required=False,
        label="Count the weeks from this first date",
        help_text="For visits every 2 weeks or more. Otherwise they stay in the same weeks as before.",
    )
    reason = LongTextField(rows=2, max_length=200, label="Reason for the change")


class EndRecurringVisitForm(PlainForm):
    submit_label = "End these visits"

    until_on = LastDayField(label="Last day")
    reason = LongTextField(rows=2, max_length=200, label="Reason")


class CancelVisitForm(ReasonForm):
    """Both buttons say what becomes of the visit: "Cancel" alone would mean either."""

    submit_label = "Cancel this visit"
    cancel_label = "Go back without cancelling"
