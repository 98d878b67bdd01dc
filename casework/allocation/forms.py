"""Forms to allocate, cover, reallocate and end, and to declare a relation."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from casework.allocation.models import COVER_END_MISSING
from casework.allocation.reallocation_options import ReallocationRow
from casework.allocation.worker_ranking import Suggestion
from casework.enums import AllocationKind
from design.fields import DayField, LastDayField, LongTextField
from design.formatting import hours
from design.forms import PlainForm

# More choices than this are shown as a select, not as radios.
MOST_RADIOS = 12


class AllocateForm(PlainForm):
    submit_label = "Continue"

    kind = forms.ChoiceField(
        choices=AllocationKind, widget=forms.RadioSelect, initial=AllocationKind.LEAD, label="Role"
    )
    worker = forms.ChoiceField(widget=forms.RadioSelect)
    from_on = DayField(label="Start date")
    until_on = LastDayField(
        label="Last day with this worker",
        required=False,
        help_text="Needed for cover. Leave blank if ongoing.",
    )

    def __init__(self, *args: Any, suggestions: Sequence[Suggestion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kind = cast(Any, self.fields["kind"])
        kind.choice_hints = {
            AllocationKind.LEAD: "Takes on the hours, so needs the capacity",
            AllocationKind.BUDDY: "Knows the person, but takes on no hours",
            AllocationKind.COVER: "Covers for the lead worker, with access on those days only",
        }
        possible = [row for row in suggestions if row.place or row.lacks_capacity_only]
        choices = [(str(row.worker.pk), self._label(row)) for row in possible]
        worker = cast(forms.ChoiceField, self.fields["worker"])
        if len(choices) > MOST_RADIOS:
            worker.widget = forms.Select()
            choices = [("", "Choose"), *choices]
        worker.choices = choices

    def _label(self, suggestion: Suggestion) -> str:
        worker, load = suggestion.worker, suggestion.load
        people = f"{load.people} {'person' if load.people == 1 else 'people'}"
        if suggestion.place:
            return f"{worker}, {hours(load.free_minutes)} free, {people}"
        return f"{worker}, no capacity: buddy or cover only, {people}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") == AllocationKind.COVER and not data.get("until_on") and not self.errors:
            self.add_error("until_on", COVER_END_MISSING)
        return data


class EndAllocationForm(PlainForm):
    submit_label = "End allocation"

    until_on = LastDayField(label="Last day with this worker")
    reason = LongTextField(rows=3, max_length=500, label="Reason")


class WorkerChoicesForm(PlainForm):
    """A select for each row of `casework.allocation.reallocation_options`."""

    nobody = "Not assigned"

    def __init__(self, *args: Any, rows: Sequence[ReallocationRow], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for row in rows:
            self.fields[row.field] = forms.ChoiceField(
                choices=[("", self.nobody), *row.options],
                required=False,
                label=row.label,
                initial=str(row.best.worker.pk) if row.best else "",
            )


class CoverForm(WorkerChoicesForm):
    submit_label = "Continue"
    nobody = "Leave uncovered"

    until_on = LastDayField(label="Last day of cover")

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["until_on"]


class ReallocateForm(WorkerChoicesForm):
    submit_label = "Continue"

    from_on = DayField(label="First day with the new worker")


class RelationForm(PlainForm):
    submit_label = "Declare connection"

    reference = forms.CharField(max_length=12, label="Person's reference", help_text="For example R-7KQ4-M2XD")
    declared_on = DayField(label="Date of the declaration")
    words = forms.CharField(
        max_length=200, label="How they know each other", help_text="For example: neighbour, cousin"
    )
