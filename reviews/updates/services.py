"""An update to the keyworker is written, checked by a manager where the terms ask for it, and sent."""

import datetime
from functools import partial
from uuid import UUID

from accounts.models import CodeLink, User
from accounts.services import send_link
from casework.models import SupportPackage
from casework.recipients import keyworker_or_cover
from core import clock, messages, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from reviews.council_links import refuse_address_elsewhere, send_to_team
from reviews.models import MAY_PASS_ON_MISSING, NOT_SENT, UPDATE_TEXT_FIELDS, KeyworkerUpdate
from reviews.updates import notifications, prefill
from reviews.updates.enums import UpdateState
from reviews.updates.link_purposes import UPDATE_LINK

NOT_WRITTEN = "Enter how things are and the progress with goals before you send the update."
CHECK_FIRST = "A manager checks this update before it is sent. Send it to them first."


@verb
def write_update(
    *,
    update: KeyworkerUpdate,
    revision: int,
    how_it_is: str,
    progress: str,
    what_changed: str,
    next_weeks: str,
    by: User | None,
    person_says: str = "",
    may_pass_on: bool = False,
) -> KeyworkerUpdate:
    """Save the texts of an update that is not sent yet. Raises Conflict when somebody saved it since `revision`, and
    Refused for what the person says without their agreement to pass it on.
    """
    update.check_revision(revision)
    if update.state in (UpdateState.WRITTEN, UpdateState.CHECKED):
        raise Refused("A manager has this update to check. Withdraw it to change it.")
    if update.state != UpdateState.DUE:
        raise Refused("This update has already been sent.")
    if person_says.strip() and not may_pass_on:
        raise Refused(MAY_PASS_ON_MISSING, field="may_pass_on")
    update.how_it_is, update.progress = how_it_is, progress
    update.what_changed, update.next_weeks = what_changed, next_weeks
    update.person_says, update.may_pass_on = person_says.strip(), may_pass_on and bool(person_says.strip())
    update.save(update_fields=["revision", "may_pass_on", *UPDATE_TEXT_FIELDS])
    return update


def _refuse_unwritten(update: KeyworkerUpdate) -> None:
    if not (update.how_it_is.strip() and update.progress.strip()):
        raise Refused(NOT_WRITTEN)


@verb
def send_update_to_check(*, update: KeyworkerUpdate, by: User) -> KeyworkerUpdate:
    """Send a written update to the managers, who check it. The duty is met only by sending."""
    _refuse_unwritten(update)
    if not update.terms.update_needs_check:
        raise NotPossible("This contract asks for no check. Send the update.")
    transitions.apply(update, "send to check", by=by, about=_about(update))
    notifications.notify_update_to_check(update, by)
    return update


@verb
def check_update(*, update: KeyworkerUpdate, by: User) -> KeyworkerUpdate:
    """Record that a manager has checked a written update: it can be sent now."""
    transitions.apply(update, "check", by=by, about=_about(update))
    _settle_check(update)
    notifications.notify_update_checked(update, "", by)
    return update


@verb
def send_update_back(*, update: KeyworkerUpdate, reason: str, by: User) -> KeyworkerUpdate:
    """Send a written update back to its worker, with what to change. Raises Refused without a word."""
    if not reason.strip():
        raise Refused("Enter what should change.", field="reason")
    transitions.apply(update, "send back", by=by, reason=reason.strip(), about=_about(update))
    _settle_check(update)
    notifications.notify_update_checked(update, reason.strip(), by)
    return update


@verb
def withdraw_from_check(*, update: KeyworkerUpdate, by: User) -> KeyworkerUpdate:
    """Take back an update that was sent to check, to change it. It must be checked again."""
    transitions.apply(update, "withdraw from check", by=by, about=_about(update))
    _settle_check(update)
    return update


def _about(update: KeyworkerUpdate) -> list[UUID]:
    return [update.package.case.individual_id]


def _settle_check(update: KeyworkerUpdate) -> None:
    messages.settle(f"update-to-check:{update.pk}")


@verb
def submit_update(*, update: KeyworkerUpdate, by: User) -> KeyworkerUpdate:
    """Send the update to today's keyworker, to the cover, or to the Council's team; the next is due `update_days`
    after today (T4.9). The figures from the records are saved with it.

    Raises Refused for one that is not written, or that a manager must check first.
    """
    package = SupportPackage.objects.select_related("case__contract__council", "case__individual").get_locked(
        update.package_id
    )
    _refuse_unwritten(update)
    if update.must_be_checked:
        raise Refused(CHECK_FIRST)
    now = clock.now()
    figures = prefill.sections_of(update, by).to_json() if transitions.can_make(update, "submit") else None
    transitions.apply(
        update,
        "submit",
        by=by,
        about=[package.case.individual_id],
        submitted_at=now,
        submitted_by=by,
        met_on=clock.day_of(now),
        recipient=keyworker_or_cover(package, clock.today()),
        figures=figures,
    )
    messages.settle(*(f"{kind}:{update.pk}" for kind in ("update-raised", "update-reminder", "update-late")))
    notifications.notify_update_sent(update, by)
    if update.recipient is None:
        send_to_team(package.case.contract.council, partial(send_update_link, update=update, by=by))
    return update


@verb
def send_update_link(*, update: KeyworkerUpdate, name: str, email: str, last_on: datetime.date, by: User) -> CodeLink:
    """Let somebody at the Council without an account read a sent update, until the end of the day `last_on`.

    Raises Refused for an address that is not the Council's (`Council.has_address`), and as `send_link`.
    """
    if update.submitted_at is None:
        raise NotPossible(NOT_SENT)
    refuse_address_elsewhere(update.package.case.contract.council, email)
    return send_link(purpose=UPDATE_LINK, record_id=update.pk, name=name, email=email, last_on=last_on, by=by)
