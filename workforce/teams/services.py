"""Teams: new ones, their names, and their end."""

from accounts.models import User
from core import clock
from core.errors import NotPossible, Refused
from core.verbs import verb
from workforce.models import Team


@verb
def add_team(*, name: str, by: User | None) -> Team:
    """Add a team. Raises Refused for the name of another team, also of one that has ended."""
    return Team.objects.create(name=name, recorded_by=by)


@verb
def rename_team(*, team: Team, name: str, by: User | None) -> Team:
    """Rename a team; its history has the earlier names. Raises Refused for the name of another team."""
    team = Team.objects.get_locked(team.pk)
    team.name = name
    team.save(update_fields=["name"])
    return team


@verb
def end_team(*, team: Team, by: User | None) -> Team:
    """End a team: it is offered in no form any more, and its former workers stay on record with it.

    Raises Refused while a worker of today or later is in it, and NotPossible if it has ended already.
    """
    team = Team.objects.get_locked(team.pk)
    today = clock.today()
    if team.ended_on:
        raise NotPossible("This team has already ended.")
    staying = team.workers.staying(today).count()
    if staying:
        subject = "One worker is" if staying == 1 else f"{staying} workers are"
        raise Refused(f"{subject} in this team. Move them to another team first.")
    team.ended_on = today
    team.save(update_fields=["ended_on"])
    return team


@verb
def reopen_team(*, team: Team, by: User | None) -> Team:
    """Offer a team again that was ended. Raises NotPossible if it has not ended."""
    team = Team.objects.get_locked(team.pk)
    if team.ended_on is None:
        raise NotPossible("This team has not ended.")
    team.ended_on = None
    team.save(update_fields=["ended_on"])
    return team


def current_team(team: Team) -> Team:
    """Return the team, locked, for a worker who joins it. Raises Refused if it has ended."""
    team = Team.objects.get_locked(team.pk)
    if team.ended_on:
        raise Refused("This team has ended. Choose another team.", field="team")
    return team
