"""The transition plan, and with whom it is shared."""

from typing import Any, cast

from crispy_forms.layout import Fieldset
from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from referrals.enums import Agency


class TransitionPlanForm(RevisedForm):
    wishes = LongTextField(rows=5, required=False, label="What do you hope for, and what worries you?")
    changes = LongTextField(rows=4, label="What changes at the birthday?")
    stays = LongTextField(rows=3, required=False, label="What stays as it is?")
    carries_on = LongTextField(
        rows=4,
        required=False,
        label="Who carries on with what?",
        help_text="In Children's Services and in Adults' Services, by name, and until when",
    )
    first_weeks = LongTextField(rows=4, required=False, label="How do the first weeks of support look?")
    assessed_from_on = DayField(required=False, label="First day of the assessment")
    assessed_last_on = DayField(required=False, label="Last day of the assessment")
    assessed_by = forms.CharField(max_length=120, required=False, label="Assessed by")
    result = LongTextField(rows=4, required=False, label="What the assessment came to")

    def layout_fields(self) -> list[Any]:
        return [
            "revision",
            Fieldset("The person", "wishes"),
            Fieldset("From the birthday on", "changes", "stays", "carries_on", "first_weeks"),
            Fieldset("The assessment before", "assessed_from_on", "assessed_last_on", "assessed_by", "result"),
        ]


class ShareTransitionForm(PlainForm):
    submit_label = "Record it"

    agency = forms.ChoiceField(choices=Agency, widget=forms.RadioSelect, label="With which service")
    shared_with = forms.CharField(max_length=120, label="With whom there")
    shared_on = DayField(label="On")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["shared_on"]).max_day = clock.today()
