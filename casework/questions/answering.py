"""Who answers a question now: the worker who was asked while they may, else the lead worker, else the managers."""

import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import ROLES, roles_with
from casework.models import Allocation, Question
from casework.recipients import managers_of, workers_of
from contracts.models import Post
from core.models import Channel, Message

OF_ALLOCATED = roles_with(Permission.WRITE_UPDATE, Scope.ALLOCATED)
OF_OTHERS = [
    key for key, role in ROLES.items() if role.grants.get(Permission.WRITE_UPDATE) not in (None, Scope.ALLOCATED)
]


def has_answerer(day: datetime.date) -> Q:
    """Return a Q for questions whose worker (`asked_of`) may still answer on `day`: they have access and a post in the
    contract, and support workers are allocated to the person.
    """
    contract = OuterRef("package__case__contract")
    posts = Post.objects.on(day).filter(contract=contract, user=OuterRef("asked_of"))
    allocated = Allocation.objects.in_force_on(day)
    allocated = allocated.filter(package=OuterRef("package"), worker__user=OuterRef("asked_of"))
    may_answer = Q(Exists(posts.filter(role__in=OF_OTHERS)))
    may_answer |= Q(Exists(posts.filter(role__in=OF_ALLOCATED)), Exists(allocated))
    return Q(asked_of__in=User.objects.with_access()) & may_answer


def other_leads(day: datetime.date) -> QuerySet[Allocation]:
    """Return, for a query of questions, the lead worker of `day`, unless they asked the question."""
    asker = Coalesce(OuterRef("asked_by"), OuterRef("pk"), output_field=UUIDField())
    return Allocation.objects.leads().on(day).filter(package=OuterRef("package")).exclude(worker__user=asker)


def answerers(question: Question, day: datetime.date) -> list[User]:
    """Return who is asked to answer on `day`: never who asked."""
    if question.asked_of and Question.objects.filter(has_answerer(day), pk=question.pk).exists():
        return [question.asked_of]
    workers = [user for user in workers_of(question.package, day) if user.pk != question.asked_by_id]
    return workers or [user for user in managers_of(question.package) if user.pk != question.asked_by_id]


def without_notice(day: datetime.date) -> QuerySet[Any]:
    """Return the open questions whose worker or lead may have left: the lead of `day`, if any, got no message."""
    key = Concat(Value("question:"), Cast(OuterRef("pk"), CharField()), Value(":"), output_field=CharField())
    messages = Message.objects.filter(key__startswith=key, channel=Channel.IN_APP, to=OuterRef("lead_user"))
    questions: Any = Question.objects.outstanding().filter(~has_answerer(day) | Q(asked_of=None))
    questions = questions.annotate(lead_user=Subquery(other_leads(day).values("worker__user")[:1]))
    return questions.filter(~Exists(messages)).order_by("due_on", "pk")
