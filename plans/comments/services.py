"""Comments are added, read and answered; unread ones go to the on-call senior."""

import datetime
from uuid import UUID

from accounts.models import User
from contracts.service_hours import read_by
from core import clock, sweeps
from core.errors import Refused
from core.verbs import verb
from plans import notifications
from plans.comments.conversations import why_not_readable
from plans.comments.models import AnswerDutyQuerySet
from plans.enums import UNSHARED_STATES
from plans.models import AnswerDuty, Comment, GoalWording, SupportPlan
from plans.support_plan.sections import PlanSection


@verb
def comment(
    *,
    plan: SupportPlan,
    words: str,
    by: User,
    wording: GoalWording | None = None,
    section: str = "",
    read_at: datetime.datetime | None = None,
) -> Comment:
    """Comment on the plan, one of its sections or one of its goals (`wording`), and notify the other side.

    What the person writes must be answered, and is never refused because the plan has changed meanwhile. A comment of
    staff answers what the person wrote about the same, if its author had opened it by `read_at`, when they began.
    """
    if wording is not None and wording.plan_id != plan.pk:
        raise Refused("This goal belongs to another plan.")
    if section and section not in PlanSection.values:
        raise Refused("The plan has no such section.")
    row = Comment.objects.create(
        package=plan.package,
        plan=plan,
        goal=wording.goal if wording else None,
        section=section,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    if by.pk == plan.package.case.individual.user_id:
        ask_for_answer(row)
    elif plan.state not in UNSHARED_STATES:  # the person cannot read a comment on a draft
        finish_conversation(row, by, AnswerDuty.objects.opened_by(by, until=read_at or row.recorded_at))
    return row


def ask_for_answer(row: Comment) -> None:
    """Make it a duty to answer `row`, which staff did not write, and notify who reads it. Call in a verb."""
    terms = row.package.terms_on(clock.today())
    read_by_at = read_by(terms, row.recorded_at)
    AnswerDuty.objects.create(
        comment=row, due_on=clock.day_of(read_by_at), read_by_at=read_by_at, recorded_by=row.author
    )
    notifications.notify_commented(row)


@verb
def reply(*, to: Comment, words: str, by: User) -> Comment:
    """Answer a message of the person where they wrote it; they are notified.

    Raises Refused where they could not read it: without an account, and while they have no plan that shows it.
    """
    if reason := why_not_readable(to):
        raise Refused(reason, field="way")
    plan = None
    if to.plan_id is not None:
        plan = SupportPlan.objects.not_draft().filter(package=to.package_id).order_by("-version").first()
        if plan is None:
            raise Refused("They cannot read it here: their plan is a draft now. Choose another way.", field="way")
    answer = Comment.objects.create(
        package=to.package,
        plan=plan,
        goal=to.goal,
        section=to.section,
        about=to.about,
        for_managers=to.for_managers,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    finish_conversation(answer, by, AnswerDuty.objects.filter(comment__recorded_at__lte=to.recorded_at))
    return answer


def finish_conversation(answer: Comment, author: User, known: AnswerDutyQuerySet) -> None:
    """Meet the duties that `answer`, written by staff, answers, and notify the person.

    Only those in `known`: what the person wrote while somebody typed an answer is not answered by it.
    """
    same = {f"comment__{name}": value for name, value in answer.conversation.items()}
    unanswered = known.outstanding().filter(**same)
    for duty in unanswered:
        notifications.settle_comment(duty)
    unanswered.update(met_on=clock.today(), answered_at=clock.now(), answered_by=author)
    notifications.notify_replied(answer)


@verb
def answer_otherwise(*, duty: AnswerDuty, how: str, by: User) -> AnswerDuty:
    """Record that a comment was answered, but not here: spoken about, or dealt with.

    A representative then reads that we read it, and nothing else. Raises Refused without `how`.
    """
    duty = AnswerDuty.objects.get_locked(duty.pk)
    if duty.met_on is not None:
        raise Refused("Someone has already answered this message.")
    if not how.strip():
        raise Refused("Enter how the message was answered.", field="words")
    duty.met_on, duty.answered_at, duty.answered_by, duty.how = clock.today(), clock.now(), by, how.strip()
    duty.save(update_fields=["met_on", "answered_at", "answered_by", "how"])
    notifications.settle_comment(duty)
    notifications.notify_read(duty.comment)
    return duty


@verb
def withdraw_message(*, duty: AnswerDuty, by: User) -> AnswerDuty:
    """Close the duty to answer what its author has taken back, and in which they wrote nothing in their own words."""
    duty = AnswerDuty.objects.get_locked(duty.pk)
    duty.expire(clock.today())
    notifications.settle_comment(duty)
    return duty


def escalate_unread_comments(*, on: datetime.date) -> int:
    """Alert the on-call senior to each comment that nobody has read in time, once; return how many. A sweep."""
    late = AnswerDuty.objects.unread().filter(escalated_at=None, read_by_at__lte=clock.now()).order_by("read_by_at")
    return sweeps.each(late.values_list("pk", flat=True), lambda pk: _escalate(duty_id=pk, by=None))


@verb
def _escalate(*, duty_id: UUID, by: User | None) -> bool:
    duty = AnswerDuty.objects.select_related("comment__package__case__contract").get_locked(duty_id)
    if duty.escalated_at or not AnswerDuty.objects.unread().filter(pk=duty_id).exists():
        return False
    duty.escalated_at = clock.now()
    duty.save(update_fields=["escalated_at"])
    notifications.notify_unread(duty)
    return True
