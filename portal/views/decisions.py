"""What was decided with the person about things they wanted to do: in plain words, never what is still talked over."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from portal.views.opening import me
from risk.models import PositiveRisk
from risk.positive_risk.conversation import conversation


@page(PageClass.PORTAL)
@require_safe
def my_decisions(request):
    """Each decision, the newest first, without what others said in confidence."""
    person = me(request)
    risks = PositiveRisk.objects.allowing(request.user, Permission.READ_OWN).decided()
    risks = risks.prefetch_related("views", "steps", "reviews").order_by("-decided_on", "-recorded_at")
    rows = [
        {
            "risk": risk,
            "parts": [part for part in conversation(risk, to_person=True) if part.answer],
            "views": [view for view in risk.views.all() if not view.in_confidence],
            "due": next((review.due_on for review in risk.reviews.all() if review.state == "due"), None),
        }
        for risk in risks
    ]
    return render(request, "portal/decisions.html", {"person": person, "rows": rows})
