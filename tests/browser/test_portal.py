"""The person's own pages on a small phone: by keyboard only, without scripts, and in the order that is read aloud."""

import datetime

import pytest

from core import clock
from plans.models import AnswerDuty, SupportPlan
from plans.services import offer, reply, start, write, write_to_us
from tests.browser.keyboard import move_to
from tests.browser.portal import PHONE, follow, reads_in_order
from tests.cast import PASSWORD, assemble
from visits.models import VisitRequest
from visits.services import plan_visit, tell_late


def prepare():
    """The cast, a visit of today whose worker is late, a message that was answered, and a plan to agree to."""
    cast = assemble()
    starts_at = clock.now() + datetime.timedelta(minutes=30)
    planned = plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        out_of_hours_reason="A test at any hour",
        by=cast.amara,
    )
    if planned.local_on == clock.today():
        tell_late(planned=planned, minutes=20, by=cast.amara)
    row = write_to_us(package=cast.package, words="My bell is broken", by=cast.maya)
    reply(to=row, words="I will knock", by=cast.amara)
    draft = write(
        plan=start(package=cast.package, by=cast.amara), revision=1, by=cast.amara, matters_to_me="The canal. Soup."
    )
    offer(plan=draft, by=cast.amara)
    return cast


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_the_portal_by_keyboard_and_in_reading_order(open_browser, settings):
    settings.DEMO = True
    cast = prepare()
    maya = open_browser(cast.maya.email, PASSWORD, **PHONE)

    # Home: the way out comes first, then the next visit with who comes, the new plan, and where to go.
    maya.go("/me/")
    reads_in_order(
        maya.page,
        'link "Skip to main content"',
        'button "Leave this page"',
        'heading "Hello Maya" [level=1]',
        "Amara Okafor",
        'heading "A plan is ready for you to read" [level=2]',
        'link "Messages"',
        'link "Write to us"',
        'link "999"',
        'link "111"',
        'button "Sign out"',
    )

    # The plan: what is new is named first, the answer comes before and after the text, and the old and the new are read
    # with their names.
    follow(maya, "Read my plan")
    reads_in_order(
        maya.page,
        'button "Leave this page"',
        'heading "My plan" [level=1]',
        'heading "What is new" [level=2]',
        'link "“What matters to me” was changed"',
        'link "I agree with this plan"',
        'link "I do not agree yet"',
        'heading "What matters to me" [level=2]',
        "Before",
        "Removed",
        "Now",
        "Added",
        'heading "My goals" [level=2]',
        'link "I agree with this plan"',
        'link "999"',
    )

    # Messages: the newest conversation with its newest message, who wrote, and a way to write more.
    maya.go("/me/")
    follow(maya, "Messages")
    reads_in_order(
        maya.page,
        'heading "Messages" [level=1]',
        'link "Write to us"',
        'heading "About support" [level=2]',
        "I will knock",
        "My bell is broken",
        'link "Write more about support"',
        'link "999"',
    )

    # Everything by keys only.
    follow(maya, "Write to us")
    move_to(maya.page, "textbox", "What do you want to say?")
    maya.page.keyboard.type("Can you ring first?")
    follow(maya, "Send", role="button")
    maya.sees("Sent.", "Can you ring first?")
    assert AnswerDuty.objects.outstanding().get().comment.words == "Can you ring first?"
    maya.go("/me/settings/")
    move_to(maya.page, "checkbox", "Large letters")
    maya.page.keyboard.press("Space")
    follow(maya, "Save", role="button")
    size = maya.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size > 24, "letters are large on every page"
    for path in ("/me/plan/", "/me/messages/", "/me/visits/", "/me/sharing/", "/me/access-log/"):
        maya.go(path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_the_portal_without_scripts(browser, live_server, settings):
    settings.DEMO = True
    cast = prepare()
    tomorrow = clock.instant_on(clock.today() + datetime.timedelta(days=1), datetime.time(11))
    plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=tomorrow,
        ends_at=tomorrow + datetime.timedelta(hours=1),
        by=cast.amara,
    )
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.get_by_role("link", name="Leave this page").count() == 1
    page.locator("input[name=login]").fill(cast.maya.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()

    page.get_by_role("link", name="How my pages look").first.click()
    page.get_by_label("Easy read").check()
    page.get_by_role("button", name="Save").click()
    assert page.locator("img.cw-easy__picture").count() > 0
    assert page.get_by_text("Amara Okafor comes to see you.").count() == 1

    page.get_by_role("link", name="All your planned visits").click()
    page.get_by_role("link", name="Ask to move or cancel this visit").last.click()
    page.get_by_label("Move this visit").check()
    page.get_by_label("Which days and times suit you?").fill("Friday")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("Not answered yet").count() == 1
    assert VisitRequest.objects.get().wished == "Friday"

    page.goto(f"{live_server.url}/me/plan/")
    page.get_by_role("link", name="No, not yet").first.click()
    page.get_by_role("button", name="Send to your worker").click()
    assert SupportPlan.objects.get(version=2).state == "declined", "no reason is asked"
    context.close()
