"""The pages of downtime packs: take one, and afterwards enter what was written on paper (R64)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import can, get_allowed_or_404
from casework.access.record_loader import log_bulk_access
from contracts.posts import require_permission
from core import clock
from core.errors import Refused
from design.form_view import form_page
from visits import services
from visits.downtime.forms import ChangePassphraseForm
from visits.downtime.services import file_name, teams_whose_pack_is_late
from visits.enums import EntryRoute
from visits.models import DowntimePack, PackTeam, PackUse, PlannedVisit, Visit

PACKS_SHOWN, USES_SHOWN, VISITS_SHOWN = 10, 30, 200


@page(PageClass.LIST)
@require_safe
def index(request: Request) -> HttpResponse:
    """List the teams whose packs the user may open, each with its latest pack."""
    require_permission(request.user, Permission.OPEN_PACK)
    packs = DowntimePack.objects.visible_to(request.user).defer("content")
    latest = {pack.pack_team_id: pack for pack in packs.latest_of_each()}
    teams = PackTeam.objects.visible_to(request.user).select_related("team", "contract")
    due = teams_whose_pack_is_late()
    rows = []
    for team in teams.order_by("contract__name", "team__name", "pk"):
        pack = latest.get(team.pk)
        is_made = pack is not None and pack.made_on == clock.today()
        rows.append((team, pack, (team.team_id, team.contract_id) in due and not is_made))
    return render(request, "visits/downtime/downtime.html", {"rows": rows})


def _team(request: Request, permission: Permission, pk: UUID) -> PackTeam:
    pack_team: PackTeam = get_allowed_or_404(
        PackTeam.objects.select_related("team", "contract"), request.user, permission, pk=pk
    )
    return pack_team


@page(PageClass.PACK)
@require_safe
def team(request: Request, pk: UUID) -> HttpResponse:
    """Show a team's packs of the last days, and who took them."""
    pack_team = _team(request, Permission.OPEN_PACK, pk)
    uses = PackUse.objects.visible_to(request.user).filter(pack_team=pack_team)
    packs = DowntimePack.objects.visible_to(request.user).filter(pack_team=pack_team).defer("content")
    page_context = {
        "team": pack_team,
        "packs": packs.select_related("passphrase")[:PACKS_SHOWN],
        "uses": uses.select_related("recorded_by", "pack")[:USES_SHOWN],
        "in_force": pack_team.passphrases.select_related("recorded_by").first(),
        "may_change": can(request.user, Permission.KEEP_PACK, pack_team),
    }
    return render(request, "visits/downtime/team.html", page_context)


@page(PageClass.PACK)
@require_POST
def passphrase(request: Request, pk: UUID) -> HttpResponse:
    """Show the passphrase in force, after recording who saw it."""
    pack_team = _team(request, Permission.OPEN_PACK, pk)
    words = services.read_passphrase(pack_team=pack_team, by=request.user)
    return render(request, "visits/downtime/passphrase.html", {"team": pack_team, "words": words})


@page(PageClass.PACK)
def change(request: Request, pk: UUID) -> HttpResponse:
    pack_team = _team(request, Permission.KEEP_PACK, pk)
    back = reverse("downtime_team", args=[pk])
    return form_page(
        request,
        ChangePassphraseForm,
        title=f"New passphrase: {pack_team}",
        save=lambda data: services.change_passphrase(pack_team=pack_team, by=request.user, **data),
        success_url=back,
        success_message="New passphrase created. The latest pack will be made again with it in a few minutes.",
        back=back,
    )


@page(PageClass.PACK)
@require_POST
@confirm_lately("download the pack for an outage")
def take(request: Request, pk: UUID) -> HttpResponse:
    """Return the encrypted file, after recording who took it and logging access to everybody in it."""
    pack = get_allowed_or_404(
        DowntimePack.objects.select_related("pack_team"), request.user, Permission.OPEN_PACK, pk=pk
    )
    try:
        content = services.take_pack(pack=pack, by=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("downtime_team", pk=pack.pack_team_id)
    log_bulk_access(request, pack.people_ids)
    name = file_name(pack.pack_team).replace(".pdf", f"-{pack.made_on}.pdf")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@page(PageClass.PACK)
@require_safe
def enter(request: Request, pk: UUID) -> HttpResponse:
    """List the visits of a pack's days that are not logged yet, and those that were entered from paper."""
    packs = DowntimePack.objects.select_related("pack_team__team", "pack_team__contract").defer("content")
    pack = get_allowed_or_404(packs, request.user, Permission.OPEN_PACK, pk=pk)
    of_pack = {
        "worker__team": pack.pack_team.team_id,
        "package__case__contract": pack.pack_team.contract_id,
        "local_on__gte": pack.first_on,
        "local_on__lte": pack.last_on,
    }
    waiting = PlannedVisit.objects.allowing(request.user, Permission.LOG_VISIT).upcoming().filter(**of_pack)
    waiting = waiting.filter(starts_at__lte=clock.now()).with_holds()
    paper_visits = Visit.objects.visible_to(request.user).not_struck().filter(entry_route=EntryRoute.PAPER, **of_pack)
    related = ("package__case__individual", "worker__user")
    to_enter = list(waiting.select_related(*related).order_by("starts_at", "pk")[:VISITS_SHOWN])
    visits = list(paper_visits.select_related(*related, "recorded_by").order_by("started_at", "pk")[:VISITS_SHOWN])
    packages = [*(planned.package for planned in to_enter), *(visit.package for visit in visits)]
    log_bulk_access(request, [package.case.individual_id for package in packages])
    page_context = {"pack": pack, "waiting": to_enter, "entered": visits}
    return render(request, "visits/downtime/enter.html", page_context)
