"""A representative asks for a review of the support of somebody who lets them, and reads its date (T4.7)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_represented_people
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Representative, SupportPackage
from design.form_view import form_page, post_action
from design.message_tags import WROTE_ABOUT_ANOTHER
from portal.forms import RepresentativeReviewForm
from portal.shared import (
    package_to_review,
    reviews_asked_for,
    reviews_called_off,
    reviews_invited_to,
    with_known_names,
)
from portal.who_reads import team_reads
from reviews import services
from reviews.models import Review

MOST_LISTED = 20
NO_SUPPORT = "You cannot ask for a review here today. Please call us."


@page(PageClass.PORTAL)
def reviews(request: Request) -> HttpResponse:
    """Ask for a review, and read when those take place that the user asked for or is invited to."""
    if not open_represented_people(request, ConsentPurpose.ASK_REVIEW):
        raise Http404
    consents = ConsentDecision.objects.in_force_for(request.user, ConsentPurpose.ASK_REVIEW)
    letting = Representative.objects.acting(request.user).filter(pk__in=consents.values("representative"))
    supported: dict[str, tuple[Representative, SupportPackage]] = {}
    for row in letting.select_related("individual").order_by("from_on", "pk"):
        if package := package_to_review(row.individual):
            supported[str(row.pk)] = (row, package)
    asked, invited = reviews_asked_for(request.user), reviews_invited_to(request.user)
    reads = team_reads(request.user)

    def save(data: dict[str, Any]) -> Review:
        representative, package = supported[data.pop("about")]
        return services.ask_as_representative(package=package, representative=representative, by=request.user, **data)

    return form_page(
        request,
        RepresentativeReviewForm,
        title="Ask for a review",
        tab="Dates",
        template="portal/represented_reviews.html",
        base="portal/base.html",
        people=[(key, row.known_as) for key, (row, _) in supported.items()],
        context={
            "who_reads": reads,
            "asked": _listed(request, asked),
            "invited": _listed(request, invited),
            "called_off": _listed(request, reviews_called_off(request.user)),
        },
        closed="" if supported else NO_SUPPORT,
        save=save,
        success_url=reverse("my_people_reviews"),
        success_message=f"{reads.sent_message if reads else 'Sent.'} We will tell you the date.",
        success_tags=WROTE_ABOUT_ANOTHER,
        back=reverse("me"),
    )


def _listed(request: Request, reviews: Any) -> list[tuple[str, Review]]:
    """Return the next of `reviews` (a queryset), each with the name of its person."""
    rows = reviews.select_related("package__case__individual").order_by("due_on", "pk")
    return with_known_names(request.user, list(rows[:MOST_LISTED]))


@page(PageClass.PORTAL)
@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take back a review that the user asked for, where the person lets them."""
    if not open_represented_people(request, ConsentPurpose.ASK_REVIEW):
        raise Http404
    review = get_object_or_404(reviews_asked_for(request.user), pk=pk)
    return post_action(
        request,
        lambda: services.withdraw_review_request(review=review, by=request.user),
        success_url=reverse("my_people_reviews"),
        success_message="You do not want this review any more. We know.",
    )
