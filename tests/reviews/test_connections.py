"""A connections map is made with the person and their agreement; then and now are compared in pairs (R54)."""

import datetime

import pgtrigger
import pytest
from django.db import transaction
from django.urls import reverse

from casework.models import Individual
from casework.services import record_consent
from contracts.models import LifeDomain
from contracts.services import correct_name, stop_offering
from core import clock
from core.errors import Conflict, NotPossible, Refused
from reviews.connections.comparison import load_map_views, newest_pair
from reviews.connections.entries import MapLine, read_line
from reviews.models import Connection, ConnectionsMap
from reviews.services import (
    correct_connections_map,
    record_meaning,
    withdraw_connections_map,
)
from tests.cast import LIFE_DOMAINS
from tests.reviews.builders import domain_entries, make_map

DAY = datetime.timedelta(days=1)


@pytest.fixture
def pair(cast):
    """Given a first map with a sister and two cafés, and a later one with more people and fewer places."""
    first = make_map(cast, 30, {0: (["Rosa, my sister"], ["2 x cafés"])})
    later = make_map(cast, 2, {0: (["Rosa, my sister"], ["Hyde library"]), 2: (["3 x friends"], [])})
    return first, later


def read_views(cast):
    return load_map_views(ConnectionsMap.objects.of_person(cast.individual))


def without_maps(cast) -> None:
    with pgtrigger.ignore("contracts.Terms:terms_written_once"):
        cast.tameside.terms.update(asks_connections_map=None)


# What is written


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("A friend", MapLine("A friend")),
        ("3 x friends", MapLine("friends", 3)),
        ("3 × friends", MapLine("friends", 3)),
        ("3X friends", MapLine("friends", 3)),
        ("24 Seven gym", MapLine("24 Seven gym")),
        ("5x5 football", MapLine("5x5 football")),
    ],
)
def test_a_line_is_one_person_or_place_or_several(line, entry):
    assert read_line(line) == entry


@pytest.mark.parametrize("line", ["0 x friends", "100 x friends"])
def test_a_number_has_bounds(line):
    with pytest.raises(ValueError, match=line):
        read_line(line)


# Made with the person


def test_a_map_has_the_life_domains_of_its_day(cast, pair):
    """A name that is corrected later, or offered no more, does not change a map that is there."""
    first, _later = pair
    home, *others = cast.life_domains
    correct_name(row=home, revision=home.revision, name="Housing", by=cast.alan)
    stop_offering(row=others[-1], by=cast.alan)
    assert [domain.name for domain in first.domains.all()] == list(LIFE_DOMAINS)
    names = [domain.name for domain in make_map(cast, 0, {}).domains.all()]
    assert names == ["Housing", *(domain.name for domain in others[:-1])]


def test_without_agreement_there_is_no_map(cast):
    with pytest.raises(Refused, match="agreement"):
        make_map(cast, 0, {}, agreed_how="  ")
    with pytest.raises(Refused, match="same day or an earlier one"):
        make_map(cast, 5, {}, agreed_on=cast.today)
    assert not ConnectionsMap.with_struck.exists()


@pytest.mark.parametrize(("ago", "words"), [(-1, "future"), (61, "Support began")])
def test_a_map_is_made_on_a_day_of_the_package(cast, ago, words):
    with pytest.raises(Refused, match=words):
        make_map(cast, ago, {})


def test_a_contract_without_the_term_has_no_maps(cast):
    without_maps(cast)
    with pytest.raises(NotPossible, match="no connections maps"):
        make_map(cast, 0, {})


def test_a_box_has_at_most_thirty_lines(cast):
    with pytest.raises(Refused, match="at most 30 lines"):
        make_map(cast, 0, {0: (["A friend"] * 31, [])})


def test_there_is_one_map_a_day(cast, pair):
    with pytest.raises(Refused, match="a map of that day"), transaction.atomic():
        make_map(cast, 2, {})


# Then and now


def test_the_first_map_is_the_one_to_compare_with(cast, pair):
    """Counted by hand: 1 domain, 1 person and 2 places then; 2 domains, 4 people and 1 place now."""
    newest, first = read_views(cast)
    assert (first.is_first, newest.is_first) == (True, False)
    changes = [(change.figure.value, change.then, change.now, change.change.value) for change in newest.pair.changes]
    assert changes == [("spread", 1, 2, "up"), ("people", 1, 4, "up"), ("places", 2, 1, "down")]
    assert newest.pair.series[0][1] == [2, 0, 3, 0]
    assert newest.pair.series[1][1] == [3, 0, 0, 0]


