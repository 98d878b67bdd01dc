"""A hundred managers decide one referral at the same moment: one decision counts and the others are refused."""

import functools

import pytest

from accounts.models import User
from casework.models import Individual, SupportPackage
from contracts.models import Post
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.models import Message
from referrals.models import Referral
from referrals.services import accept, ask, decline, put_on_waiting_list, send, start, withdraw
from tests.cast import assemble
from tests.factories import days_ago
from tests.races import run_together
from tests.referral_answers import REFERRAL_ANSWERS

CROWD = 100
DECISIVE = {"accept", "decline", "withdraw"}


def make_managers(contract) -> list[User]:
    crowd = User.objects.bulk_create(
        User(email=f"manager.{n}@people.example", full_name=f"Manager {n}", password="!") for n in range(CROWD)
    )
    Post.objects.bulk_create(Post(user=user, role="manager", contract=contract, from_on=days_ago(9)) for user in crowd)
    return crowd


def send_referral(cast) -> Referral:
    referral = start(
        contract=cast.links,
        source="Hub",
        full_name="Owen Castellan",
        date_of_birth=cast.today.replace(year=cast.today.year - 40, day=1),
        planned_start_on=days_ago(-14),
        needs="Company",
        by=cast.ivor,
        **REFERRAL_ANSWERS,
    )
    return send(referral=referral, by=cast.ivor)


ACTS = {
    "accept": lambda referral, by: accept(referral=referral, minutes_a_week=60, first_review_on=None, by=by),
    "decline": lambda referral, by: decline(referral=referral, reason="No room before May", by=by),
    "withdraw": lambda referral, by: withdraw(referral=referral, reason="She moved away", by=by),
    "wait": lambda referral, by: put_on_waiting_list(referral=referral, reason="No room before May", by=by),
    "query": lambda referral, by: ask(referral=referral, question="Is there a dog?", by=by),
}


def decide_together(cast, *verbs: str) -> tuple[Referral, list, list]:
    """Return the referral after all decisions, the state changes made and the refusals."""
    referral, crowd = send_referral(cast), make_managers(cast.links)
    changes_before = transitions.count(referral)
    results = run_together(
        [
            # Each has opened the page for themselves, before anybody pressed a button.
            functools.partial(ACTS[verbs[n % len(verbs)]], Referral.objects.get(pk=referral.pk), manager)
            for n, manager in enumerate(crowd)
        ]
    )
    changes = list(transitions.history(referral))[changes_before:]
    refusals = [answer for answer in results if isinstance(answer, Refused)]
    assert len(changes) + len(refusals) == CROWD
    return Referral.objects.get(pk=referral.pk), changes, refusals


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verbs", [("accept",), ("accept", "decline", "withdraw")], ids=["one mind", "three minds"])
def test_one_of_a_hundred_managers_decides(verbs):
    """Given a hundred managers with the same page open; when all decide; then one does and 99 are refused."""
    cast = assemble()
    people, packages = Individual.objects.count(), SupportPackage.objects.count()

    referral, changes, refusals = decide_together(cast, *verbs)

    (winner,) = changes
    assert winner.verb in verbs
    assert winner.to_state == referral.state
    assert len(refusals) == CROWD - 1
    assert {type(refusal) for refusal in refusals} == {NotPossible}
    when = winner.recorded_at.astimezone(clock.LONDON)
    assert {refusal.message for refusal in refusals} == {
        f"This has changed since you opened it: it is now “{referral.get_state_display()}” "
        f"({winner.recorded_by}, {when:%-d %b %Y %H:%M}). Your change was not saved."
    }
    accepted = int(referral.state == "accepted")
    assert SupportPackage.objects.count() == packages + accepted
    assert Individual.objects.count() == people + accepted
    assert bool(referral.package_id) == bool(accepted)
    # The referrer gets one message about the result; for a withdrawal the managers do.
    messages = Message.objects.filter(key__startswith=f"referral-{referral.state}:{referral.pk}")
    to_referrer = messages.filter(channel="in app", to=cast.ivor)
    assert to_referrer.count() == (0 if referral.state == "withdrawn" else 1)


@pytest.mark.django_db(transaction=True)
def test_queries_and_waiting_at_once_stay_in_order():
    """Given queries and waiting among the decisions; then the state changes form one chain with one decision."""
    cast = assemble()
    packages = SupportPackage.objects.count()

    referral, changes, refusals = decide_together(cast, "query", "wait", "accept", "decline")

    assert [move.verb for move in changes if move.verb in DECISIVE] == [changes[-1].verb]
    assert [move.from_state for move in changes] == ["sent", *(move.to_state for move in changes[:-1])]
    assert changes[-1].to_state == referral.state
    assert {type(refusal) for refusal in refusals} == {NotPossible}
    assert all("Your change was not saved" in refusal.message for refusal in refusals)
    assert SupportPackage.objects.count() == packages + int(referral.state == "accepted")
