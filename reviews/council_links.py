"""Links without an account to an update or a review, for somebody at the Council (decision 45)."""

import datetime
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import CodeLink, User
from accounts.walls import is_hidden
from casework.models import KeyworkerTerm, SupportPackage
from contracts.models import Council
from contracts.posts import contracts_of
from core import clock
from core.errors import Refused

TEAM_LINK_DAYS = datetime.timedelta(days=29)
NO_ADDRESS = "No email domain of the Council is recorded. Ask an administrator to add it on the page “Councils”."


def why_council_link_ended(link: CodeLink, package: SupportPackage) -> str:
    """Return why a link to a record of this package ends: the contract is over, or its maker has no post there; the
    address is no longer one of the Council's; a wall hides the person from its maker; another keyworker was named
    since. "" before.
    """
    contract, individual_id = package.case.contract, package.case.individual_id
    if not contract.runs_on(clock.today()):
        return "The contract does not run any more."
    if not contract.council.has_address(link.email):
        return "The email address is not one of the Council’s any more."
    maker = link.recorded_by
    if maker is None or contract.pk not in contracts_of(maker):
        return "Whoever made the link has no role in the contract any more."
    if is_hidden(maker, package.pk, individual_id):
        return "Whoever made the link may no longer open the record."
    named = KeyworkerTerm.objects.on(clock.today()).filter(individual=individual_id, recorded_at__gt=link.recorded_at)
    return "Another keyworker was named since the link was made." if named.exists() else ""


def why_no_address(council: Council) -> str:
    """Return why no link can be sent to this Council, whatever is typed; "" if one can."""
    return "" if council.domains or council.team_email else NO_ADDRESS


def refuse_address_elsewhere(council: Council, email: str) -> None:
    """Raise Refused for an email address that is not the Council's."""
    if not council.has_address(email):
        raise Refused("This is not an email address of the Council.", field="email")


def send_to_team(council: Council, send: Callable[..., CodeLink]) -> None:
    """Send the inbox of the Council's team a link by `send`, where it has one and a link can be sent."""
    if not council.team_email:
        return
    name, last_on = f"Team of {council}"[:120], clock.today() + TEAM_LINK_DAYS
    try:
        send(name=name, email=council.team_email, last_on=last_on)
    except Refused:
        return  # the duty team and the managers got a message, and the duty to find a keyworker is on their lists


def links_that_were_read(purpose: str, record_id: UUID, acknowledged_link_id: UUID | None) -> QuerySet[CodeLink]:
    """Return the newest link of each email address by which somebody has read or acknowledged the record."""
    links = CodeLink.objects.filter(purpose=purpose, record_id=record_id)
    read = links.filter(Q(openings__isnull=False) | Q(pk=acknowledged_link_id))
    return links.filter(email__in=read.values("email")).order_by("email", "-recorded_at", "pk").distinct("email")


def account_of(link: CodeLink, may_read: Callable[[Any], bool]) -> User | None:
    """Return the user who has the address of the link by now and may read the record, or None."""
    user = User.objects.filter(email=link.email).first()
    return user if user is not None and may_read(user) else None
