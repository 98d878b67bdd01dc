"""Forms for the price of a contract year."""

from typing import Any

from django import forms

from contracts.models import ContractYear
from design.fields import DayField
from design.forms import PlainForm, RevisedForm

AMOUNTS = ("hourly_rate", "block_price", "maximum")


def _pounds(label: str, help_text: str, digits: int) -> forms.DecimalField:
    field = forms.DecimalField(
        label=label, help_text=help_text, min_value=0, max_digits=digits, decimal_places=2, required=False
    )
    field.widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
    return field


class ContractYearForm(PlainForm):
    submit_label = "Keep the price"

    from_on = DayField(label="First day", help_text="Prices are reviewed on 1 April.")
    last_on = DayField(label="Last day", help_text="The day before the next review, itself counted.")
    hourly_rate = _pounds("Pounds for an hour", "Of time with people; travel is not paid by it.", 7)
    block_price = _pounds("Pounds for the whole year", "A sum that does not follow the hours.", 12)
    maximum = _pounds("Maximum budget of the year, in pounds", "Empty: the contract names none.", 12)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not (data.get("hourly_rate") or data.get("block_price")) and not self.errors:
            self.add_error("hourly_rate", "Give an hourly rate, a block price, or both")
        if data.get("from_on") and data.get("last_on") and data["last_on"] < data["from_on"]:
            self.add_error("last_on", "The last day is on or after the first")
        return data


class CorrectContractYearForm(RevisedForm, ContractYearForm):
    submit_label = "Keep the correction"

    def field_texts(self, record: ContractYear) -> dict[str, Any]:
        """Return the amounts as somebody else saved them."""
        return {name: "" if getattr(record, name) is None else getattr(record, name) for name in AMOUNTS}
