"""The rest of a concern is added by who raised it; children at risk have their own addressee."""

import datetime
import io

import pytest
from django.db import transaction
from django.urls import reverse
from pypdf import PdfReader

from casework.duties import duty_items
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.models import Message
from safeguarding.concerns.sheet import render
from safeguarding.models import Concern, ConcernSheet
from safeguarding.services import (
    CONCERN_SHEET,
    add_details,
    close,
    contact_children_team,
    contact_council,
    make_concern_sheet,
    request_sheet,
)
from tests.pages.forms import fields_of
from tests.pages.urls import Walker
from tests.safeguarding.test_concerns import CONCERN_TEXTS, decide, make_concern

SHORT = {
    "at_risk": ["adult"],
    "account": "A bruise on her arm",
    "kinds": ["physical"],
    "source_of_risk": "other known",
    "is_safe": "yes",
    "wishes_asked": "not asked",
}
DETAILS = {
    "opinion": "I think her brother did it",
    "place": "own home",
    "body_areas": ["left arm"],
    "emergency_services": ["police"],
    "emergency_outcome": "Two officers came at 3pm",
    "capacity": "has",
    "consent": "no",
    "consent_reason": "Her son is at risk as well",
}


@pytest.fixture
def children_team(cast):
    cast.council.children_team = "Children’s hub"
    cast.council.children_telephone = "01632 960 119"
    cast.council.save()


def contact(cast, concern) -> Concern:
    return contact_council(concern=concern, contacted_at=clock.now(), contact="Desk", by=cast.sunita)


# The form


def test_the_short_form_is_enough(cast):
    walker = Walker(cast)
    sent = walker.ask("amara", "POST", reverse("concern_new", args=[cast.package.pk]), SHORT, keep=True)
    assert sent.status == 302, sent.text
    concern = Concern.objects.get()
    assert (concern.subject, concern.children_at_risk, concern.capacity) == ("adult", "not known", "")
    page = walker.ask("amara", "GET", sent.location)
    assert reverse("concern_details", args=[concern.pk]) in page.text


@pytest.mark.parametrize(
    ("at_risk", "columns"), [(["child"], ("child", "not known")), (["adult", "child"], ("adult", "yes"))]
)
def test_a_child_is_the_subject_or_at_risk_beside_the_adult(cast, at_risk, columns):
    walker, path = Walker(cast), reverse("concern_new", args=[cast.package.pk])
    asked = walker.ask("amara", "POST", path, {**SHORT, "at_risk": at_risk}, keep=True)
    assert "Enter which children are at risk" in asked.text
    walker.ask("amara", "POST", path, {**SHORT, "at_risk": at_risk, "children": "Her son, 9"}, keep=True)
    concern = Concern.objects.get()
    assert (concern.subject, concern.children_at_risk) == columns


def test_offline_the_form_says_that_nothing_is_sent_and_has_every_number(cast, children_team):
    page = Walker(cast).ask("amara", "GET", reverse("concern_new", args=[cast.package.pk])).text
    notice = page.partition("data-no-connection")[2].partition("</div>")[0]
    assert "this concern is not sent" in notice
    for number in ("+441632960110", "+441632960119", "+441632960111"):
        assert f"tel:{number}" in notice


# What is added later


def test_the_author_adds_the_rest_and_history_has_the_earlier_words(cast, client):
    concern = make_concern(cast, by=cast.amara)
    client.force_login(cast.amara)
    path = reverse("concern_details", args=[concern.pk])
    answers = {**CONCERN_TEXTS, **DETAILS, "account": "Forty pounds were gone", "is_safe": "no", "revision": 1}
    answers |= {"children_at_risk": "no", "called_on_day": "", "called_time": ""}
    assert client.post(path, answers).status_code == 302
    concern.refresh_from_db()
    assert (concern.account, concern.place, concern.body_areas) == ("Forty pounds were gone", "own home", ["left arm"])
    changes = client.get(reverse("record_changes", args=["concern", concern.pk])).content.decode()
    assert "Money was gone from the tin" in changes


def test_a_second_save_shows_both_texts(cast):
    concern = make_concern(cast, by=cast.amara)
    add_details(concern=concern, revision=1, opinion="Mine", by=cast.amara)
    with pytest.raises(Conflict), transaction.atomic():
        add_details(concern=concern, revision=1, opinion="Theirs", by=cast.sunita)


