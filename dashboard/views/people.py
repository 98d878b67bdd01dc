"""The list of people, the search for a person, and a person's record."""

import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.models import User
from accounts.page_access import PageClass, Request, page
from accounts.walls import hidden_from
from casework.access.person_rights import PersonRights, rights_for_person
from casework.access.record_loader import accesses_of, log_bulk_access, open_record
from casework.duties import duties_of_person
from casework.enums import AllocationKind, EndReason, RelationshipKind
from casework.models import HEADER_PERMISSIONS, AccessQuestion, Individual, SupportPackage
from casework.packages.council_documents import missing_kinds, with_missing_documents
from casework.people.safety_facts import facts_of
from casework.people.search import find_people
from casework.people.status import current_support
from contracts import posts
from core import clock
from core.uuids import as_uuid
from dashboard import my_work, people_table
from dashboard.filters import PeopleFilter
from dashboard.forms import FindForm
from dashboard.timeline import person_timeline
from design import formatting
from design.tables import first_rows, list_response
from plans.support_plan.plan_view import goals_overview
from visits.models import PlannedVisit

PEOPLE_A_PAGE = 50
MOST_QUESTIONS = 50
ENDED_BY_HOLD = (
    "Support ended because the hospital stay was longer than the hold. To support this person again, the Council must "
    "make a new referral with a revised support plan after a formal review."
)


@page(PageClass.LIST)
def people(request: Request) -> HttpResponse:
    """The people whose records the user may open. Staff can also find others by name, without opening them."""
    posts.require_permission(request.user, Permission.READ_PERSON)
    filterset = _filtered(request)
    find = FindForm(request.POST if request.method == "POST" else None)
    matches: list[Individual] = []
    if request.method == "POST" and find.is_valid():
        matches = find_people(request.user, find.cleaned_data["words"])
    after = as_uuid(request.GET.get("after"))
    rows = filterset.qs.order_by("full_name", "pk").only("full_name", "reference")
    if after:
        last = filterset.queryset.filter(pk=after).values_list("full_name", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(full_name__gt=last) | Q(full_name=last, pk__gt=after))
    page_rows = list(rows[: PEOPLE_A_PAGE + 1])
    page_context = {
        "rows": my_work.person_rows(page_rows[:PEOPLE_A_PAGE], request.user),
        "older": _next(request, page_rows),
        "filter": filterset,
        "find": find if posts.is_staff(request.user) else None,
        "matches": matches,
        "searched": request.method == "POST",
    }
    return render(request, "dashboard/people.html", page_context)


def _filtered(request: Request) -> PeopleFilter:
    """Return the people of the list, one record for each, with the filters of the address."""
    visible = Individual.objects.visible_to(request.user).primary_for(request.user)
    return PeopleFilter(request.GET, queryset=visible, request=request)


@page(PageClass.LIST)
@require_safe
@confirm_lately
def people_csv(request: Request) -> HttpResponseBase:
    """The list with its filters as a file. Everybody in it is logged before the first name is read.

    Who was found by name is in no file: that search is never in an address.
    """
    posts.require_permission(request.user, Permission.READ_PERSON)
    filterset = _filtered(request)
    if not filterset.is_valid():
        return redirect(f"{reverse('people')}?{request.GET.urlencode()}")
    ids, is_cut = first_rows(filterset.qs.order_by("full_name", "pk").values_list("pk", flat=True))
    log_bulk_access(request, ids)
    lines = people_table.lines(ids, request.user)
    return list_response(people_table.HEADINGS, lines, name="people", is_cut=is_cut)


def _next(request: Request, rows: list[Individual]) -> str:
    if len(rows) <= PEOPLE_A_PAGE:
        return ""
    query = request.GET.copy()
    query["after"] = str(rows[PEOPLE_A_PAGE - 1].pk)
    return f"?{query.urlencode()}"


