"""Who reads a safety plan: staff who read risks, the person, and the keyworker if the person agreed."""

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import NOBODY, inherit_rule, rule_for
from accounts.walls import exclude_walled
from casework.models import Individual, KeyworkerTerm
from casework.people.primary import about_any_of, under_or_primary
from core import clock
from risk.models import AdvanceChoice, SafetyPlan, SafetyPlanConsent, SafetyPlanCopy
from risk.safety_plans import in_force  # noqa: F401 registers how the crisis text is read
from risk.safety_plans.enums import READABLE, SafetyPlanReader, SafetyPlanState

inherit_rule(SafetyPlanConsent, "individual", Individual)
inherit_rule(AdvanceChoice, "individual", Individual)


@rule_for(SafetyPlan, path="individual")
def safety_plan_rule(user: User, permission: Permission) -> Q:
    """Permission by the person; those who write plans read drafts as well, everybody else what is or was live.

    The plan in force is a safety fact: it can be read under every record of the person.
    """
    return (_of_permitted_people(user, permission) | _shared_with_keyworker(user, permission)) & exclude_walled(
        user, "individual"
    )


def _of_permitted_people(user: User, permission: Permission) -> Q:
    individuals = Individual.objects.allowing(user, permission)
    people = under_or_primary("individual", individuals)
    if permission == Permission.WRITE_PLAN:
        return people
    rule = people & Q(state__in=READABLE)
    if permission == SafetyPlan.READ:
        writers = under_or_primary("individual", Individual.objects.allowing(user, Permission.WRITE_PLAN))
        is_in_force = Q(state=SafetyPlanState.IN_FORCE)
        rule |= people & writers | is_in_force & about_any_of("individual", individuals)
    return rule


def _shared_with_keyworker(user: User, permission: Permission) -> Q:
    """Return a Q for the plans in force that the person lets their keyworker of today read (T6.6)."""
    if permission != SafetyPlan.READ:
        return NOBODY
    terms = KeyworkerTerm.objects.on(clock.today()).filter(user=user)
    is_keyworker = under_or_primary("individual", terms, "individual")
    is_open = under_or_primary("individual", Individual.objects.allowing(user, Permission.READ_PERSON))
    consents = SafetyPlanConsent.objects.in_force(SafetyPlanReader.KEYWORKER)
    is_agreed = about_any_of("individual", consents, "individual")
    return Q(state=SafetyPlanState.IN_FORCE) & is_keyworker & is_open & is_agreed


@rule_for(SafetyPlanCopy, path="plan")
def copy_rule(user: User, permission: Permission) -> Q:
    """Permission by the person: whom else they gave a copy, the keyworker does not read."""
    people = under_or_primary("plan__individual", Individual.objects.allowing(user, permission))
    return people & exclude_walled(user, "plan__individual") & exclude_walled(user, "plan")
