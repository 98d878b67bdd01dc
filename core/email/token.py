"""The token with which Casework signs in to a mail server (OAuth2, RFC 6749, section 4.4), used until it expires."""

import datetime
import threading
from dataclasses import dataclass

from django.conf import settings
from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error

from core import clock
from core.channel_settings import EmailOAuth
from core.errors import NotNow, Unconfirmed
from core.outbound import exchange

RENEWED_BEFORE = datetime.timedelta(minutes=5)  # a token is not used for its last minutes
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
CHECK = "Check EMAIL_OAUTH_TOKEN_URL, EMAIL_OAUTH_CLIENT_ID and EMAIL_OAUTH_CLIENT_SECRET."


@dataclass(frozen=True)
class _Token:
    text: str
    usable_until: datetime.datetime


_lock = threading.Lock()
_tokens: dict[EmailOAuth, _Token] = {}


def access_token() -> str:
    """Return a token that has not expired; it is asked for once in its time. Raises NotNow where there is none."""
    oauth: EmailOAuth = settings.EMAIL_OAUTH
    with _lock:
        token = _tokens.get(oauth)
        if token is None or token.usable_until <= clock.now():
            token = _tokens[oauth] = _ask(oauth)
    return token.text


def forget_token() -> None:
    """Ask for another token the next time, because a server has refused this one."""
    with _lock:
        _tokens.clear()


def _ask(oauth: EmailOAuth) -> _Token:
    client = BackendApplicationClient(client_id=oauth.client_id)
    body = client.prepare_request_body(include_client_id=True, client_secret=oauth.client_secret, scope=oauth.scope)
    try:
        answer = exchange("POST", oauth.token_url, headers=FORM, form=body)
        parsed = client.parse_request_body_response(answer.text)
        lasts = datetime.timedelta(seconds=float(parsed.get("expires_in") or 0))
    except Unconfirmed as error:
        raise NotNow("The server that gives the token for emails did not answer in time.") from error
    except OAuth2Error as error:
        raise NotNow(f"No token for emails: the server answered “{str(error.error)[:60]}”. {CHECK}") from None
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise NotNow(f"The answer about the token for emails could not be read. {CHECK}") from error
    early = min(RENEWED_BEFORE, lasts / 2)
    return _Token(str(parsed["access_token"]), clock.now() + lasts - early)
