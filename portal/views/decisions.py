"""The decisions made with the person about things they want to do, in plain words; nothing undecided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from portal.views.loaders import my_record
from risk.models import PositiveRisk
from risk.positive_risk.conversation import conversation
from risk.positive_risk.enums import PositiveRiskState


@page(PageClass.PORTAL)
@require_safe
def my_decisions(request: Request) -> HttpResponse:
    """All decisions, the newest first, without views given in confidence."""
    my_record(request)
    risks = PositiveRisk.objects.allowing(request.user, Permission.READ_OWN).decided()
    risks = risks.prefetch_related("views", "steps", "reviews").order_by("-decided_on", "-recorded_at")
    rows = [
        {
            "risk": risk,
            "is_superseded": risk.state == PositiveRiskState.SUPERSEDED,
            "parts": [part for part in conversation(risk, to_person=True) if part.answer],
            "views": [view for view in risk.views.all() if not view.in_confidence],
            "due": next((review.due_on for review in risk.reviews.all() if review.state == "due"), None),
        }
        for risk in risks
    ]
    return render(request, "portal/decisions.html", {"rows": rows})
