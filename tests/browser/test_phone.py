"""Visits logged offline, in Chromium: each arrives once and is encrypted on the phone."""

import datetime
import os
import re
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import override_settings

from core import clock
from tests import processes
from tests.browser.person import Person
from tests.cast import PASSWORD, assemble
from tests.factories import PlannedVisitFactory
from visits.models import PhoneEntry, PlannedVisit, Visit

VISITS = 100 if os.environ.get("SOAK") == "1" else 10
FIRST_LOAD, AFTER = 100_000, 10_000  # bytes
READ_STORAGE = """async () => {
  const database = await new Promise((done, failed) => {
    const asked = indexedDB.open("casework-phone")
    asked.onsuccess = () => done(asked.result)
    asked.onerror = failed
  })
  if (!database.objectStoreNames.length) return { holders: [], notes: [], texts: "", exported: "no key" }
  const all = name => new Promise(done => {
    database.transaction(name).objectStore(name).getAll().onsuccess = event => done(event.target.result)
  })
  const [holders, notes, drafts] = [await all("holders"), await all("notes"), await all("drafts")]
  let exported = "no key"
  if (holders.length) {
    exported = await crypto.subtle.exportKey("raw", holders[0].key).then(() => "yes", error => error.name)
  }
  const sealed = [...holders.map(one => one.pack), ...notes.map(one => one.sealed), ...drafts.map(one => one.sealed)]
  const decoder = new TextDecoder()
  const clear = sealed.filter(Boolean).map(one => decoder.decode(one.data)).join()
  database.close()
  return {
    holders: holders.map(one => ({ locked: one.locked, pack: Boolean(one.pack) })),
    notes: notes.map(one => one.kind),
    texts: clear + JSON.stringify([holders, notes, drafts]),
    exported
  }
}"""
LONG_AGO = """() => new Promise(done => {
  indexedDB.open("casework-phone").onsuccess = event => {
    const transaction = event.target.result.transaction("holders", "readwrite")
    const store = transaction.objectStore("holders")
    store.getAll().onsuccess = found => {
      for (const one of found.target.result) store.put({ ...one, signedInAt: Date.now() - 73 * 60 * 60 * 1000 })
    }
    transaction.oncomplete = () => { event.target.result.close(); done() }
  }
})"""


@pytest.fixture
def server(transactional_db):
    """The pages on a server that the test stops and starts."""
    with processes.web_server() as running:
        yield running


@pytest.fixture
def cast(server):
    return assemble()


def plan(cast, count: int) -> None:
    for number in range(count):
        PlannedVisitFactory(
            package=cast.package, worker=cast.worker, starts_at=clock.now() + datetime.timedelta(seconds=number)
        )


def set_up_phone(browser, server, cast) -> Person:
    """Return Amara with the phone app set up."""
    amara = Person(browser, server.url, width=390, height=800)
    amara.sign_in(cast.amara.email, PASSWORD)
    install_on_phone(amara)
    return amara


def install_on_phone(person: Person) -> None:
    person.go("/phone/")
    person.press("Save my visits to this phone")
    person.page.get_by_role("heading", name="Your visits").wait_for()
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    person.page.locator("[data-phone-app][data-ready]").wait_for()


def log_next_visit(page, words: str) -> None:
    """Log the first visit in the list that is not logged yet."""
    page.get_by_role("link", name=re.compile("^Log this visit")).first.click()
    fill(page, words)
    page.get_by_role("heading", name="Your visits").wait_for()


def fill(page, words: str) -> None:
    """Fill in the four answers and save."""
    page.get_by_role("group", name="Did the visit go ahead?").get_by_label("Yes", exact=True).check()
    page.locator("[name=started]").fill("0:00")
    page.locator("[name=ended]").fill("0:00")
    page.get_by_label("Face to face").check()
    page.get_by_label("What happened").fill(words)
    page.get_by_role("button", name="Save visit").click()


