"""A representative writes to the team. The page says the same whatever becomes of it, and nothing of the person."""

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.page_access import PageClass, Request, page
from casework.models import Representative
from contracts.service_hours import READ_WITHIN
from design.form_view import form_page
from design.message_tags import WROTE_ABOUT_ANOTHER
from plans import services as plans
from plans.comments.own import messages_read
from plans.models import Comment
from portal.forms import TellUsForm
from portal.who_reads import team_reads

SENT = "Thank you. We do what is needed. We cannot tell you anything here."


@page(PageClass.OWN)
def tell_us(request: Request) -> HttpResponse:
    """Tell the team something about somebody whom the user represents, or represented."""
    rows = Representative.objects.of_user(request.user)
    people = {str(row.pk): row for row in rows}
    if not people:
        raise Http404

    reads = team_reads(request.user)

    def save(data: dict[str, Any]) -> Comment:
        representative = people[data["about"]]
        return plans.tell_us(
            representative=representative, words=data["words"], for_managers=data["for_managers"], by=request.user
        )

    return form_page(
        request,
        TellUsForm,
        title="Tell us something",
        template="portal/tell_us.html",
        base="portal/base.html",
        people=[(key, row.known_as) for key, row in people.items()],
        context={
            "who_reads": reads,
            "hours": READ_WITHIN // datetime.timedelta(hours=1),
            "messages_read": messages_read(request.user),
        },
        save=save,
        success_url=reverse("tell_us"),  # the same for who represents nobody any more
        success_message=f"{reads.sent_message} {SENT}" if reads else f"Sent. {SENT}",
        success_tags=WROTE_ABOUT_ANOTHER,
        back=reverse("me"),
    )
