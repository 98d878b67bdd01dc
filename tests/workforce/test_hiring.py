"""A manager adds a worker: account, staff record and roles in one step; and changes a worker's team and contracts."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.models import User
from accounts.permissions import can
from casework.services import end_package
from contracts.models import Post
from contracts.services import appoint, give_role, open_account
from core import clock
from core.errors import Refused
from core.history import history_of
from core.models import Message
from tests.casework.test_package import DAY
from tests.races import run_together
from workforce.models import Team, Worker, WorkerContract
from workforce.services import (
    add_new_worker,
    add_team,
    add_worker,
    change_contracted_hours,
    change_details,
    divide_hours,
    end_employment,
    end_team,
)

PERSON = {
    "full_name": "Petra Lund",
    "email": "petra@provider.example",
    "telephone": "01632 960140",
    "identity": "She gave it to me at her interview",
}


def job(cast, **more):
    """Return the job of a support worker for thirty hours from today."""
    return {
        "role": "support_worker",
        "contracts": [cast.tameside],
        "team": cast.team,
        "started_on": cast.today,
        "minutes_a_week": 30 * 60,
        "job_title": "Support worker",
        "employment": "bank",
        **more,
    }


def answers(cast, day: datetime.date, **more):
    """Return what the form for a worker sends."""
    return {
        "role": "team_leader",
        "contracts": [cast.tameside.pk],
        "team": cast.team.pk,
        "minutes_a_week": "30",
        "job_title": "Team leader",
        "employment": "employed",
        "started_on_day": day.day,
        "started_on_month": day.month,
        "started_on_year": day.year,
        **more,
    }


def test_a_manager_adds_a_worker_on_one_page(cast, client):
    """Given Ben's form; then Petra has an account, the first email, hours, a team and a role, and may be allocated."""
    client.force_login(cast.ben)
    assert reverse("worker_new") in client.get(reverse("workers")).text
    page = client.post(reverse("worker_new"), answers(cast, cast.today, **PERSON), follow=True)
    worker = Worker.objects.get(user__email=PERSON["email"])
    assert page.request["PATH_INFO"] == reverse("worker", args=[worker.pk])
    assert "Worker added." in page.text
    assert (worker.team, worker.job_title, worker.employment) == (cast.team, "Team leader", "employed")
    assert list(worker.contracts.all()) == [cast.tameside]
    assert worker.contracted_hours.get().minutes_a_week == 30 * 60
    assert (worker.recorded_by, worker.user.recorded_by) == (cast.ben, cast.ben)
    assert can(worker.user, P.READ_WORKER, cast.worker), "she leads the team"
    assert Message.objects.filter(to=worker.user, key__startswith="invitation:").exists()


@pytest.mark.parametrize(("days", "role_from"), [(-400, 0), (0, 0), (20, 20)])
def test_the_role_counts_from_the_first_day_or_from_today(cast, days, role_from):
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast, started_on=cast.today + days * DAY))
    assert worker.started_on == worker.contracted_hours.get().from_on == cast.today + days * DAY
    assert Post.objects.get(user=worker.user).from_on == cast.today + role_from * DAY


def test_a_worker_of_two_contracts_has_the_role_in_both(cast):
    appoint(user=cast.ben, role="manager", contract=cast.links, from_on=cast.today, by=None)
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast, contracts=[cast.tameside, cast.links]))
    assert set(Post.objects.filter(user=worker.user).values_list("contract", flat=True)) == {
        cast.tameside.pk,
        cast.links.pk,
    }


def test_somebody_with_an_account_becomes_a_worker(cast, client):
    """Given Petra's account as a finance reader; when Ben adds her as a worker; then she has both roles."""
    petra = open_account(role="finance_reader", contract=cast.tameside, from_on=cast.today, by=cast.alan, **PERSON)
    client.force_login(cast.ben)
    page = client.post(reverse("worker_new"), answers(cast, cast.today, **PERSON)).text
    path = reverse("worker_new_for_account", args=[petra.pk])
    assert "This email address is already in use." in page
    assert path in page
    client.post(path, answers(cast, cast.today))
    assert Worker.objects.filter(user=petra).exists()
    assert set(Post.objects.filter(user=petra).values_list("role", flat=True)) == {"finance_reader", "team_leader"}