def check(person: Person) -> None:
    """Check the page as usual, but ignore failed requests to the stopped server."""
    person.failures = [words for words in person.failures if "ERR_CONNECTION_REFUSED" not in words]
    person.check()


def wait_for_unsent(page, count: int) -> None:
    page.get_by_text(f"Saved on this phone, not sent: {count}", exact=True).wait_for()


def wait_until_sent(page) -> None:
    """Wait until the page has sent everything and shows no unsent banner."""
    page.locator("[data-phone-app][data-ready]").wait_for()
    page.locator("[data-unsent-banner]").wait_for(state="hidden")


@pytest.mark.browser
def test_a_day_without_a_signal(browser, server, cast):
    """Given a stopped server and an ended session; when visits are logged in two tabs; then each arrives once
    after the same user signs in again. Another user neither saw nor sent them.
    """
    plan(cast, VISITS)
    amara = set_up_phone(browser, server, cast)
    words = [f"Visit {n}: “soup” – crème, 50 % & <b>bread</b> 🥕\nAnd a second line." for n in range(VISITS)]
    server.stop()
    Session.objects.all().delete()
    other_tab = amara.context.new_page()
    other_tab.goto(f"{server.url}/visits/")  # a page that cannot be reached leads to the one that can
    other_tab.get_by_role("heading", name="Your visits").wait_for()
    for number, text in enumerate(words[:-1]):
        log_next_visit((amara.page, other_tab)[number % 2], text)
        (amara.page, other_tab)[(number + 1) % 2].reload()
    amara.page.reload()
    wait_for_unsent(amara.page, VISITS - 1)
    amara.page.locator("[data-phone-app][data-ready]").wait_for()  # it has contacted the server again
    check(amara)
    storage = amara.page.evaluate(READ_STORAGE)
    assert storage["exported"] == "InvalidAccessError", "the key can be exported"
    assert not [word for word in ("soup", "Canal Row", "M.L.") if word in storage["texts"]], (
        "the note is stored unencrypted"
    )

    server.start()
    amara.page.reload()
    amara.page.get_by_text("You are signed out.").wait_for()
    log_next_visit(amara.page, words[-1])
    wait_for_unsent(amara.page, VISITS)
    other_tab.close()
    assert Visit.objects.count() == 0
    check(amara)
    sign_in_as_lewis(amara, cast)
    amara.sign_in(cast.amara.email, PASSWORD)
    amara.go("/phone/")
    amara.page.locator("[data-unsent-banner]").wait_for(state="hidden")
    amara.page.get_by_text("Sent", exact=True).first.wait_for()

    assert sorted(Visit.objects.values_list("notes", flat=True)) == sorted(words)
    assert PhoneEntry.objects.count() == VISITS
    amara.go("/visits/")
    sign_out(amara)
    assert amara.page.evaluate(READ_STORAGE)["holders"] == [], "everything is sent, so the key must be deleted"
    amara.close()


@pytest.mark.browser
def test_a_worker_says_on_the_phone_that_they_are_late(browser, server, cast):
    """Given a visit of today and one of tomorrow; then today's card leads to the page that tells the person."""
    plan(cast, 1)
    tomorrow = clock.now() + datetime.timedelta(days=1)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, starts_at=tomorrow)
    amara = set_up_phone(browser, server, cast)
    link = amara.page.get_by_role("link", name=re.compile("^I am running late for M.L."))
    assert link.count() == 1
    check(amara)
    link.click()
    amara.page.get_by_label("About 20 minutes").check()
    amara.press("Save")
    amara.sees("Saved.")
    assert PlannedVisit.objects.get(late_minutes=20).local_on == clock.today()
    amara.close()


def sign_in_as_lewis(person: Person, cast) -> None:
    person.sign_in(cast.lewis.email, PASSWORD)
    person.go("/phone/")
    person.page.get_by_role("button", name="Save my visits to this phone").wait_for()
    person.sees_not("Saved on this phone")
    person.go("/visits/")
    person.sees_not("Saved on this phone")
    assert PhoneEntry.objects.count() == 0
    sign_out(person)


