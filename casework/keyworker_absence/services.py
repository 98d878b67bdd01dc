"""A keyworker is away: recorded by themselves, or by a manager who heard of it; changed, ended early, withdrawn."""

import datetime

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.keyworker_absence.cover import colleagues_of
from casework.models import KeyworkerAbsence
from contracts.posts import keyworkers_for, permissions
from core import clock
from core.errors import NotPossible, Refused
from core.messages import queue_message
from core.verbs import verb

DAY = datetime.timedelta(days=1)
# What the cover gets, in short; `_to_cover.html` has all of it.
TO_COVER = "updates, reviews, alerts and news of hospital stays. You can open those records and their referrals."


@verb
def record_keyworker_absence(
    *, user: User, from_on: datetime.date, last_on: datetime.date, cover: User | None, by: User
) -> KeyworkerAbsence:
    """Record that a keyworker is away until the end of `last_on`. Meanwhile `cover` reads and gets what they would.

    Raises Refused for a keyworker whose absences `by` does not record, for days that are over or in the wrong order,
    and for a cover who is no keyworker with them.
    """
    if not _may_record(by, user):
        raise Refused("Choose a keyworker of your contracts.", field="user")
    _check(user, from_on, last_on, cover)
    absence = KeyworkerAbsence.objects.create(
        user=user, from_on=from_on, until_on=last_on + DAY, cover=cover, recorded_by=by
    )
    _notify_cover(absence, by)
    return absence


def _notify_cover(absence: KeyworkerAbsence, by: User) -> None:
    """Tell the cover from when until when they cover; nobody is named who is supported."""
    if absence.cover is None or absence.cover == by:
        return
    queue_message(
        absence.cover,
        key=f"keyworker-cover:{absence.pk}:{absence.from_on}:{absence.until_on}",
        subject=f"You cover for {absence.user}",
        body=f"From {absence.from_on:%-d %B} to {absence.last_on:%-d %B %Y} you get what goes to them: {TO_COVER}",
        path=reverse("keyworkers_away"),
        by=by,
    )


def _may_record(by: User, user: User) -> bool:
    if by == user:
        return Permission.BE_KEYWORKER in permissions(by)
    return keyworkers_for(by, Permission.EDIT_PERSON).filter(pk=user.pk).exists()


def _check(user: User, from_on: datetime.date, last_on: datetime.date, cover: User | None) -> None:
    if last_on < from_on:
        raise Refused("The last day must not be before the first.", field="last_on")
    if last_on < clock.today() - DAY:
        raise Refused("The last day is over. Enter yesterday, today or a later day.", field="last_on")
    if cover is not None and not colleagues_of(user).filter(pk=cover.pk).exists():
        raise Refused("Choose a keyworker of the same contract as cover.", field="cover")


@verb
def change_keyworker_absence(
    *, absence: KeyworkerAbsence, from_on: datetime.date, last_on: datetime.date, cover: User | None, by: User
) -> KeyworkerAbsence:
    """Change the days or the cover; an earlier last day ends the absence early. Raises as `record_keyworker_absence`,
    and NotPossible for one that was withdrawn.
    """
    absence = KeyworkerAbsence.with_struck.get_locked(absence.pk)
    if absence.struck_at:
        raise NotPossible(absence.why_closed)
    _check(absence.user, from_on, last_on, cover)
    absence.from_on, absence.until_on, absence.cover = from_on, last_on + DAY, cover
    absence.save(update_fields=["from_on", "until_on", "cover"])
    _notify_cover(absence, by)
    return absence


@verb
def withdraw_keyworker_absence(*, absence: KeyworkerAbsence, reason: str, by: User) -> KeyworkerAbsence:
    """Withdraw an absence that was recorded by mistake. Raises NotPossible if it is, and Refused without a reason."""
    absence = KeyworkerAbsence.with_struck.get_locked(absence.pk)
    absence.strike(by=by, reason=reason)
    return absence
