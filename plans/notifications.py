"""Who is notified about a plan."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from casework.recipients import (
    first_to_alert,
    if_nobody_answers,
    managers_beside_workers,
    record_link,
    workers_of,
)
from contracts.models import Contract
from contracts.posts import users_with
from core import clock, transitions
from core.channels import immediate_channels
from core.messages import queue_message, settle
from plans.models import AnswerDuty, Comment, SupportPlan
from workforce.on_call.rota import on_call_now


def notify_offered(plan: SupportPlan, by: User | None) -> None:
    """Notify the person that a plan is ready for them to read."""
    individual = plan.package.case.individual
    if individual.user:
        queue_message(
            individual.user,
            key=f"plan-offered:{plan.pk}:{transitions.count(plan)}",
            subject="Something is ready for you to read",
            body="Sign in to read it and say what you think.",
            path=reverse("my_plan"),
            individual_id=individual.pk,
            about=[plan.pk],
            by=by,
        )


def notify_answered(plan: SupportPlan, *, key: str, subject: str, by: User | None) -> None:
    """Notify the person's workers of their answer; without a worker, the managers."""
    for user in workers_of(plan.package, clock.today()):
        queue_message(
            user,
            key=f"{key}:{plan.pk}",
            subject=f"{subject}: {plan.package.reference}",
            body="Open the support plan to read it.",
            path=reverse("person_plan", args=[plan.package.case.individual_id]),
            individual_id=plan.package.case.individual_id,
            about=[plan.pk],
            by=by,
        )


def notify_replied(comment: Comment) -> None:
    """Notify the person of a message of staff, unless it is about a draft."""
    plan, individual = comment.plan, comment.package.case.individual
    is_readable = plan is None or SupportPlan.objects.not_draft().filter(pk=plan.pk).exists()
    if individual.user and is_readable:
        queue_message(
            individual.user,
            key=f"plan-reply:{comment.pk}",
            subject="You have a new comment" if plan else "You have a new message",
            body="Sign in to read it.",
            path=reverse("my_plan") if plan else reverse("my_messages"),
            individual_id=individual.pk,
            about=[comment.plan_id or comment.pk],
            by=comment.author,
        )


def notify_commented(comment: Comment) -> None:
    """Notify the person's workers of a comment by the person; without a worker, or if it is for them, the managers."""
    package = comment.package
    sender = "a representative" if comment.representative_id else "a person"
    readers = managers_beside_workers if comment.for_managers else workers_of
    for user in readers(package, clock.day_of(comment.recorded_at)):
        queue_message(
            user,
            key=f"plan-comment:{comment.pk}",
            subject=f"New message from {sender}: {package.reference}",
            body="Sign in to read and answer it.",
            path=reverse("comment_answer", args=[comment.answer_duty.pk]),
            individual_id=package.case.individual_id,
            about=[comment.plan_id or comment.pk],
            by=comment.author,
        )


def notify_read(comment: Comment) -> None:
    """Tell a representative that their message was read, and nothing else: nothing about the person."""
    if comment.representative is not None:
        queue_message(
            comment.representative.user,
            key=f"told-us-read:{comment.pk}",
            subject="We read your message",
            body="Thank you. We read what you told us.",
            path=reverse("tell_us"),
            about=[comment.pk],
            by=None,
        )


def settle_comment(duty: AnswerDuty) -> None:
    """Mark as read what asked for the answer, now that there is one."""
    settle(f"plan-comment:{duty.comment_id}", f"comment-unread:{duty.pk}")


def notify_unread(duty: AnswerDuty) -> None:
    """Alert the on-call senior, at once and by text message, to what nobody has read in time; else the managers.

    What is for managers only goes to them alone. Where walls hide the person from all of them, they are asked to find
    somebody who may read it.
    """
    comment = duty.comment
    package = comment.package
    contract = package.case.contract
    managers = users_with(contract, Permission.ALLOCATE)
    if comment.for_managers:
        groups = [managers_beside_workers(package, clock.day_of(comment.recorded_at)), managers]
    else:
        groups = [on_call_now(contract).users, managers]
    for user in first_to_alert(package, *groups):
        link = record_link(user, package, reverse("comment_answer", args=[duty.pk]), comment.plan_id or comment.pk)
        queue_message(
            user,
            key=f"comment-unread:{duty.pk}",
            subject=f"Unread message from a person: {package.reference}" if link else "Unread message from a person",
            body="No one has read it in time. Sign in and read it now." if link else _ask_a_colleague(contract),
            channels=immediate_channels(user),
            is_urgent=True,
            **link,
        )


def _ask_a_colleague(contract: Contract) -> str:
    """Return what somebody must do about an unread message that they cannot open."""
    return (
        "No one has read it in time. Ring another senior or manager now. Ask them to sign in to Casework and open "
        f"“Message to answer” on their home page. {if_nobody_answers(contract)}"
    )
