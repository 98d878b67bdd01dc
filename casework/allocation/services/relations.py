"""Personal connections between users and people: declared by anybody, withdrawn by a manager."""

import datetime

from accounts.models import User
from casework import notifications
from casework.models import Allocation, DeclaredRelation, Individual, SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def declare_relation(
    *, user: User, individual: Individual, declared_on: datetime.date, words: str, by: User | None
) -> DeclaredRelation:
    """Record that a user knows the person from elsewhere: from now on the person's records are hidden from them.

    The managers are asked to reassign the person where the user is allocated to them.
    """
    relation = DeclaredRelation.objects.create(
        user=user, individual=individual, declared_on=declared_on, words=words.strip(), recorded_by=by
    )
    records = Individual.objects.same_person(individual)
    allocations = Allocation.objects.filter(worker__user=user, package__case__individual__in=records)
    packages = SupportPackage.objects.filter(pk__in=allocations.from_day(clock.today()).values("package"))
    for package in packages.select_related("case__contract", "case__individual"):
        notifications.notify_relation_declared(relation, package, by=by)
    return relation


@verb
def withdraw_relation(*, relation: DeclaredRelation, reason: str, by: User) -> DeclaredRelation:
    """Withdraw a declared connection: the user may again see what their posts and allocations allow.

    Raises Refused for one's own connection, for one that is withdrawn already, and without a reason.
    """
    relation = DeclaredRelation.objects.get_locked(relation.pk)
    if closed := why_closed(relation, by):
        raise Refused(closed)
    if not reason.strip():
        raise Refused("Enter why the connection is withdrawn.", field="reason")
    relation.withdrawn_at, relation.withdrawn_by, relation.withdrawn_reason = clock.now(), by, reason.strip()
    relation.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    notifications.settle_relation(relation)
    return relation


def why_closed(relation: DeclaredRelation, user: User) -> str:
    """Return why `user` cannot withdraw the connection, whatever the reason; "" if they can."""
    if relation.user_id == user.pk:
        return "You can't withdraw your own connection. Ask another manager."
    return "" if relation.withdrawn_at is None else "This connection is already withdrawn."
