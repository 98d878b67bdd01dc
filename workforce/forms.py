"""Keeping a worker's hours, ceiling, absences, training and particulars."""

from django import forms

from contracts.models import LifeDomain
from design.fields import DayField, LongTextField, MinutesField, TimeField
from design.forms import PlainForm
from design.layout import Times
from workforce.enums import AbsenceKind, Employment, Gender, LeavingReason, Weekday
from workforce.models import TrainingCourse

WEEK_MINUTES = 60 * 60


class HoursForm(PlainForm):
    minutes_a_week = MinutesField(min_minutes=1, max_minutes=WEEK_MINUTES, label="Contracted hours a week")
    from_on = DayField(label="From")


class PatternForm(PlainForm):
    """From when to when on each day of the week; a day without times is not worked."""

    submit_label = "Save the working hours"

    from_on = DayField(label="From")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for day in Weekday:
            self.fields[f"starts_{day.value}"] = TimeField(required=False, label=f"{day.label} from")
            self.fields[f"ends_{day.value}"] = TimeField(required=False, label=f"{day.label} to")

    def layout_fields(self):
        return ["from_on", *(Times(f"starts_{day.value}", f"ends_{day.value}", legend=day.label) for day in Weekday)]

    def clean(self):
        """Adds `hours`: weekday → (starts, ends)."""
        data = super().clean()
        data["hours"] = {}
        for day in Weekday:
            starts, ends = data.get(f"starts_{day.value}"), data.get(f"ends_{day.value}")
            if starts and ends and ends > starts:
                data["hours"][day.value] = (starts, ends)
            elif (starts or ends) and not self.errors:
                self.add_error(f"starts_{day.value}", f"{day.label}: give both times, the later one second.")
        if not data["hours"] and not self.errors:
            self.add_error("starts_0", "Give the times of at least one day.")
        return data


class CeilingForm(PlainForm):
    minutes_a_week = MinutesField(max_minutes=WEEK_MINUTES, label="At most, hours a week")
    from_on = DayField(label="From")
    until_on = DayField(label="First day without it", required=False)
    reason = forms.CharField(max_length=200, label="Why")


class LiftForm(PlainForm):
    submit_label = "Lift the ceiling"

    until_on = DayField(label="First day without it")


class AbsenceForm(PlainForm):
    submit_label = "Record and choose cover"

    kind = forms.ChoiceField(choices=AbsenceKind, widget=forms.RadioSelect, label="Kind of absence")
    from_on = DayField(label="First day away")
    until_on = DayField(
        label="First day back", required=False, help_text="If you do not know the day, leave it empty until you do."
    )
    reason = forms.CharField(
        max_length=200, required=False, label="Note", help_text="Nothing about health: the kind is enough."
    )


class BackForm(PlainForm):
    submit_label = "Save the first day back"

    until_on = DayField(label="First day back")


class TrainingForm(PlainForm):
    submit_label = "Record the training"

    course = forms.ModelChoiceField(queryset=TrainingCourse.objects.all(), widget=forms.RadioSelect, empty_label=None)
    done_on = DayField(label="Done on")


class ParticularsForm(PlainForm):
    """What a worker is good for, and what must be there before anybody is given to them."""

    employment = forms.ChoiceField(choices=Employment, widget=forms.RadioSelect, label="Works here as")
    specialisms = forms.ModelMultipleChoiceField(
        queryset=None, widget=forms.CheckboxSelectMultiple, required=False, label="Specialist in"
    )
    areas = forms.CharField(max_length=400, required=False, help_text="Towns, with commas between")
    languages = forms.CharField(max_length=200, required=False, help_text="Besides English, with commas between")
    gender = forms.ChoiceField(
        choices=[("", "Not given"), *Gender.choices],
        required=False,
        help_text="Asked for because people may wish for a worker of their own gender.",
    )
    induction_completed_on = DayField(label="Induction completed on", required=False)
    dbs_checked_on = DayField(label="DBS checked on", required=False)

    def __init__(self, *args, contracts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["specialisms"].queryset = LifeDomain.objects.filter(contract__in=contracts)

    def clean_areas(self) -> list[str]:
        return _parts(self.cleaned_data["areas"], 80)

    def clean_languages(self) -> list[str]:
        return _parts(self.cleaned_data["languages"], 40)


def _parts(text: str, longest: int) -> list[str]:
    """What stands between the commas, each once. Raises ValidationError for one that is too long."""
    parts = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if any(len(part) > longest for part in parts):
        raise forms.ValidationError(f"Put a comma between them: each has at most {longest} letters.")
    return parts


class LeaveForm(PlainForm):
    submit_label = "Continue"

    left_on = DayField(label="Last day")
    reason = forms.ChoiceField(choices=LeavingReason, widget=forms.RadioSelect, label="Why")


class SuspendForm(PlainForm):
    submit_label = "Suspend access now"

    reason = LongTextField(rows=3, max_length=200, label="Why")


class OnCallForm(PlainForm):
    submit_label = "Put on call"

    user = forms.ModelChoiceField(queryset=None, label="On-call senior", empty_label=None, widget=forms.RadioSelect)
    from_on = DayField(label="First day")
    last_on = DayField(label="Last day", help_text="The same day for one day only.")
    begins = TimeField(label="From")
    ends = TimeField(label="To")

    def __init__(self, *args, seniors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = seniors

    def layout_fields(self):
        return ["user", "from_on", "last_on", Times("begins", "ends", legend="Each day")]


class OffCallForm(PlainForm):
    submit_label = "Take off the rota"

    reason = forms.CharField(max_length=200, label="Why")
