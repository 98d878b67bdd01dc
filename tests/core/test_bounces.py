"""Reports of undelivered emails: what is read of them, and a mailbox on this machine that they come to."""

import uuid

import pytest

from core import clock
from core.channel_settings import BounceMailbox, EmailOAuth
from core.email import mailbox as mailbox_module
from core.email import token
from core.email.bounces import MOST_BYTES, read_bounce
from core.email.mailbox import read_bounces
from core.errors import NotNow
from core.receipts import record_receipt
from tests.factories import MessageFactory
from tests.local_servers import http_server, imap_server

USER = "returned@example.org"
FULL = "smtp; 552 5.2.2 <ben@example.org>: mailbox full"


def report(reference, *, action="failed", host="localhost", kind="headers", diagnosis=FULL) -> bytes:
    """Return a report as mail servers send it (RFC 3464)."""
    headers = f"From: casework@casework.example\r\nTo: ben@example.org\r\nMessage-ID: <{reference}@{host}>\r\n"
    original = {
        "headers": f"Content-Type: text/rfc822-headers\r\n\r\n{headers}",
        "whole": f"Content-Type: message/rfc822\r\n\r\n{headers}Subject: Please sign in\r\n\r\nHello\r\n",
        "none": "Content-Type: text/plain\r\n\r\nnothing\r\n",
    }[kind]
    return (
        "From: MAILER-DAEMON@example.org\r\nTo: returned@example.org\r\nSubject: Undelivered\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; ben@example.org\r\nAction: {action}\r\nStatus: 5.2.2\r\n"
        f"Diagnostic-Code: {diagnosis}\r\n\r\n--b\r\n{original}\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def message(cast):
    return MessageFactory(to=cast.ben, state="sent", sent_at=clock.now())


@pytest.mark.parametrize("kind", ["headers", "whole"])
def test_a_report_names_our_email_and_why(kind):
    reference = uuid.uuid4()
    bounce = read_bounce(report(reference, kind=kind))
    assert bounce.reference == reference
    assert bounce.reason == "the mail server returned it: 552 5.2.2 (address): mailbox full"


def test_without_a_diagnosis_the_status_is_the_reason():
    content = report(uuid.uuid4()).replace(f"Diagnostic-Code: {FULL}\r\n".encode(), b"")
    assert read_bounce(content).reason == "the mail server returned it: 5.2.2"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff" * 1000,
        b"Subject: On leave\r\n\r\nI am away until Monday.",
        report(uuid.uuid4(), action="delayed"),
        report(uuid.uuid4(), action="delivered"),
        report(uuid.uuid4(), host="other.example.org"),
        report("not-an-id"),
        report(uuid.uuid4(), kind="none"),
        report(uuid.uuid4()).replace(b"multipart/report", b"multipart/mixed"),
        b"X: y\r\n" * (MOST_BYTES // 6) + report(uuid.uuid4()),
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n' + b"--b\r\nContent-Type: message/rfc822\r\n\r\n" * 500,
    ],
    ids=[
        "empty",
        "no text",
        "on leave",
        "delayed",
        "delivered",
        "another host",
        "no id",
        "no email",
        "another kind",
        "long",
        "many parts",
    ],  # fmt: skip
)
def test_any_other_email_is_no_report_about_us(content):
    assert read_bounce(content) is None


def test_a_long_diagnosis_is_cut():
    assert len(read_bounce(report(uuid.uuid4(), diagnosis="smtp; " + "x" * 5000)).reason) == 300


@pytest.fixture
def mailbox(settings):
    with imap_server() as server:
        settings.BOUNCES = BounceMailbox("127.0.0.1", server.port, USER, "INBOX", False, server.password)
        yield server


def test_a_returned_email_is_recorded_and_its_report_marked_as_read(message, mailbox):
    mailbox.emails = [b"Subject: On leave\r\n\r\nI am away.", report(message.pk), report(uuid.uuid4())]
    assert read_bounces(clock.today()) == 1
    message.refresh_from_db()
    assert (message.state, message.receipt, message.receipt_at is not None) == ("sent", "undelivered", True)
    assert "mailbox full" in message.reason
    assert "ben@" not in message.reason
    assert mailbox.seen == {1, 2, 3}
    first_at = message.receipt_at
    mailbox.emails.append(report(message.pk))
    assert read_bounces(clock.today()) == 0
    message.refresh_from_db()
    assert message.receipt_at == first_at


def test_one_run_reads_a_limited_number(message, mailbox, monkeypatch):
    monkeypatch.setattr(mailbox_module, "MOST_EMAILS", 2)
    mailbox.emails = [b"Subject: Hello\r\n\r\n"] * 3 + [report(message.pk)]
    assert read_bounces(clock.today()) == 0
    assert mailbox.seen == {1, 2}
    assert read_bounces(clock.today()) == 1


def test_a_large_report_is_read_up_to_a_limit(message, mailbox):
    mailbox.emails = [report(message.pk, kind="whole") + b"x" * 10_000_000]
    assert read_bounces(clock.today()) == 1


def test_a_mailbox_is_opened_with_the_token_where_it_has_no_password(settings, message, mailbox):
    token.forget_token()
    with http_server() as tokens:
        tokens.answer = lambda asked: (200, {"token_type": "Bearer", "access_token": "token-1", "expires_in": 3600})
        settings.EMAIL_OAUTH = EmailOAuth(tokens.url, "client-1", "mail", "the-client-secret")
        settings.BOUNCES = BounceMailbox("127.0.0.1", mailbox.port, USER, "INBOX", False)
        mailbox.token, mailbox.emails = "token-1", [report(message.pk)]
        assert read_bounces(clock.today()) == 1
        mailbox.token = "token-2"
        with pytest.raises(NotNow, match="could not be read"):
            read_bounces(clock.today())
    token.forget_token()


def test_a_mailbox_that_refuses_is_tried_again_by_the_next_run(settings, mailbox):
    mailbox.password = "another"
    with pytest.raises(NotNow, match="could not be read"):
        read_bounces(clock.today())
    settings.BOUNCES = BounceMailbox("127.0.0.1", mailbox.port, USER, "Other", False, "another")
    with pytest.raises(NotNow, match="no such folder"):
        read_bounces(clock.today())
    settings.BOUNCES = BounceMailbox("127.0.0.1", 9, USER, "INBOX", False, "another")
    with pytest.raises(ConnectionRefusedError):
        read_bounces(clock.today())


def test_without_a_mailbox_nothing_is_read(settings):
    settings.BOUNCES = None
    assert read_bounces(clock.today()) == 0


def test_an_email_that_was_confirmed_stays_delivered(message, mailbox):
    record_receipt(channel="email", receipt="delivered", reference=message.pk, by=None)
    mailbox.emails = [report(message.pk)]
    assert read_bounces(clock.today()) == 0
