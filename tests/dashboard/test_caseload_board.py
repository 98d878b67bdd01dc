"""The caseload board, a worker's page, and the steps between them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.models import Allocation, RecordAccess
from casework.services import change_hours
from core import clock
from dashboard import caseload_board
from tests.casework.test_capacity import make_package
from tests.casework.test_package import DAY, allocate_worker, make_worker
from tests.factories import ReviewFactory, UpdateFactory, days_ago
from tests.pages.forms import fields_of, fill_in
from tests.risk.positive_risk_builders import make_exit_plan
from workforce.models import Absence, Worker
from workforce.services import record_absence


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get_row(cast, user, worker):
    rows = caseload_board.rows(caseload_board.workers(user, cast.today), user, cast.today)
    return next(row for row in rows if row.load.worker == worker)


def day_parts(name, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


# The board


def test_each_worker_row_shows_late_and_upcoming_duties(cast):
    """Given an update three days late and reviews in 14 and 15 days; then one duty is late, and coming are one
    review and two to arrange.
    """
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(-14))
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=days_ago(-15))
    ReviewFactory(package=cast.other_package, terms=cast.terms, due_on=days_ago(-90))
    for package in (cast.package, cast.other_package):
        make_exit_plan(package, cast.ben)
    row = get_row(cast, cast.ben, cast.worker)
    assert (row.late, row.coming, row.load.people) == (1, 3, 1)
    assert get_row(cast, cast.ben, cast.other_worker).duties == []


def test_a_team_leader_sees_the_team_and_a_manager_the_contract(cast):
    def names(user):
        return [str(worker) for worker in caseload_board.workers(user, cast.today)]

    assert names(cast.tess) == ["Amara Okafor", "Tess Brannigan"]
    assert names(cast.ben) == ["Amara Okafor", "Lewis Hartley", "Tess Brannigan"]
    assert names(cast.nadia) == ["Gwen Pritchard"]


def test_filters_choose_team_and_contract(cast):
    page = sign_in(cast.ben).get("/workforce/", {"team": cast.other_team.pk}).text
    assert "Lewis Hartley" in page
    assert "Amara Okafor" not in page
    assert sign_in(cast.ben).get("/workforce/", {"contract": cast.links.pk}).status_code == 200


def test_floors_are_shown_where_the_terms_state_them(cast):
    of_nadia = sign_in(cast.nadia).get("/workforce/").text
    assert "People supported at one time" in of_nadia
    assert "Not met" in of_nadia
    assert "People supported at one time" not in sign_in(cast.ben).get("/workforce/").text


def test_workers_without_a_caseload_are_listed(cast):
    make_package(cast, "Iris Calloway")
    assert "Iris Calloway" in sign_in(cast.ben).get("/workforce/").text


def test_walled_people_are_in_no_figure_and_no_table(cast):
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=days_ago(3))
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Names him", by=cast.sunita)
    row = get_row(cast, cast.ben, cast.worker)
    assert (row.late, row.load.people, row.load.committed) == (0, 0, 0)
    client = sign_in(cast.ben)
    table = b"".join(client.get("/workforce/caseload.csv")).decode()
    pages_text = client.get("/workforce/").text + client.get(reverse("worker", args=[cast.worker.pk])).text + table
    assert "Maya" not in pages_text
    assert get_row(cast, cast.dana, cast.worker).load.people == 1


# The table


def test_the_caseload_can_be_downloaded_and_the_download_is_logged(cast):
    """Given a name that looks like a formula; then the cell is escaped, and one access is about everybody listed."""
    another = make_package(cast, "=SUM(A1)")
    allocate_worker(cast, cast.worker, "buddy", package=another)
    text = b"".join(sign_in(cast.ben).get("/workforce/caseload.csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["Worker"], row["Person"], row["Role"]) for row in rows] == [
        ("Amara Okafor", "'=SUM(A1)", "Buddy worker"),
        ("Amara Okafor", "Maya Lindqvist", "Lead worker"),
        ("Lewis Hartley", "Tomasz Zielinski", "Lead worker"),
    ]
    access = RecordAccess.objects.get(path="/workforce/caseload.csv")
    assert set(access.about_ids) == {
        cast.individual.pk,
        cast.other_individual.pk,
        another.individual.pk,
    }


# A worker's page


def test_a_worker_reads_their_own_page_and_changes_nothing(cast):
    client, path = sign_in(cast.amara), reverse("worker", args=[cast.worker.pk])
    page = client.get(path).text
    assert "Maya Lindqvist" in page
    assert "Suspend access" not in page
    assert client.get(reverse("worker_suspend", args=[cast.worker.pk])).status_code == 403


def test_leaving_names_the_caseload_and_links_to_reallocation(cast):
    data = {**day_parts("left_on", cast.today), "reason": "retired"}
    path = reverse("worker_end_employment", args=[cast.worker.pk])
    client = sign_in(cast.ben)
    assert "Check your answers" in client.post(path, data).text
    page = client.post(path, {**data, "confirmed": "yes"}).text
    assert "One person is allocated to this worker" in page
    assert reverse("worker_reallocate", args=[cast.worker.pk]) in page
    assert Worker.objects.get(pk=cast.worker.pk).left_on is None


def test_an_absence_links_to_cover(cast):
    """Given Amara away; when Ben records it and chooses Lewis; then Lewis covers Maya on those days."""
    client, back = sign_in(cast.ben), cast.today + 7 * DAY
    answer = client.post(
        reverse("worker_absence_new", args=[cast.worker.pk]),
        {"kind": "leave", **day_parts("from_on", cast.today), **day_parts("until_on", back)},
    )
    absence = Absence.objects.get(worker=cast.worker)
    assert answer.headers["Location"] == reverse("absence", args=[absence.pk])
    path = reverse("worker_cover", args=[cast.worker.pk, absence.pk])
    assert path in client.get(answer.headers["Location"]).text
    fields = fields_of(client.get(path).text)
    (name,) = [name for name in fields if name.startswith("to_")]
    assert str(cast.worker.pk) not in fields[name].offered
    data = fill_in(fields, **{name: str(cast.other_worker.pk)})
    assert "Maya Lindqvist" in client.post(path, data).text
    assert client.post(path, {**data, "confirmed": "yes"}).status_code == 302
    cover = Allocation.objects.cover().get(package=cast.package)
    assert (cover.worker, cover.from_on, cover.until_on) == (cast.other_worker, cast.today, back)
    assert "Already arranged" in client.get(path).text


def test_reallocating_a_caseload_with_a_preview(cast):
    """Given the best suggestion chosen; then the preview shows the load, and confirming allocates the worker."""
    client, path = sign_in(cast.ben), reverse("worker_reallocate", args=[cast.worker.pk])
    fields = fields_of(client.get(path).text)
    (name,) = [name for name in fields if name.startswith("to_")]
    assert fields[name].chosen == [str(cast.lead_worker.pk)]
    data = fill_in(fields)
    preview = client.post(path, data).text
    assert "0 min → 6 h of 37 h a week, 0 → 1 person" in preview
    assert client.post(path, {**data, "confirmed": "yes"}).status_code == 302
    assert Allocation.objects.leads().on(cast.today).get(package=cast.package).worker == cast.lead_worker


def test_reallocation_and_cover_name_the_hours_of_the_day_of_the_change(cast):
    """Given hours that changed since Amara was allocated; then both forms name the hours to take over."""
    change_hours(
        package=cast.package, from_on=cast.today, minutes=300, reason="Needs", agreed_by="Priya Nair", by=cast.ben
    )
    absence = record_absence(worker=cast.worker, kind="leave", from_on=cast.today, by=cast.ben)
    client = sign_in(cast.ben)
    for path in (
        reverse("worker_reallocate", args=[cast.worker.pk]),
        reverse("worker_cover", args=[cast.worker.pk, absence.pk]),
    ):
        assert "Maya Lindqvist (lead worker, 5 h a week)" in client.get(path).text


def test_the_preview_refuses_what_exceeds_capacity_and_keeps_the_choices(cast):
    """Given two people and capacity for one; then neither the preview nor the confirmation reallocates them."""
    quentin = make_worker(cast, minutes_a_week=400)
    allocate_worker(cast, cast.worker, package=make_package(cast))
    client, path = sign_in(cast.ben), reverse("worker_reallocate", args=[cast.worker.pk])
    fields = fields_of(client.get(path).text)
    names = [name for name in fields if name.startswith("to_")]
    chosen_best = {fields[name].chosen[0] for name in names}
    assert str(quentin.pk) not in chosen_best or len(chosen_best) == 2
    data = fill_in(fields, **{name: str(quentin.pk) for name in names})
    for more, words in (({}, "Over capacity by 3 h 20 min"), ({"confirmed": "yes"}, "No capacity: 2 h 40 min free")):
        page = client.post(path, {**data, **more}).text
        assert words in page
        assert all(fields_of(page)[name].chosen == [str(quentin.pk)] for name in names)
    assert not Allocation.objects.filter(worker=quentin).exists()


def test_suggestions_are_shown_and_the_choice_is_checked(cast):
    client, path = sign_in(cast.ben), reverse("allocate", args=[cast.other_package.pk])
    quentin = make_worker(cast, areas=["Denton"])
    rhona = make_worker(cast, "rhona", minutes_a_week=60)
    page = client.get(path).text
    assert "Works in Denton, where the person lives." in page
    assert "Lewis Hartley: Already the lead worker of this person." in page
    assert str(rhona.pk) in fields_of(page)["worker"].offered, "as buddy she can"
    data = {"kind": "lead", "worker": str(quentin.pk), **day_parts("from_on", clock.today())}
    assert "Check your answers" in client.post(path, data).text
    assert client.post(path, {**data, "confirmed": "yes"}).status_code == 302
    response = client.post(path, {**data, "worker": str(rhona.pk), "confirmed": "yes"}).text
    assert "No capacity: 1 h free, 4 h needed" in response


@pytest.mark.parametrize("page", ["worker", "worker_cover", "worker_reallocate"])
def test_pages_with_nobody_to_show(cast, page):
    absence = record_absence(worker=cast.lead_worker, kind="leave", from_on=cast.today, by=cast.ben)
    args = [cast.lead_worker.pk, absence.pk] if page == "worker_cover" else [cast.lead_worker.pk]
    assert sign_in(cast.ben).get(reverse(page, args=args)).status_code == 200
