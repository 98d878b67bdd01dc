"""Somebody is named in a concern after they read it: from then on it is hidden from them."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from core import clock
from core.errors import Refused
from core.models import Message
from core.tasks import send_messages
from dashboard.home.notifications import unread_messages
from safeguarding.services import name_users, seen_before_wall
from tests.pages.urls import Walker
from tests.safeguarding.test_concerns import make_concern

FAR = datetime.timedelta(days=1)
REASON = "The bank named him"


@pytest.fixture
def concern(cast):
    """Given a concern that Ben, a manager, was alerted to and has opened."""
    concern = make_concern(cast, by=cast.amara)
    Message.objects.filter(about_ids__contains=[concern.pk]).exclude(channel="in app").update(due_at=clock.now() + FAR)
    send_messages()
    Walker(cast).ask("ben", "GET", reverse("concern", args=[concern.pk]), keep=True)
    return concern


def name_ben(cast, concern) -> None:
    name_users(concern=concern, users=[cast.ben], reason=REASON, by=cast.sunita)


def test_access_ends_at_once_and_what_was_queued_is_withheld(cast, concern):
    assert can(cast.ben, P.READ_CONCERN, concern)
    name_ben(cast, concern)
    assert not can(cast.ben, P.READ_CONCERN, concern)
    email = Message.objects.get(to=cast.ben, about_ids__contains=[concern.pk], channel="email")
    assert (email.state, email.reason) == ("withheld", "not for this recipient")
    assert not unread_messages(cast.ben).exists()
    assert Message.objects.get(to=cast.dana, about_ids__contains=[concern.pk], channel="email").state == "queued"


def test_what_was_seen_before_is_listed_for_who_leads(cast, concern):
    name_ben(cast, concern)
    [row] = seen_before_wall(concern)
    assert (row.user, len(row.opened_at), len(row.alerted_at)) == (cast.ben, 1, 1)
    walker, path = Walker(cast), reverse("concern", args=[concern.pk])
    page = walker.ask("sunita", "GET", path).text
    assert "What was seen before it was hidden" in page
    assert REASON in page
    assert "What was seen before" not in walker.ask("amara", "GET", path).text
    assert walker.ask("ben", "GET", path).status == 404


def test_somebody_named_from_the_start_had_seen_nothing(cast):
    concern = make_concern(cast, source_of_risk="service provider", named_users=[cast.ben])
    assert seen_before_wall(concern) == []


def test_the_source_of_risk_is_then_the_service(cast, concern):
    name_ben(cast, concern)
    concern.refresh_from_db()
    assert concern.source_of_risk == "service provider"
    other = make_concern(cast)
    name_users(concern=other, users=[cast.priya], reason=REASON, by=cast.sunita)
    other.refresh_from_db()
    assert other.source_of_risk == "other known"


def test_nobody_names_themselves(cast, concern):
    with pytest.raises(Refused) as refusal:
        name_users(concern=concern, users=[cast.sunita], reason=REASON, by=cast.sunita)
    assert refusal.value.field == "users"


def test_with_every_lead_walled_off_raising_works_and_shows_the_number(cast):
    named = [str(user.pk) for user in (cast.ben, cast.dana, cast.sunita)]
    answers = {
        "at_risk": ["adult"], "account": "They shout", "kinds": ["psychological"], "is_safe": "no",
        "source_of_risk": "service provider", "named_users": named, "wishes_asked": "not asked",
    }  # fmt: skip
    walker = Walker(cast)
    sent = walker.ask("amara", "POST", reverse("concern_new", args=[cast.package.pk]), answers, keep=True)
    assert sent.status == 302, sent.text
    assert "tel:+441632960110" in walker.ask("amara", "GET", sent.location).text
