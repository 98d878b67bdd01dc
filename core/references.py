"""References for people to read: random, never numbered in order, without letters that look alike."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new(prefix: str) -> str:
    """Return a reference such as R-7KQ4-M2XD: the prefix and eight random characters (30⁸ ≈ 656 thousand million).

    With a hundred thousand references of a kind, one system in a hundred has two that are the same.
    """
    characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{characters[:4]}-{characters[4:]}"
