"""Before a decision: a test waived by the Council, the risks of a visit today, the time before the minimum age."""

import datetime

from accounts.models import User
from core import clock
from core.dates import birthday
from core.errors import NotPossible, Refused
from core.models import strike_row
from core.verbs import verb
from referrals import eligibility
from referrals.enums import Criterion
from referrals.models import CriterionOverride, PlanSharing, Referral, TransitionAssessment


@verb
def override_criterion(
    *, referral: Referral, criterion: str, agreed_by: str, agreed_on: datetime.date, reason: str, by: User | None
) -> CriterionOverride:
    """Record that the Council waives a test of its own for this referral (T1.2): who agreed, and when.

    Refused for a test that is passed or not set, for an agreement in the future, and for a start before the minimum
    age, which nobody can waive (T1.3).
    """
    referral = _lock_undecided(referral)
    today = clock.today()
    terms = eligibility.terms_for(referral, today)
    unmet_criteria = {test.criterion for test in eligibility.tests(referral, terms, today) if test.passed is not True}
    if criterion not in unmet_criteria:
        raise Refused("This criterion is met or does not apply, so there is nothing to waive.", field="criterion")
    if criterion == Criterion.AGE and referral.date_of_birth is None:
        raise Refused("Ask for the date of birth: without it nobody knows the age.", field="criterion")
    if criterion == Criterion.AGE and referral.date_of_birth and terms.minimum_age is not None:
        old_enough_on = birthday(referral.date_of_birth, terms.minimum_age)
        if (referral.planned_start_on or today) < old_enough_on:
            raise Refused(
                f"Support cannot start before {old_enough_on:%-d %B %Y}, when the person reaches the minimum age.",
                field="criterion",
            )
    _refuse_future(agreed_on, "agreed_on")
    return CriterionOverride.objects.create(
        referral=referral, criterion=criterion, agreed_by=agreed_by, agreed_on=agreed_on, reason=reason, recorded_by=by
    )


@verb
def withdraw_waiver(*, waiver: CriterionOverride, reason: str, by: User) -> CriterionOverride:
    """Withdraw a waiver that was recorded by mistake: the test counts again. It stays on file.

    Raises NotPossible once the referral is decided and for a waiver that is withdrawn, and Refused without a reason.
    """
    _lock_undecided(waiver.referral)
    return strike_row(waiver, by=by, reason=reason)


@verb
def assess_same_day_risk(*, referral: Referral, risk: str, by: User | None) -> Referral:
    """Record the risks of a visit today, before anybody goes (T4.15). An earlier text remains in the history."""
    referral = _lock_undecided(referral)
    if not referral.asks_same_day:
        raise Refused("No same-day response was requested.")
    if not risk.strip():
        raise Refused("Enter the risks and how we will manage them.", field="risk")
    referral.same_day_risk, referral.same_day_risk_at, referral.same_day_risk_by = risk, clock.now(), by
    referral.save(update_fields=["same_day_risk", "same_day_risk_at", "same_day_risk_by"])
    return referral


@verb
def begin_assessment(
    *, referral: Referral, from_on: datetime.date, assessed_by: str, by: User | None
) -> TransitionAssessment:
    """Begin the period of assessment of somebody referred before the minimum age (T1.3)."""
    referral = _lock_undecided(referral)
    if TransitionAssessment.objects.filter(referral=referral).exists():
        raise Refused("The assessment has already started.")
    return TransitionAssessment.objects.create(
        referral=referral, from_on=from_on, assessed_by=assessed_by, recorded_by=by
    )


@verb
def finish_assessment(
    *, assessment: TransitionAssessment, last_on: datetime.date, result: str, by: User | None
) -> TransitionAssessment:
    """Finish the assessment with its result; `last_on` is the last day of the period (inclusive)."""
    _lock_undecided(assessment.referral)
    assessment = TransitionAssessment.objects.get_locked(assessment.pk)
    if assessment.until_on is not None:
        raise Refused("The assessment is already finished.")
    if not result.strip():
        raise Refused("Enter the result of the assessment.", field="result")
    _refuse_future(last_on, "last_on")
    assessment.until_on, assessment.result = last_on + datetime.timedelta(days=1), result
    assessment.save(update_fields=["until_on", "result"])
    return assessment


@verb
def correct_assessment(
    *,
    assessment: TransitionAssessment,
    revision: int,
    from_on: datetime.date,
    last_on: datetime.date | None,
    assessed_by: str,
    result: str,
    by: User,
) -> TransitionAssessment:
    """Correct the assessment; without a last day it is not finished, and blocks the acceptance again.

    History has it as it was. Raises NotPossible once the referral is decided, Conflict when it was saved since
    `revision`, and Refused for a last day in the future, or before the first, and without a result.
    """
    _lock_undecided(assessment.referral)
    assessment = TransitionAssessment.objects.get_locked(assessment.pk)
    assessment.check_revision(revision)
    if last_on is not None:
        _refuse_future(last_on, "last_on")
        if not result.strip():
            raise Refused("Enter the result of the assessment.", field="result")
    assessment.from_on, assessment.assessed_by, assessment.result = from_on, assessed_by, result.strip()
    assessment.until_on = last_on + datetime.timedelta(days=1) if last_on else None
    assessment.save(update_fields=["revision", "from_on", "until_on", "assessed_by", "result"])
    return assessment


@verb
def withdraw_plan_sharing(*, sharing: PlanSharing, reason: str, by: User) -> PlanSharing:
    """Withdraw that the plan was shared, recorded by mistake: it must still be shared. It stays on file.

    Raises NotPossible once the referral is decided and for one that is withdrawn, and Refused without a reason.
    """
    _lock_undecided(sharing.referral)
    return strike_row(sharing, by=by, reason=reason)


@verb
def share_transition_plan(
    *, referral: Referral, agency: str, shared_with: str, shared_on: datetime.date, by: User | None
) -> PlanSharing:
    """Record the agency, and the person there, with whom the transition plan was shared (T1.3)."""
    referral = _lock_undecided(referral)
    _refuse_future(shared_on, "shared_on")
    return PlanSharing.objects.create(
        referral=referral, agency=agency, shared_with=shared_with, shared_on=shared_on, recorded_by=by
    )


def _lock_undecided(referral: Referral) -> Referral:
    """Lock the referral. Raises NotPossible once it is decided."""
    referral = Referral.objects.get_locked(referral.pk)
    if not referral.is_to_decide:
        raise NotPossible(f"This referral is “{referral.get_state_display()}”, so it can no longer be assessed.")
    return referral


def _refuse_future(day: datetime.date, field: str) -> None:
    if day > clock.today():
        raise Refused("The date cannot be in the future.", field=field)
