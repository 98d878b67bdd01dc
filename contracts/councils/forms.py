from django import forms

from design.fields import TelephoneField
from design.forms import PlainForm, RevisedForm


class CouncilForm(PlainForm):
    name = forms.CharField(max_length=120, label="Name of the council")
    area = forms.CharField(
        max_length=120, help_text="As in “lives in …”: the place that the council is responsible for."
    )
    safeguarding_team = forms.CharField(
        max_length=120, required=False, label="Safeguarding team", help_text="Staff ring them first about a concern."
    )
    safeguarding_telephone = TelephoneField(required=False, label="Telephone of the safeguarding team")
    duty_team_telephone = TelephoneField(
        required=False,
        label="Telephone of the duty team",
        help_text="Out of hours. Staff see it when they call for help.",
    )


class ChangeCouncilForm(CouncilForm, RevisedForm):
    pass
