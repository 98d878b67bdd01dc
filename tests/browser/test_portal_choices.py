"""What the person decides and asks on a small phone: sharing, who looked, and the locked page.

By keyboard only with axe on every page, in the order read aloud, and without scripts.
"""

import datetime

import pytest

from casework.consent.enums import ConsentPurpose
from casework.consent.parties import last_decision
from casework.models import AccessQuestion, RecordAccess
from casework.services import answer_access_question, lock_portal
from core import clock
from plans.models import AnswerDuty
from plans.services import escalate_unread_comments, write_to_us
from tests.browser.keyboard import fill, press
from tests.browser.portal import PHONE, follow, reads_in_order
from tests.casework.consent_builders import stop_consent
from tests.cast import PASSWORD, assemble
from visits.services import plan_visit

WORDS, ANSWER = "I do not know this name", "Ben covered for Amara that day."


def prepare():
    """The cast: nobody sees Maya's visits, of which one is planned. Ben opened her record yesterday."""
    cast = assemble()
    stop_consent(cast.consent, cast.maya)
    starts_at = clock.instant_on(clock.today() + datetime.timedelta(days=1), datetime.time(11))
    plan_visit(
        package=cast.package,
        worker=cast.worker,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=1),
        by=cast.amara,
    )
    RecordAccess.objects.create(
        individual=cast.individual,
        path=f"/people/{cast.individual.pk}/",
        about_ids=[cast.individual.pk],
        recorded_at=clock.now() - datetime.timedelta(days=1),
        recorded_by=cast.ben,
    )
    return cast


def is_shared(cast) -> bool:
    decision = last_decision(cast.representative, ConsentPurpose.SEE_VISITS)
    return decision is not None and decision.is_given


