"""The form on which an update is written."""

from django.urls import reverse

from reviews.updates.forms import CorrectUpdateForm
from tests.factories import UpdateFactory


def test_the_texts_that_sending_needs_are_not_called_optional(cast, client):
    """Given the form of an update; then only its other texts are optional, and a correction asks for the two."""
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    client.force_login(cast.amara)
    page = " ".join(client.get(reverse("update_write", args=[update.pk])).text.split())
    for label, is_optional in (("How things are", False), ("Progress with goals", False), ("next few weeks", True)):
        after = page.partition(f"{label}")[2].partition("</label>")[0]
        assert ("(optional)" in after) == is_optional, label
    form = CorrectUpdateForm({"revision": "1", "reason": "A slip"})
    assert {"how_it_is", "progress"} <= set(form.errors)
