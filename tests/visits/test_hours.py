"""Hours commissioned against delivered, counted by hand: an autumn quarter with a clock change, seen on 18 November."""

import csv
import datetime
import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import RecordAccess
from casework.services import allocate, change_hours, end_allocation, record_admission
from contracts.models import Contract, ContractYear
from contracts.services import add_year
from core import clock
from core.dates import Period
from reporting.figures import total
from reporting.indicators import INDICATORS
from tests.cast import assemble
from tests.factories import PlannedVisitFactory, VisitFactory
from tests.snapshots import build_once
from visits.hours import payroll, report, totals
from visits.hours.spend import year_spend
from visits.services import correct_visit, strike_visit

TODAY = datetime.date(2026, 11, 18)
QUARTER = Period(datetime.date(2026, 10, 1), datetime.date(2027, 1, 1))
STEP_UP = datetime.date(2026, 11, 4)  # a Wednesday
ADMITTED = datetime.date(2026, 11, 10)
SPRING = datetime.date(2026, 3, 29)  # the clocks go forward
AUTUMN = datetime.date(2026, 10, 25)  # and back


def instant_at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return clock.instant_on(day, datetime.time(hour, minute))


@pytest.fixture
def autumn(db):
    with clock.frozen_at(instant_at(TODAY, 12)):
        yield build_once(assemble)


def log_visit_on(cast, day, begins=(10, 0), ends=(11, 0), **changed):
    """Log a visit by Amara to Maya, by default an hour long."""
    columns = {"package": cast.package, "worker": cast.worker} | changed
    return VisitFactory(started_at=instant_at(day, *begins), ended_at=instant_at(day, *ends), **columns)


def hours_by_label(user, by: str = "person", period: Period = QUARTER) -> dict:
    """Return the sums of each row by label, and the total under None."""
    rows = report.hours_rows(totals.hours_query(user, period), by, user)
    return {line.label: line.sums for line in rows} | {None: report.total_row(rows).sums}


def test_commissioned_hours_change_in_the_middle_of_a_week(autumn):
    """Given six hours a week and eight from a Wednesday; then 34 days count a seventh of six hours and 15 of eight."""
    change_hours(
        package=autumn.package, from_on=STEP_UP, minutes=480, reason="Worse", agreed_by="Council", by=autumn.ben
    )
    assert hours_by_label(autumn.ben)["Maya Lindqvist"].commissioned == round((34 * 360 + 15 * 480) / 7)
    weeks = hours_by_label(autumn.ben, "week")
    assert weeks["Mon 2 Nov to Sun 8 Nov"].commissioned == round((2 * 360 + 5 * 480 + 7 * 240) / 7)
    assert sum(sums.commissioned_minutes_x7 for label, sums in weeks.items() if label) == (
        hours_by_label(autumn.ben)[None].commissioned_minutes_x7
    )


def test_held_days_are_shown_separately(autumn):
    """Given Maya in hospital from 10 November; then nine of forty-nine days are on hold and left out of the share."""
    record_admission(
        individual=autumn.individual, hospital="Stonefield", kind="general", admitted_on=ADMITTED, by=autumn.amara
    )
    sums = hours_by_label(autumn.ben)["Maya Lindqvist"]
    assert (sums.commissioned, sums.held, sums.to_deliver) == (7 * 360, round(9 * 360 / 7), round(40 * 360 / 7))
    assert hours_by_label(autumn.ben, "worker")["Amara Okafor"].held == round(9 * 360 / 7)
    assert hours_by_label(autumn.ben, "week")["Mon 16 Nov to Sun 22 Nov"].to_deliver == round(3 * 240 / 7)


