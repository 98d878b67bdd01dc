"""GP and circumstances that another record of the person has and this one has not (decision 13)."""

import datetime
from typing import Any

from casework.models import Circumstance, GpRegistration, Individual
from casework.people.primary import primary_first


def gp_of_other_record(individual: Individual, day: datetime.date) -> GpRegistration | None:
    """Return the GP on `day` that another record has, the primary one first; None if this record has one."""
    if individual.gp_registrations.on(day).exists():
        return None
    gp: GpRegistration | None = _of_others(GpRegistration, individual, day).first()
    return gp


def circumstances_of_other_records(individual: Individual, day: datetime.date) -> dict[str, Circumstance]:
    """Return the answer on `day` to each question that another record answers and this one does not, by question."""
    answers = _of_others(Circumstance, individual, day).exclude(
        question__in=individual.circumstances.on(day).values("question")
    )
    by_question: dict[str, Circumstance] = {}
    for row in answers:
        by_question.setdefault(row.question, row)
    return by_question


def _of_others(model: Any, individual: Individual, day: datetime.date) -> Any:
    others = Individual.objects.same_person(individual).exclude(pk=individual.pk)
    rows = model.objects.on(day).filter(individual__in=others).select_related("individual")
    return rows.order_by(primary_first("individual"), "-from_on", "pk")
