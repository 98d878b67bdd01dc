"""References for people to read: random, never numbered in order, without letters that look alike."""

import secrets

from django.utils.deconstruct import deconstructible

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@deconstructible
class ReferencePrefix:
    """The prefix of one kind of record; calling it returns a new reference, so it can be the default of a field.

    Each prefix is declared once, in the field or module that uses it.
    """

    def __init__(self, prefix: str):
        self.prefix = prefix

    def __call__(self) -> str:
        """Return a reference such as R-7KQ4-M2XD: the prefix and eight random characters (30⁸ ≈ 656 thousand million).

        With a hundred thousand references of a kind, one system in a hundred has two that are the same.
        """
        characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
        return f"{self.prefix}-{characters[:4]}-{characters[4:]}"