def test_a_role_that_the_user_has_already_stays(cast):
    post = appoint(user=cast.noel, role="support_worker", contract=cast.tameside, from_on=cast.today - DAY, by=None)
    add_worker(user=cast.noel, by=cast.ben, **job(cast))
    assert Post.objects.get(user=cast.noel) == post


def test_an_address_of_a_worker_is_refused_without_a_name(cast, client):
    """Given the addresses of a colleague and of a worker of the other contract; then the refusal names nobody."""
    client.force_login(cast.ben)
    for user in (cast.amara, cast.gwen):
        page = client.post(reverse("worker_new"), answers(cast, cast.today, **{**PERSON, "email": user.email.upper()}))
        assert "A worker already has this email address." in page.text
        assert 'href="#id_email"' in page.text
        assert "Petra Lund" in page.text
    assert cast.gwen.full_name not in page.text
    with pytest.raises(Refused, match="A worker already"):
        add_worker(user=cast.amara, by=cast.ben, **job(cast))


def test_a_former_worker_needs_another_address(cast):
    """The last day still belongs to the employment."""
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast, started_on=cast.today - 9 * DAY))
    end_employment(worker=worker, left_on=cast.today, reason="retired", by=cast.ben)
    with pytest.raises(Refused, match="A worker already"), transaction.atomic():
        add_new_worker(by=cast.ben, **PERSON, **job(cast))
    with clock.frozen_at(clock.now() + DAY):
        with pytest.raises(Refused, match="cannot record a second employment"), transaction.atomic():
            add_new_worker(by=cast.ben, **PERSON, **job(cast))
        add_new_worker(by=cast.ben, **{**PERSON, "email": "petra.two@provider.example"}, **job(cast))


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (lambda cast: {"contracts": []}, "contracts", "at least one contract"),
        (lambda cast: {"contracts": [cast.links]}, "role", "cannot give this role"),
        (lambda cast: {"started_on": cast.today + 731 * DAY}, "started_on", "or earlier"),
        (lambda cast: {"team": end_team(team=add_team(name="Hyde", by=None), by=None)}, "team", "has ended"),
        (lambda cast: {"minutes_a_week": 61 * 60}, None, "at most 60 a week"),
    ],
)
def test_what_is_refused_leaves_no_account(cast, change, field, words):
    with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
        add_new_worker(by=cast.ben, **PERSON, **job(cast, **change(cast)))
    assert refusal.value.field == field
    assert not User.objects.filter(email=PERSON["email"]).exists()


def test_nobody_adds_themselves(cast):
    with pytest.raises(Refused, match="cannot give yourself"):
        add_worker(user=cast.ben, by=cast.ben, **job(cast))


def test_the_form_offers_the_managers_contracts_and_teams_that_have_not_ended(cast, client):
    end_team(team=add_team(name="Hyde", by=None), by=None)
    client.force_login(cast.ben)
    page = client.get(reverse("worker_new")).text
    assert str(cast.tameside.pk) in page
    assert str(cast.links.pk) not in page
    assert "Hyde" not in page
    first = page.split('name="contracts"')[1].split(">")[0]
    assert "checked" in first, "the only contract is chosen"
    page = client.post(reverse("worker_new"), {}).text
    for field in ("full_name", "email", "role", "contracts", "team", "minutes_a_week"):
        assert f'href="#id_{field}' in page, field


@pytest.mark.parametrize(
    ("name", "status"),
    [("ben", 200), ("dana", 200), ("nadia", 200), ("alan", 403), ("amara", 403), ("tess", 403), ("priya", 404)],
)
def test_managers_add_workers(cast, client, name, status):
    client.force_login(getattr(cast, name))
    assert client.get(reverse("worker_new")).status_code == status


def test_a_manager_adds_only_whose_account_they_manage(cast, client):
    client.force_login(cast.nadia)
    assert client.get(reverse("worker_new_for_account", args=[cast.priya.pk])).status_code == 404
    assert client.get(reverse("worker_new_for_account", args=[cast.ivor.pk])).status_code == 200


# Team and contracts of a worker


