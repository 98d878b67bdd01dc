"""Settings of the ways in which messages leave: read from the environment, and refused while a part is missing."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from core.channel_settings import BounceMailbox, EmailOAuth, HttpTexts, ReceiptMapping, TwilioTexts

DEMO_SMS, NO_SMS = "core.sms.DemoSms", "core.sms.NoSms"
HTTP_SMS, TWILIO_SMS = "core.sms.http.HttpSms", "core.sms.twilio.TwilioSms"
SHORTEST_TOKEN = 32
OAUTH = "core.email.oauth.OAuthEmailBackend"
OUTLOOK_SCOPE = "https://outlook.office365.com/.default"


def read_channels(env: environ.Env, *, production: bool) -> dict[str, Any]:
    """Return the settings of texts, of the token for emails, and of the mailbox for returned emails.

    Each value NAME may be in the file named by NAME_FILE. Raises ImproperlyConfigured for a part that is missing or,
    in production, sends without encryption.
    """
    adapter = _text(env, "SMS_ADAPTER", NO_SMS if production else DEMO_SMS)
    if production and adapter == DEMO_SMS:
        raise ImproperlyConfigured(f"SMS_ADAPTER={DEMO_SMS} sends nothing: name the class of a company that sends.")
    oauth = _email_oauth(env, production)
    return {
        "SMS_ADAPTER": adapter,
        "SMS_HTTP": _http_texts(env, production) if adapter == HTTP_SMS else None,
        "TWILIO": _twilio(env) if adapter == TWILIO_SMS else None,
        "EMAIL_OAUTH": oauth,
        "BOUNCES": _bounce_mailbox(env, oauth, production),
    }


def refuse_unsafe_mail(email: dict[str, Any]) -> None:
    """Check the mail server of production: codes to sign in go through it. Raises ImproperlyConfigured.

    A server on the same machine or network of containers, whose name has no dot, needs no encryption.
    """
    if email.get("EMAIL_BACKEND") != "django.core.mail.backends.smtp.EmailBackend":
        raise ImproperlyConfigured("EMAIL_URL sends nothing: begin it with smtp+tls:// or smtp+ssl://.")
    host = str(email.get("EMAIL_HOST") or "localhost")
    is_near = "." not in host or host.startswith("127.")
    if not is_near and not (email.get("EMAIL_USE_TLS") or email.get("EMAIL_USE_SSL")):
        raise ImproperlyConfigured("EMAIL_URL is not encrypted: begin it with smtp+tls:// or smtp+ssl://.")


def refuse_half_an_oauth(email: dict[str, Any]) -> None:
    """Check the settings of the mail server that a token signs in to. Raises ImproperlyConfigured."""
    if email.get("EMAIL_HOST_PASSWORD"):
        raise ImproperlyConfigured("EMAIL_URL has a password beside EMAIL_OAUTH_…: leave one of them out.")
    if not email.get("EMAIL_HOST_USER"):
        raise ImproperlyConfigured("EMAIL_URL has no user: with EMAIL_OAUTH_… it names the mailbox that sends.")
    if not (email.get("EMAIL_USE_TLS") or email.get("EMAIL_USE_SSL")):
        raise ImproperlyConfigured("EMAIL_URL is not encrypted: with EMAIL_OAUTH_… begin it with smtp+tls://.")


def _text(env: environ.Env, name: str, otherwise: str = "") -> str:
    """Return the value of a variable; `otherwise` where it is not set or empty."""
    value: str = env.str(name, "")
    return value.strip() or otherwise


def _needed(env: environ.Env, name: str, what: str) -> str:
    value = _text(env, name)
    if not value:
        raise ImproperlyConfigured(f"{name} is missing. Set it to {what}.")
    return value


def _https(name: str, url: str, production: bool) -> str:
    if not urlsplit(url).hostname or urlsplit(url).scheme not in ("https", "http"):
        raise ImproperlyConfigured(f"{name} is not an address. Set it to https://….")
    if production and urlsplit(url).scheme != "https":
        raise ImproperlyConfigured(f"{name} is not encrypted: it must begin with https://.")
    return url


def _fields(env: environ.Env, name: str) -> dict[str, Any]:
    """Return the JSON object in a variable; an empty one where it is not set."""
    try:
        value = json.loads(_text(env, name, "{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not JSON. Set it to an object such as {{}}.") from error
    if not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} is not a JSON object.")
    return value


def _http_texts(env: environ.Env, production: bool) -> HttpTexts:
    url = _https("SMS_HTTP_URL", _needed(env, "SMS_HTTP_URL", "the address that takes texts"), production)
    method = _text(env, "SMS_HTTP_METHOD", "POST").upper()
    if method not in ("POST", "PUT"):
        raise ImproperlyConfigured("SMS_HTTP_METHOD must be POST or PUT.")
    body_format = _text(env, "SMS_HTTP_FORMAT", "json").lower()
    if body_format not in ("json", "form"):
        raise ImproperlyConfigured("SMS_HTTP_FORMAT must be json or form.")
    headers = {name: str(value) for name, value in _fields(env, "SMS_HTTP_HEADERS").items()}
    if authorization := _text(env, "SMS_HTTP_AUTHORIZATION"):
        headers["Authorization"] = authorization
    sender_field = _text(env, "SMS_HTTP_SENDER_FIELD")
    return HttpTexts(
        url=url,
        method=method,
        headers=headers,
        is_form=body_format == "form",
        number_field=_needed(env, "SMS_HTTP_NUMBER_FIELD", "the name of the field for the number"),
        body_field=_needed(env, "SMS_HTTP_BODY_FIELD", "the name of the field for the text"),
        sender_field=sender_field,
        sender=_needed(env, "SMS_SENDER", "the sender that people see") if sender_field else "",
        reference_field=_text(env, "SMS_HTTP_REFERENCE_FIELD"),
        reference_header=_text(env, "SMS_HTTP_REFERENCE_HEADER", "Idempotency-Key"),
        more_fields=_fields(env, "SMS_HTTP_MORE_FIELDS"),
        id_path=_text(env, "SMS_HTTP_ID_PATH"),
        never_statuses=_statuses(env),
        receipts=_receipts(env),
    )


def _statuses(env: environ.Env) -> frozenset[int]:
    words = _text(env, "SMS_HTTP_NEVER_STATUSES", "400,422").split(",")
    if any(not word.strip().isdecimal() or not 400 <= int(word) < 500 for word in words):
        raise ImproperlyConfigured("SMS_HTTP_NEVER_STATUSES must be numbers from 400 to 499, such as 400,422.")
    return frozenset(int(word) for word in words)


def _receipts(env: environ.Env) -> ReceiptMapping:
    token = _text(env, "SMS_RECEIPT_TOKEN")
    if not token:
        return ReceiptMapping()
    if len(token) < SHORTEST_TOKEN:
        raise ImproperlyConfigured(f"SMS_RECEIPT_TOKEN is too short. Set it to {SHORTEST_TOKEN} or more characters.")
    id_path, reference_path = _text(env, "SMS_RECEIPT_ID_PATH"), _text(env, "SMS_RECEIPT_REFERENCE_PATH")
    if not (id_path or reference_path):
        raise ImproperlyConfigured(
            "SMS_RECEIPT_ID_PATH is missing. Set it, or SMS_RECEIPT_REFERENCE_PATH, to where a receipt names its text."
        )
    return ReceiptMapping(
        token=token,
        id_path=id_path,
        reference_path=reference_path,
        status_path=_needed(env, "SMS_RECEIPT_STATUS_PATH", "where a receipt has its outcome"),
        delivered=_outcomes(env, "SMS_RECEIPT_DELIVERED", "delivered"),
        undelivered=_outcomes(env, "SMS_RECEIPT_UNDELIVERED", "undelivered,failed"),
    )


def _outcomes(env: environ.Env, name: str, otherwise: str) -> frozenset[str]:
    return frozenset(word.strip().lower() for word in _text(env, name, otherwise).split(",") if word.strip())


def _twilio(env: environ.Env) -> TwilioTexts:
    return TwilioTexts(
        account_sid=_needed(env, "TWILIO_ACCOUNT_SID", "the account’s SID, which begins with AC"),
        auth_token=_needed(env, "TWILIO_AUTH_TOKEN", "the account’s auth token"),
        sender=_needed(env, "SMS_SENDER", "a number, a name or a messaging service of the account"),
    )


def _email_oauth(env: environ.Env, production: bool) -> EmailOAuth | None:
    names = ("EMAIL_OAUTH_TOKEN_URL", "EMAIL_OAUTH_CLIENT_ID", "EMAIL_OAUTH_CLIENT_SECRET")
    if not any(_text(env, name) for name in names):
        return None
    return EmailOAuth(
        token_url=_https(names[0], _needed(env, names[0], "the address that gives tokens"), production),
        client_id=_needed(env, names[1], "the id of the application"),
        client_secret=_needed(env, names[2], "the secret of the application"),
        scope=_text(env, "EMAIL_OAUTH_SCOPE", OUTLOOK_SCOPE),
    )


def _bounce_mailbox(env: environ.Env, oauth: EmailOAuth | None, production: bool) -> BounceMailbox | None:
    address = _text(env, "BOUNCE_IMAP_URL")
    if not address:
        return None
    url = urlsplit(address)
    if url.scheme not in ("imaps", "imap") or not url.hostname or not url.username:
        raise ImproperlyConfigured("BOUNCE_IMAP_URL is not an address. Set it to imaps://user:password@host/INBOX.")
    if production and url.scheme != "imaps":
        raise ImproperlyConfigured("BOUNCE_IMAP_URL is not encrypted: it must begin with imaps://.")
    if not url.password and oauth is None:
        raise ImproperlyConfigured("BOUNCE_IMAP_URL has no password. Add it, or set EMAIL_OAUTH_….")
    return BounceMailbox(
        host=url.hostname,
        port=url.port or (993 if url.scheme == "imaps" else 143),
        user=unquote(url.username),
        password=unquote(url.password or ""),
        folder=unquote(url.path.strip("/")) or "INBOX",
        is_encrypted=url.scheme == "imaps",
    )
