"""Forms for the price of a contract year."""

from typing import Any

from contracts.models import ContractYear
from design.fields import DayField, PoundsField
from design.forms import PlainForm, RevisedForm

AMOUNTS = ("hourly_rate", "block_price", "maximum")


class ContractYearForm(PlainForm):
    submit_label = "Save price"

    from_on = DayField(label="First day", help_text="Prices are reviewed on 1 April.")
    last_on = DayField(label="Last day", help_text="The day before the next review. It is included.")
    hourly_rate = PoundsField(
        required=False,
        max_digits=7,
        label="Hourly rate (£)",
        help_text="For time with people. Travel is not paid.",
    )
    block_price = PoundsField(
        required=False,
        max_digits=12,
        label="Block payment for the year (£)",
        help_text="A fixed sum that does not depend on hours.",
    )
    maximum = PoundsField(
        required=False,
        max_digits=12,
        label="Maximum budget for the year (£)",
        help_text="Leave blank if there is none.",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not (data.get("hourly_rate") or data.get("block_price")) and not self.errors:
            self.add_error("hourly_rate", "Enter an hourly rate, a block payment, or both")
        if data.get("from_on") and data.get("last_on") and data["last_on"] < data["from_on"]:
            self.add_error("last_on", "The last day must not be before the first day")
        return data


class CorrectContractYearForm(RevisedForm, ContractYearForm):
    submit_label = "Save correction"

    def field_texts(self, record: ContractYear) -> dict[str, Any]:
        """Return the amounts as somebody else saved them."""
        return {name: "" if getattr(record, name) is None else getattr(record, name) for name in AMOUNTS}
