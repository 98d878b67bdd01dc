"""An administrator adds teams, renames them and ends them; a team with workers cannot end."""

import pytest
from django.db import transaction
from django.urls import reverse

from core.errors import NotPossible, Refused
from core.history import history_of
from tests.casework.test_package import DAY, make_worker
from tests.races import run_together
from workforce.models import Team
from workforce.services import add_team, employ, end_employment, end_team, rename_team, reopen_team


@pytest.fixture
def team(cast) -> Team:
    """Given a team without workers."""
    return add_team(name="Hyde", by=cast.alan)


def employ_in(team, cast, started_on):
    return employ(
        user=cast.noel, team=team, contracts=[cast.tameside], started_on=started_on, minutes_a_week=600, by=cast.ben
    )


def test_a_name_belongs_to_one_team(cast, team):
    end_team(team=team, by=cast.alan)
    for name in ("Ashton", "ASHTON", "hyde"):
        with pytest.raises(Refused, match="already a team with this name"), transaction.atomic():
            add_team(name=name, by=cast.alan)
    with pytest.raises(Refused, match="already a team with this name"), transaction.atomic():
        rename_team(team=cast.team, name="hyde", by=cast.alan)


def test_a_new_name_leaves_the_earlier_one_in_the_history(cast, team):
    rename_team(team=team, name="Hyde and Mottram", by=cast.alan)
    old = history_of(Team).get(pgh_obj=team.pk)
    assert (old.name, old.pgh_context.metadata["by"]) == ("Hyde", str(cast.alan.pk))


@pytest.mark.parametrize(("starts", "leaves"), [(-9, None), (5, None), (-9, 0), (-9, 3)])
def test_a_team_with_workers_cannot_end(cast, team, starts, leaves):
    """Given somebody who works in the team today or later, their last day included; then it cannot end."""
    worker = employ_in(team, cast, cast.today + starts * DAY)
    if leaves is not None:
        end_employment(worker=worker, left_on=cast.today + leaves * DAY, reason="retired", by=cast.ben)
    with pytest.raises(Refused, match="One worker is in this team"):
        end_team(team=team, by=cast.alan)


def test_the_refusal_counts_the_workers(cast):
    with pytest.raises(Refused, match="2 workers are in this team"):
        end_team(team=cast.team, by=cast.alan)


def test_a_team_whose_workers_have_left_ends_and_reopens(cast, team):
    worker = employ_in(team, cast, cast.today - 9 * DAY)
    end_employment(worker=worker, left_on=cast.today - DAY, reason="retired", by=cast.ben)
    ended = end_team(team=team, by=cast.alan)
    assert ended.ended_on == cast.today
    with pytest.raises(NotPossible, match="already ended"):
        end_team(team=team, by=cast.alan)
    assert reopen_team(team=team, by=cast.alan).ended_on is None
    with pytest.raises(NotPossible, match="has not ended"):
        reopen_team(team=team, by=cast.alan)


def test_nobody_joins_a_team_that_has_ended(cast, team):
    end_team(team=team, by=cast.alan)
    with pytest.raises(Refused, match="This team has ended"), transaction.atomic():
        employ_in(team, cast, cast.today)


def test_a_team_that_has_ended_is_in_no_filter(cast, client, team):
    client.force_login(cast.ben)
    paths = [f"{reverse('workers')}?filters=open", reverse("rota")]
    assert ["Hyde" in client.get(path).text for path in paths] == [True, True]
    end_team(team=team, by=cast.alan)
    assert ["Hyde" in client.get(path).text for path in paths] == [False, False]


def test_an_administrator_adds_renames_and_ends_a_team_on_its_pages(cast, client):
    client.force_login(cast.alan)
    page = client.post(reverse("team_new"), {"name": "  Hyde "}, follow=True)
    assert "Team added." in page.text
    team = Team.objects.get(name="Hyde")
    assert team.recorded_by == cast.alan
    assert reverse("team_rename", args=[team.pk]) in page.text
    assert "Team renamed." in client.post(reverse("team_rename", args=[team.pk]), {"name": "Mottram"}, follow=True).text
    assert "Team ended." in client.post(reverse("team_end", args=[team.pk]), follow=True).text
    assert "Team reopened." in client.post(reverse("team_reopen", args=[team.pk]), follow=True).text
    page = client.post(reverse("team_end", args=[cast.team.pk]), follow=True).text
    assert "2 workers are in this team. Move them to another team first." in page
    assert reverse("team_end", args=[cast.team.pk]) not in page
    assert reverse("team_end", args=[team.pk]) in page


def test_a_name_that_is_taken_comes_back_with_what_was_typed(cast, client):
    client.force_login(cast.alan)
    page = client.post(reverse("team_new"), {"name": "Ashton"}).text
    assert "There is already a team with this name." in page
    assert 'value="Ashton"' in page
    assert "Enter" in client.post(reverse("team_new"), {}).text


def test_the_list_counts_the_workers_of_today_and_later(cast, client):
    leaver = make_worker(cast, "leaver")
    end_employment(worker=leaver, left_on=cast.today - DAY, reason="retired", by=cast.ben)
    client.force_login(cast.alan)
    counts = {team.name: team.worker_count for team in client.get(reverse("teams")).context["teams"]}
    assert counts == {"Ashton": 2, "Denton": 2}


def test_teams_that_have_ended_come_last(cast, client, team):
    end_team(team=add_team(name="Aldwinkle", by=cast.alan), by=cast.alan)
    client.force_login(cast.alan)
    names = [team.name for team in client.get(reverse("teams")).context["teams"]]
    assert names == ["Ashton", "Denton", "Hyde", "Aldwinkle"]


@pytest.mark.django_db(transaction=True)
def test_nobody_joins_a_team_while_it_ends(cast):
    """Given somebody who ends a team while another employs a worker in it; then one of the two is refused."""
    team = add_team(name="Hyde", by=cast.alan)
    acts = [lambda: end_team(team=team, by=cast.alan), lambda: employ_in(team, cast, cast.today)]
    outcomes = run_together(acts, together=2)
    assert len([one for one in outcomes if isinstance(one, Refused)]) == 1
