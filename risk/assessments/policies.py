"""Staff read the assessments of people they work with; the Council reads only what was disclosed to it."""

from uuid import UUID

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import NOBODY, rule_for
from accounts.walls import exclude_walled
from casework.access.tab_access import opens_tab
from casework.models import Individual, KeyworkerTerm
from casework.people.primary import about_any_of, about_people, under_or_primary
from core import clock
from risk.assessments.enums import RiskAssessmentState
from risk.models import Hazard, RiskAssessment, RiskDisclosure, RiskReview, RiskSignature


def _about_permitted_people(path: str, user: User, permission: Permission) -> Q:
    """Return a Q for rows about a person (`path`), or the primary record of one, for whom `user` has `permission`.

    An assessment in force is a safety fact: it can be read under every record of the person.
    """
    individuals = Individual.objects.allowing(user, permission)
    rule = under_or_primary(path, individuals)
    if permission == Permission.READ_RISK:
        state = f"{path.removesuffix('individual')}state"
        rule |= Q(**{state: RiskAssessmentState.IN_FORCE}) & about_any_of(path, individuals)
    return rule & exclude_walled(user, path)


def _disclosed_to(user: User, permission: Permission) -> Q:
    """Return a Q for versions with a disclosure that gives `user`, the person's keyworker today, access (T6.5).

    It ends with their term, and with their access to the record.
    """
    if permission != Permission.READ_RISK:
        return NOBODY
    today = clock.today()
    people = KeyworkerTerm.objects.on(today).filter(user=user)
    is_keyworker = under_or_primary("individual", people, "individual")
    disclosed = Q(pk__in=RiskDisclosure.objects.open_to(user, today).values("assessment"))
    is_open = under_or_primary("individual", Individual.objects.allowing(user, Permission.READ_PERSON))
    return disclosed & is_keyworker & is_open & exclude_walled(user, "individual")


@rule_for(RiskAssessment, path="individual")
def risk_rule(user: User, permission: Permission) -> Q:
    """Permission by the person, or by a disclosure of the version."""
    return _about_permitted_people("individual", user, permission) | _disclosed_to(user, permission)


@rule_for(Hazard, RiskReview, RiskDisclosure, RiskSignature, path="assessment")
def part_rule(user: User, permission: Permission) -> Q:
    """Permission by the person, unless the assessment itself is walled off."""
    return _about_permitted_people("assessment__individual", user, permission) & exclude_walled(user, "assessment")


@opens_tab("risk")
def is_shared_with(user: User, individual_id: UUID) -> bool:
    """Return whether `user` may read a version about the person today, under any of their records."""
    primary_ids = Individual.objects.primary_ids_of([individual_id]).values()
    people = Individual.objects.visible_to(user).filter(pk=individual_id)
    versions = RiskAssessment.objects.visible_to(user).published().filter(about_people("individual", primary_ids))
    return people.exists() and versions.exists()