def answer_as_dana(cast) -> None:
    question = AccessQuestion.objects.get()
    assert (question.words, question.asked_about) == (WORDS, cast.ben)
    answer_access_question(question=question, answer=ANSWER, by=cast.dana)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_sharing_and_stopping_by_keyboard_and_in_reading_order(open_browser, settings):
    settings.DEMO = True
    cast = prepare()
    maya = open_browser(cast.maya.email, PASSWORD, **PHONE)

    # The choices: first the way out, then what is the person's own choice, then what their support needs.
    maya.go("/me/sharing/")
    share = "I want this: look at it first Rosa Lindqvist, See when visits are planned"
    reads_in_order(
        maya.page,
        'link "Skip to main content"',
        'button "Leave this page"',
        'heading "Who can see my record" [level=1]',
        'heading "Your choice" [level=2]',
        'heading "Rosa Lindqvist (Sister)" [level=3]',
        "No, you were not asked",
        'heading "Because your support needs it" [level=2]',
        'link "999"',
        'link "111"',
    )

    # The preview has what Rosa would read, and the answer after it.
    follow(maya, share)
    reads_in_order(
        maya.page,
        'button "Leave this page"',
        'heading "Rosa Lindqvist: ',
        "reads what is in the box",
        "Amara Okafor",
        'button "Yes, I want this"',
        'link "No, go back"',
        'link "999"',
    )
    assert not is_shared(cast), "looking agrees to nothing"
    follow(maya, "Yes, I want this", role="button")
    maya.sees("Saved. From now on Rosa Lindqvist can see when your visits are.")
    assert is_shared(cast)

    # Stopping: what ends, that no message is sent, and whom to ring, before the button.
    follow(maya, "Stop Rosa Lindqvist, See when visits are planned")
    reads_in_order(
        maya.page,
        'button "Leave this page"',
        'heading "Stop letting Rosa Lindqvist see when your visits are?" [level=1]',
        "It stops at once.",
        "We send no message.",
        "Ring us first",
        'button "Stop sharing this"',
        'link "No, go back"',
        'link "999"',
    )
    follow(maya, "Stop sharing this", role="button")
    reads_in_order(
        maya.page,
        'heading "Rosa Lindqvist can no longer see when your visits are" [level=1]',
        'link "Share again: look at it first"',
    )
    assert not is_shared(cast)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_asking_who_looked_by_keyboard_and_in_reading_order(open_browser, settings):
    settings.DEMO = True
    cast = prepare()
    maya = open_browser(cast.maya.email, PASSWORD, **PHONE)
    maya.go("/me/access-log/")
    reads_in_order(
        maya.page,
        'button "Leave this page"',
        'heading "Who has looked at my record" [level=1]',
        "A manager finds out and answers.",
        "Ben Whitcombe",
        'link "Ask about this Ben Whitcombe"',
        'link "999"',
    )
    follow(maya, "Ask about this Ben Whitcombe")
    reads_in_order(
        maya.page,
        'heading "Ask about this" [level=1]',
        "Ben Whitcombe",
        "It is never the one you ask about.",
        "Ring us first.",
        'textbox "Do you want to add anything?',
        'button "Ask a manager"',
        'link "999"',
    )
    fill(maya.page, "Do you want to add anything?", WORDS)
    follow(maya, "Ask a manager", role="button")
    maya.sees("Sent. A manager answers by")
    answer_as_dana(cast)
    maya.go("/me/")
    maya.go("/me/access-log/")
    reads_in_order(maya.page, "You asked about this on", WORDS, "The answer of", ANSWER, 'link "Ask again')


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_the_locked_page_by_keyboard_and_in_reading_order(open_browser, settings):
    """Given a message that nobody has read; when the pages are locked; then it escalates, and the numbers remain."""
    settings.DEMO = True
    cast = prepare()
    maya = open_browser(cast.maya.email, PASSWORD, **PHONE)
    maya.go("/me/")
    row = write_to_us(package=cast.package, words="I am afraid of him", by=cast.maya)
    lock_portal(individual=cast.individual, by=cast.amara)
    for path in ("/me/", "/me/messages/"):
        maya.go(path)
        reads_in_order(
            maya.page,
            'link "Skip to main content"',
            'button "Leave this page"',
            'heading "This page is not available" [level=1]',
            "Please call us",
            'link "About our service"',
            'link "999"',
            'link "111"',
        )
        maya.sees_not("Maya", "lock", "afraid")
    press(maya.page, "About our service")
    maya.check()
    maya.sees_not("Maya", "afraid")
    with clock.frozen_at(row.answer_duty.read_by_at + datetime.timedelta(minutes=1)):
        assert escalate_unread_comments(on=clock.today()) == 1
    assert AnswerDuty.objects.get().escalated_at is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_sharing_asking_and_the_locked_page_without_scripts(browser, live_server, settings):
    settings.DEMO = True
    cast = prepare()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("input[name=login]").fill(cast.maya.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()

    page.goto(f"{live_server.url}/me/sharing/")
    page.get_by_role("link", name="I want this: look at it first Rosa Lindqvist, See when visits are planned").click()
    assert page.get_by_text("Amara Okafor").count() >= 1, "what Rosa would read"
    page.get_by_role("button", name="Yes, I want this").click()
    assert is_shared(cast)
    page.get_by_role("link", name="Stop Rosa Lindqvist, See when visits are planned").click()
    page.get_by_role("button", name="Stop sharing this").click()
    assert page.get_by_role("heading", name="Rosa Lindqvist can no longer see when your visits are").count() == 1
    assert not is_shared(cast)

    page.get_by_role("link", name="Who can see my record").last.click()
    page.get_by_role("link", name="See who has looked at my record").click()
    page.get_by_role("link", name="Ask about this Ben Whitcombe").click()
    page.get_by_label("Do you want to add anything?").fill(WORDS)
    page.get_by_role("button", name="Ask a manager").click()
    answer_as_dana(cast)
    page.reload()
    assert page.get_by_text(ANSWER).count() == 1

    lock_portal(individual=cast.individual, by=cast.amara)
    page.reload()
    assert page.get_by_role("heading", name="This page is not available").count() == 1
    assert page.get_by_text(ANSWER).count() == 0
    assert page.get_by_role("link", name="999").count() == 1
    assert (
        page.get_by_role("button", name="Leave this page").or_(page.get_by_role("link", name="Leave this page")).count()
        >= 1
    )
    context.close()
