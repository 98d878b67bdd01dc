"""Human references: random, never counting, without letters that are mistaken for others."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new(prefix: str) -> str:
    """A reference such as R-7KQ4M: the prefix and five random characters (30⁵ ≈ 24 million)."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(5))
