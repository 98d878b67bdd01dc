"""Requests to companies that Casework sends through: with time limits, and no more of an answer than is needed."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import MaxRetryError, ProtocolError

from core.errors import NotNow, Unconfirmed

CONNECT_WAIT, READ_WAIT = 5.0, 10.0  # seconds
MOST_BYTES = 64 * 1024  # of an answer; the rest is not read


@dataclass(frozen=True)
class Answer:
    """The status of an answer and the beginning of its text."""

    status: int
    text: str

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def data(self) -> Any:
        """Return what the text is as JSON; None where it is no JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


def exchange(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, Any] | None = None,
    form: Mapping[str, Any] | str | None = None,
    data: Any = None,
    auth: tuple[str, str] | None = None,
) -> Answer:
    """Send one request, with `form` or with `data` as JSON, and return the answer, whatever its status.

    It waits CONNECT_WAIT seconds for a connection and READ_WAIT for the answer. Redirects are not followed, since they
    would take the secrets along. Raises NotNow where nothing was handed over, and Unconfirmed where the request was
    sent and no answer came.
    """
    with _plain_errors(urlsplit(url).hostname or url), requests.Session() as session:
        session.trust_env = False  # neither a .netrc nor a proxy of the environment
        response = session.request(
            method,
            url,
            headers=dict(headers or {}),
            params=params,
            data=form,
            json=data,
            auth=auth,
            timeout=(CONNECT_WAIT, READ_WAIT),
            allow_redirects=False,
            stream=True,
        )
        with response:
            return Answer(response.status_code, _beginning(response))


@contextmanager
def _plain_errors(host: str) -> Iterator[None]:
    """Raise what `exchange` raises for the errors of requests."""
    try:
        yield
    except requests.exceptions.SSLError as error:
        raise NotNow(f"{host} has no certificate that we trust.") from error
    except requests.ConnectTimeout as error:
        raise NotNow(f"{host} did not answer in {CONNECT_WAIT:.0f} seconds.") from error
    except requests.ReadTimeout as error:
        raise _no_answer(host) from error
    except requests.ConnectionError as error:
        if _was_sent(error):
            raise _no_answer(host) from error
        raise NotNow(f"{host} could not be reached.") from error
    except requests.RequestException as error:
        raise NotNow(f"{host} could not be asked: {type(error).__name__}.") from error


def _no_answer(host: str) -> Unconfirmed:
    return Unconfirmed(f"{host} took the message and gave no answer. It may have arrived.")


def _was_sent(error: requests.ConnectionError) -> bool:
    """Return whether the connection ended after the request had begun."""
    cause = error.args[0] if error.args else None
    return isinstance(cause, ProtocolError) and not isinstance(cause, MaxRetryError)


def _beginning(response: requests.Response) -> str:
    """Return the first MOST_BYTES of the answer, or what has come of it in READ_WAIT seconds, as text.

    The status has come by then, which says whether the message was taken.
    """
    ends_at, content = time.monotonic() + READ_WAIT, b""
    try:
        for chunk in response.iter_content(8192):
            content += chunk
            if len(content) >= MOST_BYTES or time.monotonic() > ends_at:
                break
    except requests.RequestException:
        content = b""
    return content[:MOST_BYTES].decode("utf-8", "replace")


def value_at(data: Any, path: str) -> str:
    """Return the value at a dotted path, such as `messages.0.id`, as text; "" where there is none or it is no value."""
    for part in path.split("."):
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return ""
    return str(data) if isinstance(data, str | int) and not isinstance(data, bool) else ""
