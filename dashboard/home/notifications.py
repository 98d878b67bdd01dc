"""The messages to a user inside Casework."""

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from accounts.walls import hidden_from
from casework.access.user_rows import first_rows
from casework.models import Individual
from core.models import Message

# How many are counted; the page lists all of them.
MOST_COUNTED = 99


def messages_to(user: User) -> QuerySet[Message]:
    """Return the user's messages in Casework, newest first, without those about a record behind a wall."""
    return Message.objects.in_app(user).not_about(hidden_from(user))


def unread_messages(user: User) -> QuerySet[Message]:
    """Return those that the user has not read."""
    return Message.objects.in_app(user).not_about(hidden_from(user)).unread()


def with_names(messages: QuerySet[Message], user: User) -> QuerySet[Message]:
    """Add `individual_name`, as far as `user` may read it: the text of a message has no names."""
    names = Individual.objects.visible_to(user).filter(pk=OuterRef("individual_id")).values("full_name")
    return messages.annotate(individual_name=Subquery(names[:1]))


def unread_count(user: User) -> int:
    """Return how many messages the user has not read, at most MOST_COUNTED."""
    rows = first_rows(user, "unread messages", lambda: unread_messages(user).values_list("pk", flat=True), MOST_COUNTED)
    return len(rows)
