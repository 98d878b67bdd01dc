"""Who the person is, how to reach them, and who is close to them."""

import datetime
from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict, Unpack

from accounts.models import User
from casework.access.representatives import representatives_of
from casework.models import ContactPoint, Individual, Relationship, Representative
from casework.notifications import notify_own_change
from core.models import change_row, strike_row
from core.verbs import verb


class PersonColumns(TypedDict):
    """Columns of Individual that somebody who works with the person may change."""

    full_name: str
    known_as: str
    former_names: list[str]
    date_of_birth: datetime.date | None
    born_about: int | None
    nhs_number: str | None
    worker_gender_wish: str
    worker_language_wish: str


class ContactColumns(TypedDict):
    kind: str
    value: str
    is_safe: bool | None
    note: str
    own_note: NotRequired[str]


class RelationshipColumns(TypedDict):
    kind: str
    name: str
    telephone: str
    email: NotRequired[str]
    note: str
    contact_safety: NotRequired[str]
    knows_of_support: NotRequired[str]
    emergency_order: NotRequired[int | None]
    from_on: datetime.date
    until_on: datetime.date | None


@verb
def change_person(
    *,
    individual: Individual,
    revision: int,
    by: User,
    **details: Unpack[PersonColumns],
) -> Individual:
    """Change a person's name, birth, NHS number and wishes. History has the earlier ones.

    A full name that is replaced becomes a former name. An NHS number that is replaced is no longer verified.
    Raises Conflict when somebody saved the record since `revision`, and Refused for a birth after the death.
    """
    individual.check_revision(revision)
    names = details["former_names"]
    if individual.full_name != details["full_name"] and individual.full_name not in names:
        details["former_names"] = [*names, individual.full_name]
    columns: dict[str, Any] = {**details}
    if details["nhs_number"] != individual.nhs_number:
        columns |= {"nhs_verified_on": None, "nhs_verified_by": None, "nhs_verified_how": ""}
    for name, value in columns.items():
        setattr(individual, name, value)
    individual.save(update_fields=["revision", *columns])
    return individual


@verb
def change_name_to_use(
    *,
    individual: Individual,
    revision: int,
    known_as: str,
    by: User,
    shown_to: Iterable[Representative] = (),
) -> Individual:
    """Set the name by which the person wants to be called; "" for the first part of their full name.

    Representatives read the name by which they knew the person; those in `shown_to` read this one from now on. Raises
    Conflict when somebody saved the record since `revision`.
    """
    individual.check_revision(revision)
    individual.known_as = known_as
    individual.save(update_fields=["revision", "known_as"])
    for row in representatives_of(individual).filter(pk__in=[row.pk for row in shown_to]):
        row.known_as = known_as or individual.full_name
        row.save(update_fields=["known_as"])
    notify_own_change(individual, by=by)
    return individual


@verb
def record_contact_point(*, individual: Individual, by: User, **columns: Unpack[ContactColumns]) -> ContactPoint:
    """Record a way to reach the person, and whether it is safe. Raises Refused for one that is recorded already."""
    point = ContactPoint.objects.create(individual=individual, recorded_by=by, **columns)
    notify_own_change(individual, by=by)
    return point


@verb
def change_contact_point(*, point: ContactPoint, by: User, **columns: Unpack[ContactColumns]) -> ContactPoint:
    """Change a way to reach the person, such as whether it is safe. History has the row as it was.

    Raises NotPossible for one that was removed, and Refused for one that is recorded already.
    """
    Individual.objects.get_locked(point.individual_id)  # a message that is on its way to it comes first
    point = change_row(point, columns)
    notify_own_change(point.individual, by=by)
    return point


@verb
def remove_contact_point(*, point: ContactPoint, reason: str, by: User) -> ContactPoint:
    """Take away a way to reach the person that is theirs no longer. Raises NotPossible if it was removed already."""
    Individual.objects.get_locked(point.individual_id)
    point = strike_row(point, by=by, reason=reason)
    notify_own_change(point.individual, by=by)
    return point


@verb
def record_relationship(*, individual: Individual, by: User, **columns: Unpack[RelationshipColumns]) -> Relationship:
    """Record somebody close to the person, from a day. Raises Refused for days that are recorded already."""
    return Relationship.objects.create(individual=individual, recorded_by=by, **columns)


@verb
def change_relationship(
    *, relationship: Relationship, by: User, **columns: Unpack[RelationshipColumns]
) -> Relationship:
    """Change somebody close to the person, or end the relationship with a last day. History has the row as it was.

    Raises NotPossible for one that was withdrawn, and Refused for days that are recorded already.
    """
    return change_row(relationship, columns)


@verb
def withdraw_relationship(*, relationship: Relationship, reason: str, by: User) -> Relationship:
    """Withdraw a relationship that was recorded by mistake: it covers no day.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(relationship, by=by, reason=reason)
