"""A person's record begins with what changed: for the keyworker since the last update, for staff since they were here.

Every test opens pages and enters rows at instants of its own: the days before the fixed instant of the tests.
"""

import datetime

import pgtrigger
import pytest
from django.test import Client
from django.urls import reverse

from accounts.walls import raise_wall
from casework.access.person_rights import rights_for_person
from casework.models import Address, Allocation, ConsentDecision, ContactPoint, Individual, RecordAccess, Relationship
from casework.services import allocate, change_hours, record_admission
from core import clock
from core.history import history_of
from dashboard.since import changes_since_opened, changes_since_update
from plans.models import Comment
from tests.factories import UpdateFactory, VisitFactory, at_ten, days_ago
from visits.models import Alert
from workforce.models import Worker

HOUR = datetime.timedelta(hours=1)
WORKERS = "Workers who support the person"


def open_page(client: Client, cast, user, days: int, name: str = "person") -> str:
    with clock.frozen_at(at_ten(days_ago(days))):
        client.force_login(user)
        return client.get(reverse(name, args=[cast.individual.pk])).text


def enter_visit(cast, days: int, *, by=None, **columns) -> None:
    with clock.frozen_at(at_ten(days_ago(days)) + HOUR):
        VisitFactory(package=cast.package, worker=cast.worker, on=days_ago(days), recorded_by=by, **columns)


def lines_of(cast, user) -> list[str]:
    individual = Individual.objects.get(pk=cast.individual.pk)
    with rights_for_person(user, individual) as rights:
        return [line.text for line in changes_since_opened(rights).lines]


def since(cast, user) -> str:
    with rights_for_person(user, cast.individual) as rights:
        return changes_since_opened(rights).since


def keyworker_lines(cast) -> list[str]:
    return [line.text for line in changes_since_update(cast.package, cast.priya).lines]


def test_visits_and_hospital_are_counted_from_the_last_update(cast):
    enter_visit(cast, 20)
    UpdateFactory(
        package=cast.package, terms=cast.terms, state="sent", submitted_at=at_ten(days_ago(10)), submitted_by=cast.amara
    )
    assert "Visits: 0 made, 0 missed" in keyworker_lines(cast)
    enter_visit(cast, 3)
    enter_visit(cast, 2, outcome="no answer")
    record_admission(
        individual=cast.individual, hospital="Stonefield", kind="general", admitted_on=days_ago(1), by=cast.amara
    )
    found = keyworker_lines(cast)
    assert "Visits: 1 made, 1 missed" in found
    assert "Hospital: in hospital now, 1 admitted" in found


def test_who_comes_now_and_for_how_long_is_news(cast):
    """Given an update sent ten days ago; when a cover begins and the hours change since; then both are lines."""
    UpdateFactory(
        package=cast.package, terms=cast.terms, state="sent", submitted_at=at_ten(days_ago(10)), submitted_by=cast.amara
    )
    assert not {line.partition(":")[0] for line in keyworker_lines(cast)} & {WORKERS, "Weekly hours"}
    Allocation.objects.create(package=cast.package, worker=cast.other_worker, kind="cover", from_on=days_ago(2))
    change_hours(package=cast.package, minutes=90, from_on=days_ago(2), reason="Less", agreed_by="Priya", by=cast.ben)
    assert f"{WORKERS}: 1 new" in keyworker_lines(cast)
    assert "Weekly hours: changed" in keyworker_lines(cast)


def test_a_visit_entered_late_is_new_although_it_was_before(cast, client: Client):
    open_page(client, cast, cast.amara, 5)
    with clock.frozen_at(at_ten(days_ago(2))):
        VisitFactory(package=cast.package, worker=cast.worker, on=days_ago(8))
    assert lines_of(cast, cast.amara) == ["Visits: 1 made"]


def test_staff_read_what_others_entered_since_they_opened_it_before_today(cast, client: Client):
    enter_visit(cast, 7)
    open_page(client, cast, cast.amara, 5)
    enter_visit(cast, 4)
    enter_visit(cast, 3, outcome="declined")
    enter_visit(cast, 2, by=cast.amara)  # their own is not news
    open_page(client, cast, cast.amara, 0)  # opening it today changes nothing: the lines stay all day
    assert since(cast, cast.amara).startswith("From others since you last opened this record, ")
    assert lines_of(cast, cast.amara) == ["Visits: 1 made, 1 missed"]


def test_any_page_of_the_record_counts_as_opening_it(cast, client: Client):
    enter_visit(cast, 4)
    open_page(client, cast, cast.amara, 3, "person_plan")
    assert lines_of(cast, cast.amara) == []
    page = open_page(client, cast, cast.amara, 0)
    assert "nothing new." in page


def test_what_somebody_else_opened_does_not_count(cast, client: Client):
    enter_visit(cast, 4)
    open_page(client, cast, cast.ben, 3)
    assert lines_of(cast, cast.amara) == ["Visits: 1 made"]


def test_who_was_never_here_reads_four_weeks(cast):
    enter_visit(cast, 40)
    enter_visit(cast, 27)
    assert since(cast, cast.ben) == "From others in the last four weeks"
    assert lines_of(cast, cast.ben) == ["Visits: 1 made"]