def test_days_without_a_lead_are_shown_under_nobody(autumn):
    allocation = autumn.package.allocations.get()
    end_allocation(allocation=allocation, until_on=datetime.date(2026, 11, 12), reason="Moves", by=autumn.ben)
    lines = hours_by_label(autumn.ben, "worker")
    assert lines["Amara Okafor"].commissioned == round(42 * 360 / 7)
    assert lines["No lead worker"].commissioned == 360
    query = totals.hours_query(autumn.ben, QUARTER)
    (row,), _ = report.records_behind(query, "worker", totals.NOBODY, "commissioned", 0, 9, autumn.ben)
    assert (row.reference, row.minutes) == (autumn.package.reference, 360)


@pytest.mark.parametrize(("day", "minutes"), [(AUTUMN, 210), (SPRING, 90)])
def test_a_visit_over_the_clock_change_has_the_minutes_that_passed(autumn, day, minutes):
    """Given a visit from half past midnight to three over a clock change; then it is an hour longer or shorter."""
    log_visit_on(autumn, day, (0, 30), (3, 0))
    period = Period(day, day + totals.DAY)
    assert hours_by_label(autumn.ben, period=period)["Maya Lindqvist"].delivered == minutes
    assert hours_by_label(autumn.ben, period=Period(day - totals.DAY, day))[None].delivered == 0


def log_all_visits(cast):
    """Log four visits that count, by Amara, her buddy and a covering worker, and three that do not."""
    allocate(package=cast.package, worker=cast.lead_worker, kind="buddy", from_on=STEP_UP, by=cast.ben)
    planned = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=instant_at(STEP_UP, 10), ends_at=instant_at(STEP_UP, 11)
    )
    log_visit_on(cast, STEP_UP, planned=planned, travel_minutes=25)
    other = PlannedVisitFactory(
        package=cast.package, worker=cast.worker, starts_at=instant_at(ADMITTED, 10), ends_at=instant_at(ADMITTED, 11)
    )
    log_visit_on(cast, ADMITTED, (10, 5), (11, 0), planned=other)
    log_visit_on(cast, ADMITTED, worker=cast.lead_worker)
    log_visit_on(cast, ADMITTED, worker=cast.other_worker)  # covers
    log_visit_on(cast, STEP_UP, outcome="no answer")
    log_visit_on(cast, QUARTER.from_on - totals.DAY)
    strike_visit(visit=log_visit_on(cast, STEP_UP), reason="Another person", by=cast.amara)


def test_what_is_delivered_continuity_and_same_as_plan(autumn):
    log_all_visits(autumn)
    sums = hours_by_label(autumn.ben)["Maya Lindqvist"]
    assert (sums.delivered, sums.travel, sums.visits) == (60 + 55 + 60 + 60, 25, 4)
    assert (sums.by_lead_or_buddy, sums.planned, sums.as_planned) == (3, 2, 1)
    by_worker = hours_by_label(autumn.ben, "worker")
    assert by_worker["Lewis Hartley"].delivered == 60
    assert by_worker["Lewis Hartley"].by_lead_or_buddy == 0
    assert by_worker["Amara Okafor"].delivered == 115
    for by in totals.BY:
        assert hours_by_label(autumn.ben, by)[None].delivered == 235


def test_the_figures_are_those_of_the_return(autumn):
    log_all_visits(autumn)
    log_visit_on(autumn, STEP_UP, package=autumn.other_package, worker=autumn.other_worker)
    sums = hours_by_label(autumn.ben, "contract")["Support at home"]
    for key, figure in (("hours", sums.delivered), ("visits", sums.visits)):
        assert total(INDICATORS[key].rows(autumn.tameside, QUARTER)) == figure


def test_every_figure_leads_to_rows_that_add_up_to_it(autumn):
    log_all_visits(autumn)
    record_admission(
        individual=autumn.individual, hospital="Stonefield", kind="general", admitted_on=ADMITTED, by=autumn.amara
    )
    query = totals.hours_query(autumn.ben, QUARTER)
    for by in totals.BY:
        for line in report.hours_rows(query, by, autumn.ben):
            figures = line.figures | {"continuity": line.sums.by_lead_or_buddy, "as_planned": line.sums.as_planned}
            for name in ("commissioned", "held", "delivered", "visits", "continuity", "as_planned"):
                records, _ = report.records_behind(query, by, line.key, report.LISTED[name], 0, 99, autumn.ben)
                counted = (
                    len(records) if name in ("visits", "continuity", "as_planned") else sum(r.minutes for r in records)
                )
                assert abs(counted - figures[name]) <= 1, (by, line.label, name)