def details(worker, **more):
    """Return what the form for a worker's details sends."""
    return {
        "job_title": worker.job_title,
        "started_on_day": worker.started_on.day,
        "started_on_month": worker.started_on.month,
        "started_on_year": worker.started_on.year,
        "team": worker.team_id,
        "contracts": [contract.pk for contract in worker.contracts.all()],
        "employment": worker.employment,
        **more,
    }


def test_team_and_contracts_change_on_the_page_and_history_has_the_earlier_ones(cast, client):
    appoint(user=cast.ben, role="manager", contract=cast.links, from_on=cast.today, by=None)
    client.force_login(cast.ben)
    path = reverse("worker_details", args=[cast.worker.pk])
    contracts = [cast.tameside.pk, cast.links.pk]
    client.post(path, details(cast.worker, team=cast.other_team.pk, contracts=contracts))
    worker = Worker.objects.get(pk=cast.worker.pk)
    assert worker.team == cast.other_team
    assert {contract.pk for contract in worker.contracts.all()} == set(contracts)
    assert history_of(Worker).filter(pgh_obj=worker.pk, team=cast.team).exists()
    links = history_of(WorkerContract).filter(worker=worker.pk, contract=cast.links.pk)
    assert links.get().pgh_context.metadata["by"] == str(cast.ben.pk)
    client.post(path, details(worker, contracts=[cast.tameside.pk]))
    assert list(worker.contracts.all()) == [cast.tameside]


def test_a_contract_that_the_manager_does_not_manage_stays(cast, client):
    cast.worker.contracts.add(cast.links)
    client.force_login(cast.ben)
    path = reverse("worker_details", args=[cast.worker.pk])
    assert str(cast.links.pk) not in client.get(path).text
    client.post(path, details(cast.worker, contracts=[cast.tameside.pk], gender="female"))
    assert set(cast.worker.contracts.all()) == {cast.tameside, cast.links}
    assert "Choose" in client.post(path, details(cast.worker, contracts=[])).text


def test_nobody_leaves_a_contract_in_which_they_are_allocated(cast):
    with pytest.raises(Refused, match="One person is allocated to this worker in Support at home") as refusal:
        change_details(worker=cast.worker, specialisms=[], contracts=[cast.links], by=cast.ben)
    assert refusal.value.field == "contracts"
    assert list(cast.worker.contracts.all()) == [cast.tameside]
    change_details(worker=cast.worker, specialisms=[], contracts=[cast.tameside, cast.links], by=cast.ben)
    change_details(worker=cast.worker, specialisms=[], contracts=[cast.tameside], by=cast.ben)
    end_package(package=cast.package, ended_on=cast.today - DAY, reason="choice", by=cast.ben)
    change_details(worker=cast.worker, specialisms=[], contracts=[cast.links], by=cast.ben)
    with pytest.raises(Refused, match="at least one contract"):
        change_details(worker=cast.worker, specialisms=[], contracts=[], by=cast.ben)


def test_a_worker_joins_no_team_that_has_ended_and_may_stay_where_they_are(cast, client):
    hyde = end_team(team=add_team(name="Hyde", by=None), by=None)
    with pytest.raises(Refused, match="has ended"):
        change_details(worker=cast.worker, specialisms=[], team=hyde, by=cast.ben)
    client.force_login(cast.ben)
    path = reverse("worker_details", args=[cast.worker.pk])
    assert "Hyde" not in client.get(path).text
    former = add_new_worker(
        by=cast.ben, **PERSON, **job(cast, started_on=cast.today - 9 * DAY, team=add_team(name="Mottram", by=None))
    )
    end_employment(worker=former, left_on=cast.today - DAY, reason="retired", by=cast.ben)
    end_team(team=Team.objects.get(name="Mottram"), by=None)
    path = reverse("worker_details", args=[former.pk])
    assert "Mottram" in client.get(path).text
    assert client.post(path, details(former)).status_code == 302


def test_the_page_of_a_worker_leads_to_their_account(cast, client):
    client.force_login(cast.ben)
    assert reverse("account_access", args=[cast.amara.pk]) in client.get(reverse("worker", args=[cast.worker.pk])).text
    give_role(user=cast.lewis, role="support_worker", contract=cast.links, from_on=cast.today, by=cast.nadia)
    client.force_login(cast.tess)
    assert "Account and roles" not in client.get(reverse("worker", args=[cast.worker.pk])).text


