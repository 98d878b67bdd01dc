"""Notes on a phone are not lost: unsaved ones, after the session ended, or with another user signed in."""

import re

import pytest
from django.contrib.sessions.models import Session

from casework.services import record_admission
from core import clock
from tests.browser import test_phone as phone
from tests.cast import PASSWORD
from visits.models import PhoneEntry, PlannedVisit, Visit

server, cast = phone.server, phone.cast
DENY = """() => {
  window.sealing = crypto.subtle.encrypt
  crypto.subtle.encrypt = () => Promise.reject(new Error("full"))
}"""
SUBMIT_TWICE = """() => { for (const _ of [1, 2]) document.querySelector("form[data-draft-url]").requestSubmit() }"""
ALLOW = """() => { crypto.subtle.encrypt = window.sealing }"""


@pytest.mark.browser
def test_a_note_begun_is_kept_when_its_card_is_gone(browser, server, cast):
    """Given an unsaved note; when the visit is reassigned; then the note is listed and can be continued."""
    phone.plan(cast, 2)
    amara = phone.set_up_phone(browser, server, cast)
    for words in ("Half a word", "Not needed"):
        amara.page.get_by_role("link", name=re.compile("^Log this visit")).nth(int(words == "Not needed")).click()
        amara.page.get_by_label("What happened").fill(words)
        amara.page.get_by_role("link", name="Back", exact=True).click()
        amara.page.get_by_text("Draft", exact=True).first.wait_for()
    amara.page.get_by_text("Drafts on this phone: 2", exact=True).wait_for()
    phone.check(amara)
    assert "Half a word" not in amara.page.evaluate(phone.READ_STORAGE)["texts"]
    PlannedVisit.objects.update(worker=cast.other_worker)
    amara.page.reload()
    amara.page.get_by_role("heading", name="Drafts").wait_for()
    phone.check(amara)
    for summary in amara.page.get_by_text("I don't need this").all():
        summary.click()
    amara.page.get_by_role("button", name=re.compile("^Delete draft")).last.click()
    amara.page.get_by_text("Drafts on this phone: 1", exact=True).wait_for()
    amara.page.get_by_role("link", name=re.compile("^Continue writing")).click()
    amara.page.get_by_label("What happened").wait_for()
    assert amara.page.get_by_label("What happened").input_value() in ("Half a word", "Not needed")
    phone.fill(amara.page, "Half a word, and the rest")
    amara.page.locator("[data-unsent-banner]").wait_for(state="hidden")
    assert Visit.objects.get().notes == "Half a word, and the rest"
    amara.close()


@pytest.mark.browser
def test_a_visit_on_a_ward_is_written_on_the_phone(browser, server, cast):
    phone.plan(cast, 1)
    today = clock.today()
    record_admission(
        individual=cast.individual, admitted_on=today, hospital="Tameside General", kind="acute", by=cast.amara
    )
    amara = phone.set_up_phone(browser, server, cast)
    amara.sees("On hold: in hospital", "the form asks for the reason")
    amara.page.get_by_role("link", name=re.compile("^Log this visit")).click()
    amara.page.get_by_text(re.compile("^Add: next step")).click()
    amara.page.get_by_label("Person was in hospital").fill("They asked for the radio")
    phone.fill(amara.page, "On the ward")
    amara.page.get_by_text("Sent", exact=True).wait_for()
    assert Visit.objects.get().hospital_reason == "They asked for the radio"
    amara.close()


@pytest.mark.browser
def test_an_unplanned_visit_is_written_without_a_signal(browser, server, cast):
    """Given no server and one visit logged; when a second is begun, left and continued; then both arrive."""
    phone.plan(cast, 1)
    amara = phone.set_up_phone(browser, server, cast)
    server.stop()
    phone.log_next_visit(amara.page, "As planned")
    unplanned = amara.page.get_by_role("link", name=re.compile("^Log a visit to"))
    unplanned.click()
    amara.page.get_by_label("What happened").fill("She rang")
    amara.page.get_by_role("link", name="Back", exact=True).click()
    amara.page.get_by_role("heading", name="Drafts").wait_for()
    phone.check(amara)
    amara.page.reload()
    unplanned.click()
    amara.page.get_by_label("What happened").wait_for()
    assert amara.page.get_by_label("What happened").input_value() == "She rang"
    phone.fill(amara.page, "She rang, and I went again")
    phone.wait_for_unsent(amara.page, 2)
    server.start()
    amara.page.reload()
    phone.wait_until_sent(amara.page)
    assert Visit.objects.get(planned=None).notes == "She rang, and I went again"
    assert set(Visit.objects.values_list("package", flat=True)) == {cast.package.pk}
    assert Visit.objects.count() == 2
    amara.close()


@pytest.mark.browser
def test_the_ordinary_form_loses_nothing_when_the_session_ends(browser, server, cast):
    """Given an open ordinary form; when the session ends; then the note waits on the phone once, under the visit's id.
    Lewis, who signs in next, sees that a note waits but not its text, and can send it.
    """
    phone.plan(cast, 1)
    planned = PlannedVisit.objects.get()
    amara = phone.set_up_phone(browser, server, cast)
    amara.go(f"/visits/planned/{planned.pk}/log/")
    amara.page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    amara.page.evaluate(DENY)
    phone.fill(amara.page, "Written when nobody was signed in")
    amara.page.get_by_text("This phone could not save the note.").wait_for()
    amara.page.evaluate(ALLOW)
    amara.page.evaluate(SUBMIT_TWICE)
    amara.page.get_by_text("You are signed out.").wait_for()
    phone.wait_for_unsent(amara.page, 1)
    assert not Visit.objects.exists()
    amara.failures.clear()
    amara.sign_in(cast.lewis.email, PASSWORD)
    amara.go("/phone/")
    amara.page.get_by_text("Locked notes of someone else on this phone, not sent yet: 1", exact=True).wait_for()
    amara.check()
    amara.sees_not("Written when", "M.L.", "Amara")
    amara.press("Send 1 waiting note")
    amara.page.get_by_text("Locked notes of someone else").wait_for(state="hidden")
    visit = Visit.objects.get()
    assert (visit.pk, visit.notes, visit.worker) == (planned.pk, "Written when nobody was signed in", cast.worker)
    assert PhoneEntry.objects.count() == 1
    amara.close()
