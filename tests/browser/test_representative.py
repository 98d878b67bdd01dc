"""The pages of a representative on a small phone: by keyboard only, without scripts, and in the order read aloud."""

import datetime

import pytest

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision
from core import clock
from plans.models import AnswerDuty
from reviews.connections.entries import DomainEntries, MapLine
from reviews.models import Review
from reviews.services import record_connections_map
from tests.browser.keyboard import choose, fill, move_to
from tests.browser.portal import PHONE, follow, reads_in_order
from tests.casework.consent_builders import give_consent, stop_consent
from tests.cast import PASSWORD, assemble
from visits.services import plan_visit

REASON, CONCERN = "The evenings are hard", "She has not been out for days"


def prepare():
    """The cast; Maya lets Rosa see her plan, her visits and her map, and ask for a review. There is one of each."""
    cast = assemble()
    for purpose in (ConsentPurpose.SEE_VISITS, ConsentPurpose.SEE_CONNECTIONS, ConsentPurpose.ASK_REVIEW):
        give_consent(cast.representative, purpose, cast.maya)
    starts_at = clock.instant_on(clock.today() + datetime.timedelta(days=1), datetime.time(11))
    plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        by=cast.amara,
    )
    record_connections_map(
        package=cast.package,
        entries=[DomainEntries(cast.life_domains[0].pk, (MapLine("Two friends", 2),), (MapLine("The library"),))],
        made_on=clock.today(),
        agreed_on=clock.today(),
        agreed_how="Said yes at a visit",
        worker=cast.worker,
        by=cast.amara,
    )
    return cast


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_representative_by_keyboard_and_in_reading_order(open_browser, settings):
    settings.DEMO = True
    cast = prepare()
    name = cast.representative.known_as
    rosa = open_browser(cast.rosa.email, PASSWORD, **PHONE)

    # Home: the way out comes first, then the plan that Maya shares, what to do in danger, and where to go.
    rosa.go("/me/")
    reads_in_order(
        rosa.page,
        'link "Skip to main content"',
        'button "Leave this page"',
        f'heading "Hello {cast.rosa.full_name}" [level=1]',
        f'heading "{name}’s plan" [level=2]',
        "is in danger now, call 999",
        'link "Tell us something"',
        'link "Tell a manager, or complain"',
        'link "When visits are planned"',
        'link "Ask for a review"',
        'link "People and places"',
        'link "999"',
        'link "111"',
        'button "Sign out"',
    )

    # When visits are planned, and the map.
    follow(rosa, "When visits are planned")
    reads_in_order(
        rosa.page,
        'button "Leave this page"',
        'link "Back"',
        'heading "Planned visits" [level=1]',
        f'heading "Visits to {name}" [level=2]',
        "lets you see when visits are planned",
        "Amara Okafor",
        'link "999"',
    )
    assert not rosa.page.get_by_role("link", name="Ask to move or cancel this visit").count(), "only Maya asks"
    follow(rosa, "Back")
    follow(rosa, "People and places")
    reads_in_order(
        rosa.page,
        'heading "People and places" [level=1]',
        f'heading "{name}" [level=2]',
        'table "In each area of life"',
        'link "999"',
    )
    follow(rosa, "Back")

    # She asks for a review.
    follow(rosa, "Ask for a review")
    reads_in_order(
        rosa.page,
        'heading "Ask for a review" [level=1]',
        "They do not read here what you write",
        'group "Who is it about?"',
        f'radio "{name}"',
        'textbox "What should we talk about?"',
        'group "How soon do you need it?"',
        'button "Send"',
    )
    fill(rosa.page, "What should we talk about?", REASON)
    choose(rosa.page, "How soon do you need it?", "It can wait some weeks")
    follow(rosa, "Send", role="button")
    rosa.sees("Sent.", "you asked on")
    review = Review.objects.get(reason=REASON)
    assert (review.asked_by, review.recorded_by) == ("representative", cast.rosa)

    # She tells the team something, which answers nothing about Maya.
    rosa.go("/me/")
    follow(rosa, "Tell us something")
    reads_in_order(
        rosa.page,
        'heading "Tell us something" [level=1]',
        "Do not write here if someone needs help now.",
        "We cannot tell you anything here.",
        'textbox "What do you want to tell us?"',
        'checkbox "Only a manager may read this"',
        'button "Send"',
        'heading "How to complain" [level=2]',
        'link "999"',
    )
    fill(rosa.page, "What do you want to tell us?", CONCERN)
    move_to(rosa.page, "checkbox", "Only a manager may read this")
    rosa.page.keyboard.press("Space")
    follow(rosa, "Send", role="button")
    rosa.sees("Thank you.")
    rosa.sees_not(CONCERN)
    comment = AnswerDuty.objects.outstanding().get(comment__words=CONCERN).comment
    assert (comment.words, comment.for_managers) == (CONCERN, True)

    # Large letters.
    follow(rosa, "How my pages look")
    move_to(rosa.page, "checkbox", "Large letters")
    rosa.page.keyboard.press("Space")
    follow(rosa, "Save", role="button")
    assert rosa.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 24

    # Maya stops all of it: the pages are closed, and keep the numbers.
    for decision in ConsentDecision.objects.filter(representative=cast.representative, answer="given"):
        stop_consent(decision, cast.maya)
    rosa.go("/me/")
    rosa.sees("No one is sharing anything with you at the moment.")
    rosa.sees_not(name, "When visits are planned", "Ask for a review")
    rosa.go("/me/visits/")
    reads_in_order(rosa.page, 'button "Leave this page"', "heading", 'link "999"', 'link "111"')
    rosa.sees_not(name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_representative_without_scripts(browser, live_server, settings):
    settings.DEMO = True
    cast = prepare()
    name = cast.representative.known_as
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("input[name=login]").fill(cast.rosa.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    assert page.get_by_role("heading", name=f"{name}’s plan").count() == 1
    assert page.get_by_role("button", name="Leave this page").count() == 1

    page.get_by_role("link", name="When visits are planned").click()
    assert page.get_by_text("Amara Okafor").count() >= 1
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="Ask for a review").click()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("alert").get_by_text("Enter what you want to talk about").count() == 1, "refused, not lost"
    page.get_by_label("What should we talk about?").fill(REASON)
    page.get_by_label("In the next two weeks").check()
    page.get_by_role("button", name="Send").click()
    assert Review.objects.get(reason=REASON).urgency_asked == "soon"
    page.get_by_role("button", name="I do not want this review any more").click()
    assert Review.objects.get(reason=REASON).state == "expired"

    page.goto(f"{live_server.url}/me/tell-us/")
    page.get_by_label("What do you want to tell us?").fill(CONCERN)
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("Thank you.").count() == 1
    assert AnswerDuty.objects.outstanding().filter(comment__words=CONCERN).count() == 1
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{live_server.url}/me/")
    assert page.locator("input[name=login]").count() == 1
    context.close()
