"""A keyworker is away: recorded by themselves or by a manager, changed, ended early and withdrawn."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from casework.keyworker_absence.cover import absence_of, colleagues_of
from casework.models import KeyworkerAbsence
from casework.services import change_keyworker_absence, record_keyworker_absence, withdraw_keyworker_absence
from core.errors import Refused
from core.models import Message

DAY = datetime.timedelta(days=1)


def record(cast, **changed) -> KeyworkerAbsence:
    arguments = {"user": cast.priya, "from_on": cast.today, "last_on": cast.today + 3 * DAY, "cover": cast.kofi}
    return record_keyworker_absence(**{**arguments, "by": cast.priya, **changed})


def test_it_covers_the_last_day(cast):
    record(cast)
    days = [bool(absence_of(cast.priya, cast.today + days * DAY)) for days in (-1, 0, 3, 4)]
    assert days == [False, True, True, False]


def test_a_manager_records_it_for_a_keyworker(cast):
    assert record(cast, by=cast.ben).recorded_by == cast.ben


@pytest.mark.parametrize("who", ["amara", "kofi", "nadia", "rui"])
def test_nobody_else_does(cast, who):
    with pytest.raises(Refused, match="Choose a keyworker"):
        record(cast, by=getattr(cast, who))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"last_on": -1}, "before the first"),
        ({"from_on": -9, "last_on": -5}, "is over"),
        ({"cover": "rui"}, "keyworker of the same contract"),
        ({"cover": "priya"}, "keyworker of the same contract"),
    ],
)
def test_what_is_refused(cast, changed, words):
    values = {
        name: cast.today + value * DAY if isinstance(value, int) else getattr(cast, value)
        for name, value in changed.items()
    }
    with pytest.raises(Refused, match=words):
        record(cast, **values)


def test_two_absences_do_not_overlap(cast):
    record(cast)
    with pytest.raises(Refused, match="already recorded"), transaction.atomic():
        record(cast, from_on=cast.today + 3 * DAY, last_on=cast.today + 5 * DAY)


def test_it_is_ended_early_and_withdrawn(cast):
    absence = record(cast)
    change_keyworker_absence(absence=absence, from_on=cast.today, last_on=cast.today, cover=cast.kofi, by=cast.priya)
    assert absence_of(cast.priya, cast.today + DAY) is None
    withdraw_keyworker_absence(absence=absence, reason="I am here", by=cast.priya)
    assert absence_of(cast.priya, cast.today) is None


def test_the_cover_gets_a_message(cast):
    absence = record(cast)
    message = Message.objects.get(key__startswith=f"keyworker-cover:{absence.pk}", channel="in app")
    assert message.to == cast.kofi


def test_the_cover_is_a_keyworker_of_the_same_contract(cast):
    assert list(colleagues_of(cast.priya)) == [cast.kofi]


def test_the_pages(cast, client):
    client.force_login(cast.priya)
    path = reverse("keyworker_away_new")
    data = {"cover": cast.kofi.pk}
    for name, day in (("from_on", cast.today), ("last_on", cast.today + DAY)):
        data |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    assert client.post(path, data).status_code == 302
    absence = KeyworkerAbsence.objects.get()
    change = reverse("keyworker_away_change", args=[absence.pk])
    assert change in client.get(reverse("keyworkers_away")).content.decode()
    client.force_login(cast.kofi)
    page = client.get(reverse("keyworkers_away")).content.decode()
    assert str(cast.priya) in page
    assert change not in page
    assert client.get(change).status_code == 404, "the cover does not change the days"
    client.force_login(cast.ben)
    assert client.get(change).status_code == 200
    client.post(reverse("keyworker_away_withdraw", args=[absence.pk]), {"reason": "Wrong week"})
    assert not KeyworkerAbsence.objects.exists()
    client.force_login(cast.amara)
    assert client.get(reverse("keyworkers_away")).status_code == 403