def test_an_earlier_map_that_is_recorded_late_becomes_the_first(cast, pair):
    earlier = make_map(cast, 40, {1: (["A nurse"], [])})
    newest = read_views(cast)[0]
    assert newest.pair.then == earlier


def test_a_life_domain_of_one_map_only_is_not_compared(cast):
    make_map(cast, 30, {0: (["Rosa"], ["2 x cafés"]), 2: (["3 x friends"], [])})
    LifeDomain.objects.filter(pk=cast.life_domains[2].pk).update(until_on=cast.today)
    make_map(cast, 0, {0: (["2 x friends"], [])})
    shown = newest_pair(read_views(cast))
    assert [row.name for row in shown.not_compared] == [cast.life_domains[2].name]
    assert [(change.then, change.now) for change in shown.changes] == [(1, 1), (1, 2), (2, 0)]


# Corrected, withdrawn


def correct(cast, row, written, **changed):
    columns = {name: getattr(row, name) for name in ("made_on", "worker", "agreed_on", "agreed_how", "revision")}
    with transaction.atomic():
        return correct_connections_map(
            connections_map=ConnectionsMap.objects.get(pk=row.pk),
            entries=domain_entries(cast, written),
            by=cast.amara,
            **{**columns, "reason": "Misheard", **changed},
        )


def test_a_correction_leaves_what_was_there_on_file(cast, pair):
    first, _ = pair
    before = first.domains.first().connections.get(kind="person")
    correct(cast, first, {0: (["Rosa, my sister", "Her son"], ["A café"])})
    assert [str(row) for row in first.domains.first().connections.all()] == ["Rosa, my sister", "Her son", "A café"]
    struck = Connection.with_struck.get(struck_at__isnull=False)
    assert (str(struck), struck.struck_by, struck.struck_reason) == ("2 x cafés", cast.amara, "Misheard")
    before.refresh_from_db()
    assert before.struck_at is None


def test_a_correction_needs_a_change_a_reason_and_the_newest_revision(cast, pair):
    first, _ = pair
    same = {0: (["Rosa, my sister"], ["2 x cafés"])}
    with pytest.raises(Refused, match="not changed"):
        correct(cast, first, same)
    with pytest.raises(Refused, match="what was wrong"):
        correct(cast, first, {}, reason=" ")
    correct(cast, first, same, agreed_how="Wrote yes on paper")
    with pytest.raises(Conflict):
        correct(cast, first, {})


def test_a_withdrawn_map_counts_nowhere_and_the_next_is_the_first(cast, pair):
    first, later = pair
    withdraw_connections_map(connections_map=first, reason="He does not want it", by=cast.amara)
    (view,) = read_views(cast)
    assert (view.map, view.is_first) == (later, True)
    for call in (
        lambda: withdraw_connections_map(connections_map=first, reason="Again", by=cast.amara),
        lambda: correct(cast, first, {}) if ConnectionsMap.objects.filter(pk=first.pk) else raise_not_possible(first),
    ):
        with pytest.raises(NotPossible):
            call()


def raise_not_possible(row):
    raise NotPossible(row.why_closed)


# What the change means


def test_the_person_says_what_the_change_means(cast, pair):
    first, later = pair
    record_meaning(connections_map=later, revision=1, meaning="I am less lonely", by=cast.amara)
    later.refresh_from_db()
    assert (later.meaning, later.meaning_by, later.has_own_words) == ("I am less lonely", cast.amara, False)
    with pytest.raises(NotPossible, match="first map"):
        record_meaning(connections_map=first, revision=1, meaning="More", by=cast.amara)


def test_the_persons_own_words_are_changed_by_them_only(cast, pair):
    _, later = pair
    record_meaning(connections_map=later, revision=1, meaning="I have friends", by=cast.maya)
    later.refresh_from_db()
    with pytest.raises(NotPossible, match="Only they"):
        record_meaning(connections_map=later, revision=2, meaning="Lonely", by=cast.amara)
    record_meaning(connections_map=later, revision=2, meaning="", by=cast.maya)
    later.refresh_from_db()
    assert (later.meaning, later.meaning_by) == ("", None)


