"""Which hours are asked for. What is chosen stands in the address."""

import datetime

from dateutil.relativedelta import relativedelta
from django import forms

from core.dates import Period, quarter_of, quarters_before
from design.forms import PlainForm
from visits.hours.totals import BY

QUARTERS, YEARS = 7, 2


def periods(today: datetime.date) -> dict[str, Period]:
    """The periods to choose from, by their first day and kind: this quarter first, then earlier ones, then years."""
    found = {f"quarter-{one.from_on}": one for one in [quarter_of(today), *quarters_before(today, QUARTERS)]}
    april = datetime.date(today.year if today.month > 3 else today.year - 1, 4, 1)
    for back in range(YEARS):
        first = april - relativedelta(years=back)
        found[f"year-{first}"] = Period(first, first + relativedelta(years=1))
    return found


class HoursForm(PlainForm):
    by = forms.ChoiceField(choices=[(by, f"By {by}") for by in BY], required=False, label="Lines", initial="person")
    period = forms.ChoiceField(required=False, label="Period")
    contract = forms.ModelChoiceField(queryset=None, required=False, label="Contract", empty_label="All")

    def __init__(self, *args, contracts, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = periods(today)
        self.fields["period"].choices = [(key, str(period)) for key, period in self.periods.items()]
        self.fields["contract"].queryset = contracts

    def clean_by(self):
        return self.cleaned_data["by"] or "person"

    def clean_period(self):
        return self.cleaned_data["period"] or next(iter(self.periods))
