from django.contrib.postgres.lookups import Unaccent
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Lower
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from accounts.walls import hidden_from
from casework.access.records import open_record
from casework.duties import duty_items
from casework.enums import AllocationKind
from casework.models import Individual, SupportPackage
from casework.packages.council_documents import lacks, missing, with_missing
from casework.people.safety_facts import facts_of
from casework.people.status import current_support, held_today
from contracts import posts
from core import clock, messages
from core.models import Message
from core.uuids import as_uuid
from dashboard import my_work, system_status, timeline, urgent
from dashboard.filters import PeopleFilter
from dashboard.forms import FindForm
from plans.support_plan.plan_view import goals_overview
from reviews.models import KeyworkerUpdate
from risk.assessments.assessment_view import to_sign
from visits.models import PlannedVisit

PEOPLE_A_PAGE = 50
TOLD = FOUND = 20


@page(PageClass.OWN)
@require_safe
def home(request):
    """Everybody's first page. Whoever has no post goes to the portal; whoever has no work here, to the returns."""
    user = request.user
    may = posts.permissions(user)
    if not may:
        return redirect("me")
    if Permission.SEE_WORK not in may:
        return redirect("returns")
    day = clock.today()
    tasks = my_work.tasks(user, day)
    page_context = {
        "day": day,
        "told": Message.objects.in_app(user).unread().not_about(hidden_from(user))[:TOLD],
        "late": [task for task in tasks if task.days_late],
        "soon": [task for task in tasks if not task.days_late],
        "visits": my_work.visits_today(user, day),
        "to_sign": to_sign(user, day)[:TOLD] if Permission.MAKE_VISIT in may else None,
        "is_worker": Permission.MAKE_VISIT in may,
        "sends_referrals": Permission.SEND_REFERRAL in may,
        "uncovered": my_work.uncovered(user, day) if Permission.READ_WORKER in may else [],
        "to_decide": my_work.to_decide(user)[:TOLD],
        "without_lead": my_work.without_lead(user, day)[:TOLD],
        "to_attach": missing(user, day, most=TOLD) if Permission.ALLOCATE in may else None,
        "held": held_today(user)[:TOLD] if Permission.READ_PERSON in may else [],
        "room": my_work.room(user, day) if Permission.ALLOCATE in may else [],
        "quarters": my_work.this_quarter(user, day) if Permission.PREPARE_RETURN in may else [],
        "to_acknowledge": KeyworkerUpdate.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE)
        .filter(state="sent")
        .select_related("package__case__individual")
        .order_by("submitted_at")[:TOLD],
        **urgent.urgent_items(user, may, day),
    }
    return render(request, "dashboard/home.html", page_context)


@page(PageClass.OWN)
@require_POST
def message_read(request, pk):
    """Mark a line told in Casework as read, and go where it leads."""
    told = get_object_or_404(Message.objects.in_app(request.user).not_about(hidden_from(request.user)), pk=pk)
    messages.mark_read(message=told, by=request.user)
    return redirect(told.path or "home")


@page(PageClass.LIST)
def people(request):
    """The people whose records the user may open; staff also find others by name, and no more."""
    posts.require_permission(request.user, Permission.READ_PERSON)
    visible = Individual.objects.visible_to(request.user).primary_for(request.user)
    chosen = PeopleFilter(request.GET, queryset=visible, request=request)
    find = FindForm(request.POST if request.method == "POST" else None)
    found = []
    if request.method == "POST" and find.is_valid():
        found = _find(request.user, find.cleaned_data["words"])
    after = as_uuid(request.GET.get("after"))
    rows = chosen.qs.order_by("full_name", "pk").only("full_name", "reference")
    if after:
        last = visible.filter(pk=after).values_list("full_name", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(full_name__gt=last) | Q(full_name=last, pk__gt=after))
    shown = list(rows[: PEOPLE_A_PAGE + 1])
    page_context = {
        "rows": my_work.standings(shown[:PEOPLE_A_PAGE], request.user),
        "older": _next(request, shown),
        "filter": chosen,
        "find": find if posts.is_staff(request.user) else None,
        "found": found,
        "searched": request.method == "POST",
    }
    return render(request, "dashboard/people.html", page_context)


