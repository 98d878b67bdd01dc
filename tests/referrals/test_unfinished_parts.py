"""A part is saved half done; only the check page asks for what is missing, and what an answer requires of another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Refused
from referrals.models import Referral, ReferralDocument
from referrals.parts.required import missing_answers
from referrals.services import edit, records_from, send, warning_in
from referrals.services.taken_over import take_over
from tests.files import make_pdf
from tests.referrals.referral_builders import accept_referral, send_referral
from tests.referrals.test_parts import begin, part_url, text_of

UNFINISHED = [
    ("contact", {"telephone_is_safe": "yes", "contact_note": "After six"}, "contact_note", "Phone number"),
    ("contact", {"emergency_name": "Joan"}, "emergency_name", "Emergency contact’s phone number"),
    ("agreement", {"agreement": "best interest"}, "agreement", "Who decided in their best interest"),
    ("health", {"in_hospital": "yes", "ward": "4"}, "ward", "Hospital"),
    ("health", {"gp_telephone": "01632 960002"}, "gp_telephone", "GP surgery"),
    ("communication", {"interpreter": "language"}, "interpreter", "Language"),
    ("carer", {"has_carer": "yes"}, "has_carer", "Carer’s name"),
    ("risk", {"staff_risk": "yes", "staff_risk_help": "Ring first"}, "staff_risk_help", "The risks"),
    ("support", {"needs": "", "outcomes": "Cooks"}, "outcomes", "Needs"),
    ("person", {"full_name": "", "known_as": "Owen"}, "known_as", "Date of birth"),
    ("request", {"source": "", "asks_same_day": "on"}, "asks_same_day", "Planned start date"),
]


@pytest.mark.parametrize(("part", "typed", "kept", "asked"), UNFINISHED)
def test_a_half_done_part_is_kept_and_the_check_page_asks_for_the_rest(cast, client, part, typed, kept, asked):
    referral = begin(cast)
    client.force_login(cast.rui)
    url = part_url(referral, part)
    assert "Save and come back later" in text_of(client.get(url))
    page = text_of(client.post(url, {"revision": "1", **typed, "later": "Save and come back later"}, follow=True))
    assert "You can finish this part later." in page
    assert "In progress" in page
    referral = Referral.objects.get(pk=referral.pk)
    assert getattr(referral, kept) not in ("", None, [], False)
    assert referral.full_name == "Owen Castellan"
    assert referral.source == "Mental health team"
    check = text_of(client.get(reverse("referral_send", args=[referral.pk])))
    assert asked in check
    assert f"{url}?from=check" in check
    with pytest.raises(Refused, match="Answer these parts before you send"):
        send(referral=referral, by=cast.rui)


def test_saving_and_continuing_still_asks_for_what_is_missing(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    page = text_of(
        client.post(
            part_url(referral, "carer"), {"revision": "1", "has_carer": "yes", "is_carer": "no", "save": "Save"}
        )
    )
    assert "Enter the carer’s name." in page


def test_a_value_that_cannot_be_right_is_refused_also_for_later(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    sent = {"revision": "1", "full_name": "Owen", "nhs_number": "999 000 0019", "later": "x"}
    assert "Enter a 10-digit NHS number" in text_of(client.post(part_url(referral, "person"), sent))


def test_a_finished_part_asks_for_nothing(cast):
    referral = edit(referral=begin(cast), part="carer", revision=1, has_carer="no", is_carer="no", by=cast.rui)
    assert missing_answers(referral, "carer", cast.terms) == []


def attached(referral) -> list[str]:
    return [
        row.document.file_name for row in ReferralDocument.objects.filter(referral=referral).order_by("recorded_at")
    ]


@pytest.mark.parametrize(("answer", "names"), [("the first", ["b.pdf"]), ("both", ["a.pdf", "b.pdf"])])
def test_a_second_plan_replaces_the_first_or_both_are_kept(cast, client, answer, names):
    referral = begin(cast)
    client.force_login(cast.rui)
    url = reverse("referral_attach", args=[referral.pk])
    client.post(url, {"kind": "support plan", "file": SimpleUploadedFile("a.pdf", make_pdf())})
    again = {"kind": "support plan", "file": SimpleUploadedFile("b.pdf", make_pdf())}
    assert "Choose whether the file replaces the one that is attached." in text_of(client.post(url, again))
    assert attached(referral) == ["a.pdf"]
    first = ReferralDocument.objects.get(referral=referral)
    chosen = str(first.pk) if answer == "the first" else answer
    client.post(
        url, {"kind": "support plan", "file": SimpleUploadedFile("b.pdf", make_pdf()), "replaces_support_plan": chosen}
    )
    assert attached(referral) == names


def test_gp_emergency_contact_and_council_reference_are_taken_over(cast):
    told = {
        "council_reference": "TM-1024",
        "gp_surgery": "Albion Surgery",
        "gp_telephone": "01632 960003",
        "emergency_name": "Joan Castellan",
        "emergency_kind": "family",
        "emergency_telephone": "01632 960004",
        "emergency_safety": "yes",
    }
    person = accept_referral(cast, send_referral(cast, **told)).individual
    assert person.council_references.get().reference == "TM-1024"
    assert (person.gp_registrations.get().surgery, person.gp_registrations.get().telephone) == (
        "Albion Surgery",
        "01632 960003",
    )
    contact = person.relationships.get()
    assert (contact.name, contact.kind, contact.emergency_order, contact.contact_safety) == (
        *("Joan Castellan", "family"),
        *(1, "yes"),
    )


def test_the_carer_may_be_the_emergency_contact(cast):
    """Given one name in both parts; then there is one row, a carer who is contacted first."""
    told = {"has_carer": "yes", "carer_name": "Joan", "emergency_name": "joan", "emergency_kind": "family"}
    person = accept_referral(cast, send_referral(cast, **told, emergency_telephone="01632 960004")).individual
    contact = person.relationships.get()
    assert (contact.kind, contact.emergency_order, contact.telephone) == ("carer", 1, "01632 960004")
    assert person.circumstances.get(question="has-carer").answer == "yes"


CARER = {"has_carer": "yes", "carer_name": "Joan", "may_contact_carer": "yes"}
EMERGENCY = {"emergency_name": "Joan", "emergency_kind": "family", "emergency_telephone": "01632 960004"}


@pytest.mark.parametrize("before", [{}, {**EMERGENCY, "emergency_safety": "yes"}])
def test_that_somebody_is_not_safe_to_contact_is_never_lost(cast, before):
    """Given Joan, who is the carer, too, or whom an earlier referral called safe; then "not safe" counts."""
    referral = send_referral(cast, **CARER, **EMERGENCY, emergency_safety="no")
    assert "Emergency contact: Joan (not safe to contact)" in records_from(referral)
    person = accept_referral(cast, send_referral(cast, **before)).individual if before else None
    person = take_over(referral=referral, individual=person, visit_warning=None, by=cast.ben)
    safety = set(person.relationships.values_list("contact_safety", flat=True))
    assert safety == {"no"}


def test_a_warning_is_in_sentences(cast):
    referral = send_referral(cast, staff_risk="yes", staff_risk_words="A large dog", staff_risk_help="Ring first")
    assert warning_in(referral) == "A large dog. What helps: Ring first"


def test_a_reference_of_somebody_else_stops_nothing_and_is_shown(cast, client):
    accept_referral(cast, send_referral(cast, council_reference="TM-1024"))
    referral = send_referral(cast, council_reference="tm-1024", full_name="Ada Quist")
    client.force_login(cast.ben)
    page = text_of(client.get(reverse("referral_accept", args=[referral.pk])))
    assert "A record here has this reference already: is it the same person?" in page
    assert not accept_referral(cast, referral).individual.council_references.exists()
