"""The list of people, the search for a person, and a person's record."""

import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
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
from accounts.permissions import can
from accounts.walls import hidden_from
from casework.access.person_rights import PersonRights, rights_for_person
from casework.access.record_loader import accesses_of, log_bulk_access, open_record
from casework.access.representatives import representatives_on
from casework.consent.enums import MayTalk
from casework.duties import duties_of_person
from casework.enums import AllocationKind, EndReason, RelationshipKind
from casework.hospital.current_stay import has_open_stay
from casework.hospital.wrong_endings import WRONGLY_ENDED, is_wrongly_ended
from casework.models import HEADER_PERMISSIONS, AccessQuestion, Individual, SupportPackage
from casework.packages.council_documents import missing_kinds, with_missing_documents
from casework.people.primary import about_people
from casework.people.safety_facts import SafetyFacts, facts_of
from casework.people.search import find_people
from casework.people.search_close import CloseMatch, search_close
from casework.people.status import current_support
from contracts import posts
from core import clock
from core.uuids import as_uuid
from dashboard import people_table
from dashboard.filters import PeopleFilter
from dashboard.forms import FindForm
from dashboard.since import Changes, changes_since_opened, changes_since_update
from dashboard.timeline import person_timeline
from design import formatting
from design.tables import first_rows, list_response
from plans.support_plan.plan_view import goals_overview
from risk.requests.state import latest_request
from risk.safety_plans.in_force import plans_in_force
from visits.models import PlannedVisit

PEOPLE_A_PAGE = 50
MOST_QUESTIONS = 50
ACCESSES_A_PAGE = 50
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
    close_matches: list[CloseMatch] = []
    if request.method == "POST" and find.is_valid():
        matches = find_people(request.user, find.cleaned_data["words"])
        close = search_close(request.user, find.cleaned_data["words"])
        log_bulk_access(request, close.individual_ids())
        close_matches = close.matches()
    after = as_uuid(request.GET.get("after"))
    rows = filterset.qs.order_by("full_name", "pk").only("full_name", "reference")
    if after:
        last = filterset.queryset.filter(pk=after).values_list("full_name", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(full_name__gt=last) | Q(full_name=last, pk__gt=after))
    page_rows = list(rows[: PEOPLE_A_PAGE + 1])
    page_context = {
        "rows": people_table.person_rows(page_rows[:PEOPLE_A_PAGE], request.user),
        "older": _next(request, page_rows),
        "filter": filterset,
        "find": find if posts.is_staff(request.user) else None,
        "matches": matches,
        "close_matches": close_matches,
        "searched": request.method == "POST",
    }
    return render(request, "dashboard/people.html", page_context)


def _filtered(request: Request) -> PeopleFilter:
    """Return the people of the list, one record for each, with the filters of the address."""
    visible = Individual.objects.visible_to(request.user).primary_for(request.user)
    return PeopleFilter(request.GET, queryset=visible, request=request)


@page(PageClass.LIST)
@require_safe
@confirm_lately("download the list of people")
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
        .with_council_references()
        .annotate(is_in_hospital=has_open_stay(), representative_rows=representatives_on(day)),
        Permission.READ_PERSON,
        pk,
    )
    with rights_for_person(user, individual) as rights:
        rights.set_permissions(
            *HEADER_PERMISSIONS,
            Permission.RECORD_HOSPITAL,
            Permission.REPORT_HOSPITAL,
            Permission.ASK_QUESTION,
            Permission.ACKNOWLEDGE_UPDATE,
            Permission.RAISE_CONCERN,
            Permission.RECORD_INCIDENT,
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
        "facts": facts,
        "places": facts.places,
        "emergency_contacts": facts.emergency_contacts,
        "gp": next(iter(individual.gp_rows), None),
        "entries": person_timeline(rights),
        "duties": duties_of_person(rights, day, is_reading=True),
        "duty_links": {duty.href for duty in duties_of_person(rights, day)},
        "allocations": [_worker_row(row, day) for row in support.workers],
        **_close_people(individual, facts),
        "keyworker": getattr(individual, "keyworker", None),
        **_ended_by_hold(package),
        "goals": goals_overview(package, user) if package else [],
        "may_log_visit": package is not None and package.is_open and package.may_log_visit,
        "may_allocate": package is not None and package.may_allocate,
        "missing_kinds": missing_kinds(package) if package and package.may_allocate else [],
        "may_record_hospital": individual.may_record_hospital,
        "changes": _changes(individual, package, rights),
        "may_ask": individual.may_ask_question,
        "may_report_hospital": individual.may_report_hospital,
        **_risk_without_tab(individual, user),
        "may_raise": package is not None and individual.may_raise_concern,
        "may_record_incident": package is not None and individual.may_record_incident,
    }


