"""The author's own messages: for the person, what waits and what is new; for a representative, what was read."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.urls import resolve, reverse

from accounts.enums import Permission
from accounts.models import User
from casework.models import RecordAccess
from plans.comments.models import CommentQuerySet
from plans.models import AnswerDuty, Comment

MOST_READ = 5


def _own(user: User) -> CommentQuerySet:
    comments: CommentQuerySet = Comment.objects.allowing(user, Permission.READ_OWN).not_on_drafts()
    return comments


def messages_waiting(user: User) -> int:
    """Return how many messages of the person nobody has answered yet."""
    return _own(user).filter(answer_duty__in=AnswerDuty.objects.outstanding()).count()


def new_answers(user: User) -> set[UUID]:
    """Return the messages of staff that came since the person last opened the list of messages, by the access log.

    One whose conversation the person opened since is not new. Other pages, such as the box to write, show no answer.
    """
    openings = RecordAccess.objects.filter(recorded_by=user)
    last = openings.filter(path=reverse("my_messages")).aggregate(at=Max("recorded_at"))["at"]
    from_staff = _own(user).filter(answer_duty=None).exclude(author=user)
    new = list(from_staff.filter(recorded_at__gt=last) if last else from_staff)
    if not new:
        return set()
    opened = openings.filter(recorded_at__gt=min(answer.recorded_at for answer in new))
    conversations = _opened_conversations(user, opened.filter(path__startswith=reverse("my_messages")))
    return {
        answer.pk
        for answer in new
        if not any(at > answer.recorded_at for key, at in conversations if key == answer.conversation)
    }


def _opened_conversations(
    user: User, openings: QuerySet[RecordAccess]
) -> list[tuple[dict[str, Any], datetime.datetime]]:
    """Return what names each conversation that was opened, with when."""
    opened = dict(openings.order_by("recorded_at").values_list("path", "recorded_at"))  # the last of each stays
    at_by_path = {path: at for path, at in opened.items() if path != reverse("my_messages")}
    pages = {path: pk for path in at_by_path if (pk := _page_of(path))}
    comments = _own(user).in_bulk(set(pages.values())) if pages else {}
    return [(comments[pk].conversation, at_by_path[path]) for path, pk in pages.items() if pk in comments]


def _page_of(path: str) -> UUID | None:
    """Return the message whose conversation the address shows, or None for another page."""
    match = resolve(path)
    return match.kwargs.get("pk") if match.url_name == "my_conversation" else None


def messages_read(representative: User) -> list[datetime.datetime]:
    """Return when this representative sent the newest of their messages that we read."""
    answered = AnswerDuty.objects.filter(comment__representative__user=representative, answered_at__isnull=False)
    sent = answered.order_by("-answered_at", "pk").values_list("comment__recorded_at", flat=True)
    return list(sent[:MOST_READ])
