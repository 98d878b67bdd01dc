"""The page of a form on a person's record: under their header, leading back to a page of the record."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from accounts.page_access import Request
from casework.access.record_loader import individual_of
from core.models import StrikeThrough
from design.form_view import form_page
from design.forms import PlainForm

# The page that a form leads back to by default: its own tab of the record.
TAB_PAGES = {
    "": "person",
    "overview": "person",
    "plan": "person_plan",
    "risk": "person_risk",
    "messages": "person_messages",
    "visits": "person_visits",
    "reviews": "person_reviews",
    "hospital": "person_hospital",
    "access_log": "person_access_log",
}


def record_form(
    request: Request,
    record: Model,
    form_class: type[PlainForm],
    *,
    active_tab: str,
    back: str = "",
    success_url: str | Callable[[Any], str] = "",
    template: str = "casework/person_form.html",
    context: dict[str, Any] | None = None,
    **arguments: Any,
) -> HttpResponse:
    """Show and save `form_class` under the header of the person whom `record` is about.

    `active_tab` is the marked entry of the record's navigation ("" marks none). `back` is the tab's page by default,
    and `success_url` is `back`. A record that is struck through opens no form. `arguments` are those of
    `form_page`.
    """
    individual = individual_of(record)
    arguments.setdefault("closed", record.why_closed if isinstance(record, StrikeThrough) else "")
    back = back or reverse(TAB_PAGES[active_tab], args=[individual.pk])
    return form_page(
        request,
        form_class,
        template=template,
        context={"individual": individual, "active_tab": active_tab, **(context or {})},
        back=back,
        success_url=success_url or back,
        **arguments,
    )
