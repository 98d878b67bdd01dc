"""A form carries an id and is saved once, even if the browser sends it twice."""

import datetime
import re

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from core import clock, submissions
from core.errors import Refused
from core.models import Submission, SweepRun
from core.models.submission import REMEMBERED_FOR
from design.form_view import form_page, post_action
from design.forms import PlainForm, RevisedForm
from tests.cast import assemble
from tests.races import run_together

WHEN = datetime.datetime(2026, 3, 2, 9, 30, tzinfo=datetime.UTC)


class EntryForm(PlainForm):
    note = forms.CharField()


class OldForm(RevisedForm):
    note = forms.CharField()


class PaperForm(PlainForm):
    paper = forms.FileField()


class EntryPage:
    """A page with a form. `save` makes a row."""

    def __init__(self, user, form_class=EntryForm, path="/entries/", **arguments):
        self.user, self.form_class, self.path, self.arguments = user, form_class, path, arguments

    def ask(self, method: str, data=None):
        request = getattr(RequestFactory(), method)(self.path, data or {})
        request.user, request.session = self.user, {}
        request._messages = FallbackStorage(request)
        arguments = {"title": "Entry", "save": self.save, "success_url": lambda run: f"/entries/{run.pk}/"}
        response = form_page(request, self.form_class, **arguments, **self.arguments)
        response.sayings = [str(message) for message in get_messages(request)]
        return response

    def save(self, data):
        if data.get("note") == "refused":
            raise Refused("No.", field="note")
        return SweepRun.objects.create(name="entry", on=WHEN.date(), started_at=WHEN)

    def open(self) -> str:
        return form_id(self.ask("get"))

    def send(self, sent_id: str, note="Rang her", **more):
        return self.ask("post", {"note": note, "submission_id": sent_id, **more})


def form_id(response) -> str:
    return re.search(r'name="submission_id"\s+value="([^"]+)"', response.content.decode())[1]


def entries() -> int:
    return SweepRun.objects.filter(name="entry").count()


@pytest.fixture
def entry_page(cast) -> EntryPage:
    return EntryPage(cast.amara)


def test_a_form_sent_again_after_a_lost_response_is_saved_once(entry_page):
    sent = entry_page.open()
    first = entry_page.send(sent)
    second_response = entry_page.send(sent)
    assert (first.status_code, second_response.status_code) == (302, 302)
    assert second_response["Location"] == first["Location"]
    assert second_response.sayings == ["This is already saved. It was not saved again."]
    assert entries() == 1


def test_a_second_tab_with_the_same_text_leads_to_the_saved_record(entry_page):
    tabs = entry_page.open(), entry_page.open()
    assert tabs[0] == tabs[1]
    assert [entry_page.send(tab).status_code for tab in tabs] == [302, 302]
    assert entries() == 1


def test_a_second_tab_with_another_text_loses_nothing(entry_page):
    tabs = entry_page.open(), entry_page.open()
    first = entry_page.send(tabs[0])
    second = entry_page.send(tabs[1], note="Wrote to her")
    page = second.content.decode()
    assert second.status_code == 200
    assert "You have already saved this form" in page
    assert f'href="{first["Location"]}"' in page
    assert 'value="Wrote to her"' in page
    assert entries() == 1
    assert entry_page.send(form_id(second), note="Wrote to her").status_code == 302
    assert entries() == 2, "saved on purpose, it is a second entry"


def test_a_genuine_second_entry_has_its_own_id(entry_page):
    for _ in range(3):
        assert entry_page.send(entry_page.open()).sayings == []
    assert entries() == 3


def test_a_refused_form_may_be_sent_again(entry_page):
    sent = entry_page.open()
    came_back = entry_page.send(sent, note="refused")
    assert form_id(came_back) == sent
    assert not Submission.objects.exists()
    assert entry_page.send(sent).status_code == 302
    assert entries() == 1


@pytest.mark.parametrize("sent", ["", "no id", "\x00", "0" * 40])
def test_a_form_without_a_valid_id_is_saved(entry_page, sent):
    assert entry_page.send(sent).status_code == 302
    assert entries() == 1


def test_another_user_and_another_address_are_other_forms(cast, entry_page):
    sent = entry_page.open()
    others = EntryPage(cast.tess), EntryPage(cast.amara, path="/entries/others/")
    for other in (entry_page, *others):
        assert other.send(sent).status_code == 302
    assert entries() == 3
    assert len({one.open() for one in (entry_page, *others)}) == 3


def test_the_check_page_carries_the_id(cast):
    entry_page = EntryPage(cast.amara, review=True)
    sent = entry_page.open()
    assert form_id(entry_page.send(sent)) == sent
    assert [entry_page.send(sent, confirmed="yes").status_code for _ in range(2)] == [302, 302]
    assert entry_page.send(sent).status_code == 302, "sent again from the first page: it was already saved"
    assert entries() == 1


def test_files_are_compared_by_content(cast):
    entry_page = EntryPage(cast.amara, PaperForm)
    sent = entry_page.open()
    scans = [SimpleUploadedFile("scan.pdf", content) for content in (b"one", b"one", b"two")]
    answers = [entry_page.send(sent, paper=scan) for scan in scans]
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "Choose the file again" in answers[2].content.decode()


def test_a_form_with_a_revision_has_no_submission_id(cast):
    page = EntryPage(cast.amara, OldForm).ask("get").content.decode()
    assert "submission_id" not in page


def test_a_form_is_remembered_for_four_weeks(entry_page):
    sent = entry_page.open()
    with clock.frozen_at(WHEN):
        entry_page.send(sent)
    with clock.frozen_at(WHEN + REMEMBERED_FOR - datetime.timedelta(seconds=1)):
        assert submissions.clear_old() == 0
    with clock.frozen_at(WHEN + REMEMBERED_FOR):
        assert submissions.clear_old() == 1


def press(user, path="/button/", may_repeat=False, **data):
    request = RequestFactory().post(path, data)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    response = post_action(
        request,
        lambda: EntryPage(user).save({}),
        success_url="/entries/",
        success_message="Done.",
        may_repeat=may_repeat,
    )
    return response, [str(message) for message in get_messages(request)]


def test_a_button_pressed_twice_acts_once(cast):
    button = {"submission_id": "5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11"}
    assert press(cast.amara, **button)[1] == ["Done."]
    assert press(cast.amara, **button)[1] == ["This is already done. It was not done again."]
    assert entries() == 1
    press(cast.amara, may_repeat=True, **button)
    assert entries() == 2, "the service has a rule of its own"


@pytest.mark.django_db(transaction=True)
def test_a_double_click_waits_for_the_first_and_saves_once():
    """Given eight requests with one form at the same moment; then there is one entry and all redirect to it."""
    entry_page = EntryPage(assemble().amara)
    sent = entry_page.open()
    answers = run_together([lambda: entry_page.send(sent)] * 8, together=8)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert entries() == 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_of_two_is_refused_the_second_saves():
    """Given a first request that fails after claiming its id; then the second can use the id."""
    entry_page = EntryPage(assemble().amara)
    sent = entry_page.open()
    notes = ["refused", "Rang her"] * 4
    answers = run_together([lambda note=note: entry_page.send(sent, note=note) for note in notes], together=8)
    assert entries() == 1
    assert sum(answer.status_code == 302 for answer in answers) == 4
