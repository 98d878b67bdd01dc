"""Tokens of links: random, sent once, and stored as a hash only."""

import hashlib
import secrets


def new_token() -> str:
    """Return a token that nobody can guess: 32 random bytes, for an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token, in hex: what is stored of it."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
