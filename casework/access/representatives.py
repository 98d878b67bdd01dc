"""Who represents a person: as rows, and as a column of the query of the person."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Value, When

from casework.consent.enums import ConsentPurpose, MayTalk
from casework.models import ConsentDecision, Individual, Representative
from core import clock
from core.sql import as_json_list


def representatives_of(individual: Individual) -> QuerySet[Representative]:
    """Return who represents the person today, on any of their records, by name."""
    records = Individual.objects.same_person(individual)
    rows = Representative.objects.on(clock.today()).filter(individual__in=records)
    return rows.select_related("user").order_by("user__full_name", "pk")


def representatives_on(day: datetime.date) -> ArraySubquery:
    """Return the expression for name and relation of whoever represents the outer individual on `day`, by name.

    `may_talk` says if workers may talk with them (R49), as a value of MayTalk.
    """
    decisions = ConsentDecision.objects.filter(representative=OuterRef("pk"), purpose=ConsentPurpose.TALK)
    in_force = ConsentDecision.objects.in_force(ConsentPurpose.TALK).filter(representative=OuterRef("pk"))
    may_talk = Case(
        When(Exists(in_force), then=Value(MayTalk.YES)),
        When(Exists(decisions), then=Value(MayTalk.NO)),
        default=Value(MayTalk.NOT_ASKED),
        output_field=CharField(),
    )
    rows = Representative.objects.on(day).filter(individual=OuterRef("pk")).annotate(may_talk=may_talk)
    return as_json_list(rows.order_by("user__full_name", "pk"), "relation", "may_talk", name="user__full_name")
