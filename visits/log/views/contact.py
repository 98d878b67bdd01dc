"""The communication log."""

import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.consent.parties import choices_of
from casework.models import SupportPackage
from core import clock
from design.form_view import post_action
from design.forms import ReasonForm
from visits import services
from visits.enums import Urgency
from visits.log import log_answers
from visits.log.forms.contact import ContactEntryForm
from visits.log.services.contact import SharedInformation
from visits.lone_working.enums import EscalationCause
from visits.models import ContactEntry, Escalation

# Until so many days after somebody is no longer close to the person, a talk with them can still be logged by name.
ENTERED_LATER = datetime.timedelta(days=90)


@page(PageClass.PERSON_WORK)
def contact(request: Request, pk: UUID) -> HttpResponse:
    """Log a call, email, letter or meeting."""
    package = open_record(request, SupportPackage, Permission.LOG_VISIT, pk)

    def save(data: dict[str, Any]) -> ContactEntry:
        at = clock.parse_local_time(data.pop("day"), data.pop("time"), field="time", repeated=data.pop("repeated"))
        sharing = SharedInformation(
            shared=data.pop("shared"),
            party=data.pop("party"),
            what=data.pop("shared_what"),
            why=data.pop("shared_why"),
            hidden_reason=data.pop("hidden_reason"),
            hidden_until=data.pop("hidden_until"),
        )
        return services.log_contact(package=package, at=at, sharing=sharing, by=request.user, **data)

    return record_form(
        request,
        package,
        ContactEntryForm,
        active_tab="visits",
        title="Log a call, letter or meeting",
        needs=[need for needs in log_answers.needs_of(package).values() for need in needs],
        parties=choices_of(package.case.individual, since=clock.today() - ENTERED_LATER),
        initial={"day": clock.today(), "was_reached": "yes", "was_crisis": "no"},
        save=save,
        success_url=lambda entry: _after(request.user, entry),
        success_message="Saved.",
    )


def _after(user: User, entry: ContactEntry) -> str:
    """Return the address after logging: the call for help if somebody must act now, else the entry in its list.

    Beside an entry about a crisis, the list offers the on-call senior in one press.
    """
    calls = Escalation.objects.visible_to(user).running().filter(package=entry.package_id)
    call = calls.first() if entry.urgency == Urgency.NOW else None
    if call is not None:
        return reverse("escalation", args=[call.pk])
    page = reverse("person_visits", args=[entry.package.case.individual_id])
    return f"{page}#contact-{entry.pk}" if entry.was_crisis else page


@page(PageClass.PERSON_WORK)
@require_POST
def call_from_contact(request: Request, pk: UUID) -> HttpResponse:
    """Alert the on-call senior to the person of a contact, and show who to ring."""
    entry = open_record(request, ContactEntry, Permission.LOG_VISIT, pk)
    return post_action(
        request,
        lambda: services.begin_escalation(
            package=entry.package, cause=EscalationCause.PRESSED, contact=entry, by=request.user
        ),
        success_url=lambda call: reverse("escalation", args=[call.pk]) if call else reverse("visits"),
        success_message="Your call for help has been sent. Ring now: the number is below.",
        may_repeat=True,
    )


@page(PageClass.PERSON_WORK)
def strike_contact(request: Request, pk: UUID) -> HttpResponse:
    """Mark an entry of the communication log as entered in error."""
    entry = open_record(request, ContactEntry, Permission.LOG_VISIT, pk)
    return record_form(
        request,
        entry,
        ReasonForm,
        active_tab="visits",
        title="Mark as entered in error",
        label="Why is this entry wrong?",
        help_text="It stays on file but is not counted.",
        submit_label="Mark as entered in error",
        save=lambda data: services.strike_contact(contact=entry, by=request.user, **data),
        success_message="Marked as entered in error.",
    )
