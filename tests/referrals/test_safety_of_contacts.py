"""Whether a number or address is safe has three answers; what nobody said is "not known", and never "not safe"."""

from importlib import import_module

import pytest
from django.db import connection
from django.urls import reverse

from casework.models import ContactPoint
from casework.people.safety_facts import facts_of
from casework.services import change_contact_point, record_contact_point
from referrals.models import Referral
from referrals.parts.answers import rows_of
from tests.referrals.referral_builders import accept_referral, send_referral
from tests.referrals.test_parts import begin, part_url, text_of

NUMBER = "01632 960001"


def safety(individual) -> dict[str, bool | None]:
    return dict(individual.contact_points.filter(value=NUMBER).values_list("kind", "is_safe"))


@pytest.mark.parametrize(("answer", "is_safe"), [("yes", True), ("no", False), ("not known", None), (None, None)])
def test_the_referrer_says_it_or_nothing(cast, client, answer, is_safe):
    referral = begin(cast)
    client.force_login(cast.rui)
    sent = {"revision": "1", "telephone": NUMBER} | ({"telephone_is_safe": answer} if answer else {})
    client.post(part_url(referral, "contact"), sent)
    referral.refresh_from_db()
    assert referral.telephone_is_safe is is_safe
    form = client.get(part_url(referral, "contact")).context["form"]
    assert form["telephone_is_safe"].value() == (answer or "not known")
    rows = dict(rows_of(referral, "contact"))
    words = {True: "safe to call,", False: "not safe to call,", None: "not known if it is safe to call and text"}
    assert words[is_safe] in rows["Phone number"]


def test_what_is_not_known_is_taken_over_as_such(cast, client):
    referral = send_referral(cast, telephone=NUMBER, text_is_safe=False)
    person = accept_referral(cast, referral).individual
    assert safety(person) == {"telephone": None, "text": False}
    client.force_login(cast.ben)
    page = text_of(client.get(reverse("person", args=[person.pk])))
    assert "Not known if it is safe" in page
    assert "say nothing about the support until you know that it is them" in page


def test_a_number_that_is_not_known_to_be_safe_gets_no_messages_and_is_not_called_unsafe(cast):
    columns = {"kind": "text", "value": NUMBER, "is_safe": None, "note": ""}
    point = record_contact_point(individual=cast.individual, by=cast.amara, **columns)
    facts = facts_of(cast.individual)
    assert not facts.is_safe_to_use("text", NUMBER)
    assert not facts.is_unsafe("text", NUMBER)
    change_contact_point(point=point, by=cast.amara, **columns | {"is_safe": False})
    assert facts_of(cast.individual).is_unsafe("text", NUMBER)


@pytest.mark.parametrize("changed", [False, True])
def test_rows_of_unticked_boxes_become_not_known_unless_somebody_answered_since(cast, changed):
    """Given a record that took over unticked boxes as "not safe", as earlier versions did."""
    person = accept_referral(cast, send_referral(cast)).individual
    Referral.objects.filter(package__case__individual=person).update(
        telephone=NUMBER, telephone_is_safe=False, text_is_safe=True
    )
    for kind in ("telephone", "text"):
        ContactPoint.objects.create(individual=person, kind=kind, value=NUMBER, is_safe=kind == "text" or changed)
    if changed:
        person.contact_points.filter(kind="telephone").update(is_safe=False)
    migration = import_module("referrals.migrations.0009_unticked_boxes_are_not_known")
    with connection.cursor() as cursor:
        cursor.execute(migration.POINTS)
        cursor.execute(migration.REFERRALS)
    assert safety(person) == {"telephone": False if changed else None, "text": True}
    assert Referral.objects.get(package__case__individual=person).telephone_is_safe is None
