"""Without capacity a referral waits in its band or is declined, with the capacity of that day."""

import pytest
from django.db import transaction
from django.urls import reverse

from contracts.services import set_terms
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message, StateChange
from referrals.capacity_snapshot import take_snapshot
from referrals.models import CapacityFigures, Referral
from referrals.services import ask, change_place, decline, put_on_waiting_list
from tests.cast import FULL_TERMS
from tests.factories import days_ago
from tests.pages.world import DAY, refer
from workforce.models import Absence, Ceiling

REASON = "Nobody has six hours before June"
AGREED = {"band": 2, "band_agreed_with": "Petra Lund, team manager"}


def use_up_capacity(cast, *workers) -> None:
    """Leave these workers, or every worker of Tameside, without capacity."""
    for worker in workers or (cast.worker, cast.other_worker, cast.lead_worker):
        Ceiling.objects.create(worker=worker, minutes_a_week=0, reason="Agreed in supervision", from_on=days_ago(1))


def make_referral(cast, **more) -> Referral:
    return refer(cast.tameside, cast.rui, **{"wanted_minutes": 6 * 60, **more})


def put_on_list(cast, referral, **more) -> Referral:
    return put_on_waiting_list(**{"referral": referral, "reason": REASON, "by": cast.ben, **AGREED, **more})


# The figures


def test_the_capacity_of_a_contract_is_that_of_its_workers(cast):
    """Given Amara and Lewis with one person each and Tess absent; then her hours are not counted."""
    use_up_capacity(cast, cast.other_worker)
    Absence.objects.create(worker=cast.lead_worker, kind="sickness", sickness_reason="back", from_on=days_ago(1))
    snapshot = take_snapshot(contract=cast.tameside, wanted=120, on=cast.today)
    assert (snapshot.workers, snapshot.contracted, snapshot.committed) == (3, 3 * 37 * 60, 10 * 60)
    assert snapshot.away == 37 * 60
    assert (snapshot.free, snapshot.most_free) == (31 * 60, 31 * 60)
    assert snapshot.lines[0] == "Amara Okafor: 37 h contracted, 6 h allocated, 31 h free"
    assert "capped at 0 min" in snapshot.lines[1]
    assert "cannot take anyone on: away" in snapshot.lines[2]


def test_the_other_contracts_workers_are_not_counted(cast):
    snapshot = take_snapshot(contract=cast.links, wanted=0, on=cast.today)
    assert (snapshot.workers, snapshot.free) == (1, 35 * 60)


# Waiting


def test_a_referral_waits_in_the_band_agreed_with_the_council(cast):
    use_up_capacity(cast)
    referral = put_on_list(cast, make_referral(cast), expected_on=cast.today + 30 * DAY)
    referral.refresh_from_db()
    assert (referral.state, referral.band, referral.band_agreed_with) == ("waiting", 2, "Petra Lund, team manager")
    assert referral.expected_on == cast.today + 30 * DAY
    figures = referral.capacity.get()
    assert (figures.contract, figures.on) == (cast.tameside, cast.today)
    assert (figures.wanted, figures.free, figures.workers) == (360, 0, 3)
    assert figures.recorded_by == cast.ben
    assert len(figures.lines) == 3


@pytest.mark.parametrize(
    "do", [put_on_list, lambda cast, referral: decline(referral=referral, reason=REASON, by=cast.ben)]
)
def test_with_capacity_a_referral_neither_waits_nor_is_declined(cast, do):
    """Given one worker with capacity and no other ground; then the refusal names the capacity."""
    use_up_capacity(cast, cast.other_worker, cast.lead_worker)
    referral = make_referral(cast)
    words = "Amara Okafor has 31 h a week free, and the referral asks for 6 h a week"
    with pytest.raises(Refused, match=words), transaction.atomic():
        do(cast, referral)
    assert Referral.objects.get(pk=referral.pk).state == "sent"
    assert not CapacityFigures.objects.exists()


def test_less_capacity_than_requested_is_none(cast):
    use_up_capacity(cast, cast.other_worker, cast.lead_worker)
    assert put_on_list(cast, make_referral(cast, wanted_minutes=32 * 60)).state == "waiting"


@pytest.mark.parametrize(("minutes", "waits"), [(6 * 60 + 59, True), (7 * 60, False)])
def test_without_requested_hours_one_hour_is_capacity(cast, minutes, waits):
    use_up_capacity(cast, cast.other_worker, cast.lead_worker)
    Ceiling.objects.create(worker=cast.worker, minutes_a_week=minutes, reason="New", from_on=days_ago(1))
    referral = make_referral(cast, wanted_minutes=None)
    if waits:
        assert put_on_list(cast, referral).state == "waiting"
        return
    with pytest.raises(Refused, match="1 h a week free, and the referral does not say how many hours"):
        put_on_list(cast, referral)


