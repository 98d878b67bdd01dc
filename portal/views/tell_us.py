"""A representative writes to the team. The page says the same whatever becomes of it, and nothing of the person."""

import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.page_access import PageClass, Request, page
from casework.models import Representative
from contracts.service_hours import READ_WITHIN
from design.form_view import form_page
from plans import services as plans
from plans.models import Comment
from portal.forms import TellUsForm
from portal.who_reads import NOT_SAFE

SENT = f"Sent. Thank you. We read it and do what is needed. {NOT_SAFE}"


@page(PageClass.OWN)
def tell_us(request: Request) -> HttpResponse:
    """Tell the team something about somebody whom the user represents, or represented."""
    rows = Representative.objects.of_user(request.user)
    people = {str(row.pk): row for row in rows}
    if not people:
        raise Http404

    def save(data: dict[str, Any]) -> Comment:
        return plans.tell_us(representative=people[data["about"]], words=data["words"], by=request.user)

    return form_page(
        request,
        TellUsForm,
        title="Tell us something",
        template="portal/tell_us.html",
        base="portal/base.html",
        people=[(key, row.individual.full_name) for key, row in people.items()],
        context={"hours": READ_WITHIN // datetime.timedelta(hours=1)},
        save=save,
        success_url=reverse("tell_us"),  # the same for who represents nobody any more
        success_message=SENT,
        back=reverse("me"),
    )