def get_page(user, name: str, query: str = "", args=()):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args) + query)


@pytest.mark.parametrize("by", totals.BY)
def test_the_spreadsheet_matches_the_page(autumn, by):
    log_all_visits(autumn)
    page = get_page(autumn.ben, "hours", f"?by={by}")
    text = b"".join(get_page(autumn.ben, "hours_csv", f"?by={by}").streaming_content).decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    all_cells = [cells for _, cells in page.context["rows"]] + [page.context["whole"]]
    assert len(lines) == len(all_cells)
    for line, cells in zip(lines, all_cells, strict=True):
        for label, figure, cell in zip(head[2:], line[2:], cells, strict=True):
            name = next(name for name, words in report.LABELS.items() if label.startswith(words))
            value = None if figure == "" else float(figure) / 100 if name in report.SHARES else int(figure)
            assert report.figure_text(name, value) == cell["text"], (line[0], label)


def test_finance_sees_references_and_no_names_and_no_notes(autumn):
    log_all_visits(autumn)
    for name, query in (("hours", ""), ("hours", "?by=worker"), ("hours_rows", ""), ("hours_csv", "")):
        answer = get_page(autumn.farah, name, query)
        text = answer.getvalue().decode() if answer.streaming else answer.content.decode()
        assert answer.status_code == 200
        assert "Lindqvist" not in text
        assert "Okafor" not in text
        assert "cooked" not in text
    assert autumn.individual.reference in get_page(autumn.farah, "hours").content.decode()
    access = RecordAccess.objects.filter(recorded_by=autumn.farah).first()
    assert autumn.individual.pk in access.about_ids


def test_walled_records_are_not_counted(autumn):
    log_all_visits(autumn)
    raise_wall(record_id=autumn.individual.pk, user=autumn.ben, reason="Named", by=autumn.sunita)
    assert hours_by_label(autumn.ben)[None].delivered == 0
    assert "Maya Lindqvist" not in hours_by_label(autumn.ben)
    assert hours_by_label(autumn.dana)[None].delivered == 235


def set_price(cast, **amounts) -> ContractYear:
    return add_year(
        contract=cast.tameside,
        from_on=datetime.date(2026, 4, 1),
        last_on=datetime.date(2027, 3, 31),
        by=cast.alan,
        **amounts,
    )


def test_money_by_the_hour_against_the_maximum(autumn):
    """Given 235 minutes at £24; then £94 after 232 of 365 days, with a forecast of £147.89."""
    log_all_visits(autumn)
    log_visit_on(autumn, QUARTER.from_on - 2 * totals.DAY)  # an hour in September, and one of `log_all_visits`
    spend = year_spend(set_price(autumn, hourly_rate=Decimal("24.00"), maximum=Decimal("200.00")), autumn.farah)
    by_month = {month.label: (month.minutes, month.pounds, month.so_far) for month in spend.months}
    assert by_month["Sep 2026"] == (120, Decimal("48.00"), Decimal("48.00"))
    assert by_month["Nov 2026"] == (235, Decimal("94.00"), Decimal("142.00"))
    assert by_month["Dec 2026"] == (0, None, None)
    assert spend.pace == (Decimal(142) * 365 / 232).quantize(Decimal("0.01"))
    assert "over the maximum budget of £200.00. The maximum would be reached around" in spend.summary


