"""Words that must be read again and must not lie open in the database: encrypted by a key made from SECRET_KEY."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class DecryptionError(ValueError):
    """It was sealed under a secret key that is no longer known."""


def _lock(purpose: str) -> MultiFernet:
    """By the key in use first; what was sealed under one of the fallbacks can still be read."""
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"casework {purpose}".encode())
    return urlsafe_b64encode(derived.derive(secret.encode()))


def encrypt(text: str, *, purpose: str) -> str:
    """`text` encrypted; each `purpose` has a key of its own."""
    return _lock(purpose).encrypt(text.encode()).decode()


def decrypt(sealed: str, *, purpose: str) -> str:
    """The text again. Raises Unreadable when the secret key has changed, or the words were meddled with."""
    try:
        return _lock(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise DecryptionError("The secret key has changed since this was sealed.") from error
