"""A manager divides a worker's hours between contracts on pages only, corrects, ends and withdraws the division."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.casework.test_package import DAY, make_worker
from tests.pages.forms import fields_of
from workforce.hours.by_contract import minutes_on
from workforce.models import HoursDivision
from workforce.services import divide_hours, withdraw_division


@pytest.fixture
def amal(cast):
    """Given Amal, who works 30 hours a week on both contracts."""
    return make_worker(cast, "amal", contracts=[cast.tameside, cast.links], minutes_a_week=1800)


@pytest.fixture
def client(cast) -> Client:
    client = Client()
    client.force_login(cast.ben)
    return client


def day_parts(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def percents(cast, tameside, links) -> dict:
    return {f"percent_{cast.tameside.pk}": tameside, f"percent_{cast.links.pk}": links}


def send(client, name, *args, **answers):
    """Open the form, change these answers, and send it."""
    path = reverse(name, args=args)
    fields = fields_of(client.get(path).text)
    values = {key: one.value for key, one in fields.items() if one.value is not None}
    return client.post(path, {**values, **answers}, follow=True)


def test_hours_are_divided_corrected_ended_and_withdrawn_on_pages(cast, amal, client):
    """Given hours that nobody divided; then the page says so, and each step shows what counts from then on."""
    page = client.get(reverse("worker", args=[amal.pk])).text
    assert "Hours not divided" in page
    form = client.get(reverse("worker_division_new", args=[amal.pk])).text
    assert "How Amal’s hours are divided between contracts" in form
    assert "30 h" in form

    page = send(client, "worker_division_new", amal.pk, **percents(cast, 70, 30)).text
    assert "Hours not divided" not in page
    assert "Community Links 30%, Support at home 70%" in page
    assert minutes_on(cast.today, cast.links)[amal.pk].minutes == 540

    division = HoursDivision.objects.get()
    answers = {**percents(cast, 60, 40), "reason": "The Council agreed 60 per cent"}
    page = send(client, "worker_division_correct", amal.pk, division.pk, **answers).text
    assert "Community Links 40%, Support at home 60%" in page
    assert "The Council agreed 60 per cent" in page, "the earlier one is on file"

    division = HoursDivision.objects.get()
    last = day_parts("until_on", cast.today + 3 * DAY)
    send(client, "worker_division_end", amal.pk, division.pk, **last)
    division.refresh_from_db()
    assert division.until_on == cast.today + 4 * DAY

    page = send(client, "worker_division_withdraw", amal.pk, division.pk, reason="Never agreed").text
    assert "Hours not divided" in page
    assert "Never agreed" in page


@pytest.mark.parametrize("action", ["correct", "end", "withdraw"])
def test_a_withdrawn_division_is_not_opened_again(cast, amal, client, action):
    """Given a link in another tab; then it leads back and says so, and the division stays as it is."""
    division = divide_hours(worker=amal, from_on=cast.today, shares={cast.tameside: 100}, by=cast.ben)
    withdraw_division(division=division, reason="Never agreed", by=cast.ben)
    answer = client.get(reverse(f"worker_division_{action}", args=[amal.pk, division.pk]), follow=True)
    assert answer.redirect_chain[0][0] == reverse("worker", args=[amal.pk])
    assert "already marked as entered in error" in answer.text


def test_shares_that_are_not_whole_are_refused_and_nothing_typed_is_lost(cast, amal, client):
    page = send(client, "worker_division_new", amal.pk, **percents(cast, 70, 40)).text
    assert "The shares must add up to 100%. They add up to 110%." in page
    assert fields_of(page)[f"percent_{cast.links.pk}"].value == "40"
    page = send(client, "worker_division_new", amal.pk, **percents(cast, 170, "")).text
    assert "Per cent for Support at home must be between 0 and 100" in page
    assert not HoursDivision.objects.exists()


def test_a_blank_share_is_none_of_the_hours(cast, amal, client):
    send(client, "worker_division_new", amal.pk, **percents(cast, 100, ""))
    assert HoursDivision.objects.get().shares_text == "Community Links 0%, Support at home 100%"


def test_the_form_begins_with_the_division_of_today(cast, amal, client):
    shares = {cast.tameside: 70, cast.links: 30}
    divide_hours(worker=amal, from_on=cast.today - DAY, shares=shares, by=cast.ben)
    fields = fields_of(client.get(reverse("worker_division_new", args=[amal.pk])).text)
    assert fields[f"percent_{cast.tameside.pk}"].value == "70"


def test_the_worker_reads_the_division_and_changes_nothing(cast, amal):
    client = Client()
    client.force_login(amal.user)
    page = client.get(reverse("worker", args=[amal.pk])).text
    assert "Hours not divided" in page
    assert reverse("worker_division_new", args=[amal.pk]) not in page
    assert client.get(reverse("worker_division_new", args=[amal.pk])).status_code == 403


def test_a_worker_of_one_contract_has_nothing_to_divide(cast, client):
    assert "divided between contracts" not in client.get(reverse("worker", args=[cast.worker.pk])).text


def test_the_board_flags_hours_that_nobody_divided_and_has_the_part_of_a_contract(cast, amal, client):
    """Given 30 hours in equal parts; then the board has 30 of all contracts, and 15 of the one that is chosen."""
    page = client.get(reverse("workers")).text
    assert "Hours not divided" in row_of(page, "Amal")
    assert "Hours not divided" not in row_of(page, "Amara")
    assert "30" in row_of(page, "Amal")
    filtered = client.get(reverse("workers"), {"contract": cast.tameside.pk}).text
    assert "Hours and people are those of Support at home only." in filtered
    assert "15" in row_of(filtered, "Amal")
    divide_hours(worker=amal, from_on=cast.today, shares={cast.tameside: 70, cast.links: 30}, by=cast.ben)
    filtered = client.get(reverse("workers"), {"contract": cast.tameside.pk}).text
    assert "21" in row_of(filtered, "Amal")
    assert "Hours not divided" not in row_of(filtered, "Amal")


def row_of(page: str, name: str) -> str:
    return next(row for row in page.split("<tr") if name in row)
