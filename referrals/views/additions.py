"""What is added to a referral after it was sent."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_loader import open_record
from core import clock
from design.form_view import post_action
from referrals import eligibility, services
from referrals.forms.additions import AddToReferralForm
from referrals.models import Referral, ReferralAddition
from referrals.parts.required import parts_of
from referrals.views.loaders import open_for_either_side, reason_form, referral_form


@page(PageClass.REFERRAL)
def add(request: Request, pk: UUID) -> HttpResponse:
    """Add or correct something while the referral waits for a decision."""
    referral = open_for_either_side(request, pk)
    return referral_form(
        request,
        referral,
        AddToReferralForm,
        title="Add or correct something",
        closed=referral.why_no_additions,
        parts=parts_of(referral, eligibility.terms_for(referral, clock.today())),
        save=lambda data: services.add_to_referral(referral=referral, by=request.user, **data),
        success_message="Added. It is shown beside the answers.",
    )


@page(PageClass.REFERRAL_DECISION)
@require_POST
def read(request: Request, pk: UUID, addition_id: UUID) -> HttpResponse:
    """Record that what was added is read."""
    referral: Referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    addition = get_object_or_404(referral.additions, pk=addition_id)
    return post_action(
        request,
        lambda: services.read_addition(addition=addition, by=request.user),
        success_url=reverse("referral", args=[pk]),
        success_message="Marked as read.",
        may_repeat=True,
    )


@page(PageClass.REFERRAL)
def withdraw(request: Request, pk: UUID, addition_id: UUID) -> HttpResponse:
    """Withdraw what was added by mistake, until the decision."""
    referral = open_for_either_side(request, pk)
    own = ReferralAddition.with_struck.filter(referral=referral, recorded_by=request.user).select_related("referral")
    addition = get_object_or_404(own, pk=addition_id)
    return reason_form(
        request,
        referral,
        lambda text: services.withdraw_addition(addition=addition, reason=text, by=request.user),
        title="Withdraw what you added",
        label="What was wrong",
        closed=addition.why_not_withdrawn,
        submit_label="Withdraw",
        success_message="Withdrawn.",
    )
