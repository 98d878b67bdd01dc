"""Messages about updates to the keyworker."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.permissions import can
from accounts.services import send_link_news
from casework.recipients import council_recipients, council_team, keyworker_or_cover, managers_of, once, workers_of
from core import clock, transitions
from core.messages import queue_message, settle
from reviews.council_links import account_of, links_that_were_read
from reviews.models import KeyworkerUpdate
from reviews.updates.link_purposes import UPDATE_LINK

NO_KEYWORKER = (
    "This person has no current keyworker at the Council, or the keyworker is away and nobody covers. Once there is "
    "somebody, they can read it."
)


def notify_update_sent(update: KeyworkerUpdate, by: User | None) -> None:
    """Tell the keyworker that an update was sent; without a keyworker, tell the Council's team and the managers."""
    package = update.package
    recipients: Iterable[User] = [update.recipient] if update.recipient else []
    team = [] if update.recipient else council_team(package)
    subject, body = f"Update on {package.reference}", "Sign in to read and acknowledge it."
    if not update.recipient:
        recipients = once([*team, *managers_of(package)])
        subject = f"No keyworker to receive the update on {package.reference}"
        body = NO_KEYWORKER
    for user in recipients:
        queue_message(
            user,
            key=f"update-sent:{update.pk}",
            subject=subject,
            body=body,
            path=reverse("update", args=[update.pk]) if _can_read(user, update) else "",
            individual_id=package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def _can_read(user: User, update: KeyworkerUpdate) -> bool:
    return any(can(user, permission, update) for permission in (Permission.WRITE_UPDATE, Permission.READ_UPDATE))


def notify_update_acknowledged(update: KeyworkerUpdate, by: User | None) -> None:
    """Notify the sender that the update was acknowledged, and of a reply the workers of today as well.

    A reply is a duty to read until one of them has opened the update, or somebody has answered (`reviews.duties`).
    """
    sender = [update.submitted_by] if update.submitted_by else []
    workers = workers_of(update.package, clock.today()) if update.answer else []
    reader = "The keyworker" if update.acknowledged_by_id else "Whoever you sent the link to"
    for user in once([*sender, *workers]):
        if user == by:
            continue
        queue_message(
            user,
            key=f"update-acknowledged:{update.pk}",
            subject=f"Update on {update.package.reference} acknowledged",
            body=f"{reader} {_reaction(update)}",
            path=reverse("update", args=[update.pk]),
            individual_id=update.package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def _reaction(update: KeyworkerUpdate) -> str:
    if update.needs_answer:
        return "has read it, replied and asks for an answer."
    return "has read it and replied." if update.answer else "has read it."


def notify_update_raised(update: KeyworkerUpdate, on: datetime.date) -> None:
    """Tell the workers that an update is due soon; without a worker, tell the managers."""
    for user in workers_of(update.package, on):
        queue_message(
            user,
            key=f"update-raised:{update.pk}",
            subject=f"Keyworker update on {update.package.reference} due {update.due_on:%-d %B}",
            body="We have drafted this from the records. Check it, edit it and send it.",
            path=reverse("update", args=[update.pk]),
            individual_id=update.package.case.individual_id,
            about=[update.pk],
        )


def notify_update_corrected(update: KeyworkerUpdate, number: int, by: User) -> None:
    """Notify those to whom an update was sent, and who read it by a link, that it was corrected."""
    package = update.package
    recipients = [update.recipient] if update.recipient else council_recipients(package, clock.today())
    for link in _links_that_were_read(update):
        send_link_news(link=link, event=f"corrected:{number}", news="Something that you read was corrected.", by=by)
        recipients += [user for user in [_account_of(link, update)] if user is not None]
    for user in once(recipients):
        queue_message(
            user,
            key=f"update-corrected:{update.pk}:{number}",
            subject=f"Update on {package.reference} corrected",
            body="Sign in to read what was wrong. The first version stays on file.",
            path=reverse("update", args=[update.pk]) if _can_read(user, update) else "",
            individual_id=package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def notify_update_struck(update: KeyworkerUpdate, by: User) -> None:
    """Notify those to whom an update was sent, and who read it by a link, that it was sent by mistake: no details.

    Nobody has to read, answer or acknowledge it any more.
    """
    package = update.package
    kinds = ("update-sent", "update-corrected", "update-unread", "update-acknowledged", "update-answered")
    settle(*(f"{kind}:{update.pk}" for kind in kinds))
    recipients = [update.recipient] if update.recipient else council_recipients(package, clock.today())
    recipients += [update.acknowledged_by] if update.acknowledged_by and not update.reader_name else []
    for link in _links_that_were_read(update):
        send_link_news(link=link, event="struck", news="Something that you read was sent by mistake.", by=by)
        recipients += list(User.objects.filter(email=link.email))
    for user in once(recipients):
        queue_message(
            user,
            key=f"update-struck:{update.pk}",
            subject=f"Update on {package.reference} withdrawn",
            body="It was sent by mistake, and does not count. You do not need to acknowledge it.",
            individual_id=package.case.individual_id,
            about=[update.pk],
            by=by,
        )


def notify_update_to_check(update: KeyworkerUpdate, by: User) -> None:
    """Ask the managers to check an update that was sent to check."""
    for user in managers_of(update.package):
        queue_message(
            user,
            key=f"update-to-check:{update.pk}:{transitions.count(update)}",
            subject=f"Keyworker update on {update.package.reference} to check",
            body=f"It is due on {update.due_on:%-d %B}. Check it, or send it back with what to change.",
            **_about(update, by),
        )


def notify_update_checked(update: KeyworkerUpdate, reason: str, by: User) -> None:
    """Tell the workers that a manager has checked the update, or sent it back."""
    outcome = "was sent back" if reason else "is checked"
    body = "Open it to read what should change." if reason else "You can send it now."
    for user in workers_of(update.package, clock.today()):
        queue_message(
            user,
            key=f"update-checked:{update.pk}:{transitions.count(update)}",
            subject=f"Keyworker update on {update.package.reference} {outcome}",
            body=body,
            **_about(update, by),
        )


def _who_moves(update: KeyworkerUpdate, on: datetime.date) -> list[User]:
    """Return whose turn it is: the managers while they check it, else the workers."""
    return managers_of(update.package) if update.is_with_manager else workers_of(update.package, on)


def notify_update_reminder(update: KeyworkerUpdate, days: int, on: datetime.date) -> bool:
    """Remind whoever has to write or check the update; return True if a message was queued."""
    new_messages = []
    for user in _who_moves(update, on):
        new_messages += queue_message(
            user,
            key=f"update-reminder:{update.pk}:{days}",
            subject=f"Keyworker update on {update.package.reference} due {update.due_on:%-d %B}",
            body="It is not sent yet.",
            **_about(update, None),
        )
    return bool(new_messages)


def notify_update_late(update: KeyworkerUpdate, on: datetime.date) -> bool:
    """Tell managers and workers that the update is late; return True if a message was queued."""
    new_messages = []
    for user in once([*managers_of(update.package), *workers_of(update.package, on)]):
        new_messages += queue_message(
            user,
            key=f"update-late:{update.pk}",
            subject=f"Keyworker update on {update.package.reference} is late",
            body=f"It was due on {update.due_on:%-d %B} and is not sent.",
            **_about(update, None),
        )
    return bool(new_messages)


def notify_update_unread(update: KeyworkerUpdate, on: datetime.date) -> bool:
    """Remind the keyworker, or the cover, to acknowledge the update; return True if a message was queued."""
    keyworker = keyworker_or_cover(update.package, on)
    if keyworker is None:
        return False
    new_messages = queue_message(
        keyworker,
        key=f"update-unread:{update.pk}",
        subject=f"Update on {update.package.reference} is waiting for you",
        body="Sign in to read and acknowledge it.",
        **_about(update, None),
    )
    return bool(new_messages)


def notify_update_passed_on(update: KeyworkerUpdate, on: datetime.date) -> bool:
    """Notify a new keyworker, or the cover, of an earlier update; return True if a message was queued."""
    keyworker = keyworker_or_cover(update.package, on)
    if keyworker is None:
        return False
    new_messages = queue_message(
        keyworker,
        key=f"update-passed-on:{update.pk}",
        subject=f"Update on {update.package.reference}, from before you were the keyworker",
        body="No one has acknowledged it. Sign in to read and acknowledge it.",
        **_about(update, None),
    )
    return bool(new_messages)


def notify_reply_answered(update: KeyworkerUpdate, by: User) -> None:
    """Tell whoever replied to the update that there is an answer: by email where they replied by a link.

    Somebody who rang or wrote that they have read it gets none.
    """
    number, reader = transitions.count(update), update.acknowledged_by
    if update.acknowledged_link is not None:
        link = _links_that_were_read(update).get(email=update.acknowledged_link.email)
        send_link_news(link=link, event=f"answered:{number}", news="There is an answer to your reply.", by=by)
        reader = _account_of(link, update)
    if reader is None or update.reader_name:
        return
    queue_message(
        reader,
        key=f"update-answered:{update.pk}:{number}",
        subject=f"Answer to your reply on {update.package.reference}",
        body="Sign in to read it.",
        **_about(update, by),
    )


def _links_that_were_read(update: KeyworkerUpdate) -> QuerySet[CodeLink]:
    return links_that_were_read(UPDATE_LINK.key, update.pk, update.acknowledged_link_id)


def _account_of(link: CodeLink, update: KeyworkerUpdate) -> User | None:
    return account_of(link, lambda user: _can_read(user, update))


def _about(update: KeyworkerUpdate, by: User | None) -> dict[str, Any]:
    """Return what in a message leads to the update."""
    return {
        "path": reverse("update", args=[update.pk]),
        "individual_id": update.package.case.individual_id,
        "about": [update.pk],
        "by": by,
    }
