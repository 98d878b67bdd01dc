"""The provider's teams: an administrator adds, renames and ends them."""

from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts.posts import require_permission
from core import clock
from design.changes import TrackedRows, changes_page, labels_of
from design.form_view import form_page, post_action
from workforce import services
from workforce.models import Team
from workforce.teams.forms import TeamForm

ENDED_LAST = (F("ended_on").desc(nulls_first=True), "name", "pk")


def _team(request: Request, pk: UUID) -> Team:
    """Return the team, for those who set up the service. Raises PermissionDenied or Http404 for others."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    team: Team = get_allowed_or_404(Team.objects, request.user, Permission.KEEP_SERVICE, pk=pk)
    return team


@page(PageClass.SERVICE_KEEP)
@require_safe
def teams(request: Request) -> HttpResponse:
    """List the teams by name, with the number of their workers; those that have ended come last."""
    require_permission(request.user, Permission.KEEP_SERVICE)
    rows = Team.objects.visible_to(request.user).with_worker_count(clock.today())
    return render(request, "workforce/teams/teams.html", {"teams": rows.order_by(*ENDED_LAST)})


@page(PageClass.SERVICE_KEEP)
def team_new(request: Request) -> HttpResponse:
    require_permission(request.user, Permission.KEEP_SERVICE)
    return form_page(
        request,
        TeamForm,
        title="New team",
        save=lambda data: services.add_team(by=request.user, **data),
        success_url=reverse("teams"),
        success_message="Team added.",
        back=reverse("teams"),
    )


@page(PageClass.SERVICE_KEEP)
def team_rename(request: Request, pk: UUID) -> HttpResponse:
    team = _team(request, pk)
    return form_page(
        request,
        TeamForm,
        title=f"Rename team: {team}",
        initial={"name": team.name},
        save=lambda data: services.rename_team(team=team, by=request.user, **data),
        success_url=reverse("teams"),
        success_message="Team renamed.",
        back=reverse("teams"),
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def team_end(request: Request, pk: UUID) -> HttpResponse:
    team = _team(request, pk)
    return post_action(
        request,
        lambda: services.end_team(team=team, by=request.user),
        success_url=reverse("teams"),
        success_message="Team ended. Forms no longer offer it.",
    )


@page(PageClass.SERVICE_KEEP)
@require_POST
def team_reopen(request: Request, pk: UUID) -> HttpResponse:
    team = _team(request, pk)
    return post_action(
        request,
        lambda: services.reopen_team(team=team, by=request.user),
        success_url=reverse("teams"),
        success_message="Team reopened. Forms offer it again.",
    )


@page(PageClass.SERVICE_KEEP)
@require_safe
def team_changes(request: Request, pk: UUID) -> HttpResponse:
    team = _team(request, pk)
    labels = {**labels_of(TeamForm), "ended_on": "Ended on"}
    return changes_page(
        request,
        TrackedRows([team], title=lambda _row: "Team", labels=labels),
        title=f"History of changes: {team}",
        back=reverse("teams"),
        back_text="Teams",
    )