# A slip in a new worker's details


def test_first_day_and_job_title_are_corrected_on_the_page(cast, client):
    """Given a worker whose first day was typed wrong; then it changes with the contracted hours, and not the role."""
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast))
    day = cast.today - 30 * DAY
    client.force_login(cast.ben)
    dates = {"started_on_day": day.day, "started_on_month": day.month, "started_on_year": day.year}
    path = reverse("worker_details", args=[worker.pk])
    client.post(path, details(worker, job_title="Senior support worker", **dates))
    worker.refresh_from_db()
    assert (worker.started_on, worker.job_title) == (day, "Senior support worker")
    assert worker.contracted_hours.get().from_on == day
    assert Post.objects.get(user=worker.user).from_on == cast.today
    change_details(worker=worker, specialisms=[], started_on=cast.today + 9 * DAY, by=cast.ben)
    assert worker.contracted_hours.get().from_on == cast.today + 9 * DAY


def test_a_first_day_is_not_far_ahead_or_after_what_began_with_it(cast):
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast))
    change_contracted_hours(worker=worker, from_on=cast.today + 9 * DAY, minutes_a_week=600, by=cast.ben)
    for changed, day, words in (
        (worker, cast.today + 731 * DAY, "or earlier"),
        (worker, cast.today + 9 * DAY, "contracted hours change on"),
        (cast.worker, cast.worker.started_on + DAY, "allocated to them from the first day"),
    ):
        with pytest.raises(Refused, match=words) as refusal, transaction.atomic():
            change_details(worker=changed, specialisms=[], started_on=day, by=cast.ben)
        assert refusal.value.field == "started_on"
    change_details(worker=cast.worker, specialisms=[], started_on=cast.worker.started_on - DAY, by=cast.ben)


@pytest.mark.parametrize("starts", [1, 2, 20])
def test_a_role_that_would_begin_after_the_last_day_never_begins(cast, starts):
    """Given a leaver with a role from tomorrow, the day after, or later; then only that of tomorrow, the last day,
    counts, for one day.
    """
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast))
    from_on = cast.today + starts * DAY
    post = give_role(user=worker.user, role="referrer", contract=cast.tameside, from_on=from_on, by=cast.ben)
    end_employment(worker=worker, left_on=cast.today + DAY, reason="retired", by=cast.ben)
    post.refresh_from_db()
    assert (post in Post.objects.on(cast.today + DAY)) is (starts == 1)
    assert not Post.objects.filter(user=worker.user).within(cast.today + 2 * DAY, cast.today + 900 * DAY).exists()


def test_divided_hours_limit_first_day_and_contracts(cast):
    """Given hours that are divided between two contracts from today; then the worker leaves neither, and their first
    day is no later than the division; once the hours are divided without a contract, they leave it.
    """
    appoint(user=cast.ben, role="manager", contract=cast.links, from_on=cast.today, by=None)
    both = [cast.tameside, cast.links]
    worker = add_new_worker(by=cast.ben, **PERSON, **job(cast, contracts=both, started_on=cast.today - 9 * DAY))
    divide_hours(worker=worker, from_on=cast.today - DAY, shares={cast.tameside: 60, cast.links: 40}, by=cast.ben)
    with pytest.raises(Refused, match="Part of their hours is for Community Links"), transaction.atomic():
        change_details(worker=worker, specialisms=[], contracts=[cast.tameside], by=cast.ben)
    with pytest.raises(Refused, match="hours are divided from"), transaction.atomic():
        change_details(worker=worker, specialisms=[], started_on=cast.today, by=cast.ben)
    change_details(worker=worker, specialisms=[], started_on=cast.today - DAY, by=cast.ben)
    divide_hours(worker=worker, from_on=cast.today, shares={cast.tameside: 100}, by=cast.ben)
    change_details(worker=worker, specialisms=[], contracts=[cast.tameside], by=cast.ben)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_add_the_same_worker_at_once_one_is_refused(cast):
    acts = [lambda by=by: add_worker(user=cast.noel, by=by, **job(cast)) for by in (cast.ben, cast.dana)]
    outcomes = run_together(acts, together=2)
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 1
