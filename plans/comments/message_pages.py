"""All messages with the person on one page for staff; writing to the person; recording what somebody said."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock
from plans import services
from plans.comments.conversations import conversations_page, waiting_for
from plans.comments.forms import MessageForm, RecordMessageForm
from plans.models import Comment


@page(PageClass.PERSON)
@require_safe
def messages(request: Request, pk: UUID) -> HttpResponse:
    """The conversations with the person and with their representatives, the newest first; what waits comes before."""
    individual = open_record(request, Individual, Permission.READ_VISIT, pk)
    package = current_support(individual, request.user).package
    comments = Comment.objects.visible_to(request.user).not_on_drafts()
    page_context = {
        "individual": individual,
        "package": package,
        "may_write": package is not None and can(request.user, Permission.ANSWER_COMMENT, package),
        "conversations": conversations_page(request, comments.filter(package__case__individual=individual)),
        "waiting_messages": waiting_for(request.user, individual),
    }
    return render(request, "plans/comments/messages.html", page_context)


def _messages_of(individual: Individual) -> str:
    return reverse("person_messages", args=[individual.pk])


@page(PageClass.PERSON_ANSWER)
def write(request: Request, pk: UUID) -> HttpResponse:
    """Write to the person about their support."""
    package = open_record(request, SupportPackage, Permission.ANSWER_COMMENT, pk)
    individual = package.case.individual
    return record_form(
        request,
        package,
        MessageForm,
        active_tab="messages",
        title=f"Write to {individual.name_to_use}",
        initial={"read_at": clock.now().isoformat()},
        closed="" if individual.user_id else "They have no pages of their own: they could not read it.",
        save=lambda data: services.write_to_person(package=package, by=request.user, **data),
        success_message="Message sent.",
        back=_messages_of(individual),
    )


@page(PageClass.PERSON_ANSWER)
def record(request: Request, pk: UUID) -> HttpResponse:
    """Record what the person or a representative said to staff, for whoever answers it."""
    package = open_record(request, SupportPackage, Permission.ANSWER_COMMENT, pk)
    individual = package.case.individual
    representatives = {
        str(row.pk): row for row in individual.representatives.on(clock.today()).select_related("user").order_by("pk")
    }
    senders = [(key, f"{row.user}, representative") for key, row in representatives.items()]

    def save(data: dict[str, Any]) -> Comment:
        return services.record_message(
            package=package,
            representative=representatives.get(data["sender"]),
            way=data["way"],
            words=data["words"],
            for_managers=data["for_managers"],
            by=request.user,
        )

    return record_form(
        request,
        package,
        RecordMessageForm,
        active_tab="messages",
        title="Record what they told you",
        senders=[(RecordMessageForm.PERSON, individual.name_to_use), *senders],
        save=save,
        success_message="Saved. We have to answer it.",
        back=_messages_of(individual),
    )
