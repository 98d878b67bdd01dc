"""The form for a training course."""

from django import forms

from design.forms import PlainForm

LONGEST_VALIDITY = 240  # months


class CourseForm(PlainForm):
    name = forms.CharField(max_length=120, label="Name of the course")
    is_required = forms.BooleanField(
        required=False,
        label="Required",
        help_text="No one can be allocated to a worker whose training in a required course is missing or has expired.",
    )
    valid_months = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST_VALIDITY,
        label="Months for which it is valid",
        help_text="Leave blank if it does not expire.",
    )
