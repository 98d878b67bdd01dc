"""The parts of a draft: each is a page, saved by itself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from contracts.models import Terms
from contracts.posts import users_with
from core import clock
from design.form_view import form_page
from referrals import eligibility, services
from referrals.enums import ReferralDocumentKind, ReferralPart
from referrals.models import Referral, ReferralDocument
from referrals.parts.answers import rows_of
from referrals.parts.forms import PART_FORMS
from referrals.parts.forms.base import LATER
from referrals.parts.initial import initial_of
from referrals.parts.required import is_part_complete, missing_parts, parts_of

# The parameter of the address with which the check page opens a part, so that saving leads back to it.
FROM_CHECK = "from=check"
# A draft has these from its first page.
NEVER_EMPTY = ("full_name", "source", "came_by")


@page(PageClass.REFERRAL)
def part(request: Request, pk: UUID, part: str) -> HttpResponse:
    """Answer one part of a draft."""
    referral: Referral = open_record(request, Referral, Permission.MAKE_REFERRAL, pk)
    terms = eligibility.terms_for(referral, clock.today())
    chosen = next((each for each in parts_of(referral, terms) if each == part), None)
    if chosen is None:
        raise Http404
    next_url = reverse("referral_send" if is_from_check(request) else "referral", args=[pk])
    is_unfinished = LATER in request.POST
    return form_page(
        request,
        PART_FORMS[chosen],
        title=chosen.label,
        template="referrals/about.html",
        context={"referral": referral, "question": None},
        closed=referral.why_not_edited,
        contract=referral.contract,
        terms=terms,
        referrers=users_with(referral.contract, Permission.SEND_REFERRAL) if referral.was_entered_on_behalf else None,
        comes_back=referral.returns_from_id is not None,
        initial={**initial_of(referral, PART_FORMS[chosen].base_fields), "revision": referral.revision_of(chosen)},
        save=lambda data: services.edit(referral=referral, part=chosen, by=request.user, **_without_empty(data)),
        success_url=reverse("referral", args=[pk]) if is_unfinished else next_url,
        success_message="Saved. You can finish this part later." if is_unfinished else "",
        back=next_url,
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of a part without those that a draft always has and that were left empty: these stay."""
    has_referrer = data.get("referrer") or data.get("referrer_words")
    never_empty = NEVER_EMPTY if has_referrer else (*NEVER_EMPTY, "referrer", "referrer_words")
    return {name: value for name, value in data.items() if value or name not in never_empty}


def is_from_check(request: HttpRequest) -> bool:
    """Return whether the check page opened this part."""
    return request.GET.get("from") == "check"


def part_url(referral: Referral, part: ReferralPart, *, from_check: bool = False) -> str:
    """Return the address of the part's page."""
    url = reverse("referral_part", args=[referral.pk, part.value])
    return f"{url}?{FROM_CHECK}" if from_check else url


def tasks(referral: Referral, terms: Terms, documents: list[ReferralDocument]) -> list[dict[str, Any]]:
    """Return the task list of a draft: its parts, its documents, and sending it."""
    rows: list[dict[str, Any]] = [
        {"title": part.label, "href": part_url(referral, part), "status": _status(referral, part, terms)}
        for part in parts_of(referral, terms)
    ]
    missing = eligibility.missing_documents(referral, terms)
    is_ready = not missing_parts(referral, terms)
    rows.append(_document_task(referral, missing, documents))
    rows.append(
        {
            "title": "Check and send",
            "href": reverse("referral_send", args=[referral.pk]),
            "status": ("To do", "brand") if is_ready else ("Not ready to send", "plain"),
        }
    )
    return rows


def _status(referral: Referral, part: ReferralPart, terms: Terms) -> tuple[str, str]:
    if not is_part_complete(referral, part, terms):
        return ("In progress", "soon") if referral.revision_of(part) > 1 else ("To do", "brand")
    return ("Done", "done") if any(rows_of(referral, part)) else ("Optional", "plain")


def _document_task(
    referral: Referral, missing: list[ReferralDocumentKind], documents: list[ReferralDocument]
) -> dict[str, Any]:
    attached = ("Attached", "done") if documents else ("Optional", "plain")
    return {
        "title": "Documents",
        "href": reverse("referral_attach", args=[referral.pk]),
        "hint": "Still missing: " + ", ".join(str(kind.label) for kind in missing) if missing else "",
        "status": ("Missing", "soon") if missing else attached,
    }
