"""What a person changes in their own details reaches no representative: nothing that they can share includes it."""

from django.urls import reverse

from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual
from reviews.services import ask_as_representative
from tests.casework.consent_builders import give_consent
from tests.factories import PlannedVisitFactory

NAME, STREET, NUMBER, NOTE = "Mikael", "17 Larkspur Rise", "07700 900321", "After six only"
PAGES_WITH_NAME = ("me", "my_people", "my_visits", "my_connections", "my_people_reviews")


def share_everything(cast) -> None:
    for purpose in ConsentPurpose:
        if not ConsentDecision.objects.in_force_for(cast.rosa, purpose).exists():
            give_consent(cast.representative, purpose, cast.maya)


def change_every_detail(cast, client) -> None:
    client.force_login(cast.maya)
    today = {"from_on_day": cast.today.day, "from_on_month": cast.today.month, "from_on_year": cast.today.year}
    revision = Individual.objects.get(pk=cast.individual.pk).revision
    for page, answers in {
        "own_name": {"known_as": NAME, "revision": revision},
        "own_move": {"kind": "home", "lines": STREET, **today},
        "own_contact_new": {"kind": "text", "value": NUMBER, "is_safe": "yes", "own_note": NOTE},
    }.items():
        assert client.post(reverse(page), answers).status_code == 302, page


def test_nothing_of_the_details_reaches_a_representative(cast, client):
    """Given Rosa, with whom Maya shares everything that can be shared; when Maya changes each of her details; then
    Rosa's pages have none of it: they name Maya as Rosa knew her.
    """
    share_everything(cast)
    PlannedVisitFactory(package=cast.package, worker=cast.worker)
    representative = cast.representative
    ask_as_representative(
        package=cast.package, representative=representative, reason="Mornings", urgency="soon", by=cast.rosa
    )
    change_every_detail(cast, client)
    own = client.get(reverse("own_details")).text
    assert all(text in own for text in (NAME, STREET, NUMBER, NOTE))
    client.force_login(cast.rosa)
    for page in (*PAGES_WITH_NAME, "tell_us"):
        text = client.get(reverse(page)).text
        assert not [detail for detail in (NAME, STREET, NUMBER, NOTE) if detail in text], page
        assert representative.known_as in text, page


def test_the_preview_has_the_name_that_the_representative_reads(cast, client):
    change_every_detail(cast, client)
    address = reverse("my_sharing_preview", args=[cast.representative.pk, "see-plan"])
    box = client.get(address).text.split('class="cw-card')[1]
    assert NAME not in box
    assert f"{cast.representative.known_as} agreed to this plan" in " ".join(box.split())


def test_who_is_ticked_reads_the_new_name(cast, client):
    """Given a new name to use; when the person ticks Rosa; then Rosa's pages have it, and nothing else changed."""
    share_everything(cast)
    PlannedVisitFactory(package=cast.package, worker=cast.worker)
    client.force_login(cast.maya)
    page = client.get(reverse("own_name")).text
    assert "Who else may read this name?" in page
    assert "Rosa Lindqvist, Sister" in page
    revision = Individual.objects.get(pk=cast.individual.pk).revision
    answers = {"known_as": NAME, "revision": revision, "shown_to": [str(cast.representative.pk)]}
    assert client.post(reverse("own_name"), answers).status_code == 302
    client.force_login(cast.rosa)
    for name in ("me", "my_visits", "tell_us"):
        text = client.get(reverse(name)).text
        assert NAME in text, name
        assert cast.individual.full_name not in text, name


def test_who_has_no_representative_is_not_asked(cast, client):
    client.force_login(cast.tomasz)
    assert "Who else may read this name?" not in client.get(reverse("own_name")).text
