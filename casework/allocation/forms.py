"""Workers are allocated, taken off, covered for; people pass to others."""

from django import forms

from casework.enums import AllocationKind
from design.fields import DayField, LongTextField
from design.formatting import hours
from design.forms import PlainForm

# Past this many a list to choose from is shorter than a page of radios.
MOST_RADIOS = 12


class AllocateForm(PlainForm):
    submit_label = "Continue"

    kind = forms.ChoiceField(choices=AllocationKind, widget=forms.RadioSelect, initial=AllocationKind.LEAD, label="As")
    worker = forms.ChoiceField(widget=forms.RadioSelect)
    from_on = DayField(label="From")
    until_on = DayField(
        label="First day without them", required=False, help_text="Cover needs one. Leave it empty for good."
    )

    def __init__(self, *args, suggestions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choice_hints = {
            AllocationKind.LEAD: "Takes on the hours and needs room for them",
            AllocationKind.BUDDY: "Knows the person, takes on no hours",
            AllocationKind.COVER: "Stands in, and has access on those days only",
        }
        possible = [one for one in suggestions if one.place or one.is_only_full]
        choices = [(str(one.worker.pk), self._words(one)) for one in possible]
        if len(choices) > MOST_RADIOS:
            self.fields["worker"].widget = forms.Select()
            choices = [("", "Choose"), *choices]
        self.fields["worker"].choices = choices

    def _words(self, one) -> str:
        people = f"{one.load.people} {'person' if one.load.people == 1 else 'people'}"
        if one.place:
            return f"{one.worker}, {hours(one.load.room)} free, {people}"
        return f"{one.worker}, no room: as buddy or cover only, {people}"

    def clean(self):
        given = super().clean()
        if given.get("kind") == AllocationKind.COVER and not given.get("until_on") and not self.errors:
            self.add_error("until_on", "Say until when: cover has an end.")
        return given


class EndAllocationForm(PlainForm):
    submit_label = "End it"

    until_on = DayField(label="First day without this worker")
    reason = LongTextField(rows=3, max_length=500, label="Why")


class PassOnForm(PlainForm):
    """A select for each line of `casework.choosing`."""

    nobody = "Nobody yet"

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for line in lines:
            self.fields[line.field] = forms.ChoiceField(
                choices=[("", self.nobody), *line.options],
                required=False,
                label=line.label,
                initial=str(line.best.worker.pk) if line.best else "",
            )


class CoverForm(PassOnForm):
    submit_label = "Continue"
    nobody = "No cover needed"

    until_on = DayField(label="Cover until", help_text="The first day without cover")

    def __init__(self, *args, is_open: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_open:
            del self.fields["until_on"]


class ReallocateForm(PassOnForm):
    submit_label = "See what it means"

    from_on = DayField(label="From", help_text="The first day with the new worker")


class RelationForm(PlainForm):
    submit_label = "Record the relation"

    reference = forms.CharField(max_length=12, label="Reference of the person", help_text="Such as R-7KQ4-M2XD")
    declared_on = DayField(label="Declared on")
    words = forms.CharField(max_length=200, label="How they know each other", help_text="Such as: neighbour, cousin")
