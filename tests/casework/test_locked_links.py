"""A link without an account opens nothing on the side of a person whose own pages are locked (case 13)."""

import pytest
from django.test import Client

from accounts.code_links.purposes import purposes
from accounts.code_links.services import LOCKED
from accounts.models import User
from accounts.services import end_links, send_code
from casework.access.record_loader import person_path
from casework.models import Representative
from casework.services import lock_portal, record_contact_point, record_relationship, unlock_portal
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from core.tasks import send_messages
from tests.accounts.test_code_links import JO, make_link, make_sent_update, newest_code, open_link, path_of

OURS = "jo.ferris@trust.example"


@pytest.fixture
def update(cast):
    return make_sent_update(cast)


def add_contact(cast) -> None:
    columns = {"kind": "email", "value": OURS.upper(), "is_safe": True, "note": ""}
    record_contact_point(individual=cast.individual, by=cast.amara, **columns)


def add_family(cast) -> None:
    days = {"from_on": cast.today, "until_on": None}
    record_relationship(
        individual=cast.individual, kind="family", name="Jo", email=OURS, telephone="", note="", by=cast.ben, **days
    )


def add_representative(cast, **days) -> None:
    user = User.objects.create_user(OURS, "Jo Ferris")
    columns = {"relation": "Friend", "from_on": cast.starts_on, "recorded_by": cast.ben, **days}
    Representative.objects.create(individual=cast.individual, user=user, **columns)


SIDES = {"their own address": add_contact, "somebody close": add_family}


@pytest.mark.parametrize("side", SIDES)
def test_while_their_pages_are_locked_the_link_leads_to_the_ordinary_page(cast, update, side):
    """Given a browser with the record open; when the pages are locked; then each address says "not available", with
    the numbers for a crisis, and after unlocking the same link works again.
    """
    link = make_link(cast, update, email=OURS)
    path, client = path_of(link), open_link(link)
    SIDES[side](cast)
    assert "She sleeps well." in client.get(f"{path}update/").text
    lock_portal(individual=cast.individual, by=cast.amara)
    asked = [client.get(path), Client().get(path), client.get(f"{path}code/"), client.get(f"{path}update/")]
    asked += [client.post(f"{path}send/"), client.post(f"{path}code/", {"code": "123456"})]
    asked += [client.post(f"{path}update/acknowledge/", {"answer": ""})]
    for answer in asked:
        assert answer.status_code == 404
        assert "This page is not available" in answer.text
        assert "tel:999" in answer.text
        assert "tel:111" in answer.text
        for word in ("locked", "ended", "She sleeps well", "Maya", "keyworker update"):
            assert word not in answer.text, word
    assert end_links(on=clock.today()) == 0
    unlock_portal(individual=cast.individual, reason="Her phone is back", by=cast.ben)
    assert "She sleeps well." in client.get(f"{path}update/").text


def test_a_guess_says_no_more_than_before(cast, update):
    add_contact(cast)
    make_link(cast, update, email=OURS)
    lock_portal(individual=cast.individual, by=cast.amara)
    assert "This link has ended" in Client().get("/links/guess/").text


def test_the_keyworker_reads_on_by_their_link(cast, update):
    client = open_link(link := make_link(cast, update, email=JO))
    lock_portal(individual=cast.individual, by=cast.amara)
    assert "She sleeps well." in client.get(f"{path_of(link)}update/").text


def test_nothing_is_sent_to_their_side_neither_new_nor_what_waits(cast, update):
    add_contact(cast)
    link = make_link(cast, update, email=OURS)
    send_code(link=link, by=None)
    assert newest_code(link)
    lock_portal(individual=cast.individual, by=cast.amara)
    send_messages()
    assert {message.state for message in Message.objects.filter(address=OURS)} == {"withheld"}
    with pytest.raises(NotPossible):
        send_code(link=link, by=None)
    with pytest.raises(Refused, match=LOCKED):
        make_link(cast, update, email=OURS)


@pytest.mark.parametrize("is_former", [False, True])
def test_a_link_whose_address_a_representative_has_says_the_same(cast, update, is_former):
    """Given a link, and an account of a representative with its address since; then no link goes there any more, and
    the old one leads to the ordinary page.
    """
    link = make_link(cast, update, email=OURS)
    path, client = path_of(link), open_link(link)
    add_representative(cast, until_on=cast.today if is_former else None)
    with pytest.raises(Refused, match="has an account"):
        make_link(cast, update, email=OURS)
    lock_portal(individual=cast.individual, by=cast.amara)
    for answer in (client.get(path), client.get(f"{path}update/")):
        assert answer.status_code == 404
        assert "This page is not available" in answer.text
        assert "tel:999" in answer.text


@pytest.mark.parametrize("purpose", purposes(), ids=lambda purpose: purpose.key)
def test_every_purpose_leads_from_its_record_to_the_person_who_may_be_locked(purpose):
    assert person_path(purpose.model)
