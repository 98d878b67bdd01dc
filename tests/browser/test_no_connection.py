"""Without a connection the form of a visit stays, and a draft brings back everything that was in it."""

import pytest
from playwright.sync_api import expect

from core.models import FormDraft
from tests.cast import PASSWORD, assemble
from visits.models import Visit

NOTES = "She said that she cannot go on"


def fill(page) -> None:
    page.get_by_role("group", name="Did the visit go ahead?").get_by_text("Yes", exact=True).click()
    page.get_by_label("Start time").fill("00:05")
    page.get_by_label("End time").fill("00:10")
    page.get_by_text("Face to face", exact=True).click()
    page.get_by_label("What happened").fill(NOTES)
    page.get_by_label("In crisis, in distress or self-harm").check()
    page.get_by_label("Act now: alert the on-call senior").first.check()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_without_a_connection_the_form_is_not_sent_and_nothing_is_lost(open_browser):
    """Given the ordinary page of a visit; when it is saved without a connection; then it stays with what was typed."""
    cast = assemble()
    amara = open_browser(cast.amara.email, PASSWORD)
    amara.go(f"/packages/{cast.package.pk}/visits/log/")
    page = amara.page
    fill(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save visit").click()
    problem = page.get_by_text("No connection: what you wrote is still here.")
    expect(problem).to_be_visible()
    expect(problem).to_contain_text("Press “Save visit” again when there is signal.")
    assert page.get_by_label("What happened").input_value() == NOTES
    assert page.get_by_label("Act now: alert the on-call senior").first.is_checked()
    assert not Visit.objects.exists()

    page.context.set_offline(False)
    page.get_by_text("Draft saved").wait_for()  # and the second within which a button counts as pressed twice is over
    page.wait_for_timeout(1100)
    with page.expect_navigation():
        page.get_by_role("button", name="Save visit").click()
    assert Visit.objects.get().urgency == "now"
    assert not FormDraft.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_draft_brings_back_what_was_chosen(open_browser):
    """Given "In crisis" and "Act now"; when the page is left and opened again; then they are chosen."""
    cast = assemble()
    amara = open_browser(cast.amara.email, PASSWORD)
    amara.go(f"/packages/{cast.package.pk}/visits/log/")
    page = amara.page
    fill(page)
    page.get_by_text("Draft saved").wait_for()
    amara.go(f"/people/{cast.individual.pk}/visits/")
    page.wait_for_load_state("networkidle")
    amara.go(f"/packages/{cast.package.pk}/visits/log/")
    amara.sees("This is your draft from")
    assert page.get_by_label("What happened").input_value() == NOTES
    assert page.get_by_label("In crisis, in distress or self-harm").is_checked()
    assert page.get_by_label("Act now: alert the on-call senior").first.is_checked()
    assert page.get_by_role("group", name="Did the visit go ahead?").get_by_label("Yes").is_checked()
