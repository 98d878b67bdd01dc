"""The provider's staff see an update from the day it is raised; the keyworker once it is sent.

A connections map names people close to the person: the provider's staff and the person read it, the Council does not.
"""

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import allowed_ids, inherit_rule, rule_for
from casework.models import SupportPackage
from casework.questions.about import AboutKind, register_about
from reviews.models import ConnectionsMap, KeyworkerUpdate, Review, ReviewGoal, ReviewPdf, StepNotNeeded, UpdatePdf
from reviews.package_reviews import ahead  # noqa: F401 registers the reviews in calendars
from reviews.updates.enums import SENT_STATES

# Of the Council: an update exists for them once it is sent.
OF_SENT = (Permission.READ_UPDATE, Permission.ACKNOWLEDGE_UPDATE, Permission.ASK_QUESTION)

inherit_rule(Review, "package", SupportPackage, related=["plan", "reply_answered_by", "acknowledged_link"])
inherit_rule(ConnectionsMap, "package", SupportPackage, related=["worker__user", "meaning_by"])
inherit_rule(ReviewPdf, "review", Review, related=["document"])
inherit_rule(ReviewGoal, "review", Review)
inherit_rule(StepNotNeeded, "review", Review)


@rule_for(
    KeyworkerUpdate,
    path="package",
    related=["recipient", "submitted_by", "acknowledged_by", "acknowledged_link", "answered_by", "terms"],
)
def update_rule(user: User, permission: Permission) -> Q:
    rule = Q(package__in=allowed_ids(SupportPackage, user, permission))
    if permission in OF_SENT:
        rule &= Q(state__in=SENT_STATES)
    return rule


inherit_rule(UpdatePdf, "update", KeyworkerUpdate, related=["document"])

# The lead worker answers: who sent an update may have left since.
register_about(
    AboutKind(
        key="keyworker-update",
        label="an update",
        model=KeyworkerUpdate,
        permission=Permission.ASK_QUESTION,
        page="update",
    )
)
register_about(
    AboutKind(
        key="package-review",
        label="a review",
        model=Review,
        permission=Permission.ASK_QUESTION,
        page="review",
    )
)
