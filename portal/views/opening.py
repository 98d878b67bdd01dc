"""What every page of the person begins with: themselves, opened, and what they may see of their plans."""

from django.http import Http404

from accounts.enums import Permission
from accounts.permissions import get_allowed_or_404
from casework.access.records import opened
from casework.models import Individual
from plans.enums import PlanState
from plans.models import GoalWording, SupportPlan

RELATED = ("package__case__individual", "package__case__contract")


def me(request) -> Individual:
    """The person whose sign-in this is; their opening is written as everybody's. Raises Http404 for others."""
    mine = Individual.objects.allowing(request.user, Permission.READ_OWN).filter(died_on=None)
    pk = mine.values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return opened(request, Individual.objects, Permission.READ_OWN, pk=pk)


def my_plans(request):
    """What the person may see of their plans, the newest first: never a draft."""
    return (
        SupportPlan.objects.allowing(request.user, Permission.READ_OWN)
        .shown_to_person()
        .select_related(*RELATED)
        .order_by("-package__starts_on", "-version")
    )


def own(request, rows, permission: Permission, pk):
    """The row `pk` that the person may do this to, after their opening is written. None of it for somebody else's."""
    if not rows.allowing(request.user, permission).filter(pk=pk).exists():
        raise Http404
    me(request)
    return get_allowed_or_404(rows, request.user, permission, pk=pk)


def plan_to_answer(request, pk) -> SupportPlan:
    """A plan the person may answer; never a draft."""
    return own(request, SupportPlan.objects.shown_to_person().select_related(*RELATED), Permission.ANSWER_PLAN, pk)


def goal_to_answer(request, pk) -> GoalWording:
    """A goal of such a plan."""
    related = ("line", *(f"plan__{path}" for path in RELATED))
    rows = GoalWording.objects.standing().exclude(plan__state=PlanState.DRAFT).select_related(*related)
    return own(request, rows, Permission.ANSWER_PLAN, pk)
