"""Access needs are recorded, changed, reviewed and withdrawn; whether they may be shared is recorded."""

import datetime

import pghistory

from accounts.models import User
from accounts.services import show_large_type
from casework.access_needs.enums import NEED_REVIEW, CodedNeed, EqualityAct, NeedsSharing
from casework.access_needs.models import BEST_INTEREST_REASON_MISSING, NEED_MISSING
from casework.access_needs.sharing_choice import load_sharing_choice
from casework.consent.enums import IN_PORTAL
from casework.consent.notifications import notify_consent_recorded, notify_consent_struck
from casework.models import AccessNeed, Individual, NoAccessNeeds, Relationship, SharingDecision
from core import clock
from core.errors import NotPossible, Refused
from core.history import history_of
from core.models import change_row, strike_row
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
    need = AccessNeed.objects.create(
        individual=individual,
        relationship=relationship,
        kind=kind,
        code=code,
        words=words,
        review_on=review_on,
        recorded_by=by,
    )
    enlarge_own_pages(individual=individual, by=by)
    return need


@verb
def enlarge_own_pages(*, individual: Individual, by: User | None) -> None:
    """Show the person large letters on their own pages if they need large print."""
    people = Individual.objects.same_person(individual)
    needs = AccessNeed.objects.filter(individual__in=people, relationship=None, code=CodedNeed.LARGE_PRINT)
    records = Individual.objects.accounts_of(individual).select_related("user") if needs.exists() else ()
    for record in records:
        if record.user is not None:
            show_large_type(user=record.user, by=by)


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
    _check(need.individual, code, words, relationship)
    _refuse_past(review_on)
    columns = {"kind": kind, "code": code, "words": words, "review_on": review_on, "relationship": relationship}
    need = change_row(need, columns)
    enlarge_own_pages(individual=need.individual, by=by)
    return need


def _check(individual: Individual, code: str, words: str, relationship: Relationship | None) -> None:
    if not code and not words:
        raise Refused(NEED_MISSING, field="words")
    _check_close(individual, relationship)


def _check_close(individual: Individual, relationship: Relationship | None) -> None:
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


NO_REVIEW_TO_UNDO = "There is no review to undo: the needs were changed since, or were not reviewed."


@verb
def undo_needs_review(*, individual: Individual, reason: str, by: User) -> int:
    """Undo the last review of the needs, which was recorded by mistake: each is reviewed again on its day before.

    Return how many. What was changed since the review stays. Raises NotPossible where there is none to undo, and
    Refused without a reason.
    """
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    Individual.objects.get_locked(individual.pk)
    needs = last_reviewed(individual)
    if not needs:
        raise NotPossible(NO_REVIEW_TO_UNDO)
    with pghistory.context(reason=reason.strip()):
        for need, review_on in needs:
            need.review_on = review_on
            need.save(update_fields=["review_on"])
    return len(needs)


def last_reviewed(individual: Individual) -> list[tuple[AccessNeed, datetime.date]]:
    """Return the needs whose last change was a review in which nothing had changed, each with its day before."""
    rows = AccessNeed.objects.filter(individual__in=Individual.objects.same_person(individual))
    needs = {need.pk: need for need in rows}
    versions = history_of(AccessNeed).filter(pgh_obj__in=list(needs), pgh_label="changed")
    newest = versions.select_related("pgh_context").order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    verb_name = f".{confirm_access_needs.__name__}"
    return [
        (needs[version.pgh_obj_id], version.review_on)
        for version in newest
        if version.pgh_context is not None and version.pgh_context.metadata.get("verb", "").endswith(verb_name)
    ]


