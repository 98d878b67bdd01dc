"""Breaking the rules of users and walls."""

import datetime

from accounts.models import User, Wall
from core import clock
from tests.constraints.registry import breaks, update_row

DAY = datetime.timedelta(days=1)


@breaks("user_email_once")
def _(cast):
    update_row(User, cast.ben, email=cast.dana.email)


@breaks("user_email_in_small_letters")
def _(cast):
    update_row(User, cast.ben, email=cast.ben.email.upper())


@breaks("user_suspended")
def _(cast):
    update_row(User, cast.ben, suspended_at=clock.now())


@breaks("wall_once")
def _(cast):
    for _ in range(2):
        Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")


@breaks("wall_dates")
def _(cast):
    wall = Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")
    update_row(Wall, wall, lifted_at=wall.recorded_at - DAY)
