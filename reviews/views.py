from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from contracts.posts import permissions, require_permission
from core import clock, transitions
from design.form_view import form_page, post_action
from reviews import linked, prefill, services
from reviews.enums import UpdateState
from reviews.forms import AcknowledgeUpdateForm, AskForReviewForm, ConductReviewForm, UpdateForm
from reviews.models import UPDATE_TEXT_FIELDS, KeyworkerUpdate, Review
from reviews.texts import labelled, texts_of

LIST_LENGTH = 100


@page(PageClass.LIST)
@require_safe
def updates(request: Request) -> HttpResponse:
    """For staff the updates to write, by due day; for keyworkers the updates sent to them."""
    require_permission(request.user, Permission.WRITE_UPDATE, Permission.READ_UPDATE)
    related = ("package__case__individual", "package__case__contract")
    to_write = KeyworkerUpdate.objects.visible_to(request.user).outstanding().select_related(*related)
    to_read = KeyworkerUpdate.objects.allowing(request.user, Permission.READ_UPDATE).select_related(*related)
    page_context = {
        "to_write": to_write.order_by("due_on", "pk")[:LIST_LENGTH],
        "may_list_links": Permission.WRITE_UPDATE in permissions(request.user),
        "to_read": to_read.order_by("-submitted_at", "pk")[:LIST_LENGTH],
    }
    return render(request, "reviews/updates.html", page_context)


@page(PageClass.PERSON)
@require_safe
def person_reviews(request: Request, pk: UUID) -> HttpResponse:
    individual: Individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    support = current_support(individual, request.user)
    writes = can(request.user, Permission.WRITE_UPDATE, individual)
    permission = Permission.WRITE_UPDATE if writes else Permission.READ_UPDATE
    all_updates = KeyworkerUpdate.objects.allowing(request.user, permission).filter(
        package__case__individual=individual
    )
    reviews = Review.objects.visible_to(request.user).filter(package__case__individual=individual)
    readable = reviews.outcome_readable_by(request.user).filter(pk=OuterRef("pk"))
    may_conduct = can(request.user, Permission.CONDUCT_REVIEW, individual)
    runs_today = support.package is not None and support.package.case.contract.runs_on(clock.today())
    page_context = {
        "individual": individual,
        "support": support,
        "updates": all_updates.order_by("-due_on"),
        "reviews": reviews.annotate(shows_outcome=Exists(readable))
        .prefetch_related("versions__recorded_by")
        .order_by("-due_on"),
        "may_conduct": may_conduct,
        "may_ask": may_conduct and runs_today,
    }
    return render(request, "reviews/person_reviews.html", page_context)


def _readable(request: Request, pk: UUID) -> KeyworkerUpdate:
    """Open the update, for the staff who write it or for the keyworker to whom it was sent."""
    row: KeyworkerUpdate
    try:
        row = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    except Http404:
        row = open_record(request, KeyworkerUpdate, Permission.READ_UPDATE, pk)
    return row


@page(PageClass.UPDATE)
@require_safe
def update(request: Request, pk: UUID) -> HttpResponse:
    row = _readable(request, pk)
    page_context = {
        "update": row,
        "individual": row.package.case.individual,
        "texts": texts_of(row),
        "links": linked.links_of(row, request.user),
        "may_write": row.state == UpdateState.DUE and can(request.user, Permission.WRITE_UPDATE, row),
        "may_correct": row.submitted_at is not None and can(request.user, Permission.WRITE_UPDATE, row),
        "versions": [(version, labelled(version.content)) for version in row.versions.select_related("recorded_by")],
        "may_acknowledge": row.state == UpdateState.SENT and can(request.user, Permission.ACKNOWLEDGE_UPDATE, row),
        "is_written": any(getattr(row, name) for name in UPDATE_TEXT_FIELDS),
    }
    return render(request, "reviews/update.html", page_context)


@page(PageClass.PERSON_WORK)
def write_update(request: Request, pk: UUID) -> HttpResponse:
    """Write the update; at first, the form is filled in from visits and goals since the last update."""
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    if row.state != UpdateState.DUE:
        return redirect("update", pk)
    texts = {name: getattr(row, name) for name in UPDATE_TEXT_FIELDS}
    initial = texts if any(texts.values()) else prefill.prefilled_fields(row)
    return record_form(
        request,
        row,
        UpdateForm,
        active_tab="reviews",
        title="Write the keyworker update",
        template="reviews/write_update.html",
        context={"update": row, "from_on": prefill.since(row)},
        initial={**initial, "revision": row.revision},
        save=lambda data: services.write_update(update=row, by=request.user, **data),
        success_message="Saved. Check it, then send it.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def send_update(request: Request, pk: UUID) -> HttpResponse:
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return post_action(
        request,
        lambda: services.submit_update(update=row, by=request.user),
        success_url=reverse("update", args=[pk]),
        success_message="Update sent to the keyworker.",
    )


@page(PageClass.UPDATE_ANSWER)
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    row: KeyworkerUpdate = open_record(request, KeyworkerUpdate, Permission.ACKNOWLEDGE_UPDATE, pk)
    return form_page(
        request,
        AcknowledgeUpdateForm,
        title="Acknowledge the update",
        template="reviews/acknowledge.html",
        context={"update": row, "texts": texts_of(row)},
        closed=transitions.why_not(row, "acknowledge"),
        save=lambda data: services.acknowledge_update(update=row, by=request.user, **data),
        success_url=reverse("update", args=[pk]),
        success_message="Thank you. The worker can see that you have read it.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def ask_for_review(request: Request, pk: UUID) -> HttpResponse:
    package: SupportPackage = open_record(request, SupportPackage, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        package,
        AskForReviewForm,
        active_tab="reviews",
        title="Request a review",
        save=lambda data: services.ask_for_review(package=package, by=request.user, **data),
        success_message="Review requested.",
    )


@page(PageClass.PERSON_WORK)
def conduct_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        ConductReviewForm,
        active_tab="reviews",
        title="Record the review",
        initial={"conducted_on": clock.today()},
        closed=transitions.why_not(review, "conduct"),
        save=lambda data: services.conduct_review(review=review, by=request.user, **data),
        success_message="Review recorded. Now share the outcome with the keyworker.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def share_review(request: Request, pk: UUID) -> HttpResponse:
    review: Review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return post_action(
        request,
        lambda: services.share_review(review=review, by=request.user),
        success_url=reverse("person_reviews", args=[review.package.case.individual_id]),
        success_message="Outcome shared with the keyworker.",
    )
