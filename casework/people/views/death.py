"""Recording a death, and correcting the record of one."""

from uuid import UUID

from django.http import HttpResponse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from casework.people.forms.death import CorrectDeathForm, DeathForm
from design.form_view import ReviewPanel

ALIVE = (
    "The support that the death ended continues, with its workers and tasks. Messages and the person’s own pages come "
    "back. Everybody concerned gets a message."
)


@page(PageClass.PERSON_MANAGE)
def death(request: Request, pk: UUID) -> HttpResponse:
    """Record a death, or correct the recorded one."""
    individual = open_record(request, Individual, Permission.ALLOCATE, pk)
    if individual.died_on is not None:
        return record_form(
            request,
            individual,
            CorrectDeathForm,
            active_tab="overview",
            title="Correct the record of a death",
            initial={"died_on": individual.died_on},
            review=lambda data: ReviewPanel(
                words=ALIVE if data["correction"] == "mistake" else "Support stays ended on the day recorded before."
            ),
            confirm_label="Correct this record",
            save=lambda data: services.correct_death(
                individual=individual,
                died_on=data["died_on"] if data["correction"] == "day" else None,
                reason=data["reason"],
                by=request.user,
            ),
            success_message="Corrected.",
        )
    return record_form(
        request,
        individual,
        DeathForm,
        active_tab="overview",
        title="Record a death",
        review=lambda data: ReviewPanel(
            words="Support ends on the day after. We send nothing more to the person, and their own pages close. "
            "We notify the keyworker. Open safeguarding concerns stay open."
        ),
        confirm_label="Record death",
        save=lambda data: services.record_death(individual=individual, by=request.user, **data),
        success_message="Death recorded. Support has ended.",
    )
