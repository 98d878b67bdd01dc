"""The public pages show the terms of the services and nothing else."""

import datetime

import pytest
from django.urls import reverse

from contracts.services import set_terms
from portal.public import services
from tests.cast import FULL_TERMS

DAY = datetime.timedelta(days=1)


def test_each_contract_shows_its_own_terms(cast):
    by_name = {service.name: service for service in services(cast.today)}
    full, silent = by_name["Support at home"], by_name["Community Links"]
    assert full.who_for[:2] == ["You are 18 to 65 years old when support starts.", "You live in Tameside."]
    assert full.in_hospital == "If you go into hospital, we keep your place open for 28 days."
    assert (silent.who_for, silent.in_hospital) == ([], "")
    assert silent.ways_in == ["Hub", "Community team", "Drop-in"]
    assert (bool(full.how_long), silent.how_long) == (True, "")


def test_new_terms_are_shown_from_their_day(cast):
    terms = {**FULL_TERMS, "minimum_age": 16}
    set_terms(contract=cast.tameside, from_on=cast.today + DAY, by=None, **terms)
    assert services(cast.today)[1].who_for[0].startswith("You are 18")
    assert services(cast.today + DAY)[1].who_for[0].startswith("You are 16")


@pytest.mark.parametrize("page", ["service", "service_easy_read"])
def test_the_public_page_needs_no_sign_in(cast, client, page):
    text = client.get(reverse(page)).content.decode()
    assert "Community Links" in text
    assert "0113\N{NO-BREAK SPACE}496\N{NO-BREAK SPACE}0100" in text
