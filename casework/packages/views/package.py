"""A support package: what was agreed and how it changed, its hours and strand, its end."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.permissions import can
from casework import services
from casework.access.records import opened
from casework.hospital.hold_explanation import explain, length_of_stay
from casework.models import SupportPackage
from casework.packages.council_documents import lacking
from casework.packages.forms.ending import EndForm, EndingForm
from casework.packages.forms.package import ExpectedEndForm, HoursForm, StrandForm
from core import clock, documents
from design.form_view import form_page

RELATED = ("case__individual", "case__contract__council")
VIEWS = ("person_view", "council_view", "provider_view")


def _package(request, pk, permission=Permission.ALLOCATE) -> SupportPackage:
    return opened(request, SupportPackage.objects, permission, pk=pk, person="case__individual", related=RELATED)


def _change(request, package: SupportPackage, form_class, **more):
    """A form about the package; afterwards its page."""
    shown = reverse("package", args=[package.pk])
    return form_page(
        request,
        form_class,
        template="casework/person_form.html",
        context={"individual": package.individual, "here": "overview"},
        done=shown,
        back=shown,
        **more,
    )


@page(PageClass.PERSON)
@require_safe
def package(request, pk):
    """Everything agreed for one run of support, with what it was before."""
    shown = _package(request, pk, Permission.READ_PERSON)
    user, today = request.user, clock.today()
    terms = shown.case.contract.terms_on(max(shown.starts_on, min(today, shown.ended_on or today)))
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
    shown = _package(request, pk, Permission.READ_PERSON)
    kept = get_object_or_404(shown.council_documents.select_related("document"), pk=document_id)
    return documents.respond(kept.document)


@page(PageClass.PERSON_MANAGE)
def package_hours(request, pk):
    """Step support up or down."""
    changed = _package(request, pk)
    return _change(
        request,
        changed,
        HoursForm,
        title="Change the weekly hours",
        key=f"casework.hours:{pk}",
        initial={"from_on": max(clock.today(), changed.starts_on)},
        check=True,
        confirm="Change the hours",
        save=lambda data: services.change_hours(package=changed, by=request.user, **data),
        said="The hours are changed.",
    )


@page(PageClass.PERSON_MANAGE)
def package_strand(request, pk):
    """Move the package to another strand of its contract; where the contract has strands."""
    moved = _package(request, pk)
    strands = moved.case.contract.strands.all()
    if not strands:
        raise Http404
    return _change(
        request,
        moved,
        StrandForm,
        title="Move to another strand",
        key=f"casework.strand:{pk}",
        initial={"from_on": max(clock.today(), moved.starts_on)},
        strands=strands,
        check=True,
        confirm="Move the package",
        save=lambda data: services.change_strand(package=moved, by=request.user, **data),
        said="The package has moved to the other strand.",
    )


@page(PageClass.PERSON_MANAGE)
def package_expected_end(request, pk):
    """When and how support is meant to end; where the terms ask for an exit plan."""
    planned = _package(request, pk)
    if not planned.case.contract.terms_on(max(clock.today(), planned.starts_on)).asks_exit_plan:
        raise Http404
    return _change(
        request,
        planned,
        ExpectedEndForm,
        title="Expected end",
        initial={"expected_end_on": planned.expected_end_on, "exit_route": planned.exit_route},
        save=lambda data: services.plan_end(package=planned, by=request.user, **data),
        said="The expected end is saved.",
    )


@page(PageClass.PERSON_MANAGE)
def end_package(request, pk):
    ended = _package(request, pk)
    terms = ended.case.contract.terms_on(max(clock.today(), ended.starts_on))
    return _change(
        request,
        ended,
        EndForm,
        title="End support",
        key=f"casework.end:{pk}",
        asks_exit_plan=bool(terms.asks_exit_plan),
        check=True,
        confirm="End support",
        save=lambda data: services.end_support(package=ended, by=request.user, **data),
        said="Support has ended.",
    )


@page(PageClass.PERSON_MANAGE)
def package_ending(request, pk):
    """What the person, the Council and the provider say of an ending, and who agreed, written or added later."""
    package_ended = _package(request, pk)
    ending = getattr(package_ended, "ending", None)
    if ending is None:
        raise Http404
    fields = ("person_agreed", "council_agreed", "council_agreed_by", "council_agreed_on", "exit_plan", *VIEWS)

    def save(data):
        revision = data.pop("revision")
        return services.write_ending(ending=ending, revision=revision, by=request.user, **data)

    return _change(
        request,
        package_ended,
        EndingForm,
        title="What is said of the ending",
        key=f"casework.ending:{pk}",
        initial={"revision": ending.revision, **{name: getattr(ending, name) for name in fields}},
        save=save,
        said="The ending is saved.",
    )
