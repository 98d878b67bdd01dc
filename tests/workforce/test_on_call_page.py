"""The on-call rota: by contract, in order of time, with its gaps for everybody who answers calls."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import RoleKey
from contracts.models import Post
from core import clock
from design import formatting
from tests.visits.escalation_builders import make_shift
from workforce.services import take_off_call

DAY = datetime.timedelta(days=1)


def rotas_of(client, user) -> list:
    client.force_login(user)
    return client.get(reverse("on_call")).context["rotas"]


@pytest.mark.parametrize("name", ["omar", "tess", "ben"])
def test_everybody_who_reads_the_rota_sees_its_gaps_in_order(cast, client, name):
    make_shift(cast.tameside, cast.omar, ahead=2)
    make_shift(cast.tameside, cast.omar)
    (rota,) = rotas_of(client, getattr(cast, name))
    starts = [gap.starts_at for gap in rota.gaps]
    assert starts == sorted(starts)
    assert {clock.day_of(start) for start in starts} >= {cast.today + DAY, cast.today + 3 * DAY}
    assert [shift.starts_at for shift in rota.shifts] == sorted(shift.starts_at for shift in rota.shifts)
    assert "Gaps: no one is on call" in client.get(reverse("on_call")).content.decode()


def test_who_only_answers_calls_does_not_edit_the_rota(cast, client):
    make_shift(cast.tameside, cast.omar)
    assert [rota.may_keep for rota in rotas_of(client, cast.omar)] == [False]
    assert [rota.may_keep for rota in rotas_of(client, cast.ben)] == [True]


def test_each_contract_has_a_part_of_its_own(cast, client):
    """Given a manager of both contracts; then each has its shifts under its name."""
    Post.objects.create(user=cast.ben, contract=cast.links, role=RoleKey.MANAGER, from_on=cast.today)
    shifts = [make_shift(contract, cast.omar, ahead=ahead) for contract, ahead in ((cast.tameside, 0), (cast.links, 1))]
    rotas = rotas_of(client, cast.ben)
    assert [rota.contract.name for rota in rotas] == sorted([cast.tameside.name, cast.links.name])
    assert {rota.contract: rota.shifts for rota in rotas} == {shift.contract: [shift] for shift in shifts}


def test_a_contract_without_on_call_hours_says_that_gaps_are_not_shown(cast, client):
    """Given terms that name no hours; then the page says so, and when the last shift ends; with hours it does not."""
    words = "The terms of this contract name no on-call hours, so gaps are not shown."
    shift = make_shift(cast.links, cast.gwen)
    Post.objects.create(user=cast.ben, contract=cast.links, role=RoleKey.MANAGER, from_on=cast.today)
    rotas = {rota.contract: rota for rota in rotas_of(client, cast.ben)}
    assert not rotas[cast.links].has_hours
    assert rotas[cast.links].last_ends_at == shift.ends_at
    page = " ".join(client.get(reverse("on_call")).content.decode().split())
    assert page.count(words) == 1
    assert f"The last shift shown ends on {formatting.weekday(shift.ends_at)}." in page


def test_a_senior_without_a_number_is_marked(cast, client):
    """Given somebody on call whose number is not recorded; then the rota says so."""
    make_shift(cast.tameside, cast.omar)
    client.force_login(cast.ben)
    assert "No number" not in client.get(reverse("on_call")).text
    cast.omar.telephone = ""
    cast.omar.save(update_fields=["telephone"])
    assert "No number" in client.get(reverse("on_call")).text


def test_a_shift_that_overlaps_names_the_other_one(cast, client):
    """Given a shift of Omar; when the days around it are entered; then the form says who is on call, and when."""
    shift = make_shift(cast.tameside, cast.omar)
    client.force_login(cast.ben)
    sent = {"user": cast.omar.pk, "begins": "00:00", "ends": "23:59"}
    for name in ("from_on", "last_on"):
        day = clock.day_of(shift.starts_at) + (DAY * 3 if name == "last_on" else 0 * DAY)
        sent |= {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}
    page = client.post(reverse("on_call_new", args=[cast.tameside.pk]), sent).text
    times = f"{formatting.time(shift.starts_at)} to {formatting.time(shift.ends_at)}"
    assert f"{cast.omar} is on call already: {formatting.weekday(shift.starts_at)}, {times}." in page


def test_a_senior_sees_on_the_home_page_when_they_are_on_call(cast, client):
    """Given a shift now, one in three days and one in two weeks; then Omar's home page has the first two, Tess none."""
    shifts = [make_shift(cast.tameside, cast.omar, ahead=ahead) for ahead in (0, 3, 14)]
    client.force_login(cast.omar)
    answer = client.get(reverse("home"))
    assert answer.context["own_shifts"].shifts == shifts[:2]
    assert "You are on call now" in answer.text
    with clock.frozen_at(shifts[0].ends_at):
        after = client.get(reverse("home")).text
        assert "You are on call now" not in after
        assert "Your next on-call shifts" in after
    client.force_login(cast.tess)
    assert "You are on call" not in client.get(reverse("home")).text


def test_a_shift_that_ended_early_says_why(cast, client):
    running = make_shift(cast.tameside, cast.omar)
    take_off_call(shift=running, reason="Ill since noon", by=cast.tess)
    (rota,) = rotas_of(client, cast.ben)
    assert (rota.shifts, rota.cut_short) == ([], [running])
    assert "Ill since noon" in client.get(reverse("on_call")).text


def test_a_senior_has_their_own_shifts_on_top_and_each_contract_has_its_part(cast, client):
    """Given shifts of Omar now and in eight weeks; then both are his on the rota, and Ben has none of his own."""
    shifts = [make_shift(cast.tameside, cast.omar, ahead=ahead) for ahead in (0, 56)]
    client.force_login(cast.omar)
    answer = client.get(reverse("on_call"))
    assert answer.context["own_shifts"] == shifts
    assert "Your shifts" in answer.text
    assert f'id="contract-{cast.tameside.pk}"' in answer.text
    client.force_login(cast.ben)
    answer = client.get(reverse("on_call"))
    assert answer.context["own_shifts"] == []
    assert "Your shifts" not in answer.text


def test_a_home_page_says_when_there_are_more_shifts_than_it_lists(cast, client):
    for ahead in range(5):
        make_shift(cast.tameside, cast.omar, ahead=ahead)
    client.force_login(cast.omar)
    assert "see all your shifts" in client.get(reverse("home")).text
