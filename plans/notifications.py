"""Who is notified about a plan."""

from django.urls import reverse

from accounts.models import User
from casework.recipients import workers_of
from core import clock, transitions
from core.messages import queue_message
from plans.models import PlanComment, SupportPlan


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


def notify_replied(comment: PlanComment) -> None:
    """Notify the person of a comment on their plan, unless it is a draft."""
    plan = comment.plan
    individual = plan.package.case.individual
    if individual.user and SupportPlan.objects.not_draft().filter(pk=plan.pk).exists():
        queue_message(
            individual.user,
            key=f"plan-reply:{comment.pk}",
            subject="You have a new comment",
            body="Sign in to read it.",
            path=reverse("my_plan"),
            individual_id=individual.pk,
            about=[plan.pk],
            by=comment.author,
        )
