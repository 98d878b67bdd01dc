"""Capacity notices to the Council: sent in two presses, by reference, with the capacity of that moment."""

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.walls import raise_wall
from core import clock
from core.errors import NotPossible, Refused
from core.models import Message
from referrals.models import CapacityNotice, Referral
from referrals.services import acknowledge_notice, change_place, make_pdf, put_on_waiting_list, send_notice
from scheduler.sweeps import tick
from tests.factories import days_ago
from tests.pages.world import DAY, refer


@pytest.fixture
def waiting_referrals(cast) -> list[Referral]:
    """Make two waiting referrals in Tameside. The second in the list was received first."""
    for worker in (cast.worker, cast.other_worker, cast.lead_worker):
        worker.ceilings.create(minutes_a_week=0, reason="Agreed in supervision", from_on=days_ago(1))
    return [make_waiting_referral(cast, "Ada Quist", 1), make_waiting_referral(cast, "Bodo Marsh", 2, ago=9)]


def make_waiting_referral(cast, name, band, ago=2) -> Referral:
    with clock.frozen_at(clock.instant_on(days_ago(ago))):
        referral = refer(cast.tameside, cast.rui, full_name=name, wanted_minutes=120)
    return put_on_waiting_list(
        referral=referral,
        band=band,
        band_agreed_with="Petra Lund",
        expected_on=cast.today + 30 * DAY,
        reason="No room",
        by=cast.ben,
    )


def send(cast, **changed) -> CapacityNotice:
    return send_notice(**{"contract": cast.tameside, "kind": "delay", "by": cast.ben, **changed})


def test_a_notice_keeps_the_waiting_list_and_the_capacity_of_that_moment(cast, waiting_referrals):
    notice = send(cast, words="Two workers are away until June.")
    change_place(
        referral=waiting_referrals[0],
        band=3,
        band_agreed_with="Petra Lund",
        expected_on=None,
        reason="Better",
        by=cast.ben,
    )
    lines = [(line.referral, line.band, line.expected_on) for line in notice.lines.all()]
    assert lines == [
        (waiting_referrals[0], "Urgent", cast.today + 30 * DAY),
        (waiting_referrals[1], "Soon", cast.today + 30 * DAY),
    ]
    assert notice.lines.last().received_on == days_ago(9)
    assert (notice.figures.waiting, notice.figures.wanted, notice.figures.free) == (2, 240, 0)


def test_the_message_to_the_commissioner_has_no_names(cast, waiting_referrals):
    notice = send(cast)
    messages = Message.objects.filter(key__startswith=f"notice-sent:{notice.pk}", channel="in app")
    assert [message.to for message in messages] == [cast.helen]
    assert "Quist" not in messages[0].subject + messages[0].body


def test_without_waiting_referrals_only_a_no_capacity_notice_is_sent(cast):
    with pytest.raises(Refused, match="No one is on the waiting list") as refusal:
        send(cast)
    assert refusal.value.field == "kind"
    assert send(cast, kind="no capacity").lines.count() == 0


def test_a_notice_is_refused_when_the_list_has_changed(cast, waiting_referrals):
    with pytest.raises(Refused, match="has changed"):
        send(cast, covers=[waiting_referrals[0].pk])
    assert send(cast, covers=[each.pk for each in reversed(waiting_referrals)]).lines.count() == 2


def test_the_same_notice_is_sent_once_a_day_until_acknowledged(cast, waiting_referrals):
    notice = send(cast)
    with pytest.raises(NotPossible, match=f"Ben Whitcombe sent this notice today.*{notice.reference}"):
        send(cast, by=cast.dana)
    acknowledge_notice(notice=notice, by=cast.helen)
    assert send(cast, by=cast.dana).pk != notice.pk


def test_one_more_referral_makes_a_new_notice(cast, waiting_referrals):
    send(cast)
    make_waiting_referral(cast, "Cleo Banks", 3)
    assert send(cast).lines.count() == 3


def test_an_acknowledgement_notifies_the_sender(cast, waiting_referrals):
    notice = acknowledge_notice(notice=send(cast), answer="We shall meet on Monday.", by=cast.helen)
    notice.refresh_from_db()
    assert (notice.state, notice.acknowledged_by, notice.answer) == (
        "acknowledged",
        cast.helen,
        "We shall meet on Monday.",
    )
    assert Message.objects.filter(to=cast.ben, key__startswith="notice-acknowledged").exists()


# PDF


def pdf_text(notice) -> str:
    notice.refresh_from_db()
    with notice.pdf.file.open("rb") as file:
        reader = PdfReader(io.BytesIO(file.read()))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_uses_references_and_is_made_once(cast, waiting_referrals):
    notice = send(cast, words="Two workers are away.")
    assert make_pdf(notice_id=notice.pk) is True
    assert make_pdf(notice_id=notice.pk) is False
    words = pdf_text(notice)
    assert waiting_referrals[0].reference in words
    assert waiting_referrals[1].reference in words
    assert "Two workers are away." in words
    for name in ("Quist", "Marsh", "Amara", "Lewis"):
        assert name not in words