def test_nobody_adds_to_a_closed_concern_or_to_somebody_elses(cast):
    concern = make_concern(cast, by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        add_details(concern=concern, revision=1, opinion="Mine", by=cast.amara)
    decide(cast, contact(cast, concern), kind="none")
    close(concern=concern, outcome="Done", by=cast.sunita)
    with pytest.raises(NotPossible), transaction.atomic():
        add_details(concern=concern, revision=1, opinion="Mine", by=cast.ben)


def test_without_consent_there_is_a_reason(cast):
    concern = make_concern(cast, by=cast.amara)
    with pytest.raises(Refused, match="without the person’s agreement"), transaction.atomic():
        add_details(concern=concern, revision=1, consent="not sought", by=cast.amara)


def test_the_form_shows_the_time_of_the_emergency_call(cast):
    called_at = clock.instant_on(cast.today - datetime.timedelta(days=1), datetime.time(14, 5))
    concern = make_concern(cast, by=cast.amara, emergency_services=["police"], emergency_called_at=called_at)
    walker, path = Walker(cast), reverse("concern_details", args=[concern.pk])
    fields = fields_of(walker.ask("amara", "GET", path).text)
    assert fields["called_time"].value == "14:05"


# Children


def test_childrens_safeguarding_is_contacted_before_the_concern_is_closed(cast, children_team):
    concern = make_concern(cast, children_at_risk="yes", children="Her son, 9")
    assert "concern-children" in {item.kind for item in duty_items(cast.sunita, cast.today)}
    page = Walker(cast).ask("sunita", "GET", reverse("concern", args=[concern.pk])).text
    assert "tel:+441632960119" in page
    decide(cast, contact(cast, concern), kind="none")
    with pytest.raises(Refused, match="Children’s safeguarding first"), transaction.atomic():
        close(concern=concern, outcome="Done", by=cast.sunita)
    concern.refresh_from_db()
    contact_children_team(concern=concern, contacted_at=clock.now(), contact="Hub, Rita", by=cast.sunita)
    assert "concern-children" not in {item.kind for item in duty_items(cast.sunita, cast.today)}
    close(concern=concern, outcome="Done", by=cast.sunita)


def test_of_a_concern_about_a_child_the_first_contact_is_with_childrens_safeguarding(cast, children_team):
    concern = make_concern(cast, subject="child", children="A boy next door, about 5")
    walker = Walker(cast)
    page = walker.ask("sunita", "GET", reverse("concern", args=[concern.pk])).text
    assert "Record contact with Children’s safeguarding" in " ".join(page.split())
    form = walker.ask("sunita", "GET", reverse("concern_contact", args=[concern.pk])).text
    assert "Who did you speak to at Children’s safeguarding?" in form


# The sheet


def test_the_sheet_has_every_answer_and_is_made_again_after_a_change(cast):
    concern = make_concern(cast, by=cast.amara, **DETAILS)
    row = request_sheet(concern=concern, by=cast.sunita)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(render(row))).pages)
    text = " ".join(text.split())
    written = [CONCERN_TEXTS["account"], CONCERN_TEXTS["wishes"], DETAILS["opinion"], DETAILS["consent_reason"]]
    assert [words for words in written if words not in text] == []
    assert request_sheet(concern=concern, by=cast.ben) == row
    assert make_concern_sheet(sheet_id=row.pk)
    walker, path = Walker(cast), reverse("concern_sheet", args=[concern.pk])
    assert walker.ask("sunita", "GET", path).status == 200
    contact(cast, concern)
    assert walker.ask("sunita", "GET", path).status == 404
    request_sheet(concern=concern, by=cast.sunita)
    assert ConcernSheet.objects.count() == 2


def test_a_sheet_that_fails_tells_administrators_nothing(cast):
    concern = make_concern(cast)
    row = request_sheet(concern=concern, by=cast.sunita)
    assert "concern" not in f"{CONCERN_SHEET.label} {CONCERN_SHEET.reference(str(row.pk))}".lower()
    assert not Message.objects.filter(about_ids__contains=[row.pk]).exists()
