"""What is hidden from a user, as ids for every list, count, message and timeline to leave out."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.db.models import Q

from accounts.models import Wall
from core.request_cache import cached
from core.verbs import verb
from core.vetoes import may_send

Widening = Callable[[Collection[UUID]], Collection[UUID]]
_widenings: list[Widening] = []


def widens_walls(function: Widening) -> Widening:
    """Decorator: `function` takes record ids and returns those that a wall before one of them hides as well.

    A higher app registers it at start-up; accounts knows only ids.
    """
    _widenings.append(function)
    return function


def _widened(record_ids: Collection[UUID]) -> set[UUID]:
    """These ids and those that every registered widening adds. Nothing is asked when there are none."""
    hidden = set(record_ids)
    return hidden.union(*(widen(hidden) for widen in _widenings)) if hidden else hidden


def hidden_from(user) -> list[UUID]:
    """The ids of the records walled off from `user`, each record of a walled person among them."""

    def fetch() -> list[UUID]:
        return sorted(_widened(Wall.objects.standing().filter(user=user).values_list("record_id", flat=True)))

    return cached(("walls", user.pk), fetch)


def exclude_walled(user, *paths: str) -> Q:
    """What holds of the rows that no wall stands before: by none of `paths` they lead to a record hidden from `user`.

    Nearly always there is none, and nothing is asked: an empty condition, to be joined by "and".
    """
    hidden = hidden_from(user)
    return ~Q(*((f"{path}__in", hidden) for path in paths), _connector=Q.OR) if hidden else Q()


def is_hidden(user, *record_ids) -> bool:
    """Whether a wall hides any of the records from `user`."""
    return not not_walled_off([user], *record_ids)


def not_walled_off(users, *record_ids) -> list:
    """Those of `users` between whom and each of the records no wall stands, in their order."""
    if not Wall.objects.standing().filter(user__in=users).exists():
        return list(users)
    standing = Wall.objects.standing().filter(user__in=users, record_id__in=_widened(record_ids))
    walled = set(standing.values_list("user", flat=True))
    return [user for user in users if user.pk not in walled]


@verb
def raise_wall(*, record_id, user, reason: str, by) -> Wall:
    """Wall `user` off from the record with `record_id`; a wall that stands already is returned as it is."""
    wall, _ = Wall.objects.get_or_create(
        record_id=record_id, user=user, lifted_at=None, defaults={"reason": reason, "recorded_by": by}
    )
    return wall


@may_send.register
def against_a_wall(message) -> str | None:
    """A message about a record goes to nobody who is walled off from it."""
    return "not for this recipient" if is_hidden(message.to, *message.about_ids) else None


@may_send.register
def against_an_account_that_is_closed(message) -> str | None:
    """Nothing goes to somebody who can no longer sign in."""
    if message.to.suspended_at:
        return "the recipient's access is suspended"
    return None if message.to.is_active else "the recipient's account is closed"
