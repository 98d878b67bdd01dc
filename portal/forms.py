from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm
from plans.goals.rating_field import RatingField
from plans.models import GoalWording


class OwnCommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(
        rows=5, label="What do you want to say?", error_messages={"required": "Enter what you want to say"}
    )


class DeclineForm(PlainForm):
    submit_label = "Send to your worker"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = LongTextField(
        rows=5,
        label="What would you like to change?",
        error_messages={"required": "Enter what you would like to change"},
    )


class AgreeForm(PlainForm):
    """Agreeing, with what the person wants to add and a rating of each goal."""

    submit_label = "I agree with this plan"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = LongTextField(rows=4, required=False, label="Do you want to add anything?")

    def __init__(self, *args: Any, wordings: list[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wording in wordings:
            self.fields[f"rating_{wording.pk}"] = RatingField(
                label=f"“{wording.words}”",
                help_text="How is it going now? 0 means very bad. 10 means just how you want it.",
                empty_label="I prefer not to say",
            )


class RatingForm(PlainForm):
    submit_label = "Save"

    value = RatingField(
        required=True,
        empty_label="Choose a number",
        label="How is it going now?",
        help_text="0 means very bad. 10 means just how you want it.",
        error_messages={"required": "Choose a number from 0 to 10"},
    )
