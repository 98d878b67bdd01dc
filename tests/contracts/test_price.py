"""A price that was entered by mistake is withdrawn (R44, T11.1)."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from contracts.models import ContractYear
from contracts.services import add_year, withdraw_year
from core.errors import NotPossible

FIRST, LAST = datetime.date(2026, 4, 1), datetime.date(2027, 3, 31)
REASON = "Of the other contract"


@pytest.fixture
def year(cast) -> ContractYear:
    return add_year(contract=cast.tameside, from_on=FIRST, last_on=LAST, hourly_rate=20, by=cast.alan)


def test_the_days_of_a_withdrawn_price_have_no_price_and_can_have_another(cast, year):
    withdraw_year(year=year, reason=REASON, by=cast.alan)
    assert not ContractYear.objects.filter(contract=cast.tameside).on(cast.today).exists()
    right = add_year(contract=cast.tameside, from_on=FIRST, last_on=LAST, hourly_rate=23, by=cast.alan)
    assert ContractYear.objects.filter(contract=cast.tameside).get() == right
    with pytest.raises(NotPossible), transaction.atomic():
        withdraw_year(year=year, reason="Again", by=cast.alan)


def test_the_page_leads_to_withdraw_and_then_says_who_withdrew_it_and_why(cast, year, client):
    """Given the administrator, who enters prices, and the manager, who reads them."""
    page, withdraw = (
        reverse("contract_price", args=[cast.tameside.pk]),
        reverse("contract_year_withdraw", args=[year.pk]),
    )
    client.force_login(cast.ben)
    assert withdraw not in client.get(page).text
    client.force_login(cast.alan)
    assert withdraw in client.get(page).text
    assert client.post(withdraw, {"reason": REASON}).url == page
    text = client.get(page).text
    assert withdraw not in text
    assert REASON in text
    assert REASON in client.get(reverse("contract_changes", args=[cast.tameside.pk])).text
    client.force_login(cast.ben)
    assert client.get(reverse("hours_money", args=[year.pk])).status_code == 404
