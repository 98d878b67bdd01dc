"""The provider's details, and the first administrator (R01, R20, R64)."""

import datetime
import hashlib
from collections.abc import Collection
from typing import TypedDict, Unpack

from django.urls import reverse

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import RoleKey, roles_with
from contracts.models import Post, Provider, SetUpLink
from contracts.provider.logo import draw_logo
from core import clock
from core.errors import NotPossible, Refused
from core.letterhead import Letterhead, register
from core.tokens import hash_token, new_token
from core.verbs import verb
from design import formatting

LINK_USED = "This link has been used or has expired. Ask whoever runs this server for a new one."


class ProviderDetails(TypedDict):
    """Columns of Provider."""

    name: str
    telephone: str
    email: str
    office_hours: str
    out_of_hours_telephone: str
    out_of_hours: str
    unanswered_from: datetime.time | None
    unanswered_until: datetime.time | None
    crisis_numbers: list[str]


def saved_provider() -> Provider | None:
    """Return the provider's details, for everybody, the logo left to be read; None before they are recorded."""
    return Provider.objects.defer("logo").first()


def find_logo(digest: str) -> bytes | None:
    """Return the logo with this digest as PNG; None where the provider has another one, or none."""
    logo = Provider.objects.filter(logo_digest=digest).exclude(logo_digest="").values_list("logo", flat=True).first()
    return None if logo is None else bytes(logo)


@register
def read_letterhead() -> Letterhead:
    """Return the provider's details for pages, mails and documents."""
    provider = saved_provider()
    if provider is None:
        return Letterhead()
    return Letterhead(
        name=provider.name,
        telephone=provider.telephone,
        email=provider.email,
        office_hours=provider.office_hours,
        out_of_hours_telephone=provider.out_of_hours_telephone,
        out_of_hours=provider.out_of_hours,
        unanswered=_unanswered(provider),
        crisis_numbers=provider.crisis_lines(),
        is_live=provider.live_at is not None,
        logo_path=reverse("logo", args=[provider.logo_digest]) if provider.logo_digest else "",
        read_logo=lambda: find_logo(provider.logo_digest) or b"",
    )


def _unanswered(provider: Provider) -> str:
    """Return the hours at which no number is answered, as "between 10pm and 8am"; "" where somebody always answers."""
    if provider.unanswered_from is None or provider.unanswered_until is None:
        return ""
    begins, ends = map(formatting.clock_time, (provider.unanswered_from, provider.unanswered_until))
    return f"between {begins} and {ends}"


@verb
def save_provider(*, revision: int, by: User | None, **details: Unpack[ProviderDetails]) -> Provider:
    """Record the provider's details, or change them.

    Raises Conflict when somebody saved them since `revision`; before the first time it is 1.
    """
    provider = saved_provider()
    if provider is None:
        return Provider.objects.create(recorded_by=by, **details)
    provider.check_revision(revision)
    for name, value in details.items():
        setattr(provider, name, value)
    provider.save(update_fields=["revision", *details])
    return provider


@verb
def save_logo(*, picture: bytes, by: User) -> Provider:
    """Draw the logo from an uploaded PNG or JPEG: it is on every page and document. Empty bytes remove it.

    Raises Refused where it cannot be read, and before the provider's name is recorded.
    """
    provider = Provider.objects.select_for_update().first()
    if provider is None:
        raise Refused("Enter the provider's name first.", field="picture")
    provider.logo = draw_logo(picture) if picture else b""
    provider.logo_digest = hashlib.sha256(provider.logo).hexdigest() if picture else ""
    provider.save(update_fields=["logo", "logo_digest"])
    return provider


@verb
def go_live(*, missing: Collection[str], by: User) -> Provider:
    """Record that the service is live: pages no longer say that it is being set up.

    `missing` are the parts of the set-up without which it cannot be; the caller knows them. Raises Refused while there
    are any, and NotPossible when it is live already.
    """
    if missing:
        raise Refused(f"Before you go live: {'; '.join(missing)}.")
    provider = Provider.objects.select_for_update().get()
    if provider.live_at:
        raise NotPossible("The service is live already.")
    provider.live_at = clock.now()
    provider.save(update_fields=["live_at"])
    return provider


@verb
def undo_going_live(*, by: User) -> Provider:
    """Record that the service is being set up after all, as each page then says. Raises NotPossible if it is not live.

    Nothing else changes: what was recorded stays and counts.
    """
    provider = Provider.objects.select_for_update().first()
    if provider is None or provider.live_at is None:
        raise NotPossible("The service is not live.")
    provider.live_at = None
    provider.save(update_fields=["live_at"])
    return provider


def has_administrator() -> bool:
    """Return whether somebody with access is an administrator today, or will be."""
    keys = roles_with(Permission.MANAGE_ACCOUNTS, Scope.CONTRACT)
    posts = Post.objects.not_ended(clock.today()).filter(role__in=keys)
    return User.objects.with_access().filter(pk__in=posts.values("user")).exists()


@verb
def make_set_up_link(*, by: User | None) -> str:
    """Make a set-up link and return its token, which is not stored. Earlier links are used up.

    Raises NotPossible while there is an administrator: they give the role to others.
    """
    if has_administrator():
        raise NotPossible("There is an administrator already. They can give other people the role.")
    token = new_token()
    now = clock.now()
    SetUpLink.objects.usable().update(expires_at=now)
    SetUpLink.objects.create(token_hash=hash_token(token), expires_at=now + SetUpLink.LASTS, recorded_by=by)
    return token


def find_set_up_link(token: str) -> SetUpLink | None:
    """Return the link with this token, unless it was used or has expired."""
    return SetUpLink.objects.usable().of_token(token).first()


@verb
def start_administrator(*, token: str, full_name: str, email: str, password: str, by: User | None) -> User:
    """Make the account of the first administrator, by a set-up link that is used up with it.

    Raises NotPossible for a link that was used or has expired, and Refused for an email address that has an account.
    """
    # All of them: of two links that were made at the same moment only one may be used.
    links = list(SetUpLink.objects.usable().order_by("pk").select_for_update())
    link = next((link for link in links if link.token_hash == hash_token(token)), None)
    if link is None or has_administrator():
        raise NotPossible(LINK_USED)
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Refused("There is an account with this email address already. Enter another one.", field="email")
    user: User = User.objects.create_user(email, full_name, password)
    Post.objects.create(user=user, role=RoleKey.ADMINISTRATOR, from_on=clock.today(), recorded_by=by)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return user
