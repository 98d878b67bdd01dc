"""The one form that stands on a person's record: under their header, leading back to a page of the record."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.urls import reverse

from casework.access.records import individual_of
from design.form_view import form_page

# Where a form leads back to that names no page: its own tab of the record.
TAB_PAGES = {
    "": "person",
    "overview": "person",
    "plan": "person_plan",
    "risk": "person_risk",
    "visits": "person_visits",
    "reviews": "person_reviews",
    "hospital": "person_hospital",
}


def record_form(
    request,
    record: Model,
    form_class: type,
    *,
    active_tab: str,
    back: str = "",
    success_url: str | Callable = "",
    template: str = "casework/person_form.html",
    context: dict[str, Any] | None = None,
    **arguments: Any,
) -> HttpResponse:
    """Show and save `form_class` on the record of the person whom `record` is about, or who it is.

    `active_tab` is the marked entry of the record's navigation ("" marks none). The page leads to `back`, the tab's
    page unless named, and a saved form to `success_url`, which is `back` unless named. The rest as for `form_page`.
    """
    individual = individual_of(record)
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
