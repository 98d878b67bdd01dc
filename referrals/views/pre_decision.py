"""What is weighed before a decision."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework.access.records import open_record
from core import clock
from design.form_view import form_page
from referrals import eligibility, services
from referrals.forms.pre_decision import AssessmentForm, FinishAssessmentForm, OverrideForm, SameDayForm, SharingForm
from referrals.models import Referral


@page(PageClass.REFERRAL_DECISION)
def waive(request, pk):
    """The Council waives a test of its own."""
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    today = clock.today()
    unmet = eligibility.unmet(referral, eligibility.terms_for(referral, today), today)
    return form_page(
        request,
        OverrideForm,
        title="The Council waives a test",
        unmet=unmet,
        review=True,
        save=lambda data: services.override_criterion(referral=referral, by=request.user, **data),
        success_url=reverse("referral", args=[pk]),
        success_message="The Council's agreement is recorded.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL_DECISION)
def same_day(request, pk):
    """Weigh the risks of a visit today."""
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return form_page(
        request,
        SameDayForm,
        title="Before a visit today: the risks",
        initial={"risk": referral.same_day_risk},
        save=lambda data: services.assess_same_day_risk(referral=referral, risk=data["risk"], by=request.user),
        success_url=reverse("referral", args=[pk]),
        success_message="The risks are weighed.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL_DECISION)
def assessment(request, pk):
    """Begin the period of assessment before the least age, or finish the one that was begun."""
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    begun = referral.assessment
    if begun:
        form, title = FinishAssessmentForm, "Finish the assessment"

        def save(data):
            return services.finish_assessment(assessment=begun, by=request.user, **data)

    else:
        form, title = AssessmentForm, "Begin the assessment before the birthday"

        def save(data):
            return services.begin_assessment(referral=referral, by=request.user, **data)

    return form_page(
        request,
        form,
        title=title,
        save=save,
        success_url=reverse("referral", args=[pk]),
        success_message="The assessment is recorded.",
        back=reverse("referral", args=[pk]),
    )


@page(PageClass.REFERRAL_DECISION)
def sharing(request, pk):
    """The transition plan was shared with an agency."""
    referral = open_record(request, Referral, Permission.DECIDE_REFERRAL, pk)
    return form_page(
        request,
        SharingForm,
        title="The transition plan was shared",
        save=lambda data: services.share_transition_plan(referral=referral, by=request.user, **data),
        success_url=reverse("referral", args=[pk]),
        success_message="The sharing is recorded.",
        back=reverse("referral", args=[pk]),
    )
