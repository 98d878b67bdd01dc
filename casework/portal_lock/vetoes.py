"""While the own pages of a person are locked, no link without an account opens anything on the person's side."""

from typing import Any

from django.db.models import Q

from accounts.code_links.purposes import purpose_of
from accounts.code_links.validity import is_locked, link_lock
from accounts.models import CodeLink, LinkCode
from casework.access.record_loader import person_path
from casework.enums import ContactKind
from casework.models import ContactPoint, Individual, PortalLock, Relationship, Representative
from core.models import Message
from core.uuids import as_uuid
from core.vetoes import may_send


@link_lock
def is_on_the_side_of_a_locked_person(link: CodeLink) -> bool:
    """Return whether the link is about a person whose own pages are locked, and goes to the person, to one who
    represents or represented them, or to somebody close to them (case 13).

    A link to somebody of the Council works on.
    """
    purpose = purpose_of(link)
    if purpose is None:
        return False
    rows: Any = purpose.model._default_manager.filter(pk=link.record_id)
    individual_id = rows.values_list(person_path(purpose.model), flat=True).first()
    individual = Individual.objects.filter(pk=individual_id).first()
    if individual is None or not PortalLock.objects.in_force().of_person(individual).exists():
        return False
    return _is_theirs(link.email, individual)


def _is_theirs(email: str, individual: Individual) -> bool:
    """Return whether the address is one of the person's side, under any of their records, now or before."""
    records = Individual.objects.same_person(individual)
    of_person = Q(individual__in=records)
    sides = (
        records.filter(user__email__iexact=email),
        Representative.with_struck.filter(of_person, user__email__iexact=email),
        Relationship.with_struck.filter(of_person, email__iexact=email),
        ContactPoint.with_struck.filter(of_person, kind=ContactKind.EMAIL, value__iexact=email),
    )
    return any(rows.exists() for rows in sides)


@may_send.register
def against_links_while_locked(message: Message) -> str | None:
    """Object to the mails of such a link, and to its codes, also when they were queued before the lock."""
    kind, _, rest = message.key.partition(":")
    pk = as_uuid(rest.partition(":")[0])
    if kind not in ("code-link", "link-news", "link-code") or pk is None:
        return None
    ids = LinkCode.objects.filter(pk=pk).values("link") if kind == "link-code" else [pk]
    link = CodeLink.objects.filter(pk__in=ids).first()
    return "the person's own pages are locked" if link is not None and is_locked(link) else None
