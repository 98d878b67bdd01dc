"""The transition plan, and who it is shared with."""

from typing import Any, cast

from crispy_forms.layout import Fieldset
from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from referrals.enums import Agency


class TransitionPlanForm(RevisedForm):
    wishes = LongTextField(rows=5, required=False, label="What are you hoping for, and what worries you?")
    changes = LongTextField(
        rows=4, label="What changes on the birthday?", error_messages={"required": "Enter what changes on the birthday"}
    )
    stays = LongTextField(rows=3, required=False, label="What stays the same?")
    carries_on = LongTextField(
        rows=4,
        required=False,
        label="Who will do what?",
        help_text="In Children's Services and in Adults' Services: names, and until when",
    )
    first_weeks = LongTextField(rows=4, required=False, label="What will the first weeks of support look like?")
    assessed_from_on = DayField(required=False, label="First day of the assessment")
    assessed_last_on = DayField(required=False, label="Last day of the assessment")
    assessed_by = forms.CharField(max_length=120, required=False, label="Assessed by")
    result = LongTextField(rows=4, required=False, label="Result of the assessment")

    def layout_fields(self) -> list[Any]:
        return [
            Fieldset("The person", "wishes"),
            Fieldset("From the birthday", "changes", "stays", "carries_on", "first_weeks"),
            Fieldset("Assessment before the birthday", "assessed_from_on", "assessed_last_on", "assessed_by", "result"),
        ]


class ShareTransitionForm(PlainForm):
    submit_label = "Save"

    agency = forms.ChoiceField(
        choices=Agency,
        widget=forms.RadioSelect,
        label="Which service was it shared with?",
        error_messages={"required": "Choose a service"},
    )
    shared_with = forms.CharField(
        max_length=120,
        label="Who at the service?",
        error_messages={"required": "Enter who it is shared with at the service"},
    )
    shared_on = DayField(label="Date shared")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["shared_on"]).max_day = clock.today()
