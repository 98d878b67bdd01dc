"""What was typed in a form that was refused is not lost when its page is left."""

import pytest

from core.models import FormDraft
from plans.services import start
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