def sign_out(person: Person) -> None:
    person.page.locator("details.cw-account > summary").click()
    person.page.get_by_role("button", name="Sign out").click()
    person.page.wait_for_url("**/login/")


@pytest.mark.browser
def test_signing_out_with_unsent_notes_only_locks(browser, server, cast):
    """Given an unsent note; when she signs out; then it stays, locked, and the visits are deleted after 72 hours."""
    plan(cast, 2)
    amara = set_up_phone(browser, server, cast)
    amara.context.route("**/phone/entries/", lambda route: route.abort())
    log_next_visit(amara.page, "Kept until it is sent")
    wait_for_unsent(amara.page, 1)
    amara.page.goto(f"{server.url}/visits/")
    wait_for_unsent(amara.page, 1)  # on every page
    sign_out(amara)
    storage = amara.page.evaluate(READ_STORAGE)
    assert (storage["holders"], storage["notes"]) == ([{"locked": True, "pack": False}], ["unsent"])
    server.stop()
    amara.page.goto(f"{server.url}/phone/")
    amara.page.get_by_role("heading", name="Locked").wait_for()
    amara.sees_not("Kept until", "M.L.")
    server.start()
    amara.context.unroute("**/phone/entries/")
    amara.failures.clear()
    amara.page.goto(f"{server.url}/accounts/login/")
    amara.sign_in(cast.amara.email, PASSWORD)
    amara.page.locator("[data-phone]").wait_for(state="hidden")
    amara.go("/phone/")
    amara.page.get_by_text("Sent", exact=True).wait_for()
    assert Visit.objects.get().notes == "Kept until it is sent"

    # The signal is lost while the ordinary form is filled in.
    amara.go("/visits/")
    amara.page.get_by_role("link", name=re.compile("^Log this visit")).first.click()
    server.stop()
    fill(amara.page, "Written on the ordinary page")
    amara.page.get_by_role("heading", name="Your visits").wait_for()
    wait_for_unsent(amara.page, 1)
    server.start()
    amara.page.reload()
    wait_until_sent(amara.page)
    assert Visit.objects.filter(notes="Written on the ordinary page").count() == 1

    server.stop()
    amara.page.evaluate(LONG_AGO)
    amara.page.reload()
    amara.page.get_by_role("heading", name="Not set up on this phone yet").wait_for()
    assert amara.page.evaluate(READ_STORAGE)["holders"] == []
    amara.close()


@pytest.mark.browser
def test_the_log_page_is_light(browser, transactional_db, tmp_path):
    """Given static files as in production; when the log form is opened twice; then few bytes are loaded."""
    staticfiles = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=str(tmp_path), STORAGES=staticfiles):
        call_command("collectstatic", verbosity=0, interactive=False)
    compressed = {Path(path.stem).suffix for path in tmp_path.rglob("*.br")}
    assert compressed >= {".css", ".js"}
    assert not compressed & {".ttf", ".otf"}, "No browser loads the fonts of the PDFs."
    with processes.web_server(STATIC_COLLECTED="1", STATIC_ROOT=str(tmp_path)) as running:
        cast = assemble()
        amara = Person(browser, running.url)
        amara.sign_in(cast.amara.email, PASSWORD)
        session = next(cookie["value"] for cookie in amara.context.cookies() if cookie["name"] == "sessionid")
        amara.close()
        fresh = Person(browser, running.url)  # nothing in its cache
        fresh.take_session(session)
        first, after = (bytes_loaded(fresh, f"/packages/{cast.package.pk}/visits/log/") for _ in range(2))
        fresh.close()
    assert first < FIRST_LOAD, f"{first} bytes on first load"
    assert after < AFTER, f"{after} bytes after that"


def bytes_loaded(person: Person, path: str) -> int:
    """Return the bytes transferred for a page and everything it loads."""
    session = person.context.new_cdp_session(person.page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    person.page.goto(person.url + path, wait_until="networkidle")
    session.detach()
    assert sizes
    return int(sum(sizes))
