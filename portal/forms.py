from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm
from plans.goals.rating_field import RatingField
from plans.models import GoalWording


class OwnCommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(rows=5, label="What do you want to say?")


class DeclineForm(PlainForm):
    submit_label = "Tell them"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = LongTextField(rows=5, label="What should be different?")


class AgreeForm(PlainForm):
    """Agreeing, with what the person wants to add and a rating of each goal."""

    submit_label = "I agree with this plan"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = LongTextField(rows=4, required=False, label="Do you want to add something?")

    def __init__(self, *args: Any, wordings: list[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wording in wordings:
            self.fields[f"rating_{wording.pk}"] = RatingField(
                label=f"“{wording.words}”",
                help_text="How is it now? 0 is very bad, 10 is just as you want it.",
                empty_label="I would rather not say",
            )


class RatingForm(PlainForm):
    submit_label = "Save"

    value = RatingField(
        required=True,
        empty_label="Choose",
        label="How is it now?",
        help_text="0 is very bad, 10 is just as you want it.",
    )
