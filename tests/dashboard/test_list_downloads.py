"""Lists as files: the rows of the page with its filters, for those who see it, and logged where they name people."""

import csv
import datetime
import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import Individual, RecordAccess
from casework.services import change_hours, record_admission
from contracts.services import give_role, suspend_account
from core import clock
from design import tables
from referrals.models import Referral
from referrals.services import accept, withdraw
from tests.casework.test_package import DAY, make_worker
from tests.dashboard.test_people import make_person
from tests.factories import at_ten, days_ago
from tests.pages.world import refer
from workforce.services import end_employment

LISTS = {
    "people": ("people_csv", "people"),
    "referrals": ("referrals_csv", "referrals"),
    "workers": ("workers_csv", "staff"),
    "former_workers": ("former_workers_csv", "former-workers"),
    "account_list": ("account_list_csv", "accounts"),
}


def ask(user, url_name: str, **query):
    client = Client()
    client.force_login(user)
    return client.get(reverse(url_name), query)


def download(user, url_name: str, **query) -> list[dict[str, str]]:
    """Return the rows of the file as dicts by heading."""
    text = b"".join(ask(user, url_name, **query).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def people(user, **query) -> list[str]:
    return [row["Person"] for row in download(user, "people_csv", **query)]


# What each file says


def test_a_line_about_a_person_has_their_support_as_the_record_says_it(cast):
    """Given Maya with a new number of hours, and Tomasz in hospital; then nothing about the stay but the hold."""
    change_hours(
        package=cast.package, minutes=450, from_on=cast.today, reason="More", agreed_by="Priya Nair", by=cast.ben
    )
    record_admission(
        individual=cast.other_individual,
        hospital="Stonefield Hospital",
        kind="general",
        admitted_on=cast.today,
        by=cast.lewis,
    )
    maya, tomasz = download(cast.ben, "people_csv")
    assert maya == {
        "Person": "Maya Lindqvist",
        "Reference": cast.individual.reference,
        "Contract": str(cast.tameside),
        "Kind of support": "Daily living",
        "Status": "Open",
        "Lead worker": "Amara Okafor",
        "Keyworker": "Priya Nair",
        "Hours a week": "7.5",
        "Support from": cast.package.starts_on.isoformat(),
        "Last day of support": "",
    }
    assert (tomasz["Status"], tomasz["Lead worker"]) == ("On hold: in hospital", "Lewis Hartley")
    assert "Stonefield" not in str(tomasz)


def test_the_last_day_of_support_is_the_day_before_its_end(cast):
    person = make_person(cast, "Anna Early")
    package = person.cases.get().packages.get()
    type(package).objects.filter(pk=package.pk).update(state="ended", ended_on=cast.today, end_reason="other")
    (row,) = download(cast.ben, "people_csv", status="ended")
    assert (row["Person"], row["Status"]) == ("Anna Early", "Ended")
    assert row["Last day of support"] == (cast.today - DAY).isoformat()
    assert row["Keyworker"] == ""


def test_a_line_about_a_referral_has_dates_and_no_needs(cast):
    with clock.frozen_at(at_ten(days_ago(5))):
        asked = {"needs": "Hears voices", "wanted_minutes": 90, "strand": cast.strands[1]}
        withdraw(referral=refer(cast.tameside, cast.rui, full_name="Ada Quist", **asked), reason="Moved", by=cast.rui)
        newer = refer(cast.tameside, cast.rui, full_name="Bodo Marsh", asks_same_day=True, planned_start_on=cast.today)
    with clock.frozen_at(at_ten(days_ago(5)) + datetime.timedelta(minutes=1)):
        Referral.objects.filter(pk=newer.pk).update(received_at=clock.now())
    bodo, ada = download(cast.ben, "referrals_csv")
    assert {name: ada[name] for name in ("Person", "Kind of support", "Referrer", "Received", "Status", "Decided")} == {
        "Person": "Ada Quist",
        "Kind of support": "Staying well",
        "Referrer": "Rui Tavares",
        "Received": days_ago(5).isoformat(),
        "Status": "Withdrawn",
        "Decided": "",
    }
    assert (ada["Hours a week requested"], ada["Same-day request"]) == ("1.5", "No")
    assert (bodo["Person"], bodo["Same-day request"], bodo["Planned start"]) == (
        "Bodo Marsh",
        "Yes",
        cast.today.isoformat(),
    )
    assert "voices" not in str(ada)


def test_a_line_about_an_account_has_the_roles_that_the_reader_manages(cast):
    until_on = cast.today + 10 * DAY
    give_role(
        user=cast.rui, role="keyworker", contract=cast.tameside, from_on=cast.today, until_on=until_on, by=cast.ben
    )
    suspend_account(user=cast.kofi, reason="Left", by=cast.ben)
    rows = {row["Name"]: row for row in download(cast.ben, "account_list_csv")}
    assert rows["Rui Tavares"]["Roles"].split("; ") == [
        f"Referrer, {cast.tameside}",
        f"Keyworker, {cast.tameside} until {until_on - DAY}",
    ]
    assert (rows["Rui Tavares"]["Access"], rows["Kofi Mensah"]["Access"]) == ("Yes", "Suspended")
    assert rows["Rui Tavares"]["Email"] == cast.rui.email
    assert "Maya Lindqvist" not in rows
    assert {row["Name"] for row in download(cast.alan, "account_list_csv")} >= {"Maya Lindqvist", "Nadia Haddad"}
    assert "Gwen Pritchard" not in rows


def test_a_line_about_a_worker_has_numbers_and_nobody_they_support(cast):
    """Given Amara with ten hours and a person of eleven; then one hour too many is a number below zero."""
    change_hours(
        package=cast.package, minutes=660, from_on=cast.today, reason="More", agreed_by="Priya Nair", by=cast.ben
    )
    cast.worker.contracted_hours.update(minutes_a_week=600)
    row = next(row for row in download(cast.ben, "workers_csv") if row["Worker"] == "Amara Okafor")
    assert (row["Allocated hours"], row["Contracted hours"], row["Free hours"]) == ("11.0", "10.0", "-1.0")
    assert (row["Team"], row["People"], row["On hold"]) == (cast.worker.team.name, "1", "0")
    assert "Maya" not in str(row)


def test_a_line_about_a_former_worker_has_their_days(cast):
    worker = make_worker(cast, "gone", started_on=datetime.date(2020, 1, 6))
    end_employment(worker=worker, left_on=datetime.date(2025, 6, 2), reason="another job", by=cast.ben)
    assert download(cast.ben, "former_workers_csv", year="2025") == [
        {
            "Name": "Gone",
            "Team": worker.team.name,
            "Job title": "Support worker",
            "First day": "2020-01-06",
            "Last day of employment": "2025-06-02",
            "Reason for leaving": "Another job",
        }
    ]


# Who gets which rows


def test_a_file_has_the_people_of_its_reader_only(cast):
    assert people(cast.ben) == ["Maya Lindqvist", "Tomasz Zielinski"]
    assert people(cast.amara) == ["Maya Lindqvist"]
    assert people(cast.kofi) == ["Tomasz Zielinski"]
    assert people(cast.nadia) == ["Wen Achterberg"]
    refer(cast.tameside, cast.priya, full_name="Ada Quist")
    assert [row["Person"] for row in download(cast.priya, "referrals_csv")] == ["Ada Quist"]
    assert download(cast.kofi, "referrals_csv") == download(cast.nadia, "referrals_csv") == []


def test_a_wall_holds_for_files(cast):
    """Given a wall between Ben and Maya, and one before the referral of which she is the person."""
    referral = refer(cast.tameside, cast.rui, full_name="Ada Quist")
    package = accept(
        referral=referral,
        minutes_a_week=60,
        first_review_on=cast.today + 60 * DAY,
        keyworker=cast.priya,
        starts_on=cast.today,
        by=cast.ben,
    )
    for individual in (cast.individual, package.individual):
        raise_wall(record_id=individual.pk, user=cast.ben, reason="Names him", by=cast.sunita)
    assert people(cast.ben) == ["Tomasz Zielinski"]
    assert people(cast.dana) == ["Ada Quist", "Maya Lindqvist", "Tomasz Zielinski"]
    assert download(cast.ben, "referrals_csv") == []
    assert len(download(cast.dana, "referrals_csv")) == 1
    assert not RecordAccess.objects.filter(recorded_by=cast.ben, about_ids__contains=[cast.individual.pk]).exists()


@pytest.mark.parametrize("page", LISTS)
def test_who_has_no_list_has_no_file(cast, page):
    assert ask(cast.farah, LISTS[page][0]).status_code == 403
    assert ask(cast.helen, LISTS[page][0]).status_code in (403, 404)


# Filters


def test_a_file_has_the_filters_of_the_page_and_the_page_links_to_it(cast):
    page = ask(cast.ben, "people", area="Denton", after=cast.individual.pk)
    assert f'href="{reverse("people_csv")}?area=Denton"' in page.text
    assert people(cast.ben, area="Denton") == ["Tomasz Zielinski"]
    day = {f"received_from_{part}": getattr(cast.today, part) for part in ("day", "month", "year")}
    refer(cast.tameside, cast.rui, full_name="Ada Quist")
    query = "&amp;".join(f"{name}={value}" for name, value in day.items())
    assert f'href="{reverse("referrals_csv")}?{query}"' in ask(cast.ben, "referrals", **day).text
    tomorrow = {
        **day,
        **{f"received_from_{part}": getattr(cast.today + DAY, part) for part in ("day", "month", "year")},
    }
    assert len(download(cast.ben, "referrals_csv", **day)) == 1
    assert download(cast.ben, "referrals_csv", **tomorrow) == []


def test_filters_of_staff_and_accounts(cast):
    rows = download(cast.ben, "workers_csv", team=cast.other_team.pk)
    assert [row["Worker"] for row in rows] == ["Lewis Hartley"]
    assert {row["Name"] for row in download(cast.ben, "account_list_csv", role="keyworker")} == {
        "Priya Nair",
        "Kofi Mensah",
    }


@pytest.mark.parametrize(("page", "field"), [("people", "status"), ("referrals", "state"), ("account_list", "role")])
def test_an_invalid_filter_leads_to_the_page_that_says_so(cast, page, field):
    """Never the whole list instead: whoever filters does not expect it. The page then links to no file."""
    make_person(cast, "Anna Early")
    refer(cast.tameside, cast.rui, full_name="Ada Quist")
    answer = ask(cast.ben, LISTS[page][0], **{field: "nonsense"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{reverse(page)}?{field}=nonsense")
    assert reverse(LISTS[page][0]) not in ask(cast.ben, page, **{field: "nonsense"}).text
    assert not RecordAccess.objects.exists()


def test_what_a_search_by_name_answers_is_not_offered_as_a_file(cast):
    client = Client()
    client.force_login(cast.ben)
    assert reverse("people_csv") in client.get(reverse("people")).text
    assert reverse("people_csv") not in client.post(reverse("people"), {"words": "Maya"}).text
    assert people(cast.ben, words="Maya") == ["Maya Lindqvist", "Tomasz Zielinski"]


# Formulas, names and the limit


def test_no_name_in_a_file_is_a_formula(cast):
    make_person(cast, "=HYPERLINK(1)")
    refer(cast.tameside, cast.rui, full_name="@SUM(A1)")
    assert people(cast.ben)[0] == "'=HYPERLINK(1)"
    assert download(cast.ben, "referrals_csv")[0]["Person"] == "'@SUM(A1)"


@pytest.mark.parametrize("page", LISTS)
def test_a_file_has_its_name_and_the_day(cast, page):
    url_name, name = LISTS[page]
    answer = ask(cast.ben, url_name)
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}-{cast.today}.csv"'


def test_a_long_list_is_cut_and_says_so(cast, monkeypatch):
    """Given three people and a limit of two, then of three; then the third is neither in the file nor logged."""
    make_person(cast, "Anna Early")
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    answer = ask(cast.ben, "people_csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:3]] == ["Anna Early", "Maya Lindqvist"]
    assert lines[3:] == ["The list is longer. This file has its first 2 rows. Filter the list to download the others."]
    assert f"people-{cast.today}-first-2.csv" in answer.headers["Content-Disposition"]
    assert cast.other_individual.pk not in RecordAccess.objects.get().about_ids
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert people(cast.ben) == ["Anna Early", "Maya Lindqvist", "Tomasz Zielinski"]


# The access log


def test_a_download_of_people_is_logged_for_each_of_them(cast):
    people(cast.ben, status="open")
    access = RecordAccess.objects.get()
    assert (access.recorded_by, access.path, access.page_name) == (cast.ben, reverse("people_csv"), "List of people")
    assert set(access.about_ids) == {cast.individual.pk, cast.other_individual.pk}
    client = Client()
    client.force_login(cast.maya)
    assert "a list of the people we support" in client.get(reverse("my_access_log")).text


def test_a_download_of_referrals_is_logged_for_referral_and_person(cast):
    waiting = refer(cast.tameside, cast.rui, full_name="Ada Quist")
    accepted = refer(cast.tameside, cast.rui, full_name="Bodo Marsh")
    package = accept(
        referral=accepted,
        minutes_a_week=60,
        first_review_on=cast.today + 60 * DAY,
        keyworker=cast.priya,
        starts_on=cast.today,
        by=cast.ben,
    )
    assert len(download(cast.ben, "referrals_csv")) == 2
    access = RecordAccess.objects.get(path=reverse("referrals_csv"))
    assert access.page_name == "List of referrals"
    assert set(access.about_ids) == {waiting.pk, accepted.pk, package.individual.pk}
    assert Individual.objects.filter(pk__in=access.about_ids).count() == 1


def test_an_empty_file_is_no_access(cast):
    assert people(cast.ben, area="Nowhere") == []
    assert not RecordAccess.objects.exists()
