"""Terms change from a day; earlier days keep theirs (R45)."""

import datetime

import pytest
from django.db import transaction
from django.db.models import Value
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import SupportPackage
from contracts.models import Contract, TermOn, Terms
from contracts.services import change_terms, correct_terms, withdraw_terms
from contracts.terms import labels as term_labels
from contracts.terms.concerned import concerned
from core.dates import quarter_of
from core.errors import Refused
from tests.pages.forms import fields_of
from tests.referrals.referral_builders import send_referral

DAY = datetime.timedelta(days=1)


def columns(terms: Terms) -> dict:
    return {column.name: getattr(terms, column.name) for column in term_labels.TERM_COLUMNS}


def test_every_term_has_a_label():
    """Given the columns of the terms; then each that something reads has a label for the page and the form."""
    labelled = {column.name for column in term_labels.TERM_COLUMNS}
    unread = {"survey_months"}
    others = {"id", "recorded_at", "recorded_by", "contract", "from_on", "struck_at", "struck_by", "struck_reason"}
    assert labelled == {field.name for field in Terms._meta.fields} - unread - others


def test_new_terms_begin_on_their_day(cast):
    before = columns(cast.terms)
    change_terms(contract=cast.tameside, from_on=cast.today + DAY, by=cast.alan, **before | {"update_days": None})
    assert cast.tameside.terms_on(cast.today).update_days == 42
    assert cast.tameside.terms_on(cast.today + DAY).update_days is None


@pytest.mark.parametrize("days", [-1, 0])
def test_new_terms_follow_the_latest(cast, days):
    later = cast.today + 10 * DAY
    change_terms(contract=cast.tameside, from_on=later, by=cast.alan, **columns(cast.terms) | {"hold_days": 30})
    with pytest.raises(Refused, match="Enter a later date"), transaction.atomic():
        change_terms(
            contract=cast.tameside, from_on=later + days * DAY, by=cast.alan, **columns(cast.terms) | {"hold_days": 31}
        )


def test_a_quarter_that_is_over_keeps_its_terms(cast):
    from_on = quarter_of(cast.today).from_on - DAY
    with pytest.raises(Refused, match="may be sealed"), transaction.atomic():
        change_terms(contract=cast.tameside, from_on=from_on, by=cast.alan, **columns(cast.terms) | {"hold_days": 30})


def test_unchanged_terms_are_refused(cast):
    with pytest.raises(Refused, match="have not changed any"), transaction.atomic():
        change_terms(contract=cast.tameside, from_on=cast.today + DAY, by=cast.alan, **columns(cast.terms))


def test_the_form_shows_the_changes_before_saving(cast):
    """Given the form with the terms in force; when one is changed and one cleared; then the check page shows both."""
    client = Client()
    client.force_login(cast.alan)
    path = reverse("contract_terms_new", args=[cast.tameside.pk])
    fields = fields_of(client.get(path).content.decode())
    data = {name: field.chosen or field.value for name, field in fields.items() if name != "csrfmiddlewaretoken"}
    begins = cast.today + 40 * DAY
    data |= {"from_on_day": begins.day, "from_on_month": begins.month, "from_on_year": begins.year}
    data |= {"update_days": "", "hold_warning_days": "20, 10", "asks_keyworker": ""}
    check_page = client.post(path, data).content.decode()
    assert "Keyworker updates: maximum days between them" in check_page
    assert f"42 days → {term_labels.NOTHING}" in check_page
    assert "14, 21, 26 → 10, 20" in check_page
    assert f"Yes → {term_labels.NOTHING}" in check_page
    assert cast.tameside.terms.count() == 1
    assert client.post(path, data | {"confirmed": "yes"}).status_code == 302
    new = cast.tameside.terms_on(begins)
    assert (new.update_days, new.hold_warning_days, new.asks_keyworker) == (None, [10, 20], None)
    assert (new.hold_days, new.day_ends_at, new.sources) == (28, datetime.time(22), ["Mental health team"])
    page = client.get(reverse("contract", args=[cast.tameside.pk])).content.decode()
    assert term_labels.NOTHING in page
    assert "Changed" in page


def test_a_package_has_the_terms_of_its_days_of_support(cast):
    """Given terms that change; then days before support have those of its first day, days after it those of its end."""
    later = columns(cast.terms) | {"hold_days": 30}
    changed = change_terms(contract=cast.tameside, from_on=cast.today + 10 * DAY, by=cast.alan, **later)
    starts_on = cast.today + 10 * DAY
    package_not_begun = SupportPackage(case=cast.package.case, starts_on=starts_on)
    assert package_not_begun.terms_on(cast.today) == changed
    ended_package = SupportPackage(case=cast.package.case, starts_on=cast.starts_on, ended_on=cast.today + 9 * DAY)
    assert ended_package.terms_on(starts_on) == cast.terms
    assert cast.package.terms_on(starts_on) == changed


