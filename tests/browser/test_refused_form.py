"""What was typed in a form that was refused is not lost when its page is left."""

import pytest

from core.models import FormDraft
from plans.services import start
from tests.browser.portal import PHONE
from tests.cast import PASSWORD, assemble


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_what_was_refused_is_a_draft_when_its_page_is_left(open_browser):
    """Given a form sent before the first draft was saved, and refused; when the page is left; then it is a draft."""
    cast = assemble()
    plan = start(package=cast.package, by=cast.amara)
    amara = open_browser(cast.amara.email, PASSWORD)
    amara.go(f"/plans/{plan.pk}/goals/new/")
    amara.fill("Goal, in the person's own words", "I want to see the sea")
    amara.press("Save the goal")
    amara.sees("There is a problem")
    amara.go(f"/people/{cast.individual.pk}/plan/")
    amara.page.wait_for_load_state("networkidle")

    (draft,) = FormDraft.objects.filter(user=cast.amara)

    assert draft.fields["words"] == "I want to see the sea"
    amara.go(f"/plans/{plan.pk}/goals/new/")
    assert amara.page.get_by_label("Goal, in the person's own words").input_value() == "I want to see the sea"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_back_and_reload_after_a_refusal_show_the_form_with_what_was_typed(open_browser):
    """Given a refused form of staff and one of the person; when they leave, come back and reload; then nothing asks to
    send it again, and the form has what they typed.
    """
    cast = assemble()
    plan = start(package=cast.package, by=cast.amara)
    amara = open_browser(cast.amara.email, PASSWORD)
    amara.go(f"/plans/{plan.pk}/goals/new/")
    goal = "Goal, in the person's own words"
    amara.fill(goal, "I want to see the sea")
    amara.press("Save the goal")
    amara.sees("There is a problem")
    come_back(amara, f"/people/{cast.individual.pk}/plan/")
    assert amara.page.get_by_label(goal).input_value() == "I want to see the sea"

    maya = open_browser(cast.maya.email, PASSWORD, **PHONE)
    maya.go("/me/reviews/ask/")
    maya.fill("What do you want to talk about?", "The mornings")
    maya.press("Send")
    maya.sees("There is a problem")
    come_back(maya, "/me/")
    assert maya.page.get_by_label("What do you want to talk about?").input_value() == "The mornings"


def come_back(reader, path: str):
    """Open another page, go back, and reload."""
    address = reader.page.url
    reader.go(path)
    reader.page.wait_for_load_state("networkidle")
    reader.page.go_back()
    assert reader.page.url == address
    assert not reader.page.get_by_text("There is a problem").count(), "the form is opened, not sent"
    reader.page.reload()
    reader.check()
