"""What finance staff see first: the spend of each contract year, and the hours of the quarter by contract."""

from accounts.enums import Permission
from contracts.models import ContractYear
from dashboard.home.reader import Reader
from dashboard.home.sides import quarter_so_far
from visits.hours import report, totals
from visits.hours.spend import YearSpend, year_spend

MOST_YEARS = 10


def spend_of_years(reader: Reader) -> list[YearSpend]:
    """Return the spend of the contract years of today, by contract."""
    years = ContractYear.objects.allowing(reader.user, Permission.READ_PRICE).on(reader.day)
    years = years.select_related("contract").order_by("contract__name", "pk")[:MOST_YEARS]
    return [year_spend(year, reader.user) for year in years]


def hours_of_quarter(reader: Reader) -> list[report.HoursRow]:
    """Return the hours commissioned and delivered in the quarter so far, by contract."""
    query = totals.hours_query(reader.user, quarter_so_far(reader.day))
    return report.hours_rows(query, "contract", reader.user)