def test_a_message_an_alert_and_an_answered_duty_are_named(cast, client: Client):
    open_page(client, cast, cast.amara, 5)
    with clock.frozen_at(at_ten(days_ago(2))):
        Comment.objects.create(package=cast.package, author=cast.maya, words="Could we meet?", recorded_by=cast.maya)
        Alert.objects.create(package=cast.package, level="today")
        UpdateFactory(
            package=cast.package,
            terms=cast.terms,
            state="sent",
            submitted_at=clock.now(),
            submitted_by=cast.ben,
            met_on=clock.today(),
        )
    assert lines_of(cast, cast.amara) == ["Alerts: 1 new", "Messages: 1 new", "Tasks done: 1"]


def test_what_matters_for_safety_comes_first(cast, client: Client):
    """Given a record that Amara opened; when the warning changes, a number and a brother are no longer safe, there is a
    new address and Rosa may see the plan no longer; then she reads these first, and the keyworker all but the last.
    """
    point = ContactPoint.objects.create(individual=cast.individual, kind="telephone", value="01632 960777")
    of_maya = {"individual": cast.individual, "from_on": days_ago(20), "recorded_by": cast.ben}
    brother = Relationship.objects.create(kind="family", name="Bram Lindqvist", **of_maya)
    UpdateFactory(
        package=cast.package, terms=cast.terms, state="sent", submitted_at=at_ten(days_ago(6)), submitted_by=cast.ben
    )
    open_page(client, cast, cast.amara, 5)
    assert lines_of(cast, cast.amara) == []
    with clock.frozen_at(at_ten(days_ago(2))):
        Individual.objects.filter(pk=cast.individual.pk).update(visit_warning="A man there: go in pairs")
        ContactPoint.objects.filter(pk=point.pk).update(is_safe=False)
        Relationship.objects.filter(pk=brother.pk).update(contact_safety="no")
        for model in (Individual, ContactPoint, Relationship):
            with pgtrigger.ignore(f"casework.{model.__name__}Event:append_only"):
                history_of(model).update(pgh_created_at=clock.now())  # the database has its own clock
        Address.objects.create(kind="staying", lines="2 Refuge Road", **{**of_maya, "from_on": days_ago(2)})
        ConsentDecision.objects.create(
            representative=cast.representative,
            purpose="see plan",
            answer="withdrawn",
            decided_at=clock.now(),
            how="on the telephone",
            recorded_by=cast.ben,
        )
    safety = [
        "Warning before a visit: changed",
        "Numbers and addresses that are not safe to use: 1 new",
        "People whom it is not safe to contact: 1 new",
        "Address: 1 new or changed",
    ]
    assert lines_of(cast, cast.amara) == [*safety, "Consent: 1 refused or withdrawn"]
    assert keyworker_lines(cast)[:5] == [*safety, "Visits: 0 made, 0 missed"]


def test_what_is_walled_off_is_not_counted(cast, client: Client):
    open_page(client, cast, cast.ben, 5)
    visit = VisitFactory(package=cast.package, worker=cast.worker, on=days_ago(1))
    assert lines_of(cast, cast.ben) == ["Visits: 1 made"]
    raise_wall(record_id=visit.pk, user=cast.ben, reason="Named in a concern", by=cast.sunita)
    cast.ben.refresh_from_db()
    assert lines_of(cast, cast.ben) == []


def test_a_struck_visit_is_not_counted(cast, client: Client):
    open_page(client, cast, cast.amara, 5)
    VisitFactory(
        package=cast.package,
        worker=cast.worker,
        struck_at=clock.now(),
        struck_by=cast.ben,
        struck_reason="Wrong person",
    )
    assert lines_of(cast, cast.amara) == []


@pytest.mark.parametrize(
    ("name", "words"), [("priya", "Since support began"), ("amara", "From others in the last four weeks")]
)
def test_the_page_begins_with_one_of_the_two(cast, client: Client, name, words):
    text = open_page(client, cast, getattr(cast, name), 0)
    assert words in text
    assert text.count("Since support began") + text.count("From others in the last four weeks") == 1


def test_cover_reads_it_too(cast, client: Client):
    enter_visit(cast, 2)
    lewis = Worker.objects.get(user=cast.lewis)
    allocate(package=cast.package, worker=lewis, kind="cover", from_on=days_ago(0), until_on=days_ago(-7), by=cast.ben)
    assert "Visits: 1 made" in open_page(client, cast, cast.lewis, 0)


def test_at_one_in_the_morning_todays_opening_is_not_before_today(cast):
    """Given Amara, who opened the record two days ago and again just now, at 00:50; then she reads what came since."""
    night = clock.instant_on(cast.today, datetime.time(0, 50))
    enter_visit(cast, 1)
    for opened_at in (at_ten(days_ago(2)), night):
        with clock.frozen_at(opened_at):
            pk = cast.individual.pk
            RecordAccess.objects.create(individual_id=pk, about_ids=[pk], path="/people/", recorded_by=cast.amara)
    with clock.frozen_at(night + datetime.timedelta(minutes=10)):
        assert lines_of(cast, cast.amara) == ["Visits: 1 made"]
