"""A referral is written part by part: each is saved alone, and nothing is sent while an answer is missing."""

import datetime
import re
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from casework.services import end_package
from core import clock
from core.errors import Conflict, Refused
from referrals.enums import ReferralPart
from referrals.models import Referral, ReferralDocument
from referrals.parts.required import missing_parts
from referrals.services import edit, refer_again, send, start, withdraw_document
from tests.files import PDF
from tests.referral_answers import REFERRAL_ANSWERS
from tests.referrals.referral_builders import PARTICULARS, attach_all, enter_draft, send_referral

HOUR = datetime.timedelta(hours=1)


def begin(cast, **more) -> Referral:
    """Begin a referral by Rui, with what the first page asks."""
    columns = {"source": "Mental health team", "strand": cast.strands[0], "planned_start_on": cast.today, **more}
    return start(contract=cast.tameside, full_name="Owen Castellan", by=cast.rui, **columns)


def part_url(referral, part: str) -> str:
    return reverse("referral_part", args=[referral.pk, part])


def text_of(response) -> str:
    return unescape(response.content.decode())


def test_the_first_page_asks_who_and_the_task_list_follows(cast, client):
    client.force_login(cast.rui)
    day = cast.today
    sent = {
        "full_name": "Owen Castellan",
        "source": "Mental health team",
        "strand": cast.strands[0].pk,
        "planned_start_on_day": day.day,
        "planned_start_on_month": day.month,
        "planned_start_on_year": day.year,
    }
    page = text_of(client.post(reverse("referral_new", args=[cast.tameside.pk]), sent, follow=True))
    referral = Referral.objects.get(full_name="Owen Castellan")
    assert referral.is_draft
    for part in set(ReferralPart) - {ReferralPart.RECEIPT}:
        assert part_url(referral, part) in page, part
    assert part_url(referral, ReferralPart.RECEIPT) not in page
    assert "Not ready to send" in page


