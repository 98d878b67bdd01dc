"""What is sent twice is stored once: every form and button, and five of them step by step."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from core import clock
from referrals.models import Referral
from safeguarding.models import Concern
from tests.pages.forms import fields_of, fill_in
from tests.pages.matrix import ADDRESSES, Kind, row_of
from tests.pages.sampling import SHARE
from tests.pages.test_bad_input import list_forms
from tests.pages.test_matrix import path_and_class
from tests.pages.urls import Walker
from visits.models import ContactEntry, Visit
from workforce.models import Absence

# Sending a referral changes its state, so a second one is refused; a set-up link and a code work once; searching for
# people saves nothing; an update has one PDF, however often it is asked for.
WITHOUT_ID = {"referral_send", "set_up_start", "code_link_code", "people", "linked_review_pdf", "linked_update_pdf"}
# The page is gone afterwards.
# A role that ended on its first day is on no list, and a contract that was removed is nobody's.
PAGE_GONE_AFTERWARDS = {"person_merge_undo", "account_post_end", "contract_remove"}
# Each press calls again unless it is within a minute of the last, or sends another code, up to five an hour.
REPEATABLE = {"call_from_planned", "call_from_visit", "call_from_contact", "code_link_send"}
# Every download of a file or passphrase is logged.
LOGGED_DOWNLOADS = {"downtime_take", "downtime_passphrase"}
# Drafts, and messages marked as read.
NO_RECORD = {"core_formdraft", "core_message", "core_unsentform"}


def post_twice(walker, who, path, data):
    """Send a request twice, roll back, and return the second answer; None if the first was not saved."""
    with transaction.atomic():
        answer = walker.ask(who, "POST", path, data, keep=True)
        if ">Check your answers</h1>" in answer.text:
            data = {**data, "confirmed": "yes"}
            answer = walker.ask(who, "POST", path, data, keep=True)
        second_answer = walker.ask(who, "POST", path, data, keep=True) if answer.status == 302 else None
        transaction.set_rollback(True)
    return second_answer


def test_every_form_carries_an_id_or_a_revision(world):
    walker = Walker(world.cast)
    forms_without_id = {
        page
        for page, _path, _who, fields in list_forms(world, walker)
        if not {"submission_id", "revision"} & set(fields)
    }
    assert forms_without_id == WITHOUT_ID


def test_no_form_sent_twice_saves_twice(world):
    """Given each form; when it is sent twice; then the second writes nothing and says so."""
    walker, saved_forms, failures = Walker(world.cast), set(), []
    for page, path, who, fields in list_forms(world, walker, SHARE):
        if "submission_id" not in fields:
            continue
        second_answer = post_twice(walker, who, path, fill_in(fields))
        if second_answer is None:
            continue
        saved_forms.add(page)
        tables = set(second_answer.wrote) - NO_RECORD
        if second_answer.status != (404 if page in PAGE_GONE_AFTERWARDS else 302) or tables:
            failures.append(
                f"{page} {path} as {who}: expected to be led to what was saved, got {second_answer}, {tables}"
            )
    assert not failures, "\n".join(failures)
    assert len(saved_forms) > 15 // SHARE, f"only these forms were saved: {sorted(saved_forms)}"


def test_no_button_pressed_twice_acts_twice(world):
    walker, done, failures = Walker(world.cast), set(), []
    for address in ADDRESSES:
        if address.kind is not Kind.VERB or address.name in REPEATABLE | LOGGED_DOWNLOADS:
            continue
        path, page_class = path_and_class(address, world.mine)
        users = row_of(address, page_class).mine.may.split()
        if not users:
            continue  # a page of the demo
        who = users[0]
        button = {**address.data, "submission_id": "5ef0bb3e-0d6e-4d20-9a4e-0d5d3f0c2f11"}
        second_answer = post_twice(walker, who, path, button)
        if second_answer is None:
            continue
        if "core_submission" not in second_answer.wrote:  # else the service refused both, and its row was rolled back
            done.add(address.page)
        if tables := set(second_answer.wrote) - NO_RECORD - {"core_submission"}:
            failures.append(f"{address.page} {path} as {who}: pressed twice it wrote to {tables}")
    assert not failures, "\n".join(failures)
    assert len(done) > 15, f"only these buttons did anything: {sorted(done)}"


def day_fields(name: str, days: int = -1) -> dict:
    on = clock.today() + datetime.timedelta(days=days)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


VISIT = {"did_happen": "yes", "kind": "face to face", "notes": "We walked.", "started": "9:00", "ended": "10:00"}
VISIT |= {"hospital_reason": "She asked me to come"}
# page: user, record, what is created, answers (none: any that fit), difference in a genuine second entry
ENTRIES = {
    "visit_log": ("amara", "package", Visit, {**VISIT, **day_fields("day")}, {"started": "14:00", "ended": "15:00"}),
    "concern_new": (
        "amara",
        "package",
        Concern,
        {
            "account": "A bruise",
            "kinds": ["physical"],
            "source_of_risk": "other known",
            "wishes_asked": "not asked",
            "at_risk": ["adult"],
            "is_safe": "yes",
        },
        {"account": "Another bruise"},
    ),
    "contact_new": (
        "amara",
        "package",
        ContactEntry,
        {
            "with_whom": "person",
            "how": "call",
            "was_reached": "yes",
            "time": "9:00",
            "about": "Rent",
            **day_fields("day"),
        },
        {"time": "11:00"},
    ),
    "referral_new": ("rui", "contract", Referral, {}, {"full_name": "Somebody Else"}),
    "worker_absence_new": (
        "ben",
        "worker",
        Absence,
        {"kind": "leave", **day_fields("from_on", 3), **day_fields("until_on", 5)},
        {**day_fields("from_on", 8), **day_fields("until_on", 10)},
    ),
}


class Browser:
    """A page of ENTRIES in several tabs of one user."""

    def __init__(self, world, page: str):
        self.walker = Walker(world.cast)
        self.who, record, self.model, self.answers, self.other = ENTRIES[page]
        self.path = reverse(page, args=[getattr(world.mine, record).pk])
        self.before = self.model.objects.count()

    def open_tab(self) -> dict:
        fields = fields_of(self.walker.ask(self.who, "GET", self.path).text)
        hidden = {name: one.value for name, one in fields.items() if one.kind == "hidden"}
        return {**hidden, **self.answers} if self.answers else fill_in(fields)

    def send(self, data):
        return self.walker.ask(self.who, "POST", self.path, data, keep=True)

    def created(self) -> int:
        return self.model.objects.count() - self.before


@pytest.fixture(params=ENTRIES)
def browser(world, request) -> Browser:
    return Browser(world, request.param)


def test_reload_and_a_lost_response_save_nothing_more(browser):
    data = browser.open_tab()
    first = browser.send(data)
    assert first.status == 302, first.text.partition("govuk-error-summary__list")[2][:600]
    second_answer = browser.send(data)
    assert (second_answer.status, second_answer.location) == (302, first.location)
    assert browser.created() == 1
    page = browser.walker.ask(browser.who, "GET", second_answer.location, keep=True)
    assert "This is already saved. It was not saved again." in page.text


def test_a_second_tab_asks_before_saving_a_second_entry(browser):
    tabs = browser.open_tab(), browser.open_tab()
    assert browser.send(tabs[0]).status == 302
    assert browser.send(tabs[1]).status == 302, "the same answers"
    assert browser.created() == 1
    typed = {**tabs[1], **browser.other}
    answer = browser.send(typed)
    assert "You have already saved this form" in answer.text
    assert browser.created() == 1
    ids = {name: one.value for name, one in fields_of(answer.text).items() if name in ("id", "submission_id")}
    assert browser.send({**typed, **ids}).status == 302
    assert browser.created() == 2


def test_a_genuine_second_entry_is_saved(browser):
    assert browser.send(browser.open_tab()).status == 302
    assert browser.send({**browser.open_tab(), **browser.other}).status == 302
    assert browser.created() == 2
