"""Emails with a token instead of a password: a real mail server and a real token server on this machine."""

import base64
import datetime

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, auth_mechanism
from django.core.mail import EmailMessage

from core import channel_tests, clock, outbound
from core.channel_settings import EmailOAuth
from core.email import token
from core.errors import NotNow, Refused
from core.models import Channel
from tests.local_servers import HANG, http_server

USER = "casework@example.org"


class Mailbox:
    """Takes emails. `valid` is the token that counts; `credentials` are all that clients signed in with."""

    def __init__(self):
        self.valid, self.credentials, self.emails = "token-1", [], []

    async def handle_DATA(self, server, session, envelope):
        if session.auth_data is None:
            return "530 5.7.57 Sign in first"
        self.emails.append(envelope)
        return "250 OK"

    def check(self, words: str) -> bool:
        self.credentials.append(words)
        return words == f"user={USER}\x01auth=Bearer {self.valid}\x01\x01"


class TokenServer(SMTP):
    """A mail server that offers XOAUTH2 as Microsoft's does: a refusal comes with a challenge first."""

    @auth_mechanism("XOAUTH2")
    async def auth_XOAUTH2(self, _server, args):
        words = self._decode(args[1])
        if self.event_handler.check(words):
            return AuthResult(success=True, auth_data=words)
        assert await self.challenge_auth(b'{"status":"401"}') == b""
        return AuthResult(success=False, handled=False)

    @staticmethod
    def _decode(text: str) -> str:
        return base64.b64decode(text).decode()


class Mail(Controller):
    """A mail server on a free port of this machine."""

    excluded = ["LOGIN", "PLAIN"]

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    def factory(self):
        return TokenServer(self.handler, auth_require_tls=False, auth_exclude_mechanism=self.excluded)


class PasswordMail(Mail):
    excluded = ["XOAUTH2"]


@pytest.fixture
def mailbox(settings):
    yield from _serve(Mail, settings)


@pytest.fixture
def password_mailbox(settings):
    yield from _serve(PasswordMail, settings)


def _serve(kind: type[Controller], settings):
    mailbox = Mailbox()
    controller = kind(mailbox, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "core.email.oauth.OAuthEmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = USER, ""
    yield mailbox
    controller.stop()


@pytest.fixture
def tokens(settings, monkeypatch):
    monkeypatch.setattr(outbound, "READ_WAIT", 0.5)
    with http_server() as server:
        numbers = iter(range(1, 100))
        server.answer = lambda asked: (200, granted(next(numbers)))
        settings.EMAIL_OAUTH = EmailOAuth(f"{server.url}/token", "client-1", "mail.send", "the-client-secret")
        token.forget_token()
        yield server
        token.forget_token()


def granted(number: int, lasts: int = 3600) -> dict:
    return {"token_type": "Bearer", "access_token": f"token-{number}", "expires_in": lasts}


def send(count: int = 1) -> None:
    for _ in range(count):
        EmailMessage("Please sign in", "There is a message for you.", USER, ["ben@example.org"]).send()


def test_an_email_leaves_with_a_token_that_is_asked_for_once(mailbox, tokens):
    send(2)
    assert len(mailbox.emails) == 2
    (asked,) = tokens.asked
    assert asked.form == {
        "grant_type": "client_credentials",
        "client_id": "client-1",
        "client_secret": "the-client-secret",
        "scope": "mail.send",
    }


def test_a_token_is_renewed_before_it_expires(mailbox, tokens):
    """Given a token of an hour; then it is used until its last five minutes, and after that another one."""
    now, hour, second = clock.now(), datetime.timedelta(hours=1), datetime.timedelta(seconds=1)
    with clock.frozen_at(now):
        send()
    with clock.frozen_at(now + hour - token.RENEWED_BEFORE - second):
        send()
    assert len(tokens.asked) == 1
    mailbox.valid = "token-2"
    with clock.frozen_at(now + hour - token.RENEWED_BEFORE):
        send()
    assert (len(tokens.asked), len(mailbox.emails)) == (2, 3)
    assert len(mailbox.credentials) == 3


def test_a_token_that_is_refused_is_asked_for_once_more(mailbox, tokens):
    """Given a token that the server no longer takes; then the email leaves with another one."""
    send()
    mailbox.valid = "token-2"
    send()
    assert (len(tokens.asked), len(mailbox.emails)) == (2, 2)


def test_a_mailbox_that_the_token_may_not_use_is_named_and_tried_again_later(mailbox, tokens, caplog):
    mailbox.valid = "of another application"
    with pytest.raises(NotNow, match="SMTP.SendAsApp") as raised:
        send()
    assert mailbox.emails == []
    assert len(mailbox.credentials) == 2
    assert "token-" not in str(raised.value) + caplog.text
    mailbox.valid = "token-3"
    send()
    assert len(mailbox.emails) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((401, {"error": "invalid_client", "error_description": "the-client-secret is wrong"}), "invalid_client"),
        ((200, "<html>nonsense</html>"), "No token"),
        ((200, "[]"), "token for emails"),
        ((200, {"access_token": "token-1", "token_type": "Bearer", "expires_in": "soon"}), "could not be read"),
        ((503, ""), "token for emails|No token"),
        (HANG, "did not answer in time"),
    ],
)
def test_a_token_that_is_not_given_leaves_the_email_for_later(mailbox, tokens, answer, words, caplog):
    tokens.answer = lambda asked: answer
    with pytest.raises(NotNow, match=words) as raised:
        send()
    assert mailbox.credentials == []
    assert "the-client-secret" not in str(raised.value) + caplog.text


def test_a_server_that_takes_passwords_only_gets_no_token(password_mailbox, tokens):
    with pytest.raises(NotNow, match="does not offer"):
        send()
    assert password_mailbox.credentials == []


def test_the_test_page_says_why_in_plain_words(cast, mailbox, tokens):
    assert channel_tests.sender_of(Channel.EMAIL).endswith("with a token (OAuth2)")
    tokens.answer = lambda asked: (401, {"error": "invalid_client"})
    with pytest.raises(Refused, match="invalid_client.*EMAIL_OAUTH_CLIENT_SECRET"):
        channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    tokens.answer = lambda asked: (200, granted(1))
    channel_tests.send_test(channel=Channel.EMAIL, by=cast.alan)
    assert len(mailbox.emails) == 1