def test_each_part_is_saved_alone(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    client.post(
        part_url(referral, "carer"),
        {"revision": "1", "has_carer": "yes", "carer_name": "Joan Castellan", "is_carer": "no"},
    )
    client.post(part_url(referral, "risk"), {"revision": "1", "staff_risk": "none known"})
    referral.refresh_from_db()
    assert (referral.carer_name, referral.staff_risk, referral.in_hospital) == ("Joan Castellan", "none known", "")
    missing = missing_parts(referral, cast.terms)
    assert {ReferralPart.CARER, ReferralPart.STAFF_RISK, ReferralPart.REQUEST} & set(missing) == set()
    assert ReferralPart.HEALTH in missing


def open_tab(client, referral, part: str) -> dict[str, str]:
    """Open the page of a part in a tab, and return what it sends with its answers."""
    page = text_of(client.get(part_url(referral, part)))
    return {"revision": re.search(r'name="revision" value="(\d+)"', page).group(1)}


def test_two_tabs_on_different_parts_are_both_saved(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    carer, health = open_tab(client, referral, "carer"), open_tab(client, referral, "health")
    assert client.post(part_url(referral, "carer"), {**carer, "has_carer": "no", "is_carer": "no"}).status_code == 302
    assert client.post(part_url(referral, "health"), {**health, "in_hospital": "no"}).status_code == 302
    again = open_tab(client, referral, "carer")
    assert (
        client.post(part_url(referral, "carer"), {**again, "has_carer": "not known", "is_carer": "no"}).status_code
        == 302
    )
    referral.refresh_from_db()
    assert (referral.has_carer, referral.in_hospital) == ("not known", "no")


def test_of_two_tabs_on_one_part_the_second_is_shown_both_texts_and_loses_nothing(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    first = second = open_tab(client, referral, "carer")
    client.post(part_url(referral, "carer"), {**first, "has_carer": "not known", "is_carer": "no"})
    sent = {**second, "has_carer": "yes", "carer_name": "Jean", "is_carer": "no"}
    conflict = client.post(part_url(referral, "carer"), sent)
    page = text_of(conflict)
    both = page.partition("Someone saved this while you were writing")[2].partition("<form")[0]
    assert "Not known" in both
    assert "Nothing entered" in both
    assert "Yes" in both
    assert "Jean" in both
    assert 'value="Jean"' in page
    revision = re.search(r'name="revision" value="(\d+)"', page).group(1)
    assert client.post(part_url(referral, "carer"), {**sent, "revision": revision}).status_code == 302
    referral.refresh_from_db()
    assert referral.carer_name == "Jean"
    with pytest.raises(Conflict):
        edit(referral=Referral.objects.get(pk=referral.pk), part="carer", revision=1, by=cast.rui, has_carer="no")


@pytest.mark.parametrize(
    ("part", "sent", "words"),
    [
        ("health", {"in_hospital": "yes"}, "Enter the name of the hospital."),
        ("communication", {"interpreter": "language"}, "Enter the language"),
        ("carer", {"has_carer": "yes"}, "Enter the carer’s name."),
        ("carer", {"is_carer": "yes"}, "Choose who the person cares for."),
        ("risk", {"staff_risk": "yes"}, "Enter the risks to staff."),
        ("agreement", {"knows_of_referral": "no", "agreement": "best interest"}, "Enter who decided"),
        ("contact", {"telephone_is_safe": "yes"}, "Enter the phone number that is safe to use."),
        ("person", {"full_name": "Owen", "nhs_number": "123"}, "Enter a 10-digit NHS number"),
        ("person", {"full_name": "Owen"}, "Enter the date of birth"),
        ("support", {"outcomes": "Goes out"}, "Enter the needs"),
        ("eligibility", {"lives_in_area": "yes"}, "Receives mental health services"),
    ],
)
def test_what_a_part_needs_is_refused_there(cast, client, part, sent, words):
    referral = begin(cast)
    client.force_login(cast.rui)
    page = client.post(part_url(referral, part), {"revision": "1", **sent})
    assert page.status_code == 200
    assert words in text_of(page).partition("govuk-error-summary")[2]
    referral.refresh_from_db()
    assert referral.part_revisions == {}


def test_an_answer_that_makes_others_pointless_empties_them(cast, client):
    referral = begin(cast, in_hospital="yes", hospital="Stonefield", hospital_kind="acute", admitted_on=cast.today)
    client.force_login(cast.rui)
    client.post(part_url(referral, "health"), {"revision": "1", "in_hospital": "no", "hospital": "Stonefield"})
    referral.refresh_from_db()
    assert (referral.in_hospital, referral.hospital, referral.admitted_on) == ("no", "", None)


def test_sending_is_refused_with_a_link_to_each_missing_part(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    page = text_of(client.post(reverse("referral_send", args=[referral.pk]), follow=True))
    assert "Answer these parts before you send the referral" in page
    assert "Send the referral</button>" not in page
    listed = page.partition("You cannot send this referral yet")[2].partition("</ul>")[0]
    for part in missing_parts(referral, cast.terms):
        assert f"{part_url(referral, part)}?from=check" in listed, part
    assert part_url(referral, "contact") not in listed
    referral.refresh_from_db()
    assert referral.is_draft


def test_saving_a_part_from_the_check_page_leads_back_to_it(cast, client):
    referral = begin(cast)
    client.force_login(cast.rui)
    sent = {"revision": "1", "staff_risk": "none known"}
    saved = client.post(part_url(referral, "risk") + "?from=check", sent)
    assert saved.url == reverse("referral_send", args=[referral.pk])


def test_the_check_page_lists_every_answer_with_a_link_to_change_it(cast, client):
    answers = {
        **PARTICULARS,
        "carer_name": "Joan Castellan",
        "has_carer": "yes",
        "may_contact_carer": "yes",
        "staff_risk": "yes",
        "staff_risk_words": "A loose dog",
        "staff_risk_help": "Ring first",
        "interpreter": "sign",
        "in_hospital": "yes",
        "hospital": "Stonefield",
        "hospital_kind": "acute",
        "ward": "Ward 7",
        "knows_of_referral": "no",
        "agreement": "not asked",
    }
    referral = begin(cast, **{name: value for name, value in answers.items() if name not in ("source", "full_name")})
    client.force_login(cast.rui)
    page = text_of(client.get(reverse("referral_send", args=[referral.pk])))
    for words in (
        "Joan Castellan",
        "A loose dog",
        "Ring first",
        "British Sign Language",
        "Ward 7",
        "Goes to the clinic",
    ):
        assert words in page, words
    assert page.count(f'href="{part_url(referral, "carer")}?from=check"') == 4
    assert "The person does not know about the referral. You can send the referral." in page


def test_a_part_is_not_changed_once_the_referral_is_sent(cast, client):
    referral = send_referral(cast, by=cast.rui)
    client.force_login(cast.rui)
    page = client.post(part_url(referral, "carer"), {"revision": "1", "has_carer": "no", "is_carer": "no"})
    assert "already been sent" in text_of(page)


def test_a_part_that_the_contract_does_not_ask_has_no_page(cast, client):
    referral = start(contract=cast.links, source="Hub", full_name="Owen Castellan", by=cast.nadia)
    client.force_login(cast.nadia)
    assert client.get(part_url(referral, "eligibility")).status_code == 404
    assert client.get(part_url(referral, "receipt")).status_code == 404
    assert client.get(part_url(referral, "no-such-part")).status_code == 404


def test_the_birth_must_be_said_or_said_to_be_unknown(cast):
    referral = start(
        contract=cast.links, source="Hub", full_name="Edie Marsh", needs="Company", by=cast.nadia, **REFERRAL_ANSWERS
    )
    referral = edit(referral=referral, part="request", revision=1, planned_start_on=cast.today, by=cast.nadia)
    with pytest.raises(Refused, match="The person"), transaction.atomic():
        send(referral=referral, by=cast.nadia)
    referral = edit(referral=referral, part="person", revision=1, birth_is_unknown=True, by=cast.nadia)
    assert send(referral=referral, by=cast.nadia).state == "sent"


# Entered on behalf


def test_a_draft_entered_on_behalf_is_read_and_finished_by_those_who_decide(cast, client):
    """Given a call that Ben began to enter; then Dana finds it on her home page and sends it; Rui sees nothing."""
    reached_us_at = clock.now() - 5 * HOUR
    draft = enter_draft(cast, reached_us_at=reached_us_at, referrer=cast.rui)
    client.force_login(cast.dana)
    assert "Owen Castellan" in text_of(client.get(reverse("home")))
    client.post(part_url(draft, "carer"), {"revision": "1", "has_carer": "not known", "is_carer": "no"})
    client.force_login(cast.rui)
    assert client.get(reverse("referral", args=[draft.pk])).status_code == 404
    client.force_login(cast.dana)
    client.post(reverse("referral_send", args=[draft.pk]))
    referral = Referral.objects.get(pk=draft.pk)
    assert (referral.state, referral.received_at, referral.has_carer) == ("sent", reached_us_at, "not known")


def test_the_time_of_receipt_can_be_corrected_until_it_is_sent(cast, client):
    draft = enter_draft(cast, reached_us_at=clock.now() - 5 * HOUR, referrer_words="Jo Bell, 01632 960114")
    day = clock.now().astimezone(clock.LONDON) - datetime.timedelta(days=2)
    sent = {
        "revision": "1",
        "came_by": "letter",
        "referrer_words": "Jo Bell, 01632 960114",
        "received_time": "14:30",
        "received_on_day": day.day,
        "received_on_month": day.month,
        "received_on_year": day.year,
    }
    client.force_login(cast.ben)
    assert client.post(part_url(draft, "receipt"), sent).status_code == 302
    referral = send(referral=draft, by=cast.ben)
    assert referral.received_at.astimezone(clock.LONDON).strftime("%d %H:%M") == f"{day:%d} 14:30"
    assert referral.came_by == "letter"
    other = enter_draft(cast, reached_us_at=clock.now() - HOUR, referrer_words="Jo Bell")
    with pytest.raises(Refused, match="future"), transaction.atomic():
        edit(referral=other, part="receipt", revision=1, reached_us_at=clock.now() + HOUR, by=cast.ben)


# Documents of a draft


def test_a_document_of_a_draft_is_removed_without_a_reason(cast, client):
    referral = attach_all(begin(cast), cast.rui)
    document = referral.documents.get(kind="support plan")
    client.force_login(cast.rui)
    url = reverse("referral_document_withdraw", args=[referral.pk, document.pk])
    assert client.post(url, {}, follow=True).status_code == 200
    assert not referral.documents.filter(kind="support plan").exists()
    assert ReferralDocument.with_struck.get(pk=document.pk).struck_reason == "Removed before the referral was sent."


def replace(client, user, referral, document) -> int:
    client.force_login(user)
    url = reverse("referral_document_replace", args=[referral.pk, document.pk])
    return client.post(url, {"file": ContentFile(PDF, name="newer.pdf")}).status_code


def test_a_document_is_replaced_until_the_decision_by_who_attached_it_and_who_decides(cast, client):
    referral = send_referral(cast, by=cast.rui)
    first = referral.documents.get(kind="support plan")
    assert replace(client, cast.rui, referral, first) == 302
    second = referral.documents.get(kind="support plan")
    assert second.document.file_name == "newer.pdf"
    assert ReferralDocument.with_struck.get(pk=first.pk).struck_reason == "Replaced by another file."
    assert replace(client, cast.priya, referral, second) == 404
    assert replace(client, cast.ben, referral, second) == 302
    assert referral.documents.filter(kind="support plan").count() == 1


def test_a_sent_document_is_withdrawn_with_a_reason_only(cast):
    document = send_referral(cast).documents.first()
    with pytest.raises(Refused, match="reason"), transaction.atomic():
        withdraw_document(document=document, by=cast.priya)


# Referring again


def test_a_re_referral_begins_with_what_is_recorded(cast, client):
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    client.force_login(cast.priya)
    day = cast.today
    sent = {
        "full_name": "Maya Lindqvist",
        "source": "Mental health team",
        "strand": cast.strands[0].pk,
        "planned_start_on_day": day.day,
        "planned_start_on_month": day.month,
        "planned_start_on_year": day.year,
    }
    assert client.post(reverse("refer_again", args=[cast.package.pk]), sent).status_code == 302
    referral = Referral.objects.get(returns_from=cast.package)
    assert referral.date_of_birth == cast.individual.date_of_birth
    assert referral.outcomes
    assert ReferralPart.PERSON not in missing_parts(referral, cast.terms)
    with pytest.raises(Refused, match="already an open referral"), transaction.atomic():
        refer_again(package=cast.package, source="Mental health team", full_name="Maya", by=cast.priya)
