"""Deciding a referral."""

from django import forms

from design.fields import DayField, LongTextField, MinutesField
from design.forms import PlainForm


class AcceptForm(PlainForm):
    submit_label = "Accept the referral"

    person = forms.ChoiceField(widget=forms.RadioSelect, label="Who is this?")
    starts_on = DayField(label="First day of support")
    minutes_a_week = MinutesField(
        min_minutes=15,
        max_minutes=168 * 60,
        label="Commissioned hours a week",
        help_text="Such as 6 or 4h 30",
    )
    first_review_on = DayField(label="First review, as agreed with the Mental Health Team", required=False)

    def __init__(self, *args, likely, needs_review, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            ("new", "Somebody we have not supported before"),
            *((str(person.pk), f"{person.full_name}, {person.reference} ({why})") for person, why in likely),
        ]
        if not likely:
            self.fields["person"].initial = "new"
        self.fields["first_review_on"].required = needs_review


class ReasonForm(PlainForm):
    """One text that says why."""

    reason = LongTextField(rows=4, label="Reason")

    def __init__(self, *args, label: str, submit: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.submit_label = submit
