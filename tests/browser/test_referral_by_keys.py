"""A referral is written part by part and sent on a small screen, without scripts and by keyboard only."""

import datetime

import pytest

from referrals.models import Referral
from tests.browser import keyboard
from tests.cast import PASSWORD, assemble

PHONE = {"width": 320, "height": 720}
SITUATION = (
    (
        "Does the person know and agree?",
        {"Does the person know about this referral?": "Yes", "Do they agree to it?": "Not asked yet"},
    ),
    ("Health and hospital", {"Is the person in hospital now?": "No"}),
    ("Communication", {"Does the person need an interpreter?": "Not known"}),
    (
        "Unpaid carer",
        {"Does someone care for the person unpaid?": "No", "Does the person care for someone unpaid?": "No"},
    ),
    ("Risk to staff", {"Are any risks known to staff who visit?": "None known"}),
)


def save(page):
    keyboard.press(page, "Save and continue", role="button")


def sign_in(page, url, user):
    page.set_default_timeout(10_000)
    page.goto(f"{url}/accounts/login/")
    page.locator("input[name=login]").fill(user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()


def start(page, url, cast):
    page.goto(f"{url}/referrals/")
    keyboard.press(page, f"Refer someone to {cast.tameside}")
    keyboard.fill(page, "Full name", "Ignatius Bellweather")
    keyboard.select(page, "Referred by", "Mental")
    keyboard.select(page, "Kind of support", cast.strands[0].name)
    keyboard.fill_day(page, "Planned start date", cast.today + datetime.timedelta(days=14))
    save(page)


def answer_parts(page):
    keyboard.press(page, "The person")
    keyboard.fill_day(page, "Date of birth", datetime.date(1991, 6, 3))
    save(page)
    keyboard.press(page, "Eligibility")
    keyboard.choose(page, "Ordinarily resident in Tameside", "Yes")
    keyboard.choose(page, "Receives mental health services", "Yes")
    keyboard.choose(page, "Is there a significant impact on their wellbeing?", "Yes")
    save(page)
    keyboard.press(page, "What support is for")
    keyboard.fill(page, "Needs, as set out", "Company on the way to the clinic.")
    keyboard.fill(page, "Outcomes requested", "Goes to the clinic alone")
    keyboard.fill(page, "Agreed end point", "Goes there alone twice")
    save(page)
    for part, answers in SITUATION:
        keyboard.press(page, part)
        for question, answer in answers.items():
            keyboard.choose(page, question, answer)
        save(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_referral_by_keys_and_without_scripts(browser, live_server, settings):
    """The profile is left out, then answered from the check page, which the answer leads back to."""
    settings.DEMO = True
    cast = assemble()
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server.url, cast.priya)
    start(page, live_server.url, cast)
    answer_parts(page)
    keyboard.press(page, "Check and send")
    keyboard.press(page, "Change About the person")
    keyboard.select(page, "Ethnicity", "Prefers not")
    keyboard.choose(page, "Main language", "They speak")
    keyboard.fill(page, "Main language, in words", "Polish")
    save(page)
    assert page.get_by_text("Prefers not to say").count() == 1
    keyboard.press(page, "Send the referral", role="button")
    assert page.get_by_role("heading", name="Referral sent").count() == 1
    referral = Referral.objects.get(full_name="Ignatius Bellweather")
    assert (referral.state, referral.agreement, referral.interpreter) == ("sent", "not asked", "not known")
    assert referral.profile["language"]["words"] == "Polish"
    context.close()
