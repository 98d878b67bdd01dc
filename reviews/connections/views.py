"""The connections maps of a person: read, then beside now, made, corrected and withdrawn."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can
from casework.access.record_form import record_form
from casework.access.record_loader import open_record, with_person
from casework.models import Individual, SupportPackage
from casework.people.status import current_support
from core import clock
from core.uuids import as_uuid
from design.form_view import ReviewPanel
from design.forms import ReasonForm
from reviews import services
from reviews.connections.comparison import figures_of_entries, load_map_views, newest_pair
from reviews.connections.forms import (
    KINDS,
    ConnectionsMapForm,
    CorrectConnectionsMapForm,
    MeaningForm,
    columns_in,
    domain_id_of,
    entries_in,
    saved_entries,
)
from reviews.connections.rules import asks_connections_map, domains_to_ask, why_no_meaning, workers_of
from reviews.models import ConnectionsMap

NO_MAPS = "This contract has no connections maps."


def _list_url(individual_id: UUID) -> str:
    return reverse("person_connections", args=[individual_id])


def _map_url(connections_map: ConnectionsMap) -> str:
    return reverse("connections_map", args=[connections_map.pk])


@page(PageClass.PERSON)
@require_safe
def person_connections(request: Request, pk: UUID) -> HttpResponse:
    """Show then and now of the newest map, and the list of maps."""
    individual: Individual = open_record(request, Individual, Permission.READ_VISIT, pk)
    package = current_support(individual, request.user).package
    maps = with_person(ConnectionsMap.objects.visible_to(request.user).of_person(individual))
    views = load_map_views(maps)
    withdrawn = ConnectionsMap.with_struck.visible_to(request.user).of_person(individual).exclude(struck_at=None)
    may_write = package is not None and can(request.user, Permission.WRITE_PLAN, package)
    page_context = {
        "individual": individual,
        "views": views,
        "pair": newest_pair(views),
        "package": package,
        "withdrawn": withdrawn.select_related("struck_by"),
        "may_add": may_write and package is not None and asks_connections_map(package, clock.today()),
    }
    return render(request, "reviews/connections/person_connections.html", page_context)


@page(PageClass.PERSON)
@require_safe
def connections_map(request: Request, pk: UUID) -> HttpResponse:
    """Show one map, beside the first one of the package."""
    opened: ConnectionsMap = open_record(request, ConnectionsMap.with_struck.all(), Permission.READ_VISIT, pk)
    individual = opened.package.case.individual
    maps = ConnectionsMap.with_struck.visible_to(request.user).filter(package=opened.package_id)
    maps = maps.filter(Q(struck_at=None) | Q(pk=pk)).order_by("made_on")
    view = next(view for view in load_map_views(with_person(maps)) if view.map.pk == pk)
    may_write = can(request.user, Permission.WRITE_PLAN, individual)
    page_context = {
        "individual": individual,
        "view": view,
        "may_write": may_write and opened.struck_at is None,
        "may_read_changes": may_write,
        "may_write_meaning": may_write and not view.is_first and not opened.has_own_words,
    }
    return render(request, "reviews/connections/connections_map.html", page_context)


def _sent_domains(request: Request) -> list[UUID]:
    """Return the life domains of the boxes that were sent: one that is offered no more by now stays."""
    names = (name.partition("_") for name in request.POST)
    return [pk for kind, _, key in names if kind in KINDS and (pk := as_uuid(key)) is not None]


@page(PageClass.PERSON_WORK)
def add_map(request: Request, pk: UUID) -> HttpResponse:
    package: SupportPackage = open_record(request, SupportPackage, Permission.WRITE_PLAN, pk)
    domains = domains_to_ask(package, also=_sent_domains(request))
    workers = workers_of(package, request.user)
    ids = [domain_id_of(domain) for domain in domains]
    own = next((worker.pk for worker in workers if worker.user_id == request.user.pk), None)

    def save(data: dict[str, Any]) -> ConnectionsMap:
        return services.record_connections_map(
            package=package, entries=entries_in(data, ids), by=request.user, **columns_in(data)
        )

    def review(data: dict[str, Any]) -> ReviewPanel:
        figures = figures_of_entries(entries_in(data, ids))
        rows = [
            ("Areas of life with someone or somewhere", f"{figures.spread} of {len(ids)}"),
            ("People", str(figures.people)),
            ("Places", str(figures.places)),
        ]
        return ReviewPanel(rows, "What this map counts")

    return record_form(
        request,
        package,
        ConnectionsMapForm,
        active_tab="reviews",
        title="Add a connections map",
        template="reviews/connections/map_form.html",
        back=_list_url(package.case.individual_id),
        initial={"made_on": clock.today(), "worker": own},
        domains=domains,
        workers=workers,
        closed="" if asks_connections_map(package, clock.today()) else NO_MAPS,
        review=review,
        confirm_label="Save the map",
        save=save,
        success_url=_map_url,
        success_message="Map saved.",
    )


@page(PageClass.PERSON_WORK)
def correct_map(request: Request, pk: UUID) -> HttpResponse:
    opened: ConnectionsMap = open_record(request, ConnectionsMap.with_struck.all(), Permission.WRITE_PLAN, pk)
    domains = list(opened.domains.prefetch_related("connections"))
    ids = [domain.life_domain_id for domain in domains]
    columns = ("revision", "made_on", "agreed_on", "agreed_how")
    return record_form(
        request,
        opened,
        CorrectConnectionsMapForm,
        active_tab="reviews",
        title="Correct this connections map",
        template="reviews/connections/map_form.html",
        back=_map_url(opened),
        initial={
            "worker": opened.worker_id,
            **{name: getattr(opened, name) for name in columns},
            **saved_entries(opened),
        },
        domains=domains,
        workers=workers_of(opened.package, request.user, also=opened.worker_id),
        save=lambda data: services.correct_connections_map(
            connections_map=opened, entries=entries_in(data, ids), by=request.user, **columns_in(data)
        ),
        success_message="Map corrected.",
    )


@page(PageClass.PERSON_WORK)
def withdraw_map(request: Request, pk: UUID) -> HttpResponse:
    opened: ConnectionsMap = open_record(request, ConnectionsMap.with_struck.all(), Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        opened,
        ReasonForm,
        active_tab="reviews",
        title="Withdraw this connections map",
        label="Why it is withdrawn",
        help_text="Also if the person no longer agrees to it. It counts in no figure. It stays on file.",
        submit_label="Withdraw",
        back=_map_url(opened),
        success_url=_list_url(opened.package.case.individual_id),
        save=lambda data: services.withdraw_connections_map(connections_map=opened, by=request.user, **data),
        success_message="Map withdrawn.",
    )


@page(PageClass.PERSON_WORK)
def write_meaning(request: Request, pk: UUID) -> HttpResponse:
    """Write down what the person says the change means."""
    rows = ConnectionsMap.with_struck.with_first()
    opened: ConnectionsMap = open_record(request, rows, Permission.WRITE_PLAN, pk)
    return record_form(
        request,
        opened,
        MeaningForm,
        active_tab="reviews",
        title="What the change means",
        back=_map_url(opened),
        initial={"revision": opened.revision, "meaning": opened.meaning},
        closed=why_no_meaning(opened, request.user),
        save=lambda data: services.record_meaning(connections_map=opened, by=request.user, **data),
        success_message="Saved.",
    )
