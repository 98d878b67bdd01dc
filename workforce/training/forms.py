"""Forms for training."""

from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm
from workforce.models import TrainingCourse


class TrainingForm(PlainForm):
    submit_label = "Record training"

    course = forms.ModelChoiceField(queryset=TrainingCourse.objects.all(), widget=forms.RadioSelect, empty_label=None)
    done_on = DayField(label="Date completed")


class CorrectTrainingForm(TrainingForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, label="What was wrong")
