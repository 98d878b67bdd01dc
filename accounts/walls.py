"""Walls: the ids of the records hidden from a user, which every list, count, message and timeline leaves out.

A wall is a row of `Wall`, or follows from what a higher app knows: it registers that with `wall_source`.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User, Wall
from core import clock
from core.compiled import compiled_rows
from core.models import Message
from core.request_cache import cached
from core.verbs import verb
from core.vetoes import may_send

Widening = Callable[[Collection[UUID]], Collection[UUID]]
Source = Callable[[Collection[UUID] | QuerySet], QuerySet]
_widenings: list[Widening] = []
_sources: list[Source] = []
_owners: list[Callable[[Collection[UUID]], QuerySet]] = []


def widens_walls(function: Widening) -> Widening:
    """Decorator: `function` takes the ids of walled records and returns the ids that the same walls hide as well.

    A higher app registers it at start-up; accounts knows only ids.
    """
    _widenings.append(function)
    return function


def wall_source(function: Source) -> Source:
    """Decorator: `function` takes ids of users and returns pairs (`values_list`) of user id and hidden record's id.

    A higher app registers it at start-up.
    """
    _sources.append(function)
    return function


def owner_source(function: Callable[[Collection[UUID]], QuerySet]) -> Callable[[Collection[UUID]], QuerySet]:
    """Decorator: `function` takes ids of records and returns the ids of the users whose own records they are.

    A higher app registers it at start-up.
    """
    _owners.append(function)
    return function


def accounts_hidden_from(user: User) -> set[UUID]:
    """Return the ids of the users whose own record is walled off from `user`: an account tells that there is one."""
    hidden = hidden_from(user)
    return {user_id for owners in _owners for user_id in owners(hidden)} if hidden else set()


def _union(user_ids: Collection[UUID] | QuerySet) -> QuerySet[Any, Any]:
    walls = Wall.objects.active().filter(user__in=user_ids).values_list("user", "record_id")
    return walls.order_by().union(*(source(user_ids).order_by() for source in _sources))


def _pairs(user_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Return user id and hidden record's id of every wall of these users; one query, compiled once."""
    users = {"users": list(user_ids)}
    return compiled_rows(lambda ids: _union(ids["users"]), users, key="walls") if user_ids else []


def walled_users() -> QuerySet[User]:
    """Return the users from whom a wall hides something, by name."""
    user_ids = {user_id for user_id, _ in _union(User.objects.values("pk"))}
    return User.objects.with_access().filter(pk__in=user_ids).order_by("full_name", "pk")


def _widen(record_ids: Collection[UUID]) -> set[UUID]:
    """Return these ids and those that each registered widening adds; without ids no widening is called."""
    hidden = set(record_ids)
    return hidden.union(*(widen(hidden) for widen in _widenings)) if hidden else hidden


def hidden_from(user: User) -> list[UUID]:
    """Return the ids of the records walled off from `user`, with every record of a walled person."""

    def fetch() -> list[UUID]:
        return sorted(_widen([record_id for _, record_id in _pairs([user.pk])]))

    return cached(("walls", user.pk), fetch)


def exclude_walled(user: User, *paths: str) -> Q:
    """Return a Q that excludes rows from which one of `paths` leads to a record walled off from `user`.

    For a user without walls, nearly everybody, it is empty: join it with "and".
    """
    hidden = hidden_from(user)
    return ~Q(*((f"{path}__in", hidden) for path in paths), _connector=Q.OR) if hidden else Q()


def is_hidden(user: User, *record_ids: UUID) -> bool:
    """Return whether a wall hides any of the records from `user`."""
    return not not_walled_off([user], *record_ids)


def not_walled_off(users: Iterable[User], *record_ids: UUID) -> list[User]:
    """Return those of `users`, in their order, from whom no wall hides any of the records."""
    users = list(users)
    pairs = _pairs([user.pk for user in users])
    if not pairs:
        return users
    wanted = _widen(record_ids)
    walled_ids = {user_id for user_id, record_id in pairs if record_id in wanted}
    return [user for user in users if user.pk not in walled_ids]


def first_who_may_know(groups: Iterable[Iterable[User]], *record_ids: UUID) -> list[User]:
    """Return those of the first of `groups` that has anybody from whom no wall hides the records.

    Where walls hide them from everybody, it is the whole first group that has anybody. For alerts only, when somebody
    may be in danger: safety comes before the wall, and the message says nothing that leads to the record.
    """
    lists = [list(users) for users in groups]
    may_know = [not_walled_off(users, *record_ids) for users in lists]
    return next((users for users in [*may_know, *lists] if users), [])


@verb
def raise_wall(*, record_id: UUID, user: User, reason: str, by: User | None) -> Wall:
    """Wall `user` off from the record with `record_id`. A wall that is active already is returned as it is."""
    wall, _ = Wall.objects.get_or_create(
        record_id=record_id, user=user, lifted_at=None, defaults={"reason": reason, "recorded_by": by}
    )
    return wall


@verb
def lift_walls(*, record_id: UUID, by: User | None) -> int:
    """Lift every wall around the record with `record_id`; return how many. Each stays on file with when it fell."""
    return Wall.objects.active().filter(record_id=record_id).update(lifted_at=clock.now())


@may_send.register
def refuse_walled_recipient(message: Message) -> str | None:
    """Object to a message about a record that is walled off from the recipient."""
    is_walled = message.to is not None and is_hidden(message.to, *message.about_ids)
    return "not for this recipient" if is_walled else None


@may_send.register
def refuse_closed_account(message: Message) -> str | None:
    """Object to a message to somebody whose access is suspended or whose account is closed."""
    if message.to is None:
        return None
    if message.to.suspended_at:
        return "the recipient's access is suspended"
    return None if message.to.is_active else "the recipient's account is closed"
