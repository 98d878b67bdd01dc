"""What the person decides in their own pages, the preview, and what a representative then reads: that and no more."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Relationship, Representative, SharingDecision
from casework.services import (
    record_access_need,
    record_consent,
    record_sharing_decision,
    withdraw_sharing_decision,
)
from core import clock
from core.errors import NotPossible
from portal.views.sharing import DEEDS
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


def stop_all(user, party):
    client = Client()
    client.force_login(user)
    return client.post(reverse("my_sharing_stop_all", args=[party.pk]))


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
        known_as=cast.other_individual.full_name,
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


def test_everything_with_one_person_stops_at_once(cast):
    """Given Rosa, who may do everything and is a friend on file, too; when Maya stops all of it with one button; then
    each purpose has its decision, Rosa reads nothing, and each can be shared again.
    """
    friend = Relationship.objects.create(
        individual=cast.individual, kind="friend", name="Rosa Lindqvist", from_on=cast.today, recorded_by=cast.ben
    )
    joan = Relationship.objects.create(
        individual=cast.individual, kind="family", name="Joan Ali", from_on=cast.today, recorded_by=cast.ben
    )
    parties = [(cast.representative, each) for each in ConsentPurpose] + [(friend, "talk"), (joan, "talk")]
    for party, purpose in parties:
        if not ConsentDecision.objects.for_party(party).filter(purpose=purpose).exists():
            give_consent(party, purpose, cast.maya)
    assert words(get(cast.maya, "my_sharing").text).count("Stop sharing everything with Rosa Lindqvist") == 2
    text = words(get(cast.maya, "my_sharing_stop_all", cast.representative.pk).text)
    assert all(text.count(deed) == 1 for deed in DEEDS.values())
    assert "Rosa Lindqvist may notice" in text
    assert stop_all(cast.maya, cast.representative).status_code == 302
    newest = ConsentDecision.objects.from_person(cast.individual).newest()
    stopped = newest.filter(answer="withdrawn", how="in the portal", recorded_by=cast.maya)
    assert stopped.for_party(cast.representative).count() == len(ConsentPurpose)
    assert stopped.for_party(friend).count() == 1
    assert newest.for_party(joan).get().is_given, "of somebody else nothing changes"
    assert cast.plan.matters_to_me not in get(cast.rosa, "me").text
    page = words(get(cast.maya, "my_sharing").text)
    assert "Stop sharing everything with Rosa" not in page
    assert page.count("Share again: look at it first") == len(ConsentPurpose) + 1
    assert get(cast.maya, "my_sharing_stop_all", cast.representative.pk).status_code == 302, "nothing is left"


def test_nobody_else_stops_everything(cast):
    for user in (cast.tomasz, cast.rosa, cast.amara, cast.ben):
        assert stop_all(user, cast.representative).status_code == 404
    assert ConsentDecision.objects.get(pk=cast.consent.pk).is_given


def test_stopping_says_first_who_no_longer_sees_what(cast):
    """Given a consent; then the page to stop it says what ends, that Rosa may notice, and whom to ring first."""
    page = words(get(cast.maya, "my_sharing").text)
    assert "Stop" in page
    text = words(get(cast.maya, "my_sharing_stop", cast.representative.pk, "see-plan").text)
    assert "If you stop, Rosa Lindqvist can no longer see your plan." in text
    assert "Rosa Lindqvist may notice when they next look." in text
    assert "Ring us first:" in text
    assert ConsentDecision.objects.in_force_for(cast.rosa, "see plan").exists(), "looking stops nothing"


def test_the_receipt_says_who_no_longer_sees_what_and_offers_to_share_again(cast):
    client = Client()
    client.force_login(cast.maya)
    address = reverse("my_consent", args=[cast.representative.pk, "see-plan"])
    page = client.post(address, {"answer": "withdrawn"}, follow=True)
    assert "Stopped. Rosa Lindqvist can no longer see your plan." in words(page.text)
    look_first = reverse("my_sharing_preview", args=[cast.representative.pk, "see-plan"])
    for html in (page.text, client.get(reverse("my_sharing")).text):
        assert "Share again" in html.partition(f'href="{look_first}"')[2].partition("</a>")[0]
    assert 'value="given"' not in page.text, "nothing is shared again without looking at it first"
    client.post(address, {"answer": "given"})
    assert ConsentDecision.objects.in_force_for(cast.rosa, "see plan").exists()


def test_each_purpose_is_said_in_words_when_it_stops():
    assert set(DEEDS) == set(ConsentPurpose)


def test_what_others_recorded_says_who_and_how(cast):
    """Given a yes that a worker wrote down; then the person reads who recorded it and how; of their own, nothing."""
    recorded = f"{cast.amara} recorded it: At a visit"
    record_consent(party=cast.representative, purpose="see visits", answer="given", how="At a visit", by=cast.amara)
    assert recorded in words(get(cast.maya, "my_sharing").text)
    stop_consent(ConsentDecision.objects.get(purpose="see visits"), cast.maya)
    assert "recorded it: At a visit" not in words(get(cast.maya, "my_sharing").text)
    assert f"{cast.maya} recorded it" not in words(get(cast.maya, "my_sharing").text)


def decide_needs(user, answer: str):
    client = Client()
    client.force_login(user)
    return client.post(reverse("my_needs_sharing_decide"), {"answer": answer}, follow=True)


def test_the_person_decides_whether_others_know_what_helps_them(cast):
    """Given a need and nobody asked; then it is no; Maya looks at it, says yes, stops, and the keyworker follows."""
    record_access_need(individual=cast.individual, kind="format", code="large print", by=cast.amara)
    line = "See what helps you to read, hear and take part:"
    assert f"{line} No, you were not asked" in words(get(cast.maya, "my_sharing").text)
    assert in_box(get(cast.maya, "my_needs_sharing").text) == "Large print"
    for answer, state, is_read in (("consent", "Yes", True), ("consent", "Yes", True), ("refused", "No", False)):
        assert f"{line} {state} since" in words(decide_needs(cast.maya, answer).text)
        assert ("Large print" in get(cast.priya, "person", cast.individual.pk).text) is is_read
    assert SharingDecision.objects.count() == 2, "the same answer again is no new decision"
    assert "recorded it" not in words(get(cast.maya, "my_sharing").text).partition("Rosa Lindqvist")[0]


def test_the_person_keeps_what_staff_know_of_the_equality_act_and_alone_undoes_their_own_decision(cast):
    columns = {"sharing": "consent", "how": "At a visit", "equality_act": "yes", "decided_on": cast.today}
    record_sharing_decision(individual=cast.individual, by=cast.amara, **columns)
    assert f"{cast.amara} recorded it: At a visit" in words(get(cast.maya, "my_sharing").text)
    decide_needs(cast.maya, "refused")
    own = SharingDecision.objects.get(sharing="refused")
    assert (own.equality_act, own.how, own.recorded_by) == ("yes", "in the portal", cast.maya)
    with pytest.raises(NotPossible, match="Only they can change it"):
        withdraw_sharing_decision(decision=own, reason="A slip", by=cast.amara)
    address = reverse("person_needs_sharing_withdraw", args=[cast.individual.pk, own.pk])
    assert address not in get(cast.amara, "person_access_needs", cast.individual.pk).text


def test_needs_are_decided_by_the_person_with_a_yes_or_a_no(cast):
    assert decide_needs(cast.maya, "best interest").status_code == 404
    assert decide_needs(cast.rosa, "consent").status_code == 404
    assert not SharingDecision.objects.exists()


def test_after_one_purpose_stops_the_page_says_what_is_still_shared(cast):
    for purpose in ("see visits", "see safety plan"):
        give_consent(cast.representative, purpose, cast.maya)
    assert decide(cast.maya, cast.representative, "see visits", "withdrawn").status_code == 302
    text = get(cast.maya, "my_sharing_stop", cast.representative.pk, "see-visits").text
    heading = text.partition("<h1")[2].partition("</h1>")[0]
    assert "Rosa Lindqvist can no longer see when your visits are" in heading
    assert "They can still: see your plan see your safety plan Stop everything" in words(text)
    assert f'href="{reverse("my_sharing_stop_all", args=[cast.representative.pk])}"' in text
    stop_all(cast.maya, cast.representative)
    assert "They can still" not in get(cast.maya, "my_sharing_stop", cast.representative.pk, "see-visits").text


def test_the_person_looks_at_what_somebody_sees_already(cast):
    """Given a consent; then the page of choices leads to what is read, in the present, with the way to stop it."""
    look = reverse("my_sharing_preview", args=[cast.representative.pk, "see-plan"])
    page = get(cast.maya, "my_sharing").text
    assert "Look at what they see" in page.partition(f'href="{look}"')[2].partition("</a>")[0]
    text = get(cast.maya, "my_sharing_preview", cast.representative.pk, "see-plan").text
    assert "You said yes: Rosa Lindqvist reads what is in the box." in words(text)
    assert 'value="given"' not in text
    assert f'href="{reverse("my_sharing_stop", args=[cast.representative.pk, "see-plan"])}"' in text
    for purpose in ConsentPurpose:
        if purpose != ConsentPurpose.SEE_PLAN:
            give_consent(cast.representative, purpose, cast.maya)
        assert "If you say" not in get(cast.maya, "my_sharing_preview", cast.representative.pk, purpose.slug).text
