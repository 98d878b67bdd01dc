"""Organisations whose own accounts people sign in with, by OpenID Connect: read from the environment.

SIGN_IN_WITH names them, for example `SIGN_IN_WITH=council,provider`. Each has settings of its own, such as
SIGN_IN_COUNCIL_SERVER (`https://login.microsoftonline.com/<tenant>/v2.0` or `https://accounts.google.com`).
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

KEY = re.compile(r"[a-z][a-z0-9]{0,19}")
PARTS = ("NAME", "SERVER", "CLIENT_ID", "CLIENT_SECRET", "EMAIL_DOMAINS")
# Tenants of Microsoft in which anybody may have an account with any address.
OPEN_TENANTS = ("common", "organizations", "consumers", "9188040d-6c67-4c5b-b112-36a304b66dad")


@dataclass(frozen=True)
class Organisation:
    """One organisation. `email_domains`, in small letters, are those whose addresses it may vouch for."""

    key: str
    name: str
    server: str
    client_id: str
    client_secret: str
    email_domains: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Return scheme and host of its server, for the pages that send people there."""
        parts = urlsplit(self.server)
        return f"{parts.scheme}://{parts.netloc}"

    def as_app(self) -> dict[str, Any]:
        """Return it as the sign-in library takes it."""
        return {
            "provider_id": self.key,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.server,
                "email_domains": self.email_domains,
                "oauth_pkce_enabled": True,
            },
        }


def read_organisations(env: environ.Env, *, is_production: bool) -> list[Organisation]:
    """Return the organisations of the environment. Raises ImproperlyConfigured for one that is not complete or safe."""
    keys = [key.strip().lower() for key in env.list("SIGN_IN_WITH", default=[])]
    if len(keys) != len(set(keys)):
        raise ImproperlyConfigured("SIGN_IN_WITH names an organisation twice.")
    return [_read_one(env, key, is_production) for key in keys]


def _read_one(env: environ.Env, key: str, is_production: bool) -> Organisation:
    if not KEY.fullmatch(key):
        raise ImproperlyConfigured("SIGN_IN_WITH: name each organisation by up to 20 small letters and digits.")
    values = {part: env.str(f"SIGN_IN_{key.upper()}_{part}", default="").strip() for part in PARTS}
    for part, value in values.items():
        if not value:
            raise ImproperlyConfigured(f"SIGN_IN_{key.upper()}_{part} is missing. SIGN_IN_WITH names {key}.")
    server = values["SERVER"].rstrip("/")
    if is_production and not server.startswith("https://"):
        raise ImproperlyConfigured(f"SIGN_IN_{key.upper()}_SERVER must begin with https://.")
    if set(urlsplit(server).path.lower().split("/")) & set(OPEN_TENANTS):
        raise ImproperlyConfigured(f"SIGN_IN_{key.upper()}_SERVER must name one tenant, not one for everybody.")
    domains = tuple(domain.strip().lower().lstrip("@") for domain in values["EMAIL_DOMAINS"].split(","))
    if not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains):
        raise ImproperlyConfigured(f"SIGN_IN_{key.upper()}_EMAIL_DOMAINS must be domains, such as council.example.")
    return Organisation(key, values["NAME"], server, values["CLIENT_ID"], values["CLIENT_SECRET"], domains)