def test_terms_without_bands_need_no_priority(cast):
    """Given a contract without the rule and without bands; then a referral may wait although a worker has capacity."""
    referral = refer(cast.links, cast.nadia, source="Hub", strand=None)
    assert put_on_waiting_list(referral=referral, reason=REASON, by=cast.nadia).state == "waiting"
    assert referral.capacity.get().free == 35 * 60
    with pytest.raises(Refused, match="no waiting-list priorities") as refusal:
        change_place(referral=referral, reason=REASON, by=cast.nadia, **AGREED)
    assert refusal.value.field == "band"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"band": None}, "band"),
        ({"band": 0}, "band"),
        ({"band": 4}, "band"),
        ({"band_agreed_with": " "}, "band_agreed_with"),
        ({"expected_on": -1}, "expected_on"),
    ],
)
def test_a_band_comes_from_the_terms_and_is_agreed(cast, changed, field):
    use_up_capacity(cast)
    if "expected_on" in changed:
        changed = {"expected_on": cast.today - DAY}
    with pytest.raises(Refused) as refusal:
        put_on_list(cast, make_referral(cast), **changed)
    assert refusal.value.field == field


def test_the_list_is_ordered_by_band_then_receipt(cast):
    use_up_capacity(cast)
    for name, band, ago in (("Late", 2, 1), ("Early", 2, 9), ("First", 1, 0), ("Last", 3, 20)):
        with clock.frozen_at(clock.instant_on(days_ago(ago))):
            referral = make_referral(cast, full_name=name)
        put_on_list(cast, referral, band=band)
    names = Referral.objects.on_waiting_list().values_list("full_name", flat=True)
    assert list(names) == ["First", "Early", "Late", "Last"]


def test_changing_the_band_needs_a_reason_and_notifies_the_referrer(cast):
    use_up_capacity(cast)
    referral = put_on_list(cast, make_referral(cast))
    change_place(
        referral=referral, band=1, band_agreed_with="Petra Lund", expected_on=None, reason="She fell", by=cast.dana
    )
    referral.refresh_from_db()
    assert (referral.state, referral.band) == ("waiting", 1)
    move = StateChange.objects.filter(record_id=referral.pk).last()
    assert (move.verb, move.reason, move.recorded_by) == ("change place", "She fell", cast.dana)
    messages = Message.objects.filter(to=cast.rui, channel="in app", body__contains="place on the waiting list")
    assert messages.count() == 1


def test_later_terms_have_their_own_bands(cast):
    use_up_capacity(cast)
    set_terms(contract=cast.tameside, from_on=cast.today, by=None, **{**FULL_TERMS, "priority_bands": ["One"]})
    with pytest.raises(Refused, match="Choose one of the contract's priorities"):
        put_on_list(cast, make_referral(cast))


def test_a_declined_referral_keeps_the_figures_of_the_day(cast):
    use_up_capacity(cast)
    referral = decline(referral=make_referral(cast), reason=REASON, by=cast.ben)
    assert referral.decided_at is not None
    assert referral.capacity.get().free == 0


def test_a_decided_referral_cannot_be_put_on_the_list(cast):
    referral = make_referral(cast)
    stale = Referral.objects.get(pk=referral.pk)
    use_up_capacity(cast)
    decline(referral=referral, reason=REASON, by=cast.ben)
    with pytest.raises(NotPossible, match="Declined"):
        put_on_list(cast, stale, band=None)


def test_a_query_on_a_waiting_referral_keeps_its_place(cast):
    use_up_capacity(cast)
    referral = ask(referral=put_on_list(cast, make_referral(cast)), question="Is there a dog?", by=cast.ben)
    referral.refresh_from_db()
    assert (referral.state, referral.band) == ("queried", 2)


# Pages


def post(client, page, referral, **data):
    return client.post(reverse(page, args=[referral.pk]), data)


def test_the_figures_of_the_day_are_shown_and_recorded(cast, client):
    """Given no capacity; when Ben fills in the band; then he checks it with the figures and confirms."""
    use_up_capacity(cast)
    referral = make_referral(cast)
    client.force_login(cast.ben)
    typed = {"band": "1", "band_agreed_with": "Petra Lund", "reason": "No evenings"}
    check = post(client, "referral_wait", referral, **typed).content.decode()
    assert "Check your answers" in check
    assert "Urgent" in check
    assert "Most free hours with any one worker" in check
    assert Referral.objects.get(pk=referral.pk).state == "sent"
    post(client, "referral_wait", referral, **typed, confirmed="yes")
    assert Referral.objects.get(pk=referral.pk).band == 1
    page = client.get(reverse("referral", args=[referral.pk])).content.decode()
    assert "Priority agreed with Petra Lund" in page
    assert reverse("referral_place", args=[referral.pk]) in page
    assert reverse("referral_wait", args=[referral.pk]) not in page


def test_the_check_page_is_not_reached_with_capacity(cast, client):
    """Given capacity; then the form warns first and shows the refusal with every answer."""
    referral = make_referral(cast)
    client.force_login(cast.ben)
    assert "You have capacity" in client.get(reverse("referral_decline", args=[referral.pk])).content.decode()
    html = post(client, "referral_decline", referral, reason="No evenings").content.decode()
    assert "Check your answers" not in html
    assert "No evenings</textarea>" in html


def test_the_other_contract_needs_no_priority(cast, client):
    referral = refer(cast.links, cast.nadia, source="Hub", strand=None)
    client.force_login(cast.nadia)
    form = client.get(reverse("referral_wait", args=[referral.pk])).context["form"]
    assert list(form.fields) == ["expected_on", "reason"]
