"""Forms for a worker's details, access and end of employment."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from contracts.models import Contract, LifeDomain
from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from workforce.enums import Employment, Gender, LeavingReason
from workforce.models import Team


class WorkerDetailsForm(PlainForm):
    """A worker's team, specialisms, areas and languages, and the checks needed before anybody is allocated to them.

    `contracts` are those that the manager may add the worker to or remove them from.
    """

    job_title = forms.CharField(max_length=80, label="Job title")
    started_on = DayField(label="First day of employment")
    team = forms.ModelChoiceField(queryset=Team.objects.current(), empty_label=None, label="Team")
    contracts = forms.ModelMultipleChoiceField(
        queryset=Contract.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Contracts where they can be allocated",
        help_text="Their roles do not change with it. Give and end roles on the page of their account.",
    )
    employment = forms.ChoiceField(choices=Employment, widget=forms.RadioSelect, label="Type of employment")
    specialisms = forms.ModelMultipleChoiceField(
        queryset=LifeDomain.objects.none(), widget=forms.CheckboxSelectMultiple, required=False, label="Specialisms"
    )
    areas = forms.CharField(max_length=400, required=False, help_text="Towns, separated by commas")
    languages = forms.CharField(
        max_length=200, required=False, help_text="Languages other than English, separated by commas"
    )
    gender = forms.ChoiceField(
        choices=[("", "Not recorded"), *Gender.choices],
        required=False,
        help_text="We ask because people may prefer a worker of their own gender.",
    )
    induction_completed_on = DayField(label="Induction completed on", required=False)
    dbs_checked_on = DayField(label="DBS checked on", required=False)

    def __init__(
        self, *args: Any, team: Team, own_contracts: QuerySet[Contract], contracts: QuerySet[Contract], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["team"].queryset = Team.objects.filter(Q(ended_on=None) | Q(pk=team.pk))
        fields["contracts"].queryset = contracts
        for name in ("induction_completed_on", "dbs_checked_on"):
            fields[name].max_day = clock.today()
        fields["specialisms"].queryset = LifeDomain.objects.offered(
            clock.today(), also=[domain.pk for domain in self.initial.get("specialisms", ())]
        ).filter(contract__in=contracts.filter(pk__in=own_contracts.values("pk")))

    def clean_areas(self) -> list[str]:
        return _names(self.cleaned_data["areas"], 80)

    def clean_languages(self) -> list[str]:
        return _names(self.cleaned_data["languages"], 40)


def _names(text: str, longest: int) -> list[str]:
    """Return the texts between the commas, each once. Raises ValidationError for one over `longest` characters."""
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if any(len(name) > longest for name in names):
        raise forms.ValidationError(f"Separate them with commas. Each can have up to {longest} characters.")
    return names


class EndEmploymentForm(PlainForm):
    submit_label = "Continue"

    left_on = DayField(label="Last day of employment")
    reason = forms.ChoiceField(choices=LeavingReason, widget=forms.RadioSelect, label="Reason for leaving")


class SuspendAccessForm(PlainForm):
    submit_label = "Suspend access now"

    reason = LongTextField(rows=3, max_length=200, label="Reason")
