"""A concern recorded by mistake is withdrawn: out of figures and lists, still read by who leads, and never erased."""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import Wall
from accounts.permissions import can
from casework.duties import duty_items
from contracts.services import appoint
from core import clock, transitions
from core.dates import Period
from core.errors import Refused
from core.models import Message
from reporting import indicators
from safeguarding.models import Concern
from safeguarding.services import contact_council, withdraw
from tests.pages.forms import fields_of
from tests.pages.urls import Walker
from tests.safeguarding.test_concerns import CONCERN_TEXTS, decide, make_concern
from tests.timelines import timeline_of

REASON = "It was about the person in the next room"


def contact(cast, concern) -> None:
    contact_council(concern=concern, contacted_at=clock.now(), contact="Duty desk", by=cast.sunita)


def test_the_history_says_who_withdrew_it_when_and_why(cast):
    concern = make_concern(cast)
    withdraw(concern=concern, reason=REASON, by=cast.sunita)
    change = transitions.history(concern).last()
    assert (change.verb, change.recorded_by, change.reason) == ("withdraw", cast.sunita, REASON)
    assert Concern.objects.get().account == CONCERN_TEXTS["account"]


def test_a_withdrawn_concern_is_in_no_figure_duty_timeline_or_open_list(cast, client):
    """Given two concerns, both enquiries; when one is withdrawn; then each figure counts one."""
    period = Period(cast.today.replace(day=1), clock.today() + clock.today().resolution)
    concerns = [make_concern(cast), make_concern(cast)]
    for concern in concerns:
        contact(cast, concern)
        decide(cast, concern)
    withdraw(concern=concerns[0], reason=REASON, by=cast.sunita)
    for count in (indicators.concerns, indicators.enquiries):
        assert [row.record_id for row in count(cast.tameside, period).rows()] == [concerns[1].pk]
    assert [item.href for item in duty_items(cast.sunita, cast.today) if item.kind == "concern"] == [
        reverse("concern", args=[concerns[1].pk])
    ]
    entries = str(timeline_of(cast.individual, cast.sunita))
    assert concerns[1].reference in entries
    assert concerns[0].reference not in entries
    client.force_login(cast.amara)
    assert concerns[0].reference not in client.get(reverse("concerns")).content.decode()


def test_who_leads_still_reads_it_and_finds_it_in_the_list(cast, client):
    concern = make_concern(cast)
    withdraw(concern=concern, reason=REASON, by=cast.sunita)
    client.force_login(cast.ben)
    page = client.get(reverse("concern", args=[concern.pk])).content.decode()
    assert CONCERN_TEXTS["account"] in page
    assert REASON in page
    assert "Record contact with the Council" not in page
    page = client.get(reverse("concerns")).content.decode()
    assert concern.reference in page.partition("Withdrawn")[2]


@pytest.mark.parametrize(("lifts_walls", "may_read"), [(True, True), (False, False)])
def test_the_wall_falls_unless_the_concern_stands_for_somebody_else(cast, lifts_walls, may_read):
    """Given a concern that names Amara, who is a manager now; then she reads it only if she was named by mistake."""
    appoint(user=cast.amara, role="manager", contract=cast.tameside, from_on=cast.today, by=cast.alan)
    concern = make_concern(cast, source_of_risk="service provider", named_users=[cast.amara])
    withdraw(concern=concern, reason=REASON, lifts_walls=lifts_walls, by=cast.sunita)
    wall = Wall.objects.get(record_id=concern.pk)
    assert (wall.lifted_at is not None) == lifts_walls
    assert can(cast.amara, Permission.READ_CONCERN, concern) == may_read
    assert not Message.objects.filter(to=cast.amara, about_ids__contains=[concern.pk]).exists()


def test_those_who_lead_are_alerted_and_asked_nothing_more(cast):
    concern = make_concern(cast, by=cast.amara)
    withdraw(concern=concern, reason=REASON, by=cast.amara)
    messages = Message.objects.filter(key__startswith=f"concern-withdrawn:{concern.pk}", channel="in app")
    assert {message.to for message in messages} == {cast.ben, cast.dana, cast.sunita}
    asking = Message.objects.in_app(cast.ben).filter(key__startswith=f"concern:{concern.pk}")
    assert not asking.filter(read_at=None).exists()


def test_its_author_withdraws_it_until_the_council_was_contacted(cast):
    concern = make_concern(cast, by=cast.amara)
    contact(cast, concern)
    with pytest.raises(Refused, match="Ask the safeguarding lead"), transaction.atomic():
        withdraw(concern=concern, reason=REASON, by=cast.amara)
    withdraw(concern=concern, reason=REASON, by=cast.sunita)


def test_the_concern_of_the_right_person_begins_with_what_was_typed(cast):
    """Given a withdrawn concern; then the form on the other person's record offers its text, and fills it in."""
    concern = make_concern(cast, by=cast.ben)
    withdraw(concern=concern, reason=REASON, by=cast.ben)
    walker, path = Walker(cast), reverse("concern_new", args=[cast.other_package.pk])
    assert f'href="?from={concern.pk}"' in walker.ask("ben", "GET", path).text
    fields = fields_of(walker.ask("ben", "GET", f"{path}?from={concern.pk}").text)
    assert fields["account"].value.strip() == CONCERN_TEXTS["account"]
    assert fields["kinds"].chosen == ["psychological", "financial"]
    assert fields["wishes"].value.strip() == CONCERN_TEXTS["wishes"]


def test_nobody_begins_with_what_they_may_not_read(cast):
    """Given a concern that Lewis may not read; then its id in the address fills nothing in."""
    concern = make_concern(cast)
    withdraw(concern=concern, reason=REASON, by=cast.sunita)
    path = f"{reverse('concern_new', args=[cast.other_package.pk])}?from={concern.pk}"
    assert not fields_of(Walker(cast).ask("lewis", "GET", path).text)["account"].value.strip()


def test_the_form_asks_about_staff_only_where_some_are_named(cast, client):
    client.force_login(cast.sunita)
    concerns = make_concern(cast), make_concern(cast, source_of_risk="service provider", named_users=[cast.lewis])
    pages = [client.get(reverse("concern_withdraw", args=[concern.pk])).content.decode() for concern in concerns]
    assert ["staff" in fields_of(page) for page in pages] == [False, True]
