"""The main story: from a referral to the quarterly return, each user with their own sign-in."""

import datetime
import io
import re
import uuid

import pypdf
import pytest
from django.core.management import call_command

from casework.models import Individual, SupportPackage
from core import clock
from core.dates import quarters_before
from core.models import Message
from reporting.figures import rows_of, total
from reporting.indicators import INDICATORS
from reporting.models import Return
from reviews.models import KeyworkerUpdate
from safeguarding.models import Concern
from scheduler.sweeps import SWEEPS
from tests.browser import referring
from tests.cast import PASSWORD, assemble
from visits.models import PlannedVisit, Visit

DAY = datetime.timedelta(days=1)
PHONE = {"width": 320, "height": 720}


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_from_referral_to_return(open_browser, celery_worker, settings, tmp_path):
    settings.DEMO = True
    cast = assemble()
    today = clock.today()
    start = today - 35 * DAY

    def sign_in(user, **viewport):
        return open_browser(user.email, PASSWORD, **viewport)

    # 1 A keyworker refers somebody, with the Council's two documents.
    priya = sign_in(cast.priya)
    refer(priya, cast, start)
    # 2 The manager decides, refused while a document is missing, and allocates.
    ben = sign_in(cast.ben)
    accept(ben, priya, today)
    individual = Individual.objects.get(full_name="Ignatius Bellweather")
    package = SupportPackage.objects.get(case__individual=individual)
    user = cast.noel
    Individual.objects.filter(pk=individual.pk).update(user=user)
    # 3 The worker writes the plan with the person, who reads, comments and agrees.
    amara = sign_in(cast.amara)
    ignatius = sign_in(user, **PHONE)
    agree_plan(amara, ignatius, individual)
    # 4 Visits, on a phone; at one a sign of relapse is noticed.
    phone = sign_in(cast.amara, **PHONE)
    log_visits(phone, individual, package, today)
    read_alerts(priya, ben, individual)
    # 5 The six-weekly update.
    call_command("tick")
    assert not KeyworkerUpdate.objects.filter(package=cast.links_package).exists(), "Community Links has no such rule"
    write_and_read_update(amara, priya, package, start)
    # 6 Hospital: on hold, then ended by a sweep.
    record_hospital_stay(amara, cast, individual, package, today)
    # 7 Concerns, and the wall.
    check_concerns(amara, ben, sign_in(cast.tess), individual, package)
    # 8 The return.
    quarterly_return(ben, sign_in(cast.dana), sign_in(cast.helen), cast, tmp_path)


def refer(priya, cast, start):
    priya.go("/referrals/")
    priya.press(f"Refer someone to {cast.tameside}")
    priya.press("Save and continue")
    priya.sees("There is a problem")
    priya.go("/referrals/")
    referring.start_referral(
        priya,
        cast.tameside,
        name="Ignatius Bellweather",
        source="Mental health team",
        strand=cast.strands[1].name,
        start=start,
    )
    priya.press("The person")
    priya.fill("Name to use", "Iggy")
    priya.fill_day("Date of birth", datetime.date(1991, 6, 3))
    priya.fill("NHS number", "999 000 0026")
    priya.press("Save and continue")
    priya.press("How to reach them safely")
    priya.fill("Address", "3 Tanner's Yard")
    priya.fill("Town or area", "Hyde")
    priya.fill("Phone number", "07700 900321")
    priya.choose("Yes", within="Is it safe to text this number?")
    priya.press("Save and continue")
    referring.answer_eligibility(priya, "Tameside")
    priya.press("Check and send")
    priya.sees("You cannot send this referral yet", "What support is for")
    priya.press("Back to the task list")
    referring.answer_support(
        priya,
        needs="Company outside, and a start with the flat.",
        outcomes="Keeps the flat in order\nMeets people again",
        end_point="Goes out alone twice a week.",
    )
    referring.answer_situation(priya)
    priya.press("Communication")
    priya.fill("Other communication", "Large print")
    priya.press("Save and continue")
    priya.sees("Still missing")
    referring.attach(priya, "Council's support plan", "plan.pdf")
    referring.send_referral(priya, "Ignatius Bellweather", "Council's risk assessment")


