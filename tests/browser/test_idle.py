"""Somebody who leaves the page is warned, signed out, and gets back what they typed."""

import pytest
from playwright.sync_api import expect

from core.models import UnsentForm
from tests.cast import PASSWORD, assemble

# The clock of the page is moved on; that of the server is not needed: the page itself gives up its form.
MINUTE = 60_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_what_was_chosen_and_typed_comes_back_after_being_away(open_browser, settings):
    """Given a form with a choice and some words; when nobody touches it for half an hour; then both come back."""
    settings.DEMO = True
    cast = assemble()
    amara = open_browser(cast.amara.email, PASSWORD, width=390, height=844)
    page = amara.page
    page.clock.install()
    amara.go(f"/packages/{cast.package.pk}/contacts/new/")
    amara.choose("Phone call", "How did you contact them?")
    page.locator("textarea").first.fill("She rang about the rent.")
    warning = page.get_by_role("dialog", name="Are you still there?")
    page.clock.run_for(27 * MINUTE)
    expect(warning).to_be_hidden()
    page.clock.run_for(MINUTE + 10_000)
    expect(warning).to_be_visible()
    amara.check()
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()
    page.clock.run_for(27 * MINUTE)
    expect(warning).to_be_hidden()
    page.clock.run_for(4 * MINUTE)
    expect(page.locator("main")).to_contain_text("was not sent")
    amara.sees("was not sent", "We stored what you typed")
    amara.sees_not("She rang about the rent.")
    assert UnsentForm.objects.get().user == cast.amara
    page.goto(page.url.split("/packages/")[0] + "/accounts/login/")
    amara.sign_in(cast.amara.email, PASSWORD)
    amara.press("Not sent yet: 1 form")
    amara.sees("She rang about the rent.", "Phone call")


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_page_without_anything_typed_leads_to_signing_in(open_browser, settings):
    settings.DEMO = True
    cast = assemble()
    amara = open_browser(cast.amara.email, PASSWORD, width=390, height=844)
    amara.page.clock.install()
    amara.go(f"/people/{cast.individual.pk}/")
    amara.sees(cast.package.reference)
    settings.IDLE_MINUTES = 0.01  # on the server the time is over, too
    amara.page.clock.run_for(31 * MINUTE)
    amara.page.wait_for_url("**/accounts/login/**")
    amara.sees("Sign in")
    amara.sees_not(cast.package.reference)