def test_each_visit_is_priced_by_the_year_of_its_start(autumn):
    """Given £20 an hour until 31 October and £25 from the next day; then ninety minutes over that midnight cost £30,
    and an hour on 1 November £25. The first year stays as it was.
    """
    days = (
        datetime.date(2026, 4, 1),
        datetime.date(2026, 10, 31),
        datetime.date(2026, 11, 1),
        datetime.date(2027, 3, 31),
    )
    prices = (days[0], days[1], Decimal(20)), (days[2], days[3], Decimal(25))
    before, after = (
        add_year(contract=autumn.tameside, from_on=first, last_on=last, hourly_rate=rate, by=autumn.ben)
        for first, last, rate in prices
    )
    log_visit_on(autumn, days[2])
    VisitFactory(
        package=autumn.package,
        worker=autumn.worker,
        started_at=instant_at(days[1], 23, 30),
        ended_at=instant_at(days[2], 1),
    )
    assert [year_spend(year, autumn.ben).so_far for year in (before, after)] == [Decimal(30), Decimal(25)]


def test_a_block_price_is_spread_over_the_days(autumn):
    spend = year_spend(set_price(autumn, block_price=Decimal("365.00"), maximum=Decimal("400.00")), autumn.farah)
    assert spend.months[0].pounds == Decimal("30.00")
    assert spend.so_far == Decimal("232.00")
    assert spend.summary.endswith("£35.00 under the maximum budget of £400.00.")


def test_a_block_price_that_is_the_maximum_is_never_over_it(autumn):
    """Given £63,901 for the year; then 232 days cost £40,616.526 and the forecast is the price, not a penny more."""
    price = Decimal("63901.00")
    spend = year_spend(set_price(autumn, block_price=price, maximum=price), autumn.farah)
    assert spend.so_far == Decimal("40616.53")
    assert spend.summary == "Forecast £63,901.00 by 31 March 2027, the same as the maximum budget."


def test_months_add_up_to_the_penny(autumn):
    for day in (STEP_UP, QUARTER.from_on):
        log_visit_on(autumn, day, (10, 0), (10, 50))
    spend = year_spend(set_price(autumn, hourly_rate=Decimal("23.33")), autumn.farah)
    assert sum(month.pounds or 0 for month in spend.months) == spend.so_far == Decimal("38.88")


def test_no_price_is_shown_to_workers(autumn):
    price = set_price(autumn, hourly_rate=Decimal("24.00"))
    for name, args in (("contract_price", [autumn.tameside.pk]), ("hours_money", [price.pk])):
        assert get_page(autumn.amara, name, args=args).status_code in (403, 404)
        assert get_page(autumn.farah, name, args=args).status_code == 200


def test_prices_keep_their_pennies_from_the_form_to_the_page(autumn, client):
    """Given amounts typed with signs; then they are saved and shown to the penny, and a third of a penny is refused."""
    client.force_login(autumn.alan)
    address = reverse("contract_year_new", args=[autumn.tameside.pk])
    dates = {"from_on_day": 1, "from_on_month": 4, "from_on_year": 2026}
    dates |= {"last_on_day": 31, "last_on_month": 3, "last_on_year": 2027}
    page = client.post(address, {**dates, "hourly_rate": "£12.345", "maximum": "1,000.10"}).content.decode()
    assert "must be in pounds and pence" in page
    assert "£12.345" in page, "what was typed comes back"
    assert client.post(address, {**dates, "hourly_rate": "£12.34", "maximum": "1,000.10"}).status_code == 302
    year = ContractYear.objects.get()
    assert (year.hourly_rate, year.maximum) == (Decimal("12.34"), Decimal("1000.10"))
    assert "£12.34" in client.get(reverse("contract_price", args=[autumn.tameside.pk])).content.decode()


def test_the_months_that_are_shown_add_up_to_the_total_that_is_shown(autumn, client):
    """Given minutes whose exact cost has thirds of a penny; then the rounded rows add up to the rounded total."""
    for day in (STEP_UP, QUARTER.from_on, QUARTER.from_on + totals.DAY):
        log_visit_on(autumn, day, (10, 0), (10, 10))
    price = set_price(autumn, hourly_rate=Decimal("10.10"))
    client.force_login(autumn.farah)
    spend = year_spend(price, autumn.farah)
    page = client.get(reverse("hours_money", args=[price.pk])).content.decode()
    shown = [month for month in spend.months if month.pounds is not None]
    assert sum(month.pounds for month in shown) == shown[-1].so_far == spend.so_far == Decimal("5.05")
    assert all(f"£{month.pounds:,}" in page for month in shown)