@page(PageClass.PERSON)
@require_safe
def person(request: Request, pk: UUID) -> HttpResponse:
    """The person's record: current support, what is due, who works with them, the timeline."""
    user, day = request.user, clock.today()
    individual = open_record(
        request,
        Individual.objects.with_header_facts(user)
        .with_keyworker_on(day)
        .with_relationships_on(day)
        .with_gp_on(day)
        .with_council_references(),
        Permission.READ_PERSON,
        pk,
    )
    with rights_for_person(user, individual) as rights:
        rights.set_permissions(
            *HEADER_PERMISSIONS,
            Permission.RECORD_HOSPITAL,
            Permission.RAISE_CONCERN,
            Permission.WRITE_PLAN,
            Permission.KEEP_PORTAL,
        )
        page_context = _record_context(individual, rights, day)
    return render(request, "dashboard/person.html", page_context)


def _record_context(individual: Any, rights: PersonRights, day: datetime.date) -> dict[str, Any]:
    """Return what the record's page shows; every query is about this person. `individual` has the columns of `person`.

    Lists are read here: the page is rendered where the rights are no longer limited to the person.
    """
    user = rights.user
    packages: Any = with_missing_documents(
        SupportPackage.objects.visible_to(user).with_permissions(user, Permission.ALLOCATE, Permission.LOG_VISIT), day
    )
    support = current_support(individual, user, _with_held_visits(packages, user, day))
    package: Any = support.package
    facts = facts_of(individual)
    return {
        "individual": individual,
        "support": support,
        "day_number": support.hold.day_number(day) if support.hold else 0,
        "held_visits": package.held_visits if support.hold else 0,
        "contact_points": facts.contact_points,
        "places": facts.places,
        "emergency_contacts": facts.emergency_contacts,
        "gp": getattr(individual, "gp", None),
        "entries": person_timeline(rights),
        "duties": duties_of_person(rights, day, is_reading=True),
        "duty_links": {duty.href for duty in duties_of_person(rights, day)},
        "allocations": [_worker_row(row, day) for row in support.workers],
        "relationships": [
            {**row, "kind": RelationshipKind(row["kind"]).label}
            for row in individual.relationship_rows
            if row["emergency_order"] is None
        ],
        "keyworker": getattr(individual, "keyworker", None),
        "ended_by_hold": ENDED_BY_HOLD if package and package.end_reason == EndReason.HOLD_EXPIRED else "",
        "goals": goals_overview(package, user) if package else [],
        "may_log_visit": package is not None and package.is_open and package.may_log_visit,
        "may_allocate": package is not None and package.may_allocate,
        "missing_kinds": missing_kinds(package) if package and package.may_allocate else [],
        "may_record_hospital": individual.may_record_hospital,
        "may_raise": package is not None and individual.may_raise_concern,
    }


def _worker_row(row: dict[str, str], day: datetime.date) -> tuple[str, str]:
    """Return label and name of an allocation in `CurrentSupport.workers`; the label says when it begins, if later."""
    label, from_on = AllocationKind(row["kind"]).label, datetime.date.fromisoformat(row["from_on"])
    return (f"{label} from {formatting.day(from_on)}" if from_on > day else label), row["name"]


def _with_held_visits(packages: Any, user: User, day: datetime.date) -> Any:
    """Return the packages with `held_visits`: how many planned visits from `day` are under a hospital hold."""
    planned = PlannedVisit.objects.visible_to(user).upcoming().with_holds().filter(package=OuterRef("pk"))
    held_visits = planned.filter(local_on__gte=day, is_held=True).order_by().values("package")
    return packages.annotate(held_visits=Coalesce(Subquery(held_visits.annotate(n=Count("pk")).values("n")), 0))


@page(PageClass.PERSON)
@require_safe
def access_log(request: Request, pk: UUID) -> HttpResponse:
    """Who viewed the record, when, and the reason if one was needed; not when the person read it themselves."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    accesses = accesses_of(individual).not_about(hidden_from(request.user))[:100]
    questions = AccessQuestion.objects.visible_to(request.user).filter(individual=individual)
    page_context = {
        "individual": individual,
        "accesses": accesses,
        "questions": questions.select_related("asked_about", "link", "answered_by")[:MOST_QUESTIONS],
    }
    return render(request, "dashboard/access_log.html", page_context)