# Pages


def get(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(name, args=args))


def test_the_pages_of_the_record_show_the_pair_and_what_is_on_it(cast, pair, client):
    _, later = pair
    person = [cast.individual.pk]
    text = get(client, cast.amara, "person_connections", *person).content.decode()
    for words in ("<svg", "Then and now", "First map", "Areas of life with someone or somewhere"):
        assert words in text
    text = get(client, cast.amara, "connections_map", later.pk).content.decode()
    assert "3 x friends" in text
    for name in ("person_reviews", "person_plan"):
        assert "people 1 → 4, places 2 → 1" in get(client, cast.amara, name, *person).content.decode()
    assert get(client, cast.priya, "connections_map", later.pk).status_code == 404
    assert get(client, cast.priya, "person_connections", *person).status_code == 403
    for name in ("person_reviews", "person_plan"):
        assert "Connections map" not in get(client, cast.priya, name, *person).content.decode()


def test_a_contract_without_maps_mentions_none(cast, client):
    without_maps(cast)
    for name in ("person_reviews", "person_plan"):
        assert "Connections map" not in get(client, cast.amara, name, cast.individual.pk).content.decode()
    assert "Add a map" not in get(client, cast.amara, "person_connections", cast.individual.pk).content.decode()


def test_a_map_is_made_on_one_page_and_checked(cast, client):
    client.force_login(cast.amara)
    address = reverse("connections_map_new", args=[cast.package.pk])
    day = cast.today
    form = {
        f"{name}_{part}": getattr(day, part) for name in ("made_on", "agreed_on") for part in ("day", "month", "year")
    }
    home = cast.life_domains[0].pk
    form |= {"worker": cast.worker.pk, "agreed_how": "Said yes", f"people_{home}": "Rosa\r\n2 x friends"}
    checked = client.post(address, form).content.decode()
    for words in ("Check your answers", "Home: people", "2 x friends", "1 of 4"):
        assert words in checked
    assert not ConnectionsMap.objects.exists()
    refused = client.post(address, {**form, f"people_{home}": "100 x friends", "confirmed": "yes"}).content.decode()
    assert "Home: people: enter a number from 1 to 99" in refused
    client.post(address, {**form, "confirmed": "yes"})
    assert [str(row) for row in Connection.objects.all()] == ["Rosa", "2 x friends"]


def test_the_person_reads_their_maps_and_says_what_the_change_means(cast, pair, client):
    _, later = pair
    text = get(client, cast.maya, "my_connections").content.decode()
    assert "3 x friends" in text
    assert "<svg" in text
    address = reverse("my_connections_meaning", args=[later.pk])
    client.post(address, {"revision": 1, "meaning": "I feel part of it"})
    later.refresh_from_db()
    assert later.has_own_words
    assert "I feel part of it" in get(client, cast.amara, "connections_map", later.pk).content.decode()
    assert get(client, cast.tomasz, "my_connections_meaning", later.pk).status_code == 404


def test_the_first_page_leads_to_the_maps_before_there_is_one(cast, client):
    assert reverse("my_connections") in get(client, cast.maya, "me").content.decode()
    make_map(cast, 0, {})
    assert reverse("my_connections") in get(client, cast.maya, "me").content.decode()


def test_a_representative_reads_maps_with_consent_only(cast, pair, client):
    assert get(client, cast.rosa, "my_connections").status_code == 404, "consent to see the plan is not enough"
    arguments = {"party": cast.representative, "purpose": "see connections", "how": "Said so", "by": cast.amara}
    record_consent(answer="given", **arguments)
    text = get(client, cast.rosa, "my_connections").content.decode()
    assert "3 x friends" in text
    assert "Tell us what the change means" not in text
    assert reverse("my_connections") in get(client, cast.rosa, "me").content.decode()
    with clock.frozen_at(clock.now() + DAY / 24):
        record_consent(answer="withdrawn", **arguments)
        assert get(client, cast.rosa, "my_connections").status_code == 404


def test_the_person_looks_first_at_what_the_other_would_read(cast, pair, client):
    text = get(client, cast.maya, "my_sharing_preview", cast.representative.pk, "see-connections").content.decode()
    assert "3 x friends" in text
    assert Individual.objects.get(pk=cast.individual.pk).user == cast.maya
