"""The eligibility tests in a contract's terms, for one referral, each with its evidence (T1.2)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, replace

from casework.enums import CareActOutcome, EndReason
from casework.models import SupportPackage
from contracts.models import Terms
from core.dates import age_on, birthday
from referrals.enums import Criterion, ReferralDocumentKind, YesNo
from referrals.models import CriterionOverride, Referral


@dataclass(frozen=True)
class EligibilityTest:
    """`passed` is None when the answer is not known."""

    criterion: Criterion
    name: str
    evidence: str
    passed: bool | None
    override: CriterionOverride | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is passed, or waived with the Council's agreement."""
        return self.passed is True or self.override is not None


def terms_for(referral: Referral, today: datetime.date) -> Terms:
    """The terms in force on the planned start; without a planned start, today's."""
    return referral.contract.terms_on(referral.planned_start_on or today)


def tests(referral: Referral, terms: Terms, today: datetime.date) -> list[EligibilityTest]:
    """All tests of the terms, applied on the planned start; without a planned start, on `today`."""
    return tests_for_start(referral, terms, referral.planned_start_on or today)


def tests_for_start(referral: Referral, terms: Terms, start: datetime.date) -> list[EligibilityTest]:
    """All tests of the terms for support from `start`, each with the Council's agreement to waive it, if any."""
    overrides = {override.criterion: override for override in referral.overrides.all()}
    return [replace(test, override=overrides.get(test.criterion)) for test in _tests_of_terms(referral, terms, start)]


def unmet(referral: Referral, terms: Terms, today: datetime.date) -> list[EligibilityTest]:
    """The tests that are neither passed nor waived."""
    return [test for test in tests(referral, terms, today) if not test.is_met]


def _tests_of_terms(referral: Referral, terms: Terms, start: datetime.date) -> list[EligibilityTest]:
    tests = []
    if terms.tests_age:
        tests.append(_age(referral, terms, start))
    if terms.asks_mental_health_services:
        tests.append(
            EligibilityTest(
                Criterion.SERVICES,
                "Receives mental health services",
                referral.get_has_mental_health_services_display() or "Not answered",
                _answer(referral.has_mental_health_services),
            )
        )
    if terms.asks_eligible_needs:
        tests.append(_needs(referral))
    if terms.asks_residence:
        tests.append(_residence(referral))
    return tests


def _residence(referral: Referral) -> EligibilityTest:
    place = ", ".join(part for part in (referral.area, referral.postcode) if part)
    answer = referral.get_lives_in_area_display() or "Not answered"
    return EligibilityTest(
        Criterion.RESIDENCE,
        f"Ordinarily resident in {referral.contract.council.area}",
        f"{answer} ({place})" if place else answer,
        _answer(referral.lives_in_area),
    )


def _age(referral: Referral, terms: Terms, start: datetime.date) -> EligibilityTest:
    if referral.date_of_birth is None:
        return EligibilityTest(Criterion.AGE, _age_range(terms), f"born {referral.born}", None)
    age = age_on(referral.date_of_birth, start)
    old_enough = terms.minimum_age is None or age >= terms.minimum_age
    young_enough = terms.age_limit is None or start < birthday(referral.date_of_birth, terms.age_limit)
    return EligibilityTest(
        Criterion.AGE,
        _age_range(terms),
        f"{age} on {start:%-d %B %Y}, born {referral.date_of_birth:%-d %B %Y}",
        old_enough and young_enough,
    )


def _age_range(terms: Terms) -> str:
    if terms.age_limit is None:
        return f"Aged {terms.minimum_age} or over on the planned start date"
    if terms.minimum_age is None:
        return f"Under {terms.age_limit} on the planned start date"
    return f"Aged {terms.minimum_age} to {terms.age_limit - 1} on the planned start date"


def _needs(referral: Referral) -> EligibilityTest:
    """Care Act 2014 eligibility: at least two outcomes, and a significant impact on wellbeing."""
    names = [str(CareActOutcome(value).label) for value in referral.care_act_outcomes]
    impact = _answer(referral.has_significant_impact)
    enough = len(names) >= 2
    evidence = f"{len(names)} of 10 outcomes"
    if names:
        evidence += ": " + "; ".join(names)
    evidence += f". Significant impact on wellbeing: {referral.get_has_significant_impact_display() or 'not answered'}"
    return EligibilityTest(Criterion.NEEDS, "Care Act eligible needs", evidence, impact if enough else False)


def _answer(value: str) -> bool | None:
    """True for yes, False for no, None where the answer is not known or missing."""
    return None if value not in (YesNo.YES, YesNo.NO) else value == YesNo.YES


def missing_documents(
    referral: Referral, terms: Terms, attached: Collection[str] | None = None
) -> list[ReferralDocumentKind]:
    """The Council's documents that the terms ask for and that are not attached (T5.2).

    `attached` are the kinds of those that are, where they are read already.

    When the hospital hold ended the earlier support, the revised plan replaces the plan (T5.4).
    """
    required = []
    if returns_after_hold(referral.returns_from, terms):
        required.append(ReferralDocumentKind.REVISED_PLAN)
    elif terms.asks_council_support_plan:
        required.append(ReferralDocumentKind.SUPPORT_PLAN)
    if terms.asks_council_risk_assessment:
        required.append(ReferralDocumentKind.RISK_ASSESSMENT)
    if attached is None:
        attached = {document.kind for document in referral.documents.all()}
    return [kind for kind in required if kind not in attached]


def returns_after_hold(before: SupportPackage | None, terms: Terms) -> bool:
    """Whether a revised plan and a formal review are required, because the hospital hold ended support `before`."""
    return bool(terms.asks_revised_plan and before and before.end_reason == EndReason.HOLD_EXPIRED)
