"""A provider starts with an empty database and pages alone: from the set-up link to a logged visit."""

import datetime
import re

import pytest
from allauth.mfa.totp.internal import auth
from django.core import mail
from django.core.management import call_command

from core import clock
from core.tasks import send_messages
from tests.browser import referring
from tests.browser.person import Person
from tests.browser.test_story import fill_acceptance
from visits.models import Visit

DAY = datetime.timedelta(days=1)
PASSWORD = "plum lantern gravel"
CONTRACT = "Steady Steps"


def totp(secret: str) -> str:
    """Return the code that an authenticator app shows now. The sign-in library has the time of the system."""
    counter = next(iter(auth.yield_hotp_counters_from_time()))
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def set_up_app(person):
    """Set up an authenticator app on the page to which the first sign-in leads."""
    person.sees("Protect your account")
    person.press("Set up an app")
    person.sees("Set up your authenticator app")
    secret = re.search(r"Key:\s*([A-Z2-7]{16,})", person.text())[1]
    person.fill("Code from the app", totp(secret))
    person.press("Continue")
    person.sees("recovery codes")


def start(browser, url, capsys) -> Person:
    """Open the set-up link as `make serve` prints it, make the account and sign in."""
    call_command("set_up", "--address", url)
    delroy = Person(browser, url)
    delroy.go(re.search(r"http\S+", capsys.readouterr().out)[0])
    delroy.fill("Your name", "Delroy Asante")
    delroy.fill("Your work email", "delroy@kestrel.example")
    delroy.page.locator("input[name=password]").fill(PASSWORD)
    delroy.page.locator("input[name=password_again]").fill(PASSWORD)
    delroy.press("Create the account")
    delroy.sees("Your account is ready.")
    delroy.sign_in("delroy@kestrel.example", PASSWORD)
    set_up_app(delroy)
    delroy.go("/")
    delroy.press("Continue the set-up")
    return delroy


def first_sign_in(browser, url, email, *, has_app=True) -> Person:
    """Follow the invitation: open its link, and press the button."""
    send_messages()
    (first,) = [message for message in mail.outbox if message.to == [email] and "can sign in" in message.subject]
    assert CONTRACT not in first.body
    person = Person(browser, url)
    person.go(re.search(r"(/accounts/invitation/\S+)", first.body)[1])
    person.press("Sign in")
    if has_app:
        set_up_app(person)
    person.go("/")
    return person


def enter_provider(delroy):
    delroy.press("Name and telephone numbers")
    delroy.fill("Name of the provider", "Kestrel Lane Support")
    delroy.fill("Office telephone", "01632 960120")
    delroy.fill("Office email", "office@kestrel.example")
    delroy.fill("Local crisis numbers", "Crisis line: 01632 960155")
    delroy.press("Save")
    delroy.sees("Details saved.", "Kestrel Lane Support")


def enter_council_and_contract(delroy, today):
    delroy.go("/contracts/councils/")
    delroy.press("Add a council")
    delroy.fill("Name of the council", "Elmbridge Vale Council")
    delroy.fill("Area", "Elmbridge Vale")
    delroy.fill("Safeguarding team", "Adults’ safeguarding")
    delroy.fill("Telephone of the safeguarding team", "01632 960140")
    delroy.fill("Telephone of the duty team", "01632 960141")
    delroy.press("Save")
    delroy.go("/contracts/")
    delroy.press("Add a contract")
    delroy.select("Council", "Elmbridge Vale Council")
    delroy.fill("Name of the contract", CONTRACT)
    delroy.fill_day("First day of the contract", today - 40 * DAY)
    delroy.fill("Telephone of the service", "01632 960130")
    delroy.fill("Email of the service", "steady@kestrel.example")
    delroy.fill("When the service is there", "8am to 10pm, every day")
    delroy.choose("Support that the Council refers people to")
    delroy.press("Save and continue to the terms")
    delroy.sees("Now enter its terms.")
    delroy.press("Continue")
    delroy.sees("Hospital hold: length", "You can correct these terms until the contract is used.")
    delroy.press("Save the terms")
    delroy.sees("Terms saved.", "Community recovery")


def open_accounts(delroy):
    for name, role in (("Bryn Calloway", "Manager"), ("Odile Marsh", "Keyworker"), ("Sana Iqbal", "On-call senior")):
        delroy.go("/workforce/accounts/new/")
        delroy.fill("Name", name)
        delroy.fill("Email", f"{name.split()[0].lower()}@kestrel.example")
        delroy.fill("How do you know this is their address?", "From the register of staff")
        delroy.choose(role)
        delroy.select("Contract", CONTRACT)
        delroy.fill_day("First day", clock.today())
        delroy.press("Open the account")
        delroy.sees(name, role)
    delroy.go("/workforce/teams/new/")
    delroy.fill("Name", "Riverside")
    delroy.press("Save")


def hire(bryn, today):
    """The manager takes on a support worker, and records what must be there before people are allocated."""
    bryn.go("/workforce/")
    bryn.press("Add a worker")
    bryn.fill("Name", "Femi Okonjo")
    bryn.fill("Email", "femi@kestrel.example")
    bryn.fill("How do you know this is their address?", "She gave it to me at her interview")
    bryn.choose("Support worker")
    bryn.fill("Job title", "Support worker")
    bryn.choose(CONTRACT)
    bryn.page.locator("select[name=team]").select_option(label="Riverside")
    bryn.choose("Employed")
    bryn.fill_day("First day of employment", today)
    bryn.fill("Contracted hours a week", "37")
    bryn.press("Add worker")
    bryn.sees("Femi Okonjo")
    bryn.press("Change details")
    bryn.fill_day("Induction completed on", today)
    bryn.fill_day("DBS checked on", today - 20 * DAY)
    bryn.press("Save")
    bryn.sees("Details saved.")