@verb
def withdraw_access_need(*, need: AccessNeed, reason: str, by: User) -> AccessNeed:
    """Withdraw a need that somebody has no longer, or that was recorded by mistake. It stays on file.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(need, by=by, reason=reason)


@verb
def record_no_access_needs(
    *,
    individual: Individual,
    asked_on: datetime.date,
    how: str,
    by: User,
    relationship: Relationship | None = None,
) -> NoAccessNeeds:
    """Record that the person, or a carer of theirs, was asked and has no access needs (R66).

    Raises Refused for a future day, a carer of somebody else, and while a need of theirs is recorded.
    """
    _check_asked(individual, asked_on, relationship)
    return NoAccessNeeds.objects.create(
        individual=individual, relationship=relationship, asked_on=asked_on, how=how, recorded_by=by
    )


@verb
def change_no_access_needs(
    *,
    answer: NoAccessNeeds,
    asked_on: datetime.date,
    how: str,
    by: User,
    relationship: Relationship | None = None,
) -> NoAccessNeeds:
    """Correct who was asked, when and how. Raises NotPossible for a withdrawn one, and Refused as above."""
    _check_asked(answer.individual, asked_on, relationship)
    return change_row(answer, {"asked_on": asked_on, "how": how, "relationship": relationship})


def _check_asked(individual: Individual, asked_on: datetime.date, relationship: Relationship | None) -> None:
    _check_close(individual, relationship)
    if asked_on > clock.today():
        raise Refused("The date can’t be in the future.", field="asked_on")
    records = Individual.objects.same_person(individual)
    if AccessNeed.objects.filter(individual__in=records, relationship=relationship).exists():
        raise Refused("They have access needs. Remove those that they no longer have, with the reason.")


@verb
def withdraw_no_access_needs(*, answer: NoAccessNeeds, reason: str, by: User) -> NoAccessNeeds:
    """Withdraw that somebody has no needs: it was recorded by mistake. It stays on file.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(answer, by=by, reason=reason)


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
    """Record whether other services may know of the needs. The newest counts; without any they may not.

    Raises Refused for a future day, and for a best-interest decision without its reason.
    """
    if decided_on > clock.today():
        raise Refused("The date can’t be in the future.", field="decided_on")
    if sharing == NeedsSharing.BEST_INTEREST and not reason:
        raise Refused(BEST_INTEREST_REASON_MISSING, field="reason")
    decision = SharingDecision.objects.create(
        individual=individual,
        sharing=sharing,
        reason=reason,
        how=how,
        decided_on=decided_on,
        equality_act=equality_act,
        recorded_by=by,
    )
    notify_consent_recorded(individual, decision)
    return decision


@verb
def decide_own_sharing(*, individual: Individual, sharing: str, by: User) -> SharingDecision:
    """Record what the person decides in their own pages. What is known of the Equality Act stays.

    The same decision sent again is the one that counts already.
    """
    Individual.objects.get_locked(individual.pk)
    counting = load_sharing_choice(individual).decision
    if counting is not None and counting.sharing == sharing:
        return counting
    last = individual.sharing_decisions.latest_first().first()
    return SharingDecision.objects.create(
        individual=individual,
        sharing=NeedsSharing(sharing),
        how=IN_PORTAL,
        decided_on=clock.today(),
        equality_act=last.equality_act if last else EqualityAct.NOT_ASKED,
        recorded_by=by,
    )


BY_THE_PERSON = "The person decided this in their own pages. Only they can change it."


def why_not_withdrawn(decision: SharingDecision) -> str:
    """Return why a decision cannot be withdrawn; "" if it can."""
    return BY_THE_PERSON if decision.is_the_persons_own else decision.why_closed


@verb
def withdraw_sharing_decision(*, decision: SharingDecision, reason: str, by: User) -> SharingDecision:
    """Withdraw a decision that was recorded by mistake: the one before it counts again.

    Raises NotPossible for one that is withdrawn already or that the person made in their own pages, and Refused
    without a reason.
    """
    if decision.is_the_persons_own:
        raise NotPossible(BY_THE_PERSON)
    struck = strike_row(decision, by=by, reason=reason)
    notify_consent_struck(decision.individual, decision, by)
    return struck
