"""Who answers a message of a person: somebody who held the post, and the work with the person, when they opened it."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.enums import Permission, Scope
from accounts.roles import roles_with
from casework.models import Allocation, RecordAccess
from contracts.models import Post
from core import clock

# Who answers what is for managers only.
MANAGERS = sorted(
    set.intersection(
        *(set(roles_with(each, Scope.CONTRACT)) for each in (Permission.ANSWER_COMMENT, Permission.REVIEW_ACCESS))
    )
)


def opened_by_managers(openings: QuerySet[RecordAccess], package: str) -> QuerySet[RecordAccess]:
    """Filter rows of the access log to those of a manager who did not support the person on that day."""
    day, reader = OuterRef("opened_on"), OuterRef("recorded_by")
    posts = Post.objects.on(day).filter(user=reader, contract=OuterRef(OuterRef(f"{package}__case__contract")))
    allocations = Allocation.objects.on(day).filter(package=OuterRef(OuterRef(package)), worker__user=reader)
    opened = openings.annotate(opened_on=TruncDate("recorded_at", tzinfo=clock.LONDON))
    return opened.filter(Exists(posts.filter(role__in=MANAGERS)), ~Exists(allocations))


def opened_by_who_answers(openings: QuerySet[RecordAccess], package: str) -> QuerySet[RecordAccess]:
    """Filter rows of the access log to those whose reader answered for the package on that day.

    `package` is the path to it in the query around. Seniors on call and managers answer for their contract, team
    leaders for whom their team supports, workers for whom they support as lead or cover. Reading by others, and by
    somebody whose post or allocation had ended, does not count.
    """
    day, reader = OuterRef("opened_on"), OuterRef("recorded_by")
    posts = Post.objects.on(day).filter(user=reader, contract=OuterRef(OuterRef(f"{package}__case__contract")))
    allocations = Allocation.objects.with_hours().in_force_on(day).filter(package=OuterRef(OuterRef(package)))
    reach = {
        Scope.CONTRACT: Q(),
        Scope.TEAM: Q(Exists(allocations.filter(worker__team__workers__user=reader))),
        Scope.ALLOCATED: Q(Exists(allocations.filter(worker__user=reader))),
    }
    answers = Q()
    for scope, within in reach.items():
        answers |= Q(Exists(posts.filter(role__in=roles_with(Permission.ANSWER_COMMENT, scope)))) & within
    return openings.annotate(opened_on=TruncDate("recorded_at", tzinfo=clock.LONDON)).filter(answers)
