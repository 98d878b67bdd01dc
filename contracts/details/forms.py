"""The forms for a contract and its details."""

from typing import Any

from django import forms

from contracts.details.patterns import PATTERNS, Pattern
from contracts.models import Council
from design.fields import DayField, TelephoneField
from design.forms import PlainForm, RevisedForm


class ContractForm(PlainForm):
    council = forms.ModelChoiceField(queryset=Council.objects.all(), empty_label="Choose one")
    name = forms.CharField(max_length=120, label="Name of the contract", help_text="As people know the service.")
    starts_on = DayField(label="First day of the contract")
    ends_on = DayField(label="Last day of the contract", required=False)
    telephone = TelephoneField(
        label="Telephone of the service", help_text="People and keyworkers see it on every page."
    )
    email = forms.EmailField(max_length=254, label="Email of the service")
    hours = forms.CharField(
        max_length=120, label="When the service is there", help_text="In words, such as “8am to 10pm, every day”"
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must not be before the first day")
        return self.cleaned_data


class NewContractForm(ContractForm):
    submit_label = "Save and continue to the terms"

    pattern = forms.ChoiceField(
        choices=[(pattern.key, pattern.label) for pattern in PATTERNS.values()],
        widget=forms.RadioSelect,
        label="Which of these is it most like?",
        help_text="The terms and lists start from it. You can change each of them.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        hints = {pattern.key: pattern.words for pattern in PATTERNS.values()}
        self.fields["pattern"].choice_hints = hints  # type: ignore[attr-defined]

    def clean_pattern(self) -> Pattern:
        return PATTERNS[self.cleaned_data["pattern"]]


class ChangeContractForm(ContractForm, RevisedForm):
    pass
