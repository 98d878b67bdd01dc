"""A plan is offered, agreed or declined; how the person answered each version is recorded (R11)."""

import datetime
import re
from typing import Any, TypedDict, Unpack

from django.core.files import File

from accounts.models import User
from casework.models import Individual, SupportPackage
from core import clock, documents, messages, transitions
from core.errors import Refused
from core.verbs import verb
from plans import notifications
from plans.comments.services import comment
from plans.enums import WITHDRAW_OFFER, AnswerMethod, RatedBy
from plans.models import GoalRating, GoalWording, SupportPlan
from plans.support_plan.rules import SUPPORT_ENDED, why_no_change_of_mind
from plans.support_plan.sections import NEEDED

# What the signature pad sends: pen down, lines, in whole units of its drawing area.
SIGNATURE_PATH = re.compile(r"M\d{1,4} \d{1,4}(?: [ML]\d{1,4} \d{1,4})+")
MOST_SIGNATURE_LENGTH = 40_000


class AnswerProof(TypedDict, total=False):
    """What proves an answer: the words spoken, the signature as an SVG path, or the scan of the paper."""

    statement: str
    signature: str
    scan: File | None


@verb
def offer(*, plan: SupportPlan, by: User | None) -> SupportPlan:
    """Offer the plan to the person to read. Refused without an open goal or without the sections that are needed."""
    _refuse_ended(plan)
    missing = [section.label.lower() for section in NEEDED if not getattr(plan, section).strip()]
    if missing:
        raise Refused(f"Fill in first: {', '.join(missing)}.")
    if not plan.goal_wordings.open().exists():
        raise Refused("Add at least one goal first.")
    transitions.apply(plan, "offer", by=by, about=[plan.package_id, plan.package.case.individual_id])
    notifications.notify_offered(plan, by)
    return plan


@verb
def withdraw_offer(*, plan: SupportPlan, reason: str, by: User | None) -> SupportPlan:
    """Take an offered plan back to change it, as the person asked."""
    transitions.apply(plan, WITHDRAW_OFFER, by=by, reason=reason, about=[plan.package.case.individual_id])
    messages.settle(f"plan-offered:{plan.pk}")
    return plan


@verb
def agree(
    *,
    plan: SupportPlan,
    how: str,
    by: User | None,
    answered_on: datetime.date | None = None,
    words: str = "",
    ratings: dict[GoalWording, int] | None = None,
    read_at: int | None = None,
    **proof: Unpack[AnswerProof],
) -> SupportPlan:
    """Record that the person agrees: the plan is in force and replaces the one before. It is shared with nobody new.

    They may have declined it before and changed their mind, as long as no newer version was shared with them: the
    state changes keep the first answer.
    `words` are the person's comments, `ratings` (0 to 10) their own ratings on that day; a goal without one gets none.
    A signature needs its drawing, an answer by word of mouth its statement, an answer on paper its scan. Refused for a
    future day, a method that is not the person's, after the end of support, and for a plan that changed since it was
    read (`read_at`: the number of its state changes then).
    """
    individual = Individual.objects.get_locked(plan.package.case.individual_id)
    _refuse_changed(plan, read_at)
    _refuse_replaced(plan)
    columns = _answer_columns(individual, how, by, answered_on, words, **proof)
    for before in SupportPlan.objects.in_force().filter(package=plan.package):
        transitions.apply(before, "supersede", by=by, about=[individual.pk])
    transitions.apply(plan, "agree", by=by, about=[individual.pk], **columns)
    for wording, value in (ratings or {}).items():
        GoalRating.objects.create(
            wording=wording, value=value, rated_on=columns["answered_on"], rated_by=RatedBy.PERSON, recorded_by=by
        )
    messages.settle(f"plan-offered:{plan.pk}")
    notifications.notify_answered(plan, key="plan-agreed", subject="Support plan agreed", by=by)
    _keep_words(plan, words, by)
    return plan


@verb
def decline(
    *,
    plan: SupportPlan,
    by: User | None,
    how: str,
    reason: str = "",
    answered_on: datetime.date | None = None,
    read_at: int | None = None,
    **proof: Unpack[AnswerProof],
) -> SupportPlan:
    """Record that the person does not agree, and why, if they say so. Proof and refusals as for `agree`."""
    individual = Individual.objects.get_locked(plan.package.case.individual_id)
    _refuse_changed(plan, read_at)
    columns = _answer_columns(individual, how, by, answered_on, "", **proof)
    transitions.apply(plan, "decline", by=by, reason=reason, about=[individual.pk], **columns)
    messages.settle(f"plan-offered:{plan.pk}")
    notifications.notify_answered(plan, key="plan-declined", subject="Support plan not agreed", by=by)
    _keep_words(plan, reason, by)
    return plan


def _keep_words(plan: SupportPlan, words: str, by: User | None) -> None:
    """Make what the person wrote with their answer a comment, so that somebody answers it."""
    if words.strip() and by is not None and by.pk == plan.package.case.individual.user_id:
        comment(plan=plan, words=words, by=by)


def _refuse_changed(plan: SupportPlan, read_at: int | None) -> None:
    SupportPlan.objects.get_locked(plan.pk)
    _refuse_ended(plan)
    if read_at is not None and transitions.count(plan) != read_at:
        raise Refused("This plan has changed since you opened it. Go back, read it again, then answer.")


def _refuse_replaced(plan: SupportPlan) -> None:
    """Raise Refused for a plan that was declined and is no longer the newest that the person has."""
    if plan.is_declined and (reason := why_no_change_of_mind(plan)):
        raise Refused(reason)


def _refuse_ended(plan: SupportPlan) -> None:
    if SupportPackage.objects.filter(pk=plan.package_id, ended_on__isnull=False).exists():
        raise Refused(SUPPORT_ENDED)


def _answer_columns(
    individual: Individual,
    how: str,
    by: User | None,
    answered_on: datetime.date | None,
    words: str,
    *,
    statement: str = "",
    signature: str = "",
    scan: File | None = None,
) -> dict[str, Any]:
    """Return the columns of an answer: when, how, and what proves it."""
    on = answered_on or clock.today()
    if on > clock.today():
        raise Refused("The date of the answer can't be in the future.", field="answered_on")
    is_person = by is not None and by.pk == individual.user_id
    if (how == AnswerMethod.PORTAL) != is_person:
        raise Refused("Choose how the person gave their answer.", field="how")
    if how == AnswerMethod.SIGNATURE and (
        len(signature) > MOST_SIGNATURE_LENGTH or not SIGNATURE_PATH.fullmatch(signature)
    ):
        raise Refused("Ask the person to sign in the box, or choose another way.", field="signature")
    if how in (AnswerMethod.IN_PERSON, AnswerMethod.TELEPHONE) and not statement.strip():
        raise Refused("Enter what the person said, word for word.", field="statement")
    if how == AnswerMethod.PAPER and scan is None:
        raise Refused("Add a scan or photo of the paper.", field="scan")
    columns: dict[str, Any] = {
        "answered_on": on,
        "answered_how": how,
        "answer_words": words.strip(),
        "statement": statement.strip(),
        "signature": signature if how == AnswerMethod.SIGNATURE else "",
        "scan": None,
    }
    if how == AnswerMethod.PAPER and scan is not None:
        columns["scan"] = documents.store(
            file=scan, title="Support plan: answer on paper", content_type=documents.type_of(scan.name or ""), by=by
        )
    return columns
