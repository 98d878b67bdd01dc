"""Whose visit a note from a phone may be about: the rights on the day of the visit, and the rights of any day."""

import datetime

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from accounts.walls import is_hidden
from casework.models import Allocation, SupportPackage
from contracts.models import Post
from core import clock
from visits.models import PlannedVisit
from workforce.models import Worker


def was_theirs(worker: Worker, package: SupportPackage, planned: PlannedVisit | None, day: datetime.date) -> bool:
    """Return True if `worker` could have logged a visit on `day`: employed, in post, with access and theirs to visit.

    What has ended since does not matter.
    """
    user = worker.user
    is_employed = worker.started_on <= day and (worker.left_on is None or day <= worker.left_on)
    if not is_employed or (user.suspended_at and clock.day_of(user.suspended_at) < day):
        return False
    posts = Post.objects.on(day).filter(user=user, contract=package.case.contract)
    allocations = Allocation.objects.on(day).filter(package=package)

    def has_post(scope: Scope) -> bool:
        return posts.filter(role__in=roles_with(Permission.LOG_VISIT, scope)).exists()

    return (
        has_post(Scope.CONTRACT)
        or (has_post(Scope.TEAM) and allocations.filter(worker__team=worker.team_id).exists())
        or (has_post(Scope.ALLOCATED) and allocations.filter(worker=worker).exists())
        or (planned is not None and planned.worker_id == worker.pk and planned.local_on == day and posts.exists())
    )


def was_ever_theirs(user: User, package: SupportPackage) -> bool:
    """Return True if `user` could ever have visited the person: by a planned visit, an allocation or their post.

    A note that names another person is stored without them, so that nobody reaches a record by naming it.
    """
    if is_hidden(user, package.pk, package.case.individual_id):
        return False
    posts = Post.objects.filter(user=user, contract=package.case.contract_id)
    allocations = Allocation.objects.filter(package=package)
    teams = Worker.objects.filter(user=user).values("team")
    return (
        allocations.filter(worker__user=user).exists()
        or PlannedVisit.objects.filter(package=package, worker__user=user).exists()
        or posts.filter(role__in=roles_with(Permission.LOG_VISIT, Scope.CONTRACT)).exists()
        or (
            posts.filter(role__in=roles_with(Permission.LOG_VISIT, Scope.TEAM)).exists()
            and allocations.filter(worker__team__in=teams).exists()
        )
    )
