from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from contracts.posts import require_permission
from core import clock
from design.form_view import form_page, post_action
from reviews import prefill, services
from reviews.enums import UpdateState
from reviews.forms import AcknowledgeForm, AskForReviewForm, ConductReviewForm, UpdateForm
from reviews.models import TEXTS, KeyworkerUpdate, Review

LIST_LENGTH = 100


@page(PageClass.LIST)
@require_safe
def updates(request):
    """Staff: what is to be written, by due day; keyworkers: what was sent to them."""
    require_permission(request.user, Permission.WRITE_UPDATE, Permission.READ_UPDATE)
    related = ("package__case__individual", "package__case__contract")
    to_write = KeyworkerUpdate.objects.visible_to(request.user).outstanding().select_related(*related)
    to_read = KeyworkerUpdate.objects.allowing(request.user, Permission.READ_UPDATE).select_related(*related)
    page_context = {
        "to_write": to_write.order_by("due_on", "pk")[:LIST_LENGTH],
        "to_read": to_read.order_by("-submitted_at", "pk")[:LIST_LENGTH],
    }
    return render(request, "reviews/updates.html", page_context)


@page(PageClass.PERSON)
@require_safe
def person_reviews(request, pk):
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    now = current_support(individual, request.user)
    writes = can(request.user, Permission.WRITE_UPDATE, individual)
    permission = Permission.WRITE_UPDATE if writes else Permission.READ_UPDATE
    all_updates = KeyworkerUpdate.objects.allowing(request.user, permission).filter(
        package__case__individual=individual
    )
    reviews = Review.objects.visible_to(request.user).filter(package__case__individual=individual)
    holds = can(request.user, Permission.CONDUCT_REVIEW, individual)
    page_context = {
        "individual": individual,
        "now": now,
        "updates": all_updates.order_by("-due_on"),
        "reviews": reviews.order_by("-due_on"),
        "holds": holds,
    }
    return render(request, "reviews/person_reviews.html", page_context)


def _readable(request, pk) -> KeyworkerUpdate:
    """The update, for the staff who write it and for the keyworker it was sent to."""
    try:
        return open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    except Http404:
        return open_record(request, KeyworkerUpdate, Permission.READ_UPDATE, pk)


@page(PageClass.UPDATE)
@require_safe
def update(request, pk):
    shown = _readable(request, pk)
    page_context = {
        "update": shown,
        "individual": shown.package.case.individual,
        "texts": [(_label(name), getattr(shown, name)) for name in TEXTS],
        "may_write": shown.state == UpdateState.DUE and can(request.user, Permission.WRITE_UPDATE, shown),
        "may_acknowledge": shown.state == UpdateState.SENT and can(request.user, Permission.ACKNOWLEDGE_UPDATE, shown),
        "is_written": any(getattr(shown, name) for name in TEXTS),
    }
    return render(request, "reviews/update.html", page_context)


def _label(name: str) -> str:
    words = str(KeyworkerUpdate._meta.get_field(name).verbose_name)
    return words[0].upper() + words[1:]


@page(PageClass.PERSON_WORK)
def write_update(request, pk):
    """Opened the first time, the form is filled in from visits and goals since the last update."""
    written = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    if written.state != UpdateState.DUE:
        return redirect("update", pk)
    texts = {name: getattr(written, name) for name in TEXTS}
    initial = texts if any(texts.values()) else prefill.prefilled_fields(written)
    return record_form(
        request,
        written,
        UpdateForm,
        active_tab="reviews",
        title="Update to the keyworker",
        template="reviews/write_update.html",
        context={"update": written, "from_on": prefill.since(written)},
        initial={**initial, "revision": written.revision},
        save=lambda data: services.write_update(update=written, by=request.user, **data),
        success_message="Saved. Read it through, then send it.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
@require_POST
def send_update(request, pk):
    sent = open_record(request, KeyworkerUpdate, Permission.WRITE_UPDATE, pk)
    return post_action(
        request,
        lambda: services.submit_update(update=sent, by=request.user),
        success_url=reverse("update", args=[pk]),
        success_message="The update is sent to the keyworker.",
    )


@page(PageClass.UPDATE_ANSWER)
def acknowledge(request, pk):
    read = open_record(request, KeyworkerUpdate, Permission.ACKNOWLEDGE_UPDATE, pk)
    return form_page(
        request,
        AcknowledgeForm,
        title="Acknowledge the update",
        save=lambda data: services.acknowledge_update(update=read, by=request.user, **data),
        success_url=reverse("update", args=[pk]),
        success_message="Thank you. The worker can see that you have read it.",
        back=reverse("update", args=[pk]),
    )


@page(PageClass.PERSON_WORK)
def ask_for_review(request, pk):
    package = open_record(request, SupportPackage, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        package,
        AskForReviewForm,
        active_tab="reviews",
        title="Ask for a review",
        save=lambda data: services.ask_for_review(package=package, by=request.user, **data),
        success_message="The review is on the list.",
    )


@page(PageClass.PERSON_WORK)
def hold_review(request, pk):
    review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return record_form(
        request,
        review,
        ConductReviewForm,
        active_tab="reviews",
        title="Record the review",
        initial={"held_on": clock.today()},
        save=lambda data: services.conduct_review(review=review, by=request.user, **data),
        success_message="The review is recorded. Share its outcome with the keyworker.",
    )


@page(PageClass.PERSON_WORK)
@require_POST
def share_review(request, pk):
    review = open_record(request, Review, Permission.CONDUCT_REVIEW, pk)
    return post_action(
        request,
        lambda: services.share_review(review=review, by=request.user),
        success_url=reverse("person_reviews", args=[review.package.case.individual_id]),
        success_message="The outcome is shared with the keyworker.",
    )
