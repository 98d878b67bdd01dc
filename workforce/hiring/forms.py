"""Forms for a new worker."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.invitations.forms import IdentityField
from accounts.roles import NEED_STAFF_RECORD, ROLES
from contracts.models import Contract
from design.fields import DayField, MinutesField, TelephoneField
from design.forms import PlainForm
from workforce.enums import Employment
from workforce.hours.forms import WEEK_MINUTES
from workforce.models import Team


class JobForm(PlainForm):
    """The job of a new worker, in `contracts`."""

    submit_label = "Add worker"

    role = forms.ChoiceField(
        choices=[(key, ROLES[key].name) for key in NEED_STAFF_RECORD], widget=forms.RadioSelect, label="Role"
    )
    job_title = forms.CharField(max_length=80, label="Job title")
    contracts = forms.ModelMultipleChoiceField(
        queryset=Contract.objects.none(), widget=forms.CheckboxSelectMultiple, label="Contracts"
    )
    team = forms.ModelChoiceField(queryset=Team.objects.current(), empty_label="Choose a team", label="Team")
    employment = forms.ChoiceField(choices=Employment, widget=forms.RadioSelect, label="Type of employment")
    started_on = DayField(
        label="First day of employment",
        help_text="If it is in the past, they get access from today.",
    )
    minutes_a_week = MinutesField(min_minutes=1, max_minutes=WEEK_MINUTES, label="Contracted hours a week")

    def __init__(self, *args: Any, contracts: QuerySet[Contract], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Contract]", self.fields["contracts"]).queryset = contracts


class NewWorkerForm(JobForm):
    """A new worker who has no account yet."""

    field_order = ("full_name", "email", "telephone", "identity")

    full_name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(
        max_length=254,
        label="Email",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="They sign in with it.",
    )
    telephone = TelephoneField(required=False, label="Telephone")
    identity = IdentityField(help_text="For example “She gave it to me at her interview on 3 March”.")