def test_days_before_the_first_terms_have_terms_only_after_a_cut_over(cast):
    day = cast.terms.from_on - DAY
    with pytest.raises(Terms.DoesNotExist):
        cast.tameside.terms_on(day)
    cast.tameside.cut_over_on = cast.today
    assert cast.tameside.terms_on(day) == cast.terms


@pytest.mark.parametrize("has_cut_over", [True, False])
def test_a_query_finds_the_same_terms(cast, has_cut_over):
    """Given terms that change; then a query gives, for each day, the column of the terms that Python finds."""
    later = columns(cast.terms) | {"age_limit": 70}
    change_terms(contract=cast.tameside, from_on=cast.today + 10 * DAY, by=cast.alan, **later)
    cut_over_on = cast.terms.from_on if has_cut_over else None
    Contract.objects.filter(pk=cast.tameside.pk).update(cut_over_on=cut_over_on)
    contract = Contract.objects.get(pk=cast.tameside.pk)
    first_on = cast.terms.from_on
    for day in (first_on - 9 * DAY, first_on, cast.today + 9 * DAY, cast.today + 10 * DAY, cast.today + 99 * DAY):
        terms = contract.find_terms(day)
        row = Contract.objects.annotate(limit=TermOn("age_limit", "pk", Value(day))).get(pk=contract.pk)
        assert row.limit == (terms and terms.age_limit)


def test_a_query_of_packages_has_the_terms_of_their_days(cast):
    """Given terms that change during support; then the query limits the day to support, as the package does."""
    later = columns(cast.terms) | {"age_limit": 70}
    change_terms(contract=cast.tameside, from_on=cast.today + 10 * DAY, by=cast.alan, **later)
    packages = SupportPackage.objects.filter(pk=cast.package.pk)
    far = cast.today + 99 * DAY
    assert packages.with_age_limit(far).get().age_limit == 70
    packages.update(state="ended", ended_on=cast.today + 9 * DAY, end_reason="moved away")
    assert packages.with_age_limit(far).get().age_limit == 66 == packages.get().terms_on(far).age_limit
    packages.update(starts_on=cast.today + 10 * DAY, state="open", ended_on=None, end_reason="")
    assert packages.with_age_limit(cast.today).get().age_limit == 70


# Terms that have not begun are corrected or withdrawn.


@pytest.fixture
def far_terms(cast) -> Terms:
    """Given terms without keyworker updates, typed for a day in 2062."""
    return change_terms(
        contract=cast.tameside,
        from_on=datetime.date(2062, 4, 1),
        by=cast.alan,
        **columns(cast.terms) | {"update_days": None},
    )


def test_withdrawn_terms_never_apply_and_stay_on_file(cast, far_terms):
    withdraw_terms(terms=far_terms, reason="2026 was meant", by=cast.alan)
    day = datetime.date(2062, 5, 1)
    assert cast.tameside.terms_on(day).update_days == 42
    contract = Contract.objects.annotate(interval=TermOn("update_days", "pk", Value(day))).get(pk=cast.tameside.pk)
    assert contract.interval == 42, "in a query as well"
    row = Terms.with_struck.get(pk=far_terms.pk)
    assert (row.struck_by, row.struck_reason, row.from_on.year) == (cast.alan, "2026 was meant", 2062)


def test_corrected_terms_begin_on_the_right_day(cast, far_terms):
    """Given terms for 2062; when they are corrected to next week; then they apply then, and can be followed."""
    right = cast.today + 7 * DAY
    wanted = columns(cast.terms) | {"update_days": None}
    correct_terms(terms=far_terms, from_on=right, reason="2026 was meant", by=cast.alan, **wanted)
    assert [cast.tameside.terms_on(day).update_days for day in (right - DAY, right)] == [42, None]
    assert cast.tameside.terms.count() == 2
    change_terms(contract=cast.tameside, from_on=right + DAY, by=cast.alan, **columns(cast.terms))


def test_terms_that_have_begun_are_not_withdrawn(cast):
    with pytest.raises(Refused, match="already apply"), transaction.atomic():
        withdraw_terms(terms=cast.terms, reason="Wrong", by=cast.alan)


def test_the_form_asks_about_a_year_far_ahead(cast, client):
    """Given 2062 in the form; then it asks whether the year is right, and shows what changes once that is confirmed."""
    client.force_login(cast.alan)
    path = reverse("contract_terms_new", args=[cast.tameside.pk])
    fields = fields_of(client.get(path).content.decode())
    assert "is_far_ahead" not in fields
    data = {name: one.chosen or one.value for name, one in fields.items()}
    data |= {"from_on_day": "1", "from_on_month": "4", "from_on_year": "2062", "hold_days": "30"}
    page = client.post(path, data).content.decode()
    assert "Is the year 2062 right?" in page
    check_page = client.post(path, data | {"is_far_ahead": "on"}).content.decode()
    assert "What changes, and for whom" in check_page
    assert "People supported now" in check_page


