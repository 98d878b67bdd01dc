"""What every page of the person begins with: themselves, opened, and what they may see of their plans."""

from django.http import Http404

from accounts.enums import Permission
from accounts.permissions import get_allowed_or_404
from casework.access.records import open_record, with_person
from casework.models import Individual
from plans.enums import PlanState
from plans.models import GoalWording, SupportPlan


def me(request) -> Individual:
    """The person whose sign-in this is; their opening is written as everybody's. Raises Http404 for others."""
    mine = Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None)
    pk = mine.values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return open_record(request, Individual, Permission.READ_OWN, pk)


def my_plans(request):
    """What the person may see of their plans, the newest first: never a draft."""
    plans = SupportPlan.objects.allowing(request.user, Permission.READ_OWN).not_draft()
    return with_person(plans).order_by("-package__starts_on", "-version")


def own(request, rows, permission: Permission, pk):
    """The row `pk` that the person may do this to, after their opening is written. None of it for somebody else's."""
    if not rows.allowing(request.user, permission).filter(pk=pk).exists():
        raise Http404
    me(request)
    return get_allowed_or_404(with_person(rows), request.user, permission, pk=pk)


def plan_to_answer(request, pk) -> SupportPlan:
    """A plan the person may answer; never a draft."""
    return own(request, SupportPlan.objects.not_draft(), Permission.ANSWER_PLAN, pk)


def goal_to_answer(request, pk) -> GoalWording:
    """A goal of such a plan."""
    return own(
        request, GoalWording.objects.not_taken_out().exclude(plan__state=PlanState.DRAFT), Permission.ANSWER_PLAN, pk
    )
