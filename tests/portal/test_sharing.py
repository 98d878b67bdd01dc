"""What the person decides in their own pages, the preview, and what a representative then reads: that and no more."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Relationship, Representative
from core import clock
from tests.casework.consent_builders import give_consent, stop_consent
from visits.services import plan_visit

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def get(user, name: str, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args))


def decide(user, party, purpose: str, answer: str):
    client = Client()
    client.force_login(user)
    return client.post(reverse("my_consent", args=[party.pk, ConsentPurpose(purpose).slug]), {"answer": answer})


def words(html: str) -> str:
    """Return what the main part of a page says, without markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub("<[^>]+>", " ", main).split())


def in_box(html: str) -> str:
    """Return what the box of the preview says."""
    return words("<main>" + re.search(r'class="cw-card.*?</div>', html, re.S).group().partition(">")[2] + "</main>")


@pytest.fixture
def visit(cast):
    starts_at = clock.instant_on(cast.today + 2 * DAY, datetime.time(10))
    return plan_visit(
        package=cast.package, worker=cast.worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=cast.ben
    )


@pytest.mark.parametrize(("purpose", "page"), [("see plan", "me"), ("see visits", "my_visits")])
def test_the_preview_is_what_the_representative_then_reads(cast, visit, purpose, page):
    """Given nothing shared; when Maya looks at it first and agrees; then Rosa reads the words of the box, whole."""
    stop_consent(cast.consent, cast.maya)
    preview = get(cast.maya, "my_sharing_preview", cast.representative.pk, ConsentPurpose(purpose).slug)
    box = in_box(preview.text)
    assert cast.plan.matters_to_me in box or "Amara Okafor" in box
    assert box not in words(get(cast.rosa, "me").text)
    assert decide(cast.maya, cast.representative, purpose, "given").status_code == 302
    assert box in words(get(cast.rosa, page).text)


def test_looking_at_it_first_shares_nothing(cast):
    stop_consent(cast.consent, cast.maya)
    before = ConsentDecision.objects.count()
    assert get(cast.maya, "my_sharing_preview", cast.representative.pk, "see-plan").status_code == 200
    assert ConsentDecision.objects.count() == before


def test_the_person_says_no_agrees_and_stops(cast):
    for answer in ("refused", "given", "withdrawn"):
        assert decide(cast.maya, cast.representative, "talk", answer).status_code == 302
        newest = ConsentDecision.objects.for_party(cast.representative).filter(purpose="talk").first()
        assert (newest.answer, newest.how, newest.recorded_by) == (answer, "in the portal", cast.maya)


def test_the_page_says_not_asked_apart_from_no(cast):
    decide(cast.maya, cast.representative, "see visits", "refused")
    text = words(get(cast.maya, "my_sharing").text)
    assert "See when visits are planned: No since" in text
    assert "Talk with my workers about my support: No, you were not asked" in text


def test_nobody_decides_for_somebody_else(cast):
    for user in (cast.tomasz, cast.rosa, cast.amara, cast.ben):
        assert decide(user, cast.representative, "see visits", "given").status_code == 404
        assert get(user, "my_sharing_preview", cast.representative.pk, "see-plan").status_code == 404
    assert not ConsentDecision.objects.filter(purpose="see visits").exists()


def test_somebody_close_without_an_account_is_shown_nothing(cast):
    joan = Relationship.objects.create(
        individual=cast.individual, kind="family", name="Joan Ali", from_on=cast.today, recorded_by=cast.ben
    )
    assert get(cast.maya, "my_sharing_preview", joan.pk, "see-plan").status_code == 404
    assert get(cast.maya, "my_sharing_preview", joan.pk, "talk").status_code == 200


def test_a_representative_of_two_people_reads_only_who_agreed(cast, visit):
    """Given that Rosa represents Tomasz too, who agreed to nothing; then no page of hers has a word about him."""
    other = Representative.objects.create(
        individual=cast.other_individual,
        user=cast.rosa,
        relation="Friend",
        from_on=cast.starts_on,
        recorded_by=cast.tomasz,
    )
    canary = "Tomasz"
    starts_at = clock.instant_on(cast.today + 3 * DAY, datetime.time(10))
    plan_visit(
        package=cast.other_package,
        worker=cast.other_worker,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        by=cast.ben,
    )
    give_consent(cast.representative, "see visits", cast.maya)
    for name in ("me", "my_visits"):
        assert canary not in get(cast.rosa, name).text
        assert "Lewis Hartley" not in get(cast.rosa, name).text
    give_consent(other, "see visits", cast.tomasz)
    assert canary in get(cast.rosa, "my_visits").text, "the canary can be found"
    assert canary not in get(cast.rosa, "me").text
