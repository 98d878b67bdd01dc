"""Breaking the rules of users and walls."""

import datetime

from accounts.models import CodeLink, Invitation, LinkCode, LinkOpening, User, Wall
from core import clock
from tests.constraints.registry import breaks, copy_row, update_row

DAY = datetime.timedelta(days=1)


@breaks("user_email_once")
def _(cast):
    update_row(User, cast.ben, email=cast.dana.email)


@breaks("user_email_in_small_letters")
def _(cast):
    update_row(User, cast.ben, email=cast.ben.email.upper())


@breaks("user_confirmed_number_once")
def _(cast):
    for user in (cast.ben, cast.dana):
        update_row(User, user, telephone="07700 900123", telephone_confirmed_at=clock.now())


@breaks("user_reachable")
def _(cast):
    update_row(User, cast.ben, email="", telephone="")


@breaks("user_suspended")
def _(cast):
    update_row(User, cast.ben, suspended_at=clock.now())


def invitation_of(user, token: str, **columns) -> Invitation:
    days = {"expires_at": clock.now() + DAY, "identity": "By telephone"}
    return Invitation.objects.create(user=user, token_hash=token * 64, **{**days, **columns})


@breaks("invitation_once")
def _(cast):
    for token in "ab":
        invitation_of(cast.ben, token)


@breaks("invitation_identity")
def _(cast):
    invitation_of(cast.ben, "a", identity="")


@breaks("invitation_used_in_time")
def _(cast):
    invitation_of(cast.ben, "a", used_at=clock.now() + 2 * DAY)


@breaks("wall_once")
def _(cast):
    for _ in range(2):
        Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")


@breaks("wall_dates")
def _(cast):
    wall = Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")
    update_row(Wall, wall, lifted_at=wall.recorded_at - DAY)


def make_link(cast, **changed) -> CodeLink:
    """Return a link to Maya's package."""
    columns = {
        "purpose": "keyworker update",
        "record_kind": "casework.SupportPackage",
        "record_id": cast.package.pk,
        "recipient_name": "Jo Ferris",
        "email": "jo.ferris@council.example",
        "token_hash": "a" * 64,
        "expires_at": clock.now() + DAY,
    }
    return CodeLink.objects.create(**columns | changed)


def write_once_rows(cast) -> dict:
    """Return an opening of a link, with a column to change."""
    link, other = make_link(cast), make_link(cast, email="lee@council.example", token_hash="b" * 64)
    return {"accounts.LinkOpening": (LinkOpening.objects.create(link=link), "link", other)}


@breaks("code_link_token_once")
def _(cast):
    copy_row(make_link(cast), email="lee@council.example")


@breaks("code_link_once")
def _(cast):
    copy_row(make_link(cast), token_hash="b" * 64)


@breaks("code_link_recipient")
def _(cast):
    make_link(cast, recipient_name="")


@breaks("code_link_expiry")
def _(cast):
    make_link(cast, expires_at=clock.now() + 31 * DAY)


@breaks("code_link_ended")
def _(cast):
    update_row(CodeLink, make_link(cast), ended_at=clock.now())


def make_code(cast) -> LinkCode:
    return LinkCode.objects.create(link=make_link(cast), code_hash="c" * 64, expires_at=clock.now())


@breaks("link_code_tries")
def _(cast):
    update_row(LinkCode, make_code(cast), wrong_tries=6)


@breaks("link_code_used_in_time")
def _(cast):
    update_row(LinkCode, make_code(cast), used_at=clock.now() + DAY)