def _next(request, shown) -> str:
    if len(shown) <= PEOPLE_A_PAGE:
        return ""
    query = request.GET.copy()
    query["after"] = str(shown[PEOPLE_A_PAGE - 1].pk)
    return f"?{query.urlencode()}"


def _find(user, words: str) -> list:
    """By reference, or by any name they have or had; a merged record leads to the primary one."""
    findable = Individual.objects.findable_by(user)
    sought = Lower(Unaccent(Value(words)))
    like = Q(reference__iexact=words) | Q(names_sought__contains=sought) | Q(names_sought__trigram_word_similar=sought)
    likeness = TrigramWordSimilarity(sought, "names_sought")
    rows = findable.filter(like).annotate(likeness=likeness).order_by("-likeness", "pk")[:FOUND]
    primary_ids = list(dict.fromkeys(person.primary_id for person in rows))
    return sorted(findable.filter(pk__in=primary_ids), key=lambda person: primary_ids.index(person.pk))


@page(PageClass.PERSON)
@require_safe
def person(request, pk):
    """The record: what is going on, what is due, who is around, what happened."""
    user, day = request.user, clock.today()
    individual = open_record(
        request,
        Individual.objects.with_permissions(user, Permission.RECORD_HOSPITAL, Permission.RAISE_CONCERN)
        .with_header(user)
        .with_keyworker_on(day),
        Permission.READ_PERSON,
        pk,
    )
    packages = with_missing(SupportPackage.objects.visible_to(user).with_permissions(user, Permission.ALLOCATE), day)
    now = current_support(individual, user, _with_held_visits(packages, user, day))
    page_context = {
        "individual": individual,
        "now": now,
        "day_number": now.hold.day_number(day) if now.hold else 0,
        "held_visits": now.package.held_visits if now.hold else 0,
        "contact_points": facts_of(individual).contact_points,
        "entries": timeline.entries(individual, user),
        "duties": duty_items(user, day, is_reading=True, individual=individual),
        "allocations": [(AllocationKind(one["kind"]).label, one["name"]) for one in now.package.workers]
        if now.package
        else [],
        "keyworker": getattr(individual, "keyworker", None),
        "goals": goals_overview(now.package, user) if now.package else [],
        "may_allocate": now.package is not None and now.package.may_allocate,
        "lacks": lacks(now.package) if now.package and now.package.may_allocate else [],
        "may_record_hospital": individual.may_record_hospital,
        "may_raise": now.package is not None and individual.may_raise_concern,
    }
    return render(request, "dashboard/person.html", page_context)


def _with_held_visits(packages, user, day):
    """With `held_visits`: how many planned visits from `day` on are held."""
    planned = PlannedVisit.objects.visible_to(user).standing().with_holds().filter(package=OuterRef("pk"))
    held = planned.filter(local_on__gte=day, is_held=True).order_by().values("package")
    return packages.annotate(held_visits=Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0))


@page(PageClass.PERSON)
@require_safe
def openings(request, pk):
    """Who opened the record, when, and why where a reason was asked."""
    individual = open_record(request, Individual, Permission.READ_PERSON, pk)
    rows = individual.openings.shown().not_about(hidden_from(request.user)).select_related("recorded_by", "grant")
    return render(request, "dashboard/openings.html", {"individual": individual, "openings": rows[:100]})


@page(PageClass.OPERATIONS)
@require_safe
def operations(request):
    """When the clock last ran, what waits, what failed."""
    posts.require_permission(request.user, Permission.SEE_OPERATIONS)
    return render(request, "dashboard/operations.html", system_status.state())


@page(PageClass.PUBLIC)
@require_safe
def health(request):
    """Up or not: the database answers. Nothing else is told."""
    return HttpResponse(
        "up\n" if system_status.is_up() else "down\n",
        status=200 if system_status.is_up() else 503,
        content_type="text/plain",
    )
