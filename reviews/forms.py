from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, ReasonForm, RevisedForm
from reviews.enums import ReviewRequester


class UpdateForm(RevisedForm):
    submit_label = "Save and check"

    how_it_is = LongTextField(rows=6, label="How things are", required=False)
    progress = LongTextField(rows=6, label="Progress with goals", required=False)
    what_changed = LongTextField(rows=4, label="What has changed, and any concerns", required=False)
    next_weeks = LongTextField(rows=4, label="Plans for the next few weeks", required=False)


class AcknowledgeUpdateForm(PlainForm):
    submit_label = "I have read this"

    answer = LongTextField(rows=4, required=False, label="Your reply")


class UpdateLinkForm(PlainForm):
    submit_label = "Send the link"

    name = forms.CharField(max_length=120, label="Name of the recipient")
    email = forms.EmailField(max_length=254, label="Email address at the Council")
    last_on = DayField(label="Last day on which the link works")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["last_on"]).min_day = clock.today()


class AskForReviewForm(PlainForm):
    submit_label = "Request a review"

    due_on = DayField(label="Review due by")
    asked_by = forms.ChoiceField(
        choices=[choice for choice in ReviewRequester.choices if choice[0] != ReviewRequester.CONTRACT],
        widget=forms.RadioSelect,
        label="Who asked for it?",
    )


class ConductReviewForm(PlainForm):
    submit_label = "Record the review"

    conducted_on = DayField(label="Date of the review")
    participants = forms.CharField(max_length=300, label="Who took part")
    outcome = LongTextField(rows=6, label="Outcome")


class CorrectUpdateForm(UpdateForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, max_length=300, label="What was wrong")


class CorrectReviewForm(RevisedForm):
    submit_label = "Save the correction"

    conducted_on = DayField(label="Date of the review")
    participants = forms.CharField(max_length=300, label="Who took part")
    outcome = LongTextField(rows=6, label="Outcome")
    reason = LongTextField(rows=2, max_length=300, label="What was wrong")


class WithdrawReviewForm(ReasonForm):
    reason = LongTextField(rows=4, max_length=300, label="Reason")
