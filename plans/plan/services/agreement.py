"""A plan is offered, spoken about, agreed or not; how the person answered is kept."""

import datetime
import re

from django.core.files import File

from casework.models import Individual, SupportPackage
from core import clock, documents, transitions
from core.errors import Refused
from core.verbs import verb
from plans import notifications
from plans.enums import AnswerMethod, RatedBy
from plans.models import GoalRating, GoalWording, PlanComment, SupportPlan
from plans.plan.sections import NEEDED, Section

# What the signature pad sends: pen down, lines, in whole units of its drawing area.
DRAWN = re.compile(r"M\d{1,4} \d{1,4}(?: [ML]\d{1,4} \d{1,4})+")
MOST_DRAWN = 40_000


@verb
def offer(*, plan: SupportPlan, by) -> SupportPlan:
    """Give the plan to the person to read. Refused while it has no goal or says nothing of what matters to them."""
    _refuse_ended(plan)
    missing = [section.label.lower() for section in NEEDED if not getattr(plan, section).strip()]
    if missing:
        raise Refused(f"Write this first: {', '.join(missing)}.")
    if not plan.goals.still_open().exists():
        raise Refused("Add at least one goal first.")
    transitions.apply(plan, "offer", by=by, about=[plan.package_id, plan.package.case.individual_id])
    notifications.notify_offered(plan, by)
    return plan


@verb
def withdraw_offer(*, plan: SupportPlan, reason: str, by) -> SupportPlan:
    """Take an offered plan back to change it, as the person asked."""
    transitions.apply(plan, "take back", by=by, reason=reason, about=[plan.package.case.individual_id])
    return plan


@verb
def comment(*, plan: SupportPlan, words: str, by, goal: GoalWording | None = None, section: str = "") -> PlanComment:
    """Say something about the plan, one of its sections or one of its goals; the other side is told."""
    if goal is not None and goal.plan_id != plan.pk:
        raise Refused("This goal belongs to another plan.")
    if section and section not in Section.values:
        raise Refused("There is no such part of the plan.")
    said = PlanComment.objects.create(
        plan=plan, goal=goal, section=section, author=by, words=words.strip(), recorded_by=by
    )
    if by.pk == plan.package.case.individual.user_id:
        notifications.notify_answered(plan, key=f"plan-comment:{said.pk}", subject="A comment on the plan", by=by)
    else:
        notifications.notify_replied(said)
    return said


@verb
def agree(
    *,
    plan: SupportPlan,
    how: str,
    by,
    answered_on: datetime.date | None = None,
    words: str = "",
    ratings: dict[GoalWording, int] | None = None,
    read_at: int | None = None,
    **proof,
) -> SupportPlan:
    """The person agrees, `words` being their comments: the plan is in force, the one before is replaced.

    Agreeing shares it with nobody. `ratings` (0 to 10 by goal) are where each goal stands at the agreement, by the
    person; none is made up. Of `proof`, a signature comes with its drawing, words by mouth with the statement, paper
    with its scan (a file). Refused on a day to come, for a way that is not theirs, after the end of support, and for a
    plan that was taken back and changed since it was read (`read_at`: the moves it had made then).
    """
    individual = Individual.objects.get_locked(plan.package.case.individual_id)
    _still_to_answer(plan, read_at)
    kept = _kept(individual, how, by, answered_on, words, **proof)
    for before in SupportPlan.objects.in_force().filter(package=plan.package):
        transitions.apply(before, "supersede", by=by, about=[individual.pk])
    transitions.apply(plan, "agree", by=by, about=[individual.pk], **kept)
    for goal, value in (ratings or {}).items():
        GoalRating.objects.create(
            goal=goal, value=value, rated_on=kept["answered_on"], rated_by=RatedBy.PERSON, recorded_by=by
        )
    notifications.notify_answered(plan, key="plan-agreed", subject="The plan is agreed", by=by)
    return plan


@verb
def decline(
    *,
    plan: SupportPlan,
    reason: str,
    by,
    how: str,
    answered_on: datetime.date | None = None,
    read_at: int | None = None,
    **proof,
) -> SupportPlan:
    """The person does not agree, with their reasons; how they said so is kept, and refused, as with an agreement."""
    individual = Individual.objects.get_locked(plan.package.case.individual_id)
    _still_to_answer(plan, read_at)
    kept = _kept(individual, how, by, answered_on, "", **proof)
    transitions.apply(plan, "decline", by=by, reason=reason, about=[individual.pk], **kept)
    notifications.notify_answered(plan, key="plan-declined", subject="The plan is not agreed", by=by)
    return plan


def _still_to_answer(plan: SupportPlan, read_at: int | None) -> None:
    SupportPlan.objects.get_locked(plan.pk)
    _refuse_ended(plan)
    if read_at is not None and transitions.count(plan) != read_at:
        raise Refused("This plan was changed since you opened it. Go back, read it again, then answer.")


def _refuse_ended(plan: SupportPlan) -> None:
    if SupportPackage.objects.filter(pk=plan.package_id, ended_on__isnull=False).exists():
        raise Refused("Support has ended; nothing is agreed any more.")


def _kept(
    individual: Individual,
    how: str,
    by,
    answered_on: datetime.date | None,
    words: str,
    *,
    statement: str = "",
    signature: str = "",
    scan: File | None = None,
) -> dict:
    """The columns of an answer: when, how, and what proves it."""
    on = answered_on or clock.today()
    if on > clock.today():
        raise Refused("The day is still to come.", field="answered_on")
    is_person = by is not None and by.pk == individual.user_id
    if (how == AnswerMethod.PORTAL) != is_person:
        raise Refused("Say how the person gave their answer.", field="how")
    if how == AnswerMethod.SIGNATURE and (len(signature) > MOST_DRAWN or not DRAWN.fullmatch(signature)):
        raise Refused("Let the person sign in the box, or choose another way.", field="signature")
    if how in (AnswerMethod.IN_PERSON, AnswerMethod.TELEPHONE) and not statement.strip():
        raise Refused("Write down what the person said, word for word.", field="statement")
    if how == AnswerMethod.PAPER and scan is None:
        raise Refused("Add the scan or a photograph of the paper.", field="scan")
    kept = {"answered_on": on, "answered_how": how, "answer_words": words.strip(), "statement": statement.strip()}
    if how == AnswerMethod.SIGNATURE:
        kept["signature"] = signature
    if how == AnswerMethod.PAPER and scan is not None:
        kept["scan"] = documents.store(
            file=scan, title="A plan answered on paper", content_type=documents.type_of(scan.name or ""), by=by
        )
    return kept
