from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from reviews.enums import ReviewRequester


class UpdateForm(RevisedForm):
    submit_label = "Save and check"

    how_it_is = LongTextField(rows=6, label="How things are", required=False)
    progress = LongTextField(rows=6, label="Progress with goals", required=False)
    what_changed = LongTextField(rows=4, label="What has changed, and any concern", required=False)
    next_weeks = LongTextField(rows=4, label="What we plan for the next weeks", required=False)


class AcknowledgeUpdateForm(PlainForm):
    submit_label = "I have read this"

    answer = LongTextField(rows=4, required=False, label="Anything you want to answer")


class AskForReviewForm(PlainForm):
    submit_label = "Ask for a review"

    due_on = DayField(label="By when")
    asked_by = forms.ChoiceField(
        choices=[choice for choice in ReviewRequester.choices if choice[0] != ReviewRequester.CONTRACT],
        widget=forms.RadioSelect,
        label="Who asks",
    )


class ConductReviewForm(PlainForm):
    submit_label = "Record the review"

    conducted_on = DayField(label="Held on")
    participants = forms.CharField(max_length=300, label="Who took part")
    outcome = LongTextField(rows=6, label="What came of it")
