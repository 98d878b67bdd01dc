"""Human references: random, never counting, without letters that are mistaken for others."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new(prefix: str) -> str:
    """A reference such as R-7KQ4-M2XD: the prefix and eight random characters (30⁸ ≈ 656 thousand million).

    Among a hundred thousand of a kind two are the same once in a hundred systems; of five characters, as they once
    were, three thousand were enough for one in six.
    """
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"
