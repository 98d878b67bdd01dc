"""The author's own messages: for the person, what waits and what is new; for a representative, what was read."""

import datetime

from django.db.models import Max
from django.urls import reverse

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


def new_answers(user: User) -> int:
    """Return how many messages of staff came since the person last opened their messages, by the access log."""
    openings = RecordAccess.objects.filter(recorded_by=user, path__startswith=reverse("my_messages"))
    last = openings.aggregate(at=Max("recorded_at"))["at"]
    from_staff = _own(user).filter(answer_duty=None).exclude(author=user)
    return (from_staff.filter(recorded_at__gt=last) if last else from_staff).count()


def messages_read(representative: User) -> list[datetime.datetime]:
    """Return when this representative sent the newest of their messages that we read."""
    answered = AnswerDuty.objects.filter(comment__representative__user=representative, answered_at__isnull=False)
    sent = answered.order_by("-answered_at", "pk").values_list("comment__recorded_at", flat=True)
    return list(sent[:MOST_READ])
