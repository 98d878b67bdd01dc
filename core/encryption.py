"""Encryption of texts that the database must not store in plain, with keys derived from SECRET_KEY."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class DecryptionError(ValueError):
    """The text was encrypted under a secret key that is no longer configured."""


def _cipher(purpose: str) -> MultiFernet:
    """Encrypt by the present key; decrypt by it or one of SECRET_KEY_FALLBACKS."""
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"casework {purpose}".encode())
    return urlsafe_b64encode(derivation.derive(secret.encode()))


def encrypt(text: str, *, purpose: str) -> str:
    """Return `text` encrypted by the key of `purpose`."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def decrypt(token: str, *, purpose: str) -> str:
    """Return the text that `encrypt` was given. Raises DecryptionError when the secret key has changed, or the
    token.
    """
    try:
        return _cipher(purpose).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError("The secret key has changed since this was encrypted.") from error