def test_payroll_has_each_workers_time_travel_and_miles_by_month(autumn):
    """Given visits in two months, one to which nobody came to the door, and one struck through.

    Then payroll has a line for each month: the time of visits that took place, and the travel of every journey.
    """
    log_visit_on(autumn, datetime.date(2026, 10, 31), travel_minutes=20, travel_miles=Decimal("4.5"))
    log_visit_on(autumn, datetime.date(2026, 11, 1), ends=(10, 50), travel_minutes=15, travel_miles=Decimal("2.2"))
    log_visit_on(
        autumn, datetime.date(2026, 11, 2), outcome="no answer", travel_minutes=10, travel_miles=Decimal("0.2")
    )
    wrong = log_visit_on(autumn, datetime.date(2026, 11, 3), travel_minutes=90, travel_miles=Decimal("50.0"))
    strike_visit(visit=wrong, reason="Wrong person", by=autumn.amara)
    text = b"".join(get_page(autumn.farah, "payroll_csv").streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        list(payroll.HEADERS),
        ["Amara Okafor", autumn.amara.email, "2026-10", "1", "60", "1", "20", "4.5"],
        ["Amara Okafor", autumn.amara.email, "2026-11", "1", "50", "2", "25", "2.4"],
    ]
    assert get_page(autumn.amara, "payroll_csv").status_code == 403


def test_payroll_counts_what_is_behind_a_wall(autumn):
    """Given a person walled off from who sends payroll; then the worker is paid for the visit all the same."""
    log_visit_on(autumn, datetime.date(2026, 11, 1), travel_minutes=15)
    whole = b"".join(get_page(autumn.ben, "payroll_csv").streaming_content)
    raise_wall(record_id=autumn.individual.pk, user=autumn.ben, reason="Named", by=autumn.sunita)
    assert b"".join(get_page(autumn.ben, "payroll_csv").streaming_content) == whole
    assert b"2026-11" in whole


def test_payroll_counts_a_visit_in_the_london_month_of_its_start(autumn):
    """Given a visit over midnight at the end of August, one at half past midnight on 1 September, and one over each
    clock change.

    Then 23:30 to 01:15 is 105 minutes of August, whatever the date in UTC; 00:30 to 01:00 is of September, though it
    is August in UTC; 00:30 to 02:30 is three hours of October and one of March. A visit that is corrected to another
    day counts there only, and one that is struck through nowhere.
    """
    august, september = datetime.date(2026, 8, 31), datetime.date(2026, 9, 1)
    VisitFactory(
        package=autumn.package,
        worker=autumn.worker,
        started_at=instant_at(august, 23, 30),
        ended_at=instant_at(september, 1, 15),
    )
    log_visit_on(autumn, september, (0, 30), (1, 0))
    for day in (AUTUMN, SPRING):
        log_visit_on(autumn, day, (0, 30), (2, 30))
    moved = log_visit_on(autumn, datetime.date(2026, 11, 1), (0, 10), (1, 10), travel_minutes=12)
    october = datetime.date(2026, 10, 31)
    correct_visit(
        visit=moved,
        revision=moved.revision,
        by=autumn.amara,
        reason="It was the day before",
        started_at=instant_at(october, 23, 0),
        ended_at=instant_at(october, 23, 45),
    )
    year = Period(datetime.date(2025, 12, 1), datetime.date(2026, 12, 1))
    lines = list(payroll.table(Contract.objects.all(), year))[1:]
    assert [(line[2], line[3], line[4], line[6]) for line in lines] == [
        ("2026-03", 1, 60, 0),
        ("2026-08", 1, 105, 0),
        ("2026-09", 1, 30, 0),
        ("2026-10", 2, 180 + 45, 12),
    ]
