"""A call for help and a form that are sent after the session ended, on a small phone."""

import datetime

import pytest
from django.contrib.sessions.models import Session

from core import clock
from core.models import UnsentForm
from tests.cast import PASSWORD, assemble
from visits.models import ContactEntry, Escalation, PlannedVisit
from workforce.models import OnCallShift

PHONE = {"width": 320, "height": 720}
HOUR = datetime.timedelta(hours=1)
TYPED = "She rang about the rent.\nShe will ring again."


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("browser")
def test_a_call_for_help_and_a_form_are_sent_after_signing_in(open_browser, settings):
    """Given the session ends while Amara is at work; then nothing is lost, and she sees whom to ring at once."""
    settings.DEMO = True
    cast = assemble()
    now = clock.now()
    OnCallShift.objects.create(contract=cast.tameside, user=cast.omar, starts_at=now - HOUR, ends_at=now + 8 * HOUR)
    planned = PlannedVisit.objects.create(
        package=cast.package, worker=cast.worker, starts_at=now - HOUR / 2, ends_at=now + HOUR
    )
    amara = open_browser(cast.amara.email, PASSWORD, **PHONE)

    def sign_in_again():
        amara.press("Sign in to read it again and send it")
        amara.page.locator("input[name=login]").fill(cast.amara.email)
        amara.page.locator("input[name=password]").fill(PASSWORD)
        amara.press("Sign in")

    amara.go(f"/people/{cast.individual.pk}/visits/")
    amara.go("/visits/")
    Session.objects.all().delete()
    amara.press("Call for help at this visit")
    amara.sees("“Call for help” was not sent", "No one knows that you need help.", "999", cast.omar.full_name)
    number = amara.page.get_by_role("link", name=cast.omar.telephone.replace(" ", "\N{NO-BREAK SPACE}"))
    assert number.bounding_box()["y"] < PHONE["height"], "the number is in the first screen"
    assert not Escalation.objects.exists()
    sign_in_again()
    amara.sees("Not sent yet", "Call for help")
    amara.press("Send")
    assert Escalation.objects.get().planned == planned
    amara.sees(f"Ring {cast.omar.full_name}")
    assert not UnsentForm.objects.exists()

    amara.go(f"/packages/{cast.package.pk}/contacts/new/")
    amara.choose("Phone call", "How did you contact them?")
    amara.page.locator("textarea").first.fill(TYPED)
    Session.objects.all().delete()
    amara.page.locator("main form button[type=submit]").first.click()
    amara.check()
    amara.sees("was not sent", "We stored what you typed")
    amara.sees_not("She rang about the rent.")
    sign_in_again()
    amara.sees("She rang about the rent.", "She will ring again.")
    amara.go("/visits/")
    amara.press("Not sent yet: 1 form")
    amara.press("Send")
    text = amara.page.locator("textarea").first.input_value()
    assert text.splitlines() == TYPED.splitlines(), "what is missing is asked for, and what was typed is there"
    assert not ContactEntry.objects.exists()