def accept(ben, priya, today):
    ben.go("/")
    ben.sees("Referrals", "Ignatius Bellweather")
    ben.press("New: needs a decision")
    ben.press("Ignatius Bellweather")
    ben.sees("Eligibility", "Met", "Missing")
    referral_page = ben.page.url
    ben.press("Accept")
    fill_acceptance(ben, today)
    ben.sees("cannot be accepted yet", "Council's risk assessment")
    priya.go(re.sub(r"^https?://[^/]+", "", referral_page))
    referring.attach(priya, "Council's risk assessment", "risk.pdf", "Attach a document")
    ben.go(referral_page)
    ben.press("Accept")
    fill_acceptance(ben, today)
    ben.sees("Allocate a worker", "Suggested", "free a week")
    ben.choose("Lead worker")
    ben.page.get_by_label(re.compile(r"^\s*Amara Okafor")).check()
    ben.press("Continue")
    ben.press("Allocate")
    ben.sees("Worker allocated", "Amara Okafor")


def fill_acceptance(ben, today):
    ben.choose("New person")
    ben.fill("Commissioned hours a week", "4h 30")
    ben.fill_day("First review", today + 20 * DAY)
    ben.press("Continue")
    ben.press("Accept the referral")


def agree_plan(amara, ignatius, individual):
    amara.go(f"/people/{individual.pk}/plan/")
    amara.press("Start the plan")
    amara.press("Edit the plan")
    amara.fill("What matters to me", "My records, and being asked first.")
    amara.fill("How best to support me", "Text before you come. Mornings are hard.")
    amara.press("Save")
    for words, outcome, steps in (
        ("I want to play music with others again", "Meets people again", "Find the open rehearsal"),
        ("I want to find the floor of my flat", "Keeps the flat in order", "One bag a week"),
    ):
        amara.press("Add a goal")
        amara.fill("Goal, in the person's own words", words)
        amara.select("Area of life", "People and places")
        amara.choose(outcome)
        amara.fill("Step 1", steps)
        amara.press("Save the goal")
    amara.press("Share with the person")
    ignatius.go("/me/")
    ignatius.sees("A plan is ready for you to read")
    ignatius.press("Read my plan")
    ignatius.sees("“I want to play music with others again”", "Is this plan right for you?")
    ignatius.press("Add a comment about my plan")
    ignatius.fill("What do you want to say?", "Could the rehearsal wait until spring?")
    ignatius.press("Send")
    amara.go(f"/people/{individual.pk}/plan/")
    amara.sees("Could the rehearsal wait until spring?")
    ignatius.press("I agree with this plan")
    ignatius.select("“I want to find the floor of my flat”", "2: not good")
    ignatius.press("I agree with this plan")
    ignatius.sees("You agreed to your plan")
    amara.go(f"/people/{individual.pk}/plan/")
    amara.sees("Agreed (current plan)")


def log_visits(phone, individual, package, today):
    phone.go(f"/packages/{package.pk}/visits/log/")
    phone.choose("Yes", within="Did the visit go ahead?")
    phone.fill_day("Date of the visit", today - 3 * DAY)
    phone.fill("Start time", "10:00")
    phone.fill("End time", "11.15")
    phone.choose("Face to face")
    phone.fill("What happened", "Sorted one bag together, then tea.")
    phone.page.get_by_text("Add: where").click()
    phone.choose("Relationships")
    phone.choose("I want to find the floor of my flat")
    phone.select("Rate a goal", "I want to find the floor of my flat")
    phone.fill("Rating, 0 to 10", "3")
    phone.page.get_by_text("Add: next step").click()
    phone.fill("Next step", "Bring the second bag")
    phone.press("Save visit")
    phone.sees("Visit saved", "1 h 15 min")
    phone.go(f"/packages/{package.pk}/visits/log/")
    phone.sees("Bring the second bag")
    phone.choose("No", within="Did the visit go ahead?")
    phone.choose("No answer")
    phone.fill_day("Date of the visit", today - 2 * DAY)
    phone.fill("Start time", "9")
    phone.fill("End time", "9:10")
    phone.fill("What happened", "Rang twice.")
    phone.page.get_by_text("Add: how they were").click()
    phone.choose("Early sign of relapse")
    phone.fill("What did you notice?", "Curtains shut for the third day, no answer by text.")
    phone.choose("Tell the team today", within="Who needs to know, and how soon?")
    phone.press("Save visit")
    phone.sees("a missed visit", "Rang twice.")
    phone.go(f"/visits/{Visit.objects.latest('started_at').pk}/")
    phone.sees("Early sign of relapse")


def read_alerts(priya, ben, individual):
    for person in (priya, ben):
        person.go("/")
        person.sees("a change was noticed at a visit")
        line = person.page.get_by_role("listitem").filter(has_text="a change was noticed")
        line.get_by_role("link").first.click()
        person.check()
        person.sees("Curtains shut for the third day")
    priya.go(f"/people/{individual.pk}/")
    priya.sees_not("Rang twice.")