def _risk_without_tab(individual: Any, user: User) -> dict[str, Any]:
    """Return what the page says about risk to whoever does not have the Risk tab: their request for the assessment,
    and the safety plan in force if the person agreed.
    """
    asks_risk = individual.may_ask_question and not individual.may_read_risk
    return {
        "asks_risk": asks_risk,
        "risk_request": latest_request(individual, user) if asks_risk else None,
        "shared_safety_plans": [] if individual.may_read_risk else plans_in_force(individual, user),
    }


def _ended_by_hold(package: SupportPackage | None) -> dict[str, Any]:
    """Return what the page says where a hospital hold ended support, "" where not, and if it did so wrongly."""
    if package is None or package.end_reason != EndReason.HOLD_EXPIRED:
        return {"ended_by_hold": "", "is_wrongly_ended": False}
    is_wrong = is_wrongly_ended(package)
    return {"ended_by_hold": WRONGLY_ENDED if is_wrong else ENDED_BY_HOLD, "is_wrongly_ended": is_wrong}


def _changes(individual: Any, package: SupportPackage | None, rights: PersonRights) -> Changes | None:
    """Return what the page begins with: since the last update for the keyworker, since they were here for staff."""
    if package and individual.may_acknowledge_update:
        return changes_since_update(package, rights.user)
    return changes_since_opened(rights) if individual.may_read_visit else None


def _close_people(individual: Any, facts: SafetyFacts) -> dict[str, Any]:
    """Return the people close to the person and the representatives, each with `may_talk`."""
    rows = individual.representative_rows
    return {
        "relationships": _relationships(individual, facts),
        "representatives": [{**row, "may_talk": MayTalk(row["may_talk"])} for row in rows],
    }


def _relationships(individual: Any, facts: SafetyFacts) -> list[dict[str, Any]]:
    """Return those close to the person, each with `may_talk` and `answers` about contacting them.

    Emergency contacts have a list of their own.
    """
    return [
        {
            **row,
            "kind": RelationshipKind(row["kind"]).label,
            "may_talk": facts.may_talk_with(row["name"]),
            "answers": facts.answers_about(row["name"], row["contact_safety"], row["knows_of_support"]),
        }
        for row in individual.relationship_rows
        if row["emergency_order"] is None
    ]


def _worker_row(row: dict[str, str], day: datetime.date) -> tuple[str, str, str]:
    """Return label, name and telephone number of an allocation in `CurrentSupport.workers`. The label says when it
    begins, if that is later.
    """
    label, from_on = AllocationKind(row["kind"]).label, datetime.date.fromisoformat(row["from_on"])
    return (f"{label} from {formatting.day(from_on)}" if from_on > day else label), row["name"], row["telephone"]


def _with_held_visits(packages: Any, user: User, day: datetime.date) -> Any:
    """Return the packages with `held_visits`: how many planned visits from `day` are under a hospital hold."""
    planned = PlannedVisit.objects.visible_to(user).upcoming().with_holds().filter(package=OuterRef("pk"))
    held_visits = planned.filter(local_on__gte=day, is_held=True).order_by().values("package")
    return packages.annotate(held_visits=Coalesce(Subquery(held_visits.annotate(n=Count("pk")).values("n")), 0))


@page(PageClass.PERSON)
@require_safe
def access_log(request: Request, pk: UUID) -> HttpResponse:
    """Who viewed the record, when, and the reason if one was needed; not when the person read it themselves."""
    individual = open_record(request, Individual, Permission.READ_VISIT, pk)
    rows = accesses_of(individual, reader=request.user).not_about(hidden_from(request.user))
    accesses = Paginator(rows, ACCESSES_A_PAGE).get_page(request.GET.get("page"))
    page_context = {
        "individual": individual,
        "accesses": accesses,
        "newer": f"?page={accesses.previous_page_number()}" if accesses.has_previous() else "",
        "older": f"?page={accesses.next_page_number()}" if accesses.has_next() else "",
        "questions": _access_questions(individual, request.user),
        "may_ask": can(request.user, Permission.LOG_VISIT, individual),
        "may_answer": can(request.user, Permission.REVIEW_ACCESS, individual),
    }
    return render(request, "dashboard/access_log.html", page_context)


def _access_questions(individual: Individual, user: User) -> list[AccessQuestion]:
    """Return what the person asked about who opened the record: to who answers, and what `user` recorded of it."""
    of_person = about_people("individual", [individual.primary_id])
    answered = AccessQuestion.objects.visible_to(user).filter(of_person)
    recorded = AccessQuestion.objects.allowing(user, Permission.LOG_VISIT).filter(of_person, recorded_by=user)
    related = ("asked_about", "link", "answered_by", "recorded_by", "individual")
    by_id = {
        row.pk: row
        for rows in (answered, recorded)
        for row in rows.with_asker().select_related(*related)[:MOST_QUESTIONS]
    }
    return sorted(by_id.values(), key=lambda row: (row.opened_on, row.recorded_at), reverse=True)[:MOST_QUESTIONS]
