"""Everything the person and the team wrote to each other, on one page; writing to us."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.particulars.enums import CircumstanceQuestion
from core.errors import Refused
from design.form_view import form_page
from design.message_tags import WROTE_TO_US
from plans import services as plans
from plans.comments.conversations import conversation_of, conversations_page
from plans.comments.messages import package_to_write_about
from plans.comments.own import new_answers
from plans.models import Comment
from portal.forms import OwnCommentForm
from portal.shared import councils_of
from portal.views.loaders import get_own, my_record
from portal.who_reads import managers_read, who_reads
from reviews.package_reviews.requests import ABOUT_A_REVIEW
from visits.enums import VisitRequestOutcome
from visits.models import VisitRequest

NO_MANAGER = "You cannot write to a manager here today. Please ring us."
# What a link to "Write to us" may name in its address, and the subject that the message then has.
SUBJECTS = {
    "review": ABOUT_A_REVIEW,
    "safety-plan": "the safety plan",
    "date-of-birth": "the date of birth on file",
    "nhs-number": "the NHS number on file",
    CircumstanceQuestion.ACCOMMODATION: "the kind of home on file",
    CircumstanceQuestion.EMPLOYMENT: "the work on file",
    CircumstanceQuestion.HAS_CARER: "the carer on file",
    CircumstanceQuestion.IS_CARER: "being a carer",
}


def _own(request: Request) -> Any:
    """Return what the person may read of the messages: no notes on drafts, and nothing of a representative."""
    return Comment.objects.allowing(request.user, Permission.READ_OWN).not_on_drafts()


def _taken_back(request: Request) -> set[UUID]:
    """Return the messages in which the person asked about a visit, and that they took back."""
    requests = VisitRequest.objects.allowing(request.user, Permission.READ_OWN)
    return set(requests.filter(outcome=VisitRequestOutcome.WITHDRAWN).values_list("message", flat=True))


@page(PageClass.PORTAL)
@require_safe
def my_messages(request: Request) -> HttpResponse:
    """The conversations, the one with the newest message first; what is new since the page was last opened."""
    new = new_answers(request.user)  # before this opening is logged
    my_record(request)
    page_context = {
        "conversations": conversations_page(request, _own(request)),
        "new_answers": new,
        "taken_back": _taken_back(request),
    }
    return render(request, "portal/messages.html", page_context)


@page(PageClass.PORTAL)
def write(request: Request) -> HttpResponse:
    """Write to us about anything, or about what the link that leads here names."""
    person, about = my_record(request), SUBJECTS.get(request.GET.get("about", ""), "")
    try:
        package = package_to_write_about(person)
    except Refused as refusal:
        return render(request, "portal/call_us.html", {"reason": refusal.message})
    reads = who_reads(package)
    return form_page(
        request,
        OwnCommentForm,
        title=f"Write to us about {about}" if about else "Write to us",
        tab="Messages",
        template="portal/comment.html",
        base="portal/base.html",
        context={"who_reads": reads},
        save=lambda data: plans.write_to_us(package=package, words=data["words"], about=about, by=request.user),
        success_url=reverse("my_messages"),
        success_message=reads.sent_message,
        success_tags=WROTE_TO_US,
        back=reverse("my_messages"),
    )


@page(PageClass.PORTAL)
def write_to_manager(request: Request) -> HttpResponse:
    """Write past one's own workers, who read nothing of it; and to whom one can complain."""
    person = my_record(request)
    try:
        package = package_to_write_about(person)
    except Refused as refusal:
        return render(request, "portal/call_us.html", {"reason": refusal.message, "councils": councils_of(person)})
    reads = managers_read(package)
    if not reads.names and request.method != "POST":
        return render(request, "portal/call_us.html", {"reason": NO_MANAGER, "councils": councils_of(person)})
    return form_page(
        request,
        OwnCommentForm,
        title="Write to a manager, or complain",
        tab="Messages",
        template="portal/manager.html",
        base="portal/base.html",
        context={"who_reads": reads, "councils": councils_of(person)},
        save=lambda data: plans.write_to_us(package=package, words=data["words"], for_managers=True, by=request.user),
        success_url=reverse("my_messages"),
        success_message=reads.sent_message,
        success_tags=WROTE_TO_US,
        back=reverse("me"),
    )


@page(PageClass.PORTAL)
def my_conversation(request: Request, pk: UUID) -> HttpResponse:
    """One conversation, with a box to write more about the same."""
    comment = get_own(request, _own(request).with_goal_words(), Permission.READ_OWN, pk)
    reads = managers_read(comment.package) if comment.for_managers else who_reads(comment.package)
    address = reverse("my_conversation", args=[pk])
    return form_page(
        request,
        OwnCommentForm,
        title=f"About {comment.subject}",
        tab="Messages",
        template="portal/conversation.html",
        base="portal/base.html",
        context={
            "who_reads": reads,
            "conversation": conversation_of(_own(request), comment),
            "taken_back": _taken_back(request),
        },
        save=lambda data: plans.write_back(to=comment, words=data["words"], by=request.user),
        success_url=address,
        success_message=reads.sent_message,
        success_tags=WROTE_TO_US,
        back=reverse("my_messages"),
    )
