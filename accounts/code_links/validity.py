"""Whether a link still opens its record, and which links a user may list and end."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from accounts.code_links.purposes import purpose_of, purposes
from accounts.models import CodeLink, User
from accounts.walls import is_hidden
from core.text import is_storable

Lock = Callable[[CodeLink], bool]
_locks: list[Lock] = []


def link_lock(function: Lock) -> Lock:
    """Decorator: `function` says whether a link opens nothing for now, without ending. A higher app registers it."""
    _locks.append(function)
    return function


def is_locked(link: CodeLink) -> bool:
    """Return whether the link opens nothing for now. It works again when the lock is lifted."""
    return any(lock(link) for lock in _locks)


def why_ended(link: CodeLink) -> str:
    """Return why the link opens nothing any more, in words for staff; "" while it works.

    It ends with its day, with the post or the consent on which its purpose hangs, with the access of whoever made it,
    and at a wall: between the record and its maker, or an account that has its address by now.
    """
    if link.ended_at is not None:
        return link.ended_reason
    if link.has_expired:
        return "The link has expired."
    maker = link.recorded_by
    if maker is not None and not maker.has_access:
        return "The access of whoever made the link has ended."
    if maker is not None and is_hidden(maker, link.record_id):
        return "Whoever made the link may no longer open the record."
    account = User.objects.filter(email=link.email).first()
    if account is not None:
        return "There is an account with this email address. They sign in instead."
    purpose = purpose_of(link)
    return purpose.why_ended(link) if purpose else "There are no such links any more."


def find_link(token: str, *, purpose: str = "") -> CodeLink | None:
    """Return the link with this token, of this purpose if one is named, if it opens its record now; else None.

    A guess and a link that ended get the same answer.
    """
    link = _link_of(token)
    if link is None or (purpose and link.purpose != purpose) or why_ended(link) or is_locked(link):
        return None
    return link


def is_locked_token(token: str) -> bool:
    """Return whether this is the token of a link that opens nothing for now; also of one that has ended besides."""
    link = _link_of(token)
    return link is not None and is_locked(link)


def _link_of(token: str) -> CodeLink | None:
    return CodeLink.objects.of_token(token).select_related("recorded_by").first() if is_storable(token) else None


def links_managed_by(user: User) -> QuerySet[CodeLink]:
    """Return the links that `user` may list and end: those of the records for which they may make such links.

    Each has `opened`, how often it was opened, and `last_opened_at`.
    """
    managed = Q(pk__in=[])
    for purpose in purposes():
        records = purpose.model.objects.allowing(user, purpose.permission).values("pk")
        managed |= Q(purpose=purpose.key, record_id__in=records)
    rows = CodeLink.objects.filter(managed).select_related("recorded_by", "ended_by")
    return rows.annotate(opened=Count("openings"), last_opened_at=Max("openings__recorded_at"))


def get_managed_link(user: User, pk: UUID) -> CodeLink:
    """Return a link that `user` may end. Raises Http404 for any other."""
    link = links_managed_by(user).filter(pk=pk).first()
    if link is None:
        raise Http404
    return link