def sweep(name, on):
    """Run one sweep on a later day. All of them would delete the browsers' sessions, which have ended by then."""
    with clock.frozen_at(clock.instant_on(on, datetime.time(9))):
        SWEEPS[name].run(on=on)


def write_and_read_update(amara, priya, package, start):
    due = KeyworkerUpdate.objects.get(package=package)
    assert due.due_on == start + 42 * DAY
    amara.go("/updates/")
    amara.press("Ignatius Bellweather")
    amara.press("Write the update")
    amara.sees("Visits that took place")
    amara.fill("How things are", "He opens the curtains again.")
    amara.fill("Plans for the next few weeks", "One bag a week, and a walk.")
    amara.press("Save and check")
    amara.press("Send to the keyworker")
    amara.sees("Sent, not yet acknowledged")
    priya.go("/updates/")
    priya.press("Ignatius Bellweather")
    priya.sees("One bag a week, and a walk.")
    priya.press("Acknowledge")
    priya.fill("Your reply", "Thank you, I will ring him on Monday.")
    priya.press("I have read this")
    priya.sees("Acknowledged")
    amara.go(f"/updates/{due.pk}/")
    amara.sees("Thank you, I will ring him on Monday.")
    sweep("raise keyworker updates", clock.today() + 30 * DAY)
    following = KeyworkerUpdate.objects.filter(package=package).latest("due_on")
    assert following.due_on == clock.today() + 42 * DAY


def record_hospital_stay(amara, cast, individual, package, today):
    planned = PlannedVisit.objects.create(
        package=package,
        worker=cast.worker,
        starts_at=clock.instant_on(today + DAY, datetime.time(11)),
        ends_at=clock.instant_on(today + DAY, datetime.time(12)),
    )
    admitted = today - 2 * DAY
    amara.go(f"/people/{individual.pk}/")
    amara.press("Record a hospital admission")
    amara.fill("Hospital", "Tameside General")
    amara.choose("Mental health")
    amara.fill_day("Date of admission", admitted)
    amara.press("Record admission")
    last_held = admitted + 28 * DAY
    amara.sees("Hospital hold: day 2 of 28", f"{last_held:%-d %b %Y}")
    amara.go(f"/people/{individual.pk}/visits/")
    amara.sees("On hold: in hospital")
    sweep("end support after the hospital hold", last_held)
    package.refresh_from_db()
    assert package.ended_on is None, "the last held day is held"
    sweep("end support after the hospital hold", last_held + DAY)
    package.refresh_from_db()
    assert package.ended_on == last_held + DAY
    amara.go(f"/people/{individual.pk}/")
    amara.sees("new referral", "revised support plan")
    assert PlannedVisit.objects.get(pk=planned.pk).state == "planned", "a hold is derived, not written"


def check_concerns(amara, ben, tess, individual, package):
    raise_concern(amara, individual, package, "A neighbour keeps his bank card.", is_about_worker=False)
    concern = Concern.objects.get(package=package)
    ben.go(f"/safeguarding/{concern.pk}/")
    ben.press("Record contact with the Council")
    ben.fill("Who did you speak to at the Council?", "J. Mbeki, adults safeguarding")
    ben.fill("Time of the contact", "0:01")
    ben.press("Record the contact")
    ben.press("Record the Council’s decision")
    ben.choose("Section 42 enquiry")
    ben.fill("What did the Council say?", "Enquiry, we lead on the bank.")
    ben.fill("Who decided?", "J. Mbeki, adults safeguarding")
    ben.fill("Time you were told", "0:02")
    ben.press("Record the decision")
    ben.press("Record the portal reference")
    ben.fill("Reference from the portal", "TP-20417")
    ben.press("Record the reference")
    ben.sees("TP-20417", "Safeguarding enquiry: portal form sent")
    before = {path: page_text(tess, path) for path in list_addresses(individual)}
    raise_concern(amara, individual, package, "A colleague borrowed forty pounds.", is_about_worker=True)
    hidden = Concern.objects.exclude(pk=concern.pk).get()
    ben.go("/safeguarding/")
    ben.sees(hidden.reference)
    for path, text in before.items():
        assert page_text(tess, path) == text, f"{path} reveals details of {hidden.reference}"
    tess.page.goto(f"{tess.url}/safeguarding/{uuid.uuid4()}/")
    nowhere = tess.text()
    tess.page.goto(f"{tess.url}/safeguarding/{hidden.pk}/")
    assert tess.text() == nowhere, "the hidden concern must look like an address that does not exist"
    assert not Message.objects.filter(to__full_name="Tess Brannigan", about_ids__contains=[hidden.pk]).exists()


