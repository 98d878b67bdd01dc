"""A support package: what was agreed and how it changed, its hours and strand, its end."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework import services
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.hospital.hold_explanation import explain, length_of_stay
from casework.models import SupportPackage
from casework.packages.council_documents import lacking
from casework.packages.forms.ending import EndForm, EndingForm
from casework.packages.forms.package import ExpectedEndForm, HoursForm, StrandForm
from core import clock, documents

VIEWS = ("person_view", "council_view", "provider_view")


@page(PageClass.PERSON)
@require_safe
def package(request, pk):
    """Everything agreed for one run of support, with what it was before."""
    shown = open_record(request, SupportPackage, Permission.READ_PERSON, pk)
    user, today = request.user, clock.today()
    terms = shown.terms_on(today)
    others = SupportPackage.objects.visible_to(user).filter(case=shown.case_id)
    papers = list(shown.council_documents.select_related("document"))
    page_context = {
        "individual": shown.individual,
        "package": shown,
        "terms": terms,
        "length": length_of_stay(shown, today),
        "domains": shown.wanted_domains.all(),
        "strands": shown.strands.select_related("strand", "recorded_by").order_by("-from_on"),
        "hours": shown.weekly_hours.select_related("recorded_by").order_by("-from_on"),
        "allocations": shown.allocations.select_related("worker__user").order_by("-from_on", "kind"),
        "lacks": lacking(shown, terms, papers),
        "documents": papers,
        "outcomes": shown.agreed_outcomes.select_related("contract_outcome"),
        "ending": getattr(shown, "ending", None),
        "before": others.filter(pk=shown.follows_id).first(),
        "after": others.filter(follows=shown).first(),
        "explained": explain(shown),
        "may_manage": can(user, Permission.ALLOCATE, shown),
        "may_refer": can(user, Permission.MAKE_REFERRAL, shown),
        "has_strands": shown.case.contract.strands.exists(),
    }
    return render(request, "casework/package.html", page_context)


@page(PageClass.PERSON)
@require_safe
def package_document(request, pk, document_id):
    """A document the Council sent for the package."""
    shown = open_record(request, SupportPackage, Permission.READ_PERSON, pk)
    kept = get_object_or_404(shown.council_documents.select_related("document"), pk=document_id)
    return documents.respond(kept.document)


@page(PageClass.PERSON_MANAGE)
def package_hours(request, pk):
    """Step support up or down."""
    changed = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    return record_form(
        request,
        changed,
        HoursForm,
        active_tab="overview",
        title="Change the weekly hours",
        initial={"from_on": changed.first_day_from(clock.today())},
        review=True,
        confirm_label="Change the hours",
        save=lambda data: services.change_hours(package=changed, by=request.user, **data),
        success_message="The hours are changed.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_strand(request, pk):
    """Move the package to another strand of its contract; where the contract has strands."""
    moved = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    strands = moved.case.contract.strands.all()
    if not strands:
        raise Http404
    return record_form(
        request,
        moved,
        StrandForm,
        active_tab="overview",
        title="Move to another strand",
        initial={"from_on": moved.first_day_from(clock.today())},
        strands=strands,
        review=True,
        confirm_label="Move the package",
        save=lambda data: services.change_strand(package=moved, by=request.user, **data),
        success_message="The package has moved to the other strand.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_expected_end(request, pk):
    """When and how support is meant to end; where the terms ask for an exit plan."""
    planned = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    if not planned.terms_on(clock.today()).asks_exit_plan:
        raise Http404
    return record_form(
        request,
        planned,
        ExpectedEndForm,
        active_tab="overview",
        title="Expected end",
        initial={"expected_end_on": planned.expected_end_on, "exit_route": planned.exit_route},
        save=lambda data: services.plan_end(package=planned, by=request.user, **data),
        success_message="The expected end is saved.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def end_package(request, pk):
    ended = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    terms = ended.terms_on(clock.today())
    return record_form(
        request,
        ended,
        EndForm,
        active_tab="overview",
        title="End support",
        asks_exit_plan=bool(terms.asks_exit_plan),
        review=True,
        confirm_label="End support",
        save=lambda data: services.end_support(package=ended, by=request.user, **data),
        success_message="Support has ended.",
        back=reverse("package", args=[pk]),
    )


@page(PageClass.PERSON_MANAGE)
def package_ending(request, pk):
    """What the person, the Council and the provider say of an ending, and who agreed, written or added later."""
    package_ended = open_record(request, SupportPackage, Permission.ALLOCATE, pk)
    ending = getattr(package_ended, "ending", None)
    if ending is None:
        raise Http404
    fields = ("person_agreed", "council_agreed", "council_agreed_by", "council_agreed_on", "exit_plan", *VIEWS)

    def save(data):
        revision = data.pop("revision")
        return services.write_ending(ending=ending, revision=revision, by=request.user, **data)

    return record_form(
        request,
        package_ended,
        EndingForm,
        active_tab="overview",
        title="What is said of the ending",
        initial={"revision": ending.revision, **{name: getattr(ending, name) for name in fields}},
        save=save,
        success_message="The ending is saved.",
        back=reverse("package", args=[pk]),
    )
