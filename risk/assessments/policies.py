"""The provider's staff read what is about the people they work with; the Council what it was shown, and no more."""

from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import NOBODY, rule_for
from accounts.walls import exclude_walled
from casework.models import Individual, KeyworkerTerm
from casework.people.primary import about_any_of, under_or_primary
from core import clock
from risk.assessments.enums import RiskAssessmentState
from risk.assessments.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature


def _of(path: str, user, permission) -> Q:
    """The rows that reach, by `path`, a person or the primary record of one, whom `user` may do this to.

    An assessment in force is a safety fact: it is read under every record of the person.
    """
    individuals = Individual.objects.allowing(user, permission)
    rule = under_or_primary(path, individuals)
    if permission == Permission.READ_RISK:
        state = f"{path.removesuffix('individual')}state"
        rule |= Q(**{state: RiskAssessmentState.IN_FORCE}) & about_any_of(path, individuals)
    return rule & exclude_walled(user, path)


def _shown_to(user, permission) -> Q:
    """The versions to which `user` was given access that holds today, while they are the person's keyworker (T6.5)."""
    if permission != Permission.READ_RISK:
        return NOBODY
    today = clock.today()
    people = KeyworkerTerm.objects.on(today).filter(user=user)
    of_theirs = under_or_primary("individual", people, "individual")
    given = Q(pk__in=RiskDisclosure.objects.open_to(user, today).values("assessment"))
    return given & of_theirs & exclude_walled(user, "individual")


@rule_for(RiskAssessment, path="individual")
def risk_rule(user, permission) -> Q:
    """By the person; to whom it was shown, the version that was."""
    return _of("individual", user, permission) | _shown_to(user, permission)


@rule_for(Hazard, RiskReview, RiskDisclosure, RiskSignature, path="assessment")
def part_rule(user, permission) -> Q:
    """By the person, and only while the assessment itself is not walled off."""
    return _of("assessment__individual", user, permission) & exclude_walled(user, "assessment")
