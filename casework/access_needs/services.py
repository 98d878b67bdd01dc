"""Access needs are recorded, changed, reviewed and withdrawn; whether they may be shared is recorded."""

import datetime

from accounts.models import User
from casework.access_needs.enums import NEED_REVIEW, NeedsSharing
from casework.access_needs.models import BEST_INTEREST_REASON_MISSING, NEED_MISSING
from casework.models import AccessNeed, Individual, Relationship, SharingDecision
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb


@verb
def record_access_need(
    *,
    individual: Individual,
    kind: str,
    by: User | None,
    code: str = "",
    words: str = "",
    relationship: Relationship | None = None,
    review_on: datetime.date | None = None,
) -> AccessNeed:
    """Record what the person, or a carer of theirs, needs (R66). It is reviewed on `review_on`, else in a year.

    Raises Refused for a need without code and words, one that is recorded already, and a carer of somebody else.
    """
    _check(individual, code, words, relationship)
    review_on = review_on or clock.today() + NEED_REVIEW
    _refuse_past(review_on)
    return AccessNeed.objects.create(
        individual=individual,
        relationship=relationship,
        kind=kind,
        code=code,
        words=words,
        review_on=review_on,
        recorded_by=by,
    )


@verb
def change_access_need(
    *,
    need: AccessNeed,
    kind: str,
    code: str,
    words: str,
    review_on: datetime.date,
    by: User,
    relationship: Relationship | None = None,
) -> AccessNeed:
    """Change a need and the day of its review. History has the row as it was.

    Raises NotPossible for one that was withdrawn, and Refused as `record_access_need` does.
    """
    need = AccessNeed.with_struck.get_locked(need.pk)
    if need.why_closed:
        raise NotPossible(need.why_closed)
    _check(need.individual, code, words, relationship)
    _refuse_past(review_on)
    need.kind, need.code, need.words, need.review_on, need.relationship = kind, code, words, review_on, relationship
    need.save(update_fields=["kind", "code", "words", "review_on", "relationship"])
    return need


def _check(individual: Individual, code: str, words: str, relationship: Relationship | None) -> None:
    if not code and not words:
        raise Refused(NEED_MISSING, field="words")
    if relationship is not None and relationship.individual_id != individual.pk:
        raise Refused("Choose somebody close to this person.", field="relationship")


def _refuse_past(review_on: datetime.date) -> None:
    if review_on <= clock.today():
        raise Refused("The next review must be after today.", field="review_on")


@verb
def confirm_access_needs(*, individual: Individual, review_on: datetime.date, by: User) -> int:
    """Record that the needs were reviewed and none has changed: all are reviewed again on `review_on`.

    Return how many. Raises Refused for a day that is not after today, and NotPossible without needs.
    """
    _refuse_past(review_on)
    Individual.objects.get_locked(individual.pk)
    needs = list(AccessNeed.objects.filter(individual__in=Individual.objects.same_person(individual)))
    if not needs:
        raise NotPossible("No access needs are recorded.")
    for need in needs:
        need.review_on = review_on
        need.save(update_fields=["review_on"])
    return len(needs)


@verb
def withdraw_access_need(*, need: AccessNeed, reason: str, by: User) -> AccessNeed:
    """Withdraw a need that somebody has no longer, or that was recorded by mistake. It stays on file.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    need = AccessNeed.with_struck.get_locked(need.pk)
    need.strike(by=by, reason=reason)
    return need


@verb
def record_sharing_decision(
    *,
    individual: Individual,
    sharing: str,
    how: str,
    decided_on: datetime.date,
    equality_act: str,
    by: User,
    reason: str = "",
) -> SharingDecision:
    """Record whether other services may know of the needs. The newest counts; earlier ones stay on file.

    Raises Refused for a future day, and for a best-interest decision without its reason.
    """
    if decided_on > clock.today():
        raise Refused("The date can’t be in the future.", field="decided_on")
    if sharing == NeedsSharing.BEST_INTEREST and not reason:
        raise Refused(BEST_INTEREST_REASON_MISSING, field="reason")
    return SharingDecision.objects.create(
        individual=individual,
        sharing=sharing,
        reason=reason,
        how=how,
        decided_on=decided_on,
        equality_act=equality_act,
        recorded_by=by,
    )


@verb
def withdraw_sharing_decision(*, decision: SharingDecision, reason: str, by: User) -> SharingDecision:
    """Withdraw a decision that was recorded by mistake: the one before it counts again.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    decision = SharingDecision.with_struck.get_locked(decision.pk)
    decision.strike(by=by, reason=reason)
    return decision
