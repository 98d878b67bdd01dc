"""Messages about the same, as one conversation: a page of them, the one with the newest message first."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual
from casework.portal_lock.rules import why_unreadable
from design.list_page import ListPage, list_page
from plans.comments.models import CommentQuerySet
from plans.models import Comment

A_PAGE = 10
# Of each conversation on a page of several; its own page has more.
MOST_SHOWN = 5
MOST_OF_ONE = 200
KEY = ("package", "is_general", "section", "goal", "about", "representative", "for_managers")


@dataclass
class Conversation:
    """Messages about the same, oldest first; `earlier` is how many older ones are left out."""

    comments: list[Comment]
    earlier: int = 0

    @property
    def newest(self) -> Comment:
        return self.comments[-1]

    @property
    def newest_first(self) -> list[Comment]:
        """The messages as the person reads them."""
        return self.comments[::-1]

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.newest.subject

    @property
    def sender(self) -> str:
        """The representative who wrote it; "" for one with the person."""
        return str(self.newest.representative.user) if self.newest.representative else ""


def conversations_page(request: HttpRequest, comments: CommentQuerySet) -> ListPage:
    """Return one page of the conversations among `comments`; three queries."""
    with_key: Any = comments.order_by().annotate(is_general=Q(plan=None))
    keys = with_key.values(*KEY).annotate(newest_at=Max("recorded_at")).order_by("-newest_at", *KEY)
    keys_page = list_page(request, keys, "page", A_PAGE)
    wanted = [tuple(row[name] for name in KEY) for row in keys_page.rows]
    return replace(keys_page, rows=_load(comments, with_key, wanted))


def _load(comments: CommentQuerySet, with_key: Any, wanted: list[tuple[Any, ...]]) -> list[Conversation]:
    """Return the conversations with the keys `wanted`, in their order."""
    numbers = dict(_newest_of(with_key, wanted)) if wanted else {}
    by_key: dict[tuple[Any, ...], Conversation] = {}
    for comment in _with_people(comments.filter(pk__in=numbers)).order_by("recorded_at", "pk"):
        conversation = by_key.setdefault(_key(comment), Conversation([]))
        conversation.comments.append(comment)
        conversation.earlier = numbers[comment.pk] - len(conversation.comments)
    return [by_key[key] for key in wanted if key in by_key]


def waiting_for(user: User, individual: Individual) -> list[Comment]:
    """Return what nobody has answered yet about the person, for whoever answers it; in order."""
    waiting = Comment.objects.allowing(user, Permission.ANSWER_COMMENT).awaiting_answer(individual)
    return list(_with_people(waiting))


def conversation_of(comments: CommentQuerySet, comment: Comment) -> Conversation:
    """Return the whole conversation of `comment`, among `comments`: its newest `MOST_OF_ONE` messages."""
    rows = _with_people(comments.filter(**comment.conversation)).order_by("-recorded_at", "-pk")
    newest = list(rows[: MOST_OF_ONE + 1])
    return Conversation(newest[:MOST_OF_ONE][::-1], max(0, len(newest) - MOST_OF_ONE))


def _newest_of(with_key: Any, wanted: list[tuple[Any, ...]]) -> Any:
    """Return the ids of the newest messages of the conversations `wanted`, each with how many its conversation has."""
    condition = Q()
    for key in wanted:
        condition |= Q(*(_equals(name, value) for name, value in zip(KEY, key, strict=True)))
    partition = [F(name) for name in KEY]
    numbered = with_key.filter(condition).annotate(
        number=Window(RowNumber(), partition_by=partition, order_by=[F("recorded_at").desc(), F("pk").desc()]),
        in_all=Window(Count("pk"), partition_by=partition),
    )
    return numbered.filter(number__lte=MOST_SHOWN).values_list("pk", "in_all")


def _equals(name: str, value: Any) -> tuple[str, Any]:
    return (f"{name}__isnull", True) if value is None else (name, value)


def _key(comment: Comment) -> tuple[Any, ...]:
    return (
        comment.package_id,
        comment.plan_id is None,
        comment.section,
        comment.goal_id,
        comment.about,
        comment.representative_id,
        comment.for_managers,
    )


def _with_people(comments: Any) -> Any:
    return comments.with_goal_words().select_related("author", "representative__user", "answer_duty__answered_by")


def why_not_readable(comment: Comment) -> str:
    """Return why who wrote `comment` could not read an answer on their own pages; "" where they can."""
    if comment.representative_id is not None:
        return "A representative reads no answer here. Record what you did."
    reason = why_unreadable(comment.package.case.individual)
    return f"{reason} Choose another way." if reason else ""