def list_addresses(individual):
    return ("/", "/people/", f"/people/{individual.pk}/", "/safeguarding/", f"/people/{individual.pk}/access-log/")


def page_text(person, path) -> str:
    """Return the lines of the page and of the pages of older rows, each once, without the rows that opening it adds.

    A row may be on two pages, because opening the first adds one.
    A gap in the on-call rota begins now, so the time of its beginning is left out, too, and so is how long something
    has waited.
    """
    person.go(path)
    main = person.page.locator("main").inner_text()
    while (older := person.page.get_by_role("link", name="Older")).count():
        older.click()
        person.check()
        main += "\n" + person.page.locator("main tbody").last.inner_text()
    main = re.sub(r"\d\d:\d\d to ", "", main)
    main = re.sub(r"Just now|\d+ (minute|hour)s? (waiting|overdue|left)", "for some time", main)
    left_out = ("Tess Brannigan", "Amara Okafor", "Older", "Newer")
    lines = [line for line in main.splitlines() if line.strip() and not any(word in line for word in left_out)]
    return "\n".join(dict.fromkeys(lines))


def raise_concern(amara, individual, package, words, *, is_about_worker):
    amara.go(f"/people/{individual.pk}/visits/")
    amara.page.get_by_role("link", name=re.compile("^Raise a safeguarding concern")).first.click()
    amara.check()
    amara.fill("What you saw, heard or were told", words)
    amara.choose("Financial or material")
    amara.choose("Service provider" if is_about_worker else "Someone else, known to the person")
    if is_about_worker:
        amara.page.get_by_label(re.compile(r"^\s*Tess Brannigan")).first.check()
    amara.choose("Yes")
    amara.choose("Asked, and they said what they want")
    amara.fill("What the person wants to happen", "The money back, and no fuss.")
    amara.press("Raise the concern")
    amara.sees("Concern raised")


def quarterly_return(ben, dana, helen, cast, tmp_path):
    period = quarters_before(clock.today(), 1)[0]
    ben.go("/returns/")
    ben.press("Prepare a return")
    ben.choose(f"{cast.tameside}: {period}")
    ben.press("Prepare this return")
    ben.sees(
        "1 People supported",
        "10 Assessments and risk assessments",
        "Not counted from records yet",
        "prepares and signs this section",
    )
    ben.press("Add commentary on People supported")
    ben.fill("Commentary", "Two people came to us from the new team.")
    ben.press("Save")
    quarterly = Return.objects.get(contract=cast.tameside, from_on=period.from_on)
    dana.go(f"/returns/{quarterly.pk}/")
    dana.press("Sign this section")
    ben.go(f"/returns/{quarterly.pk}/")
    expected = total(rows_of(INDICATORS["supported"], cast.tameside, period))
    ben.press("People supported at any time in the period")
    if expected:
        ben.sees("Maya Lindqvist")
    ben.go(f"/returns/{quarterly.pk}/")
    ben.press("Seal the return")
    ben.sees("Sealed", "Fingerprint")
    wait_for_papers(ben, quarterly)
    helen.go("/")
    helen.press(str(period))
    helen.sees("Two people came to us from the new team.")
    with helen.page.expect_download() as download:
        helen.page.get_by_role("link", name="Download PDF").click()
    saved = tmp_path / "return.pdf"
    download.value.save_as(saved)
    check_paper(saved.read_bytes(), expected)
    helen.go(f"/returns/{quarterly.pk}/figures/supported/")
    helen.sees("What was counted")
    helen.sees_not("Maya", "Lindqvist")
    assert len(re.findall(r"C(?:-[0-9A-Z]{4}){2}", helen.text())) == expected


def wait_for_papers(ben, prepared):
    """Wait until the worker has made the PDFs. The page says so meanwhile."""
    for _ in range(60):
        if Return.objects.filter(pk=prepared.pk, council_copy__isnull=False).exists():
            return
        ben.page.wait_for_timeout(500)
    raise AssertionError("No worker made the return's PDF within thirty seconds.")


def check_paper(content: bytes, expected: int):
    paper = pypdf.PdfReader(io.BytesIO(content))
    root = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"], "the PDF is tagged"
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert "People supported" in text
    assert "Two people came to us from the new team." in text
    assert str(expected) in text
