"""A worker and the person, each with a browser: a plan is written, offered, discussed, changed and agreed."""

import re

import pytest

from core.models import FormDraft
from plans.models import GoalRating, SupportPlan
from plans.support_plan.sections import WRITTEN
from tests.cast import PASSWORD, assemble

PHONE = {"width": 320, "height": 720}


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_plan_from_the_first_word_to_agreement(open_browser, settings, tmp_path):
    settings.DEMO = True
    cast = assemble()
    amara, maya = open_browser(cast.amara.email, PASSWORD), open_browser(cast.maya.email, PASSWORD, **PHONE)
    page = f"/people/{cast.individual.pk}/plan/"

    # The worker writes a new version, a second goal in it, and offers it.
    amara.go(page)
    amara.press("Start a new version")
    amara.press("Edit the plan")
    amara.fill("A good day", "Up before nine. The radio is on.")
    amara.choose("A good day", within="Which of these are in the person's own words?")
    amara.press("Save")
    amara.press("Add a goal")
    amara.fill("Goal, in the person's own words", "I want to swim again")
    amara.select("Area of life", str(cast.life_domains[1]))
    amara.fill("If none, why?", "Her own wish")
    amara.fill("Step 1", "Find my costume")
    amara.press("Save the goal")
    amara.press("Share with the person")

    # The person reads it on a phone, also in easy read, and comments.
    maya.go("/me/plan/easy-read/")
    maya.sees("I want to swim again", "Find my costume", "My good days", "Up before nine.", "The radio is on.")
    maya.go("/me/plan/")
    maya.press("What has changed from the plan before")
    maya.sees("“A good day” was added", "New goal: “I want to swim again”")
    maya.go("/me/plan/")
    maya.press("Add a comment about A good day")
    maya.fill("What do you want to say?", "The radio is on at ten, not before.")
    maya.press("Send")

    # The worker sees that she is waiting, withdraws the plan, changes it, replies there, and offers it again.
    amara.go(page)
    amara.sees("Waiting for an answer:", "The radio is on at ten, not before.")
    amara.press("Read version 2")
    amara.press("Withdraw to edit")
    amara.fill("What needs to change?", "The time of the radio")
    amara.press("Withdraw the plan")
    amara.press("Edit the plan")
    amara.fill("A good day", "Up before nine. The radio is on at ten.")
    amara.press("Save")
    amara.press("Reply about A good day")
    amara.fill("Your comment", "Changed. Have a look.")
    amara.press("Send")
    amara.press("Share with the person")

    # She agrees, with a comment, and says how it is now.
    maya.go("/me/plan/")
    maya.sees("Changed. Have a look.", "The radio is on at ten.")
    maya.press("I agree with this plan")
    maya.fill("Do you want to add anything?", "Not in winter.")
    maya.select("“I want to swim again”", "3: not good")
    maya.press("I agree with this plan")
    maya.sees("You agreed to your plan")
    amara.go(page)
    amara.sees("Agreed (current plan)", "Agreed with comments", "Not in winter.", "3 out of 10")
    assert GoalRating.objects.filter(wording__words="I want to swim again").count() == 1
    reach_every_part_by_keys(amara.page)


def reach_every_part_by_keys(page):
    """Open each section of the plan from the list with Tab and Enter only."""
    links = page.get_by_role("navigation", name="Sections of the plan").get_by_role("link")
    links.first.focus()
    for place in range(links.count()):
        name = page.evaluate("document.activeElement.getAttribute('href')")
        assert name == links.nth(place).get_attribute("href"), "Tab goes from part to part"
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{name}")
        assert page.evaluate("name => document.querySelector(name).getBoundingClientRect().top < innerHeight", name)
        links.nth(place).focus()
        page.keyboard.press("Tab")
    assert links.count() == len(WRITTEN) + 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_two_editors_and_two_windows_lose_nothing(open_browser, settings):
    """Given two people who write one plan, one of them in two windows; then every text can be recovered."""
    settings.DEMO = True
    cast = assemble()
    amara, ben = open_browser(cast.amara.email, PASSWORD), open_browser(cast.ben.email, PASSWORD)
    page = f"/people/{cast.individual.pk}/plan/"
    amara.go(page)
    amara.press("Start a new version")
    plan = SupportPlan.objects.get(package=cast.package, state="draft")
    write = f"/plans/{plan.pk}/write/"
    amara.go(write)
    ben.go(write)
    amara.fill("A good day", "Amara: up by nine.")
    amara.press("Save")
    ben.fill("A good day", "Ben: in the garden.")
    ben.press("Save")
    ben.sees("Someone saved this while you were writing", "Amara: up by nine.", "Ben: in the garden.")
    ben.fill("A good day", "Up by nine, and in the garden.")
    ben.press("Save")
    amara.go(page)
    amara.press("Read version 2")
    amara.sees("Up by nine, and in the garden.")

    # Two windows of one worker; the battery dies in both.
    first, second = amara.page, amara.page.context.new_page()
    for window in (first, second):
        window.goto(f"{amara.url}{write}")
    for window, words in ((first, "Typed in the first"), (second, "Typed in the second")):
        window.locator("#id_bad_days").fill(words)
        window.get_by_text(re.compile(r"^Draft saved \d")).wait_for()
    second.close()
    assert FormDraft.objects.filter(user=cast.amara).count() == 2
    amara.go(write)
    amara.sees("This is your draft from", "You have another draft in another window")
    assert {"Typed in the first", "Typed in the second"} <= {
        amara.page.locator("#id_bad_days").input_value(),
        *amara.page.locator(".cw-quote").all_inner_texts(),
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_signature_on_the_workers_phone(open_browser, settings):
    """Given the worker's phone; when the person draws their signature; then the plan is agreed."""
    settings.DEMO = True
    cast = assemble()
    amara = open_browser(cast.amara.email, PASSWORD, **PHONE)
    amara.go(f"/people/{cast.individual.pk}/plan/")
    amara.press("Start a new version")
    amara.press("Share with the person")
    amara.press("Record the person's answer")
    amara.choose("They agree")
    amara.choose("Signature on the worker's device")
    box = amara.page.locator(".cw-signature__pad").bounding_box()
    mouse = amara.page.mouse
    mouse.move(box["x"] + 20, box["y"] + 20)
    mouse.down()
    for step in range(1, 9):
        mouse.move(box["x"] + 20 + 20 * step, box["y"] + 20 + 10 * (step % 3))
    mouse.up()
    amara.press("Record the answer")
    amara.sees("signature on the worker's device", "Agreed (current plan)")
    assert SupportPlan.objects.in_force().get(package=cast.package).signature.startswith("M")
    assert amara.page.locator(".cw-signature__kept").count() == 1