def test_the_form_of_a_correction_shows_what_changes_before_saving(cast, far_terms, client):
    """Given terms typed for 2062; when the year is corrected; then the check page shows both days, and saves after."""
    client.force_login(cast.alan)
    path = reverse("contract_terms_correct", args=[far_terms.pk])
    fields = fields_of(client.get(path).content.decode())
    data = {name: one.chosen or one.value for name, one in fields.items()}
    right = cast.today + 90 * DAY
    data |= {"from_on_day": right.day, "from_on_month": right.month, "from_on_year": right.year}
    data |= {"hold_days": "30", "reason": "A slip"}
    page = client.post(path, data).text
    assert "1 Apr 2062 →" in page
    assert "28 days → 30 days" in page
    assert cast.tameside.terms.last() == far_terms, "nothing is saved yet"
    client.post(path, data | {"confirmed": "yes"})
    assert cast.tameside.terms_on(right).hold_days == 30


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"hold_days": "30", "hold_warning_days": "14, 31"}, "The hold lasts 30 days. Enter earlier days"),
        ({"hold_days": "", "hold_warning_days": "14"}, "Enter the length of the hospital hold, or no days of warning"),
        ({"update_days": "14", "update_ahead_days": "14"}, "The lead time must be shorter than the time between"),
        ({"update_days": "14", "update_ahead_days": "6"}, "Enter at least 7 days"),
        ({"update_reminder_days": "2, 15"}, "We prepare an update 14 days ahead. Enter fewer days"),
        ({"acknowledge_days": "0"}, "Enter at least 1 day, or leave it blank"),
        ({"update_reminder_days": "2, 7", "acknowledge_days": "5", "update_needs_check": "yes"}, ""),
        ({"hold_days": "30", "hold_warning_days": "14, 30"}, ""),
        ({"hold_days": "30", "hold_warning_days": "14, 31", "extends_hold": "yes"}, ""),
    ],
)
def test_times_that_cannot_be_met_are_refused(cast, client, changed, error):
    """Given a warning after the end of the hold, or updates that are prepared too early; then the form says so."""
    client.force_login(cast.alan)
    path = reverse("contract_terms_new", args=[cast.tameside.pk])
    fields = fields_of(client.get(path).content.decode())
    data = {name: one.chosen or one.value for name, one in fields.items()}
    begins = cast.today + 40 * DAY
    data |= {"from_on_day": begins.day, "from_on_month": begins.month, "from_on_year": begins.year}
    page = client.post(path, data | changed).content.decode()
    assert error in page
    assert ("What changes" in page) == (not error)


def test_the_first_terms_start_from_a_pattern_that_the_page_offers(cast, client):
    """Given a contract whose terms were left for later; then the form offers patterns and names no old terms."""
    contract = Contract.objects.create(council=cast.council, name="Begun anew", starts_on=cast.today, hours="every day")
    client.force_login(cast.alan)
    path = reverse("contract_terms_new", args=[contract.pk])
    page = client.get(path).content.decode()
    assert "old terms" not in page
    assert fields_of(page)["minimum_age"].value == ""
    for key, age in (("links", ""), ("council", "18")):
        assert f'href="?pattern={key}"' in page
        fields = fields_of(client.get(f"{path}?pattern={key}").content.decode())
        assert fields["minimum_age"].value == age
        assert fields["sources"].value
    data = {name: one.chosen or one.value for name, one in fields.items() if name != "csrfmiddlewaretoken"}
    check_page = client.post(path, data).content.decode()
    assert "You can correct these terms until the contract is used." in check_page
    assert "What changes" not in check_page, "there were none before"
    assert client.post(path, data | {"confirmed": "yes"}).status_code == 302
    assert "?pattern" not in client.get(path).content.decode(), "later terms start from the latest"


def test_the_page_leads_to_correct_and_withdraw_only_what_has_not_begun(cast, far_terms, client):
    client.force_login(cast.alan)
    page = client.get(reverse("contract", args=[cast.tameside.pk])).content.decode()
    assert reverse("contract_terms_withdraw", args=[far_terms.pk]) in page
    assert reverse("contract_terms_withdraw", args=[cast.terms.pk]) not in page


def test_the_check_says_for_whom_terms_change_and_counts_nobody_behind_a_wall(cast):
    """Given two people supported in Tameside and one referral; then both are counted, without those behind a wall."""
    send_referral(cast)
    rows = dict(concerned(cast.tameside, cast.alan))
    assert rows["People supported now"].startswith("2.")
    assert rows["Referrals not decided"].startswith("1.")
    assert dict(concerned(cast.links, cast.alan))["People supported now"].startswith("1.")

    raise_wall(record_id=cast.individual.pk, user=cast.alan, reason="Named in a concern", by=cast.sunita)
    assert dict(concerned(cast.tameside, cast.alan))["People supported now"].startswith("1.")
