"""The form that selects hours; its choices are part of the address."""

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import QuerySet

from contracts.models import Contract
from core.dates import Period, quarter_of, quarters_before
from design.forms import PlainForm
from visits.hours.totals import BY

QUARTERS, YEARS = 7, 2


def periods(today: datetime.date) -> dict[str, Period]:
    """Return the periods to choose from, by kind and first day: this quarter first, then earlier ones, then years."""
    quarters = [quarter_of(today), *quarters_before(today, QUARTERS)]
    by_key = {f"quarter-{quarter.from_on}": quarter for quarter in quarters}
    april = datetime.date(today.year if today.month > 3 else today.year - 1, 4, 1)
    for back in range(YEARS):
        first = april - relativedelta(years=back)
        by_key[f"year-{first}"] = Period(first, first + relativedelta(years=1))
    return by_key


class HoursReportForm(PlainForm):
    by = forms.ChoiceField(
        choices=[(by, by.capitalize()) for by in BY], required=False, label="Group by", initial="person"
    )
    period = forms.ChoiceField(required=False, label="Period")
    contract = forms.ModelChoiceField(
        queryset=Contract.objects.none(), required=False, label="Contract", empty_label="All contracts"
    )

    def __init__(self, *args: Any, contracts: QuerySet[Contract], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = periods(today)
        period, contract = self.fields["period"], self.fields["contract"]
        assert isinstance(period, forms.ChoiceField)
        assert isinstance(contract, forms.ModelChoiceField)
        period.choices = [(key, str(period)) for key, period in self.periods.items()]
        contract.queryset = contracts

    def clean_by(self) -> str:
        by: str = self.cleaned_data["by"]
        return by or "person"

    def clean_period(self) -> str:
        return self.cleaned_data["period"] or next(iter(self.periods))
