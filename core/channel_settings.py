"""What the settings say about the ways in which messages leave. `config/channels.py` reads it from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ReceiptMapping:
    """What a company's delivery receipts look like: dotted paths, and the words that mean an outcome.

    `token` is the secret part of the address to which they are sent; empty: there are none. One of `id_path` (the
    company's own id of the text) and `reference_path` (ours) is there with it.
    """

    token: str = ""
    id_path: str = ""
    reference_path: str = ""
    status_path: str = ""
    delivered: frozenset[str] = frozenset()
    undelivered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HttpTexts:
    """How a company takes texts over HTTP. Names of fields may be dotted paths: `message.to` is inside `message`.

    `id_path` is where its answer has its id of the text; empty: it has none. `never_statuses` are the statuses of an
    answer that mean: this number will never accept this text. An empty `sender_field` or `reference_field` is not sent.
    """

    url: str
    method: str
    headers: Mapping[str, str] = field(repr=False)
    is_form: bool
    number_field: str
    body_field: str
    sender_field: str = ""
    sender: str = ""
    reference_field: str = ""
    reference_header: str = ""
    more_fields: Mapping[str, object] = field(default_factory=dict, repr=False)
    id_path: str = ""
    never_statuses: frozenset[int] = frozenset({400, 422})
    receipts: ReceiptMapping = field(default_factory=ReceiptMapping, repr=False)


@dataclass(frozen=True)
class TwilioTexts:
    """An account with Twilio. `sender` is a number, a name, or the SID of a messaging service (MG…)."""

    account_sid: str
    sender: str
    auth_token: str = field(repr=False)
    url: str = "https://api.twilio.com"


@dataclass(frozen=True)
class EmailOAuth:
    """Where Casework gets the token with which it signs in to the mail server (RFC 6749, section 4.4)."""

    token_url: str
    client_id: str
    scope: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class BounceMailbox:
    """The mailbox to which reports of undelivered emails come. Without a password the token of EMAIL_OAUTH is used."""

    host: str
    port: int
    user: str
    folder: str
    is_encrypted: bool
    password: str = field(repr=False, default="")
