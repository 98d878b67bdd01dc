"""The person agrees, says no and changes their mind about sharing; each decision counts at once (R49)."""

import datetime

from accounts.models import User
from casework.consent.enums import ConsentAnswer, ConsentPurpose, DecisionCapacity
from casework.consent.models import BEST_INTERESTS_MISSING
from casework.consent.notifications import notify_consent_recorded, notify_consent_struck
from casework.consent.parties import Party, name_of, nothing_shared_with, purposes_of, same_parties
from casework.models import ConsentDecision, Individual, Representative
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb


@verb
def record_consent(
    *,
    party: Party,
    purpose: str,
    answer: str,
    how: str,
    by: User | None,
    decided_at: datetime.datetime | None = None,
    capacity: str = DecisionCapacity.NOT_DOUBTED,
    best_interests: str = "",
    decided_by: str = "",
) -> ConsentDecision:
    """Record what the person decided about one party and purpose. It counts from then on, for what is queued as well.

    `decided_at` is when they said it, now by default. Raises Refused for an instant in the future, for a purpose that
    is not for this party, where the person had decided the same (unless a "no" under another record counts against it),
    for a stop where there was no consent, and for a decision in their best interests without who decided and why.
    The person gets a message when others record it for them.
    """
    if capacity == DecisionCapacity.LACKS and not (best_interests.strip() and decided_by.strip()):
        raise Refused(BEST_INTERESTS_MISSING, field="decided_by" if best_interests.strip() else "best_interests")
    is_lacking = capacity == DecisionCapacity.LACKS
    decision = _add(
        party,
        ConsentPurpose(purpose),
        ConsentAnswer(answer),
        decided_at or clock.now(),
        how=how,
        capacity=capacity,
        best_interests=best_interests.strip() if is_lacking else "",
        decided_by=decided_by.strip() if is_lacking else "",
        recorded_by=by,
    )
    notify_consent_recorded(party.individual, decision)
    return decision


def _add(
    party: Party,
    purpose: ConsentPurpose,
    answer: ConsentAnswer,
    decided_at: datetime.datetime,
    *,
    how: str,
    recorded_by: User | None,
    capacity: str = DecisionCapacity.NOT_DOUBTED,
    best_interests: str = "",
    decided_by: str = "",
) -> ConsentDecision:
    """Add a decision that follows from the one before it."""
    Individual.objects.get_locked(party.individual_id)
    _refuse(party, purpose, answer, decided_at)
    return ConsentDecision.objects.create(
        **_party_column(party),
        purpose=purpose,
        answer=answer,
        decided_at=decided_at,
        how=how,
        capacity=capacity,
        best_interests=best_interests,
        decided_by=decided_by,
        recorded_by=recorded_by,
    )


def _party_column(party: Party) -> dict[str, Party]:
    """Return the column of a decision that names its party."""
    return {"representative" if isinstance(party, Representative) else "relationship": party}


def _refuse(party: Party, purpose: ConsentPurpose, answer: ConsentAnswer, decided_at: datetime.datetime) -> None:
    if decided_at > clock.now():
        raise Refused("The date and time cannot be in the future.", field="time")
    if purpose not in purposes_of(party):
        raise Refused(f"{name_of(party)} has no account here, so they cannot see anything.", field="purpose")
    earlier = ConsentDecision.objects.for_party(party).filter(purpose=purpose, decided_at__lte=decided_at)
    last = earlier.first()
    counts = last is not None and ConsentDecision.objects.filter(pk=last.pk).not_refused_elsewhere().exists()
    if last is not None and last.answer == answer and (counts or not last.is_given):
        raise Refused("This decision is recorded already.", field="answer")
    if answer == ConsentAnswer.WITHDRAWN and (last is None or not last.is_given):
        raise Refused("They had not agreed to this, so there is nothing to stop. Choose “Said no”.", field="answer")
    if answer == ConsentAnswer.REFUSED and last is not None and last.is_given:
        raise Refused("They had agreed to this. Choose “Stopped”.", field="answer")


@verb
def strike_consent(*, decision: ConsentDecision, reason: str, by: User) -> ConsentDecision:
    """Strike through a decision that staff recorded by mistake: the one before it counts again.

    Raises NotPossible for one that the person made in their own pages: only they can change it. Raises Refused
    without a reason.
    """
    party = decision.party
    Individual.objects.get_locked(party.individual_id)
    decision = ConsentDecision.with_struck.get_locked(decision.pk)
    if decision.is_the_persons_own:
        raise NotPossible(BY_THE_PERSON)
    decision.strike(by=by, reason=reason)
    notify_consent_struck(party.individual, decision, by)
    return decision


BY_THE_PERSON = "The person decided this in their own pages. Only they can change it."


def why_not_struck(decision: ConsentDecision) -> str:
    """Return why a decision cannot be struck through; "" if it can."""
    return BY_THE_PERSON if decision.is_the_persons_own else decision.why_closed


@verb
def stop_sharing_with(*, party: Party, how: str, by: User) -> int:
    """Stop everything that is shared with a party, for example as they represent the person no longer; how many.

    The person gets one message.
    """
    given = [row for row in ConsentDecision.objects.for_party(party).newest() if row.is_given]
    stopped = [
        _add(party, ConsentPurpose(row.purpose), ConsentAnswer.WITHDRAWN, clock.now(), how=how, recorded_by=by)
        for row in given
    ]
    if stopped:
        notify_consent_recorded(party.individual, stopped[0])
    return len(stopped)


@verb
def stop_all_sharing(*, individual: Individual, party: Party, how: str, by: User) -> int:
    """Stop everything that the person shares with somebody, under every record and in every relation; how many.

    Each purpose gets a decision of its own, and each can be shared again. Raises Refused where nothing is shared.
    """
    stopped = [stop_sharing_with(party=each, how=how, by=by) for each in same_parties(individual, party)]
    if not any(stopped):
        raise Refused(nothing_shared_with(party))
    return sum(stopped)