def test_the_sweep_makes_missing_pdfs(cast, waiting_referrals):
    notice = send(cast)
    assert tick(on=cast.today)["make PDFs of notices"] == 1
    notice.refresh_from_db()
    assert notice.pdf.file_name == f"notice-{notice.reference}.pdf"
    assert tick(on=cast.today)["make PDFs of notices"] == 0


# Pages


def test_a_notice_takes_two_presses(cast, waiting_referrals, client):
    """Given the waiting list; when Ben presses “Send notice …” and “Send”; then Helen reads it without names."""
    client.force_login(cast.ben)
    list_page = client.get(reverse("waiting_list"))
    address = reverse("notice_new", args=[cast.tameside.pk])
    assert address in list_page.content.decode()
    assert list_page.content.decode().count("Council not notified yet") == 2
    check = client.get(address)
    form = check.context["form"]
    sent = client.post(address, {name: form[name].value() or "" for name in form.fields})
    notice = CapacityNotice.objects.get()
    assert sent.headers["Location"] == reverse("notice", args=[notice.pk])
    assert (notice.kind, notice.lines.count()) == ("delay", 2)
    assert "Council not notified yet" not in client.get(reverse("waiting_list")).content.decode()

    client.force_login(cast.helen)
    page = client.get(reverse("notice", args=[notice.pk])).content.decode()
    assert waiting_referrals[0].reference in page
    assert "Quist" not in page
    assert reverse("referral", args=[waiting_referrals[0].pk]) not in page
    assert reverse("notice", args=[notice.pk]) in client.get(reverse("returns")).content.decode()
    assert reverse("notices") in client.get(reverse("returns")).content.decode()
    client.post(reverse("notice_acknowledge", args=[notice.pk]), {"answer": "Thank you"})
    notice.refresh_from_db()
    assert notice.answer == "Thank you"
    assert reverse("notice", args=[notice.pk]) not in client.get(reverse("returns")).content.decode()


def test_the_list_shows_how_long_referrals_wait(cast, waiting_referrals, client):
    client.force_login(cast.dana)
    rows = client.get(reverse("waiting_list")).context["rows"]
    assert [(referral.pk, band, days) for referral, band, days in rows] == [
        (waiting_referrals[0].pk, "Urgent", 2),
        (waiting_referrals[1].pk, "Soon", 9),
    ]


def test_the_pdf_is_not_found_before_it_is_made(cast, waiting_referrals, client):
    notice = send(cast)
    client.force_login(cast.helen)
    address = reverse("notice_pdf", args=[notice.pk])
    assert client.get(address).status_code == 404
    make_pdf(notice_id=notice.pk)
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF-")


def test_a_wall_around_a_referral_hides_its_row_and_the_pdf(cast, waiting_referrals, client):
    notice = send(cast)
    make_pdf(notice_id=notice.pk)
    raise_wall(record_id=waiting_referrals[0].pk, user=cast.dana, reason="Named in a concern", by=cast.sunita)
    client.force_login(cast.dana)
    page = client.get(reverse("notice", args=[notice.pk])).content.decode()
    assert waiting_referrals[0].reference not in page
    assert waiting_referrals[1].reference in page
    assert client.get(reverse("notice_pdf", args=[notice.pk])).status_code == 404
    assert waiting_referrals[0].reference not in client.get(reverse("waiting_list")).content.decode()


def test_a_long_list_has_pages(cast, client):
    """Given sixty waiting referrals, some without a band or with equal times; then each is on exactly one page."""
    at = clock.now() - datetime.timedelta(days=3)
    Referral.objects.bulk_create(
        Referral(
            contract=cast.tameside,
            source="Mental health team",
            referrer=cast.rui,
            recorded_by=cast.rui,
            full_name=f"Person {n}",
            date_of_birth=datetime.date(1990, 1, 1),
            state="waiting",
            received_at=at + datetime.timedelta(minutes=n // 3),
            band=(None, 1, 2)[n % 3],
            band_agreed_with="Petra" if n % 3 else "",
        )
        for n in range(120)
    )
    client.force_login(cast.ben)
    referral_ids, query = [], ""
    while query is not None:
        context = client.get(reverse("waiting_list") + query).context
        referral_ids += [referral.pk for referral, _, _ in context["rows"]]
        query = context["older"] or None
    assert len(referral_ids) == len(set(referral_ids)) == 120
    assert referral_ids == list(Referral.objects.on_waiting_list().values_list("pk", flat=True))
