"""Who looked, and who may see what: the person decides."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.page_access import PageClass, page
from casework import services as casework
from casework.enums import ConsentPurpose
from casework.models import Consent
from core import clock
from design.form_view import post_action
from portal.views.opening import me


@page(PageClass.PORTAL)
@require_safe
def my_openings(request):
    """Who has opened the person's record; what concerns third parties or safeguarding is not said here."""
    person = me(request)
    rows = person.accesses.listable().exclude(recorded_by=request.user)
    rows = rows.select_related("recorded_by", "grant").order_by("-recorded_at")[:100]
    return render(request, "portal/openings.html", {"person": person, "openings": rows})


@page(PageClass.PORTAL)
@require_safe
def sharing(request):
    """Who stands beside the person, and what each may see."""
    person = me(request)
    beside = person.representatives.on(clock.today()).select_related("user").prefetch_related("consents")
    rows = [
        (
            representative,
            [
                (purpose, next((c for c in representative.consents.all() if _holds(c, purpose)), None))
                for purpose in ConsentPurpose
            ],
        )
        for representative in beside
    ]
    return render(request, "portal/sharing.html", {"person": person, "rows": rows})


def _holds(consent: Consent, purpose) -> bool:
    return consent.purpose == purpose and consent.withdrawn_at is None


@page(PageClass.PORTAL)
@require_POST
def withdraw(request, pk):
    person = me(request)
    consent = Consent.objects.given_by(person).filter(pk=pk).first()
    if consent is None:
        raise Http404
    return post_action(
        request,
        lambda: casework.withdraw_consent(consent=consent, by=request.user),
        success_url=reverse("my_sharing"),
        success_message="Done. They can no longer see it.",
    )


@page(PageClass.PORTAL)
@require_POST
def let_see(request, pk):
    person = me(request)
    representative = person.representatives.on(clock.today()).filter(pk=pk).first()
    if representative is None or request.POST.get("purpose") not in ConsentPurpose.values:
        raise Http404
    return post_action(
        request,
        lambda: casework.give_consent(
            representative=representative,
            purpose=ConsentPurpose(request.POST["purpose"]),
            how="in the portal",
            by=request.user,
        ),
        success_url=reverse("my_sharing"),
        success_message="Done. They can see it from now on.",
    )
