"""Forms for training."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from workforce.models import TrainingCourse


class TrainingForm(PlainForm):
    """Offers the courses that have not ended, and the one that the form begins with."""

    submit_label = "Record training"

    course = forms.ModelChoiceField(
        queryset=TrainingCourse.objects.current(), widget=forms.RadioSelect, empty_label=None
    )
    done_on = DayField(label="Date completed")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["done_on"]).max_day = clock.today()
        course = cast("forms.ModelChoiceField[TrainingCourse]", self.fields["course"])
        if own := self.initial.get("course"):
            course.queryset = TrainingCourse.objects.filter(Q(ended_on=None) | Q(pk=own))


class CorrectTrainingForm(TrainingForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, label="What was wrong")
