"""What the pages of a referral share: opening it, its documents, and the page with one text."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import Request
from accounts.permissions import can
from casework.access.record_loader import open_record
from core.models import StateChange
from design.form_view import form_page
from design.forms import PlainForm, ReasonForm
from referrals.enums import CameBy, ReferralPart
from referrals.models import Referral, ReferralAddition, ReferralDocument


def open_for_referrer(request: Request, pk: UUID) -> Referral:
    """Open a referral for what its referrer does.

    Those who decide may open it, too, if it was entered on behalf of the referrer.
    """
    to_decide = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL)
    was_entered = to_decide.filter(pk=pk).exclude(came_by=CameBy.HERE).exists()
    permission = Permission.DECIDE_REFERRAL if was_entered else Permission.MAKE_REFERRAL
    referral: Referral = open_record(request, Referral, permission, pk)
    return referral


def open_for_either_side(request: Request, pk: UUID) -> Referral:
    """Open a referral for what its referrer and those who decide both do; not for those who may only read it."""
    may_decide = Referral.objects.allowing(request.user, Permission.DECIDE_REFERRAL).filter(pk=pk).exists()
    permission = Permission.DECIDE_REFERRAL if may_decide else Permission.MAKE_REFERRAL
    referral: Referral = open_record(request, Referral, permission, pk)
    return referral


def additions_of(referral: Referral, *, with_profile: bool = True) -> list[ReferralAddition]:
    """Return what was added after sending, the earliest first, and fetch it for whatever reads it of `referral`.

    The profile is for who wrote it and who decides, not for others who read the referral (decision 48).
    """
    prefetch_related_objects([referral], "additions__recorded_by", "additions__read_by")
    return [row for row in referral.additions.all() if with_profile or row.part != ReferralPart.PROFILE]


def documents_of(referral: Referral, user: User) -> QuerySet[ReferralDocument]:
    """All documents for those who decide or write the draft; for a referrer of a sent referral those they attached.

    Those of others may tell who is known here.
    """
    return _readable(referral.documents.select_related("document"), referral, user)


def documents_to_withdraw(referral: Referral, user: User) -> QuerySet[ReferralDocument]:
    """The same documents with those that were withdrawn already."""
    return _readable(ReferralDocument.with_struck.filter(referral=referral), referral, user)


def _readable(documents: QuerySet[ReferralDocument], referral: Referral, user: User) -> QuerySet[ReferralDocument]:
    permission = Permission.MAKE_REFERRAL if referral.is_draft else Permission.DECIDE_REFERRAL
    return documents if can(user, permission, referral) else documents.filter(recorded_by=user)


def referral_form(
    request: Request,
    referral: Referral,
    form_class: type[PlainForm],
    *,
    title: str,
    question: StateChange | None = None,
    **arguments: Any,
) -> HttpResponse:
    """A form about the referral, which the page names and leads back to; the rest as for `form_page`.

    `question` is the change of state whose reason is what the form answers; it is shown above the form.
    """
    url = reverse("referral", args=[referral.pk])
    return form_page(
        request,
        form_class,
        title=title,
        template="referrals/about.html",
        context={"referral": referral, "question": question},
        success_url=url,
        back=url,
        **arguments,
    )


def reason_form(
    request: Request, referral: Referral, save: Callable[[str], object], *, title: str, **arguments: Any
) -> HttpResponse:
    """A page with one text (a reason, a question or an answer), which goes to `save`; the rest as for `form_page`."""
    return referral_form(
        request, referral, ReasonForm, title=title, save=lambda data: save(data["reason"]), **arguments
    )
