"""The form that shares a version with the Council."""

import datetime
from typing import Any

from django.http import HttpResponse

from accounts.enums import Permission
from accounts.page_access import Request
from casework.access.record_form import record_form
from casework.recipients import keyworker_of
from core import clock
from risk import services
from risk.assessments.forms import DiscloseForm
from risk.models import RiskAssessment, RiskDisclosure, RiskRequest

DAY = datetime.timedelta(days=1)


def disclosing_form(
    request: Request, assessment: RiskAssessment, *, answers: RiskRequest | None = None, **arguments: Any
) -> HttpResponse:
    """Show and save the form that shares `assessment`; filled in by the open request, if there is one.

    `answers` is the request whose page it is: it must still be open. `arguments` are those of `record_form`.
    """
    individual = assessment.individual
    keyworker = keyworker_of(individual, clock.today())
    requests = RiskRequest.objects.allowing(request.user, Permission.DISCLOSE_RISK).outstanding()
    asked = answers or requests.of_person(individual).select_related("asked_by").first()

    def save(data: dict[str, Any]) -> RiskDisclosure:
        columns = dict(data)
        last_on = columns.pop("last_on")
        return services.disclose_to_council(
            assessment=assessment,
            user=keyworker,
            until_on=last_on + DAY if last_on else None,
            answers=answers,
            by=request.user,
            **columns,
        )

    return record_form(
        request,
        assessment,
        DiscloseForm,
        active_tab="risk",
        title=f"Share version {assessment.version} with the Council",
        keyworker=keyworker.full_name if keyworker else "",
        initial=asked.requester if asked else {"asked_on": clock.today()},
        save=save,
        success_message="Recorded.",
        **arguments,
    )