def refer(odile, today):
    odile.press("Make or follow a referral")
    referring.start_referral(
        odile,
        CONTRACT,
        name="Perpetua Lowndes",
        source="Adult Social Care Mental Health Team",
        strand="Community recovery",
        start=today,
    )
    odile.press("The person")
    odile.fill_day("Date of birth", datetime.date(1984, 2, 29))
    odile.press("Save and continue")
    odile.press("How to reach them safely")
    odile.fill("Address", "8 Wharf Street")
    odile.fill("Town or area", "Elmbridge")
    odile.press("Save and continue")
    referring.answer_eligibility(odile, "Elmbridge Vale")
    referring.answer_support(
        odile,
        needs="Company outside.",
        outcomes="Meets people again",
        end_point="Goes out alone twice a week.",
    )
    referring.answer_situation(odile)
    referring.attach(odile, "Council's support plan", "plan.pdf")
    referring.attach(odile, "Council's risk assessment", "risk.pdf")
    referring.send_referral(odile)


def accept_and_allocate(bryn, today):
    bryn.go("/")
    bryn.press("New: needs a decision")
    bryn.press("Perpetua Lowndes")
    bryn.press("Accept")
    fill_acceptance(bryn, today)
    bryn.choose("Lead worker")
    bryn.page.get_by_label(re.compile(r"^\s*Femi Okonjo")).check()
    bryn.press("Continue")
    bryn.press("Allocate")
    bryn.sees("Worker allocated", "Femi Okonjo")


def open_portal(bryn):
    """The manager gives Perpetua pages of her own, after a check of whose address it is."""
    bryn.press("Accounts and sharing")
    bryn.press("Open an account")
    bryn.fill("Email address", "perpetua@post.example")
    bryn.fill("How do you know this is theirs?", "She typed it herself at the first meeting.")
    bryn.press("Open the account")
    bryn.sees("Account opened", "perpetua@post.example")


def write_plan(femi, perpetua):
    """The worker writes a plan with one goal that serves an outcome of the contract; Perpetua agrees to it."""
    femi.press("People")
    femi.press("Perpetua Lowndes")
    femi.page.locator("main").get_by_role("link", name="Plan").first.click()
    femi.check()
    femi.press("Start the plan")
    femi.press("Edit the plan")
    femi.fill("What matters to me", "My allotment, and a quiet start to the day.")
    femi.fill("How best to support me", "Ring before you come.")
    femi.press("Save")
    femi.press("Add a goal")
    femi.fill("Goal, in the person's own words", "I want to eat with others once a week")
    femi.select("Area of life", "Friends and neighbours")
    femi.choose("Meets people again")
    femi.choose("Stronger relationships with family and friends")
    femi.fill("Step 1", "Look at the notice board of the hall")
    femi.press("Save the goal")
    femi.sees("Outcome of the contract: Stronger relationships")
    femi.press("Share with the person")
    perpetua.go("/me/")
    perpetua.press("Read my plan")
    perpetua.press("I agree with this plan")
    perpetua.press("I agree with this plan")
    perpetua.sees("You agreed to your plan")


def count_goals(bryn):
    """The manager sees that the outcome has a goal."""
    bryn.press("Contracts")
    bryn.press(CONTRACT)
    bryn.press("Outcomes and the goals that support them")
    bryn.press("Stronger relationships with family and friends")
    bryn.sees("Perpetua Lowndes")


def log_visit(femi):
    femi.press("People")
    femi.press("Perpetua Lowndes")
    femi.page.locator("main").get_by_role("link", name="Visits").first.click()
    femi.check()
    femi.press("Log a visit")
    femi.choose("Yes", within="Did the visit go ahead?")
    femi.fill_day("Date of the visit", clock.today())
    femi.fill("Start time", "0:05")
    femi.fill("End time", "0:06")
    femi.choose("Face to face")
    femi.fill("What happened", "Tea, and a walk round the block.")
    femi.press("Save visit")
    femi.sees("Visit saved")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_from_an_empty_database_to_a_logged_visit(browser, live_server, settings, capsys):
    settings.SECOND_FACTOR = True
    today = clock.today()
    delroy = start(browser, live_server.url, capsys)
    enter_provider(delroy)
    enter_council_and_contract(delroy, today)
    open_accounts(delroy)
    bryn = first_sign_in(browser, live_server.url, "bryn@kestrel.example")
    hire(bryn, today)
    odile = first_sign_in(browser, live_server.url, "odile@kestrel.example")
    refer(odile, today)
    accept_and_allocate(bryn, today)
    open_portal(bryn)
    femi = first_sign_in(browser, live_server.url, "femi@kestrel.example")
    perpetua = first_sign_in(browser, live_server.url, "perpetua@post.example", has_app=False)
    write_plan(femi, perpetua)
    count_goals(bryn)
    log_visit(femi)
    assert Visit.objects.get().package.case.individual.full_name == "Perpetua Lowndes"
    for person in (delroy, bryn, odile, femi, perpetua):
        person.close()
