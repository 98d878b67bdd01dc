"""Forms to allocate, cover, reallocate and end, and to declare a relation."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from casework.allocation.reallocation_options import ReallocationRow
from casework.allocation.worker_ranking import Suggestion
from casework.enums import AllocationKind
from design.fields import DayField, LongTextField
from design.formatting import hours
from design.forms import PlainForm

# More choices than this are shown as a select, not as radios.
MOST_RADIOS = 12


class AllocateForm(PlainForm):
    submit_label = "Continue"

    kind = forms.ChoiceField(choices=AllocationKind, widget=forms.RadioSelect, initial=AllocationKind.LEAD, label="As")
    worker = forms.ChoiceField(widget=forms.RadioSelect)
    from_on = DayField(label="From")
    until_on = DayField(
        label="First day without them", required=False, help_text="Cover needs one. Leave it empty for good."
    )

    def __init__(self, *args: Any, suggestions: Sequence[Suggestion], **kwargs: Any):
        super().__init__(*args, **kwargs)
        kind = cast(Any, self.fields["kind"])
        kind.choice_hints = {
            AllocationKind.LEAD: "Takes on the hours and needs room for them",
            AllocationKind.BUDDY: "Knows the person, takes on no hours",
            AllocationKind.COVER: "Stands in, and has access on those days only",
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
        return f"{worker}, no room: as buddy or cover only, {people}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") == AllocationKind.COVER and not data.get("until_on") and not self.errors:
            self.add_error("until_on", "Say until when: cover has an end.")
        return data


class EndAllocationForm(PlainForm):
    submit_label = "End it"

    until_on = DayField(label="First day without this worker")
    reason = LongTextField(rows=3, max_length=500, label="Why")


class WorkerChoicesForm(PlainForm):
    """A select for each row of `casework.allocation.reallocation_options`."""

    nobody = "Nobody yet"

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
    nobody = "No cover needed"

    until_on = DayField(label="Cover until", help_text="The first day without cover")

    def __init__(self, *args: Any, is_open: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["until_on"]


class ReallocateForm(WorkerChoicesForm):
    submit_label = "See what it means"

    from_on = DayField(label="From", help_text="The first day with the new worker")


class RelationForm(PlainForm):
    submit_label = "Record the relation"

    reference = forms.CharField(max_length=12, label="Reference of the person", help_text="Such as R-7KQ4-M2XD")
    declared_on = DayField(label="Declared on")
    words = forms.CharField(max_length=200, label="How they know each other", help_text="Such as: neighbour, cousin")
