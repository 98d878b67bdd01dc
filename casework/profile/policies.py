"""Who reads which answers: the restricted ones only managers, the safeguarding lead, and workers who need to know."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from accounts.roles import OWN
from casework.models import Individual, NeedToKnow, ProfileAnswer
from casework.profile.enums import RESTRICTED

inherit_rule(NeedToKnow, "individual", Individual)


@rule_for(ProfileAnswer, path="individual")
def profile_answer_rule(user: User, permission: Permission) -> Q:
    """Return the answers about the people whom `user` may do this with, without the restricted ones they need not know.

    The person reads all of their own.
    """
    of_people = Q(individual__in=allowed_ids(Individual, user, permission))
    if permission in OWN:
        return of_people
    return of_people & may_know(user, "question")


def may_know(user: User, question: str) -> Q:
    """Return a Q for rows with an `individual` whose `question` (a column) is open, or which `user` needs to know."""
    needed = NeedToKnow.objects.filter(individual=OuterRef("individual"), question=OuterRef(question))
    restricted = Q(individual__in=allowed_ids(Individual, user, Permission.READ_RESTRICTED_PROFILE))
    return ~Q(**{f"{question}__in": RESTRICTED}) | restricted | Q(Exists(needed))
