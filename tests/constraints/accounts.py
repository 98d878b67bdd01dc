"""Breaking the rules of users and walls."""

import datetime

from accounts.models import Invitation, User, Wall
from core import clock
from tests.constraints.registry import breaks, update_row

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
