"""The NHS number: ten digits, the last of them a check digit by modulo 11 (NHS Data Dictionary)."""

import unicodedata


def normalise(text: str) -> str:
    """Return `text` without spaces, and without hyphens and dashes of any length."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Pd")


def is_valid(number: str) -> bool:
    """Return True if `number` is ten digits with the right check digit."""
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, range(10, 1, -1), strict=False))
    check = 11 - total % 11
    return check != 10 and check % 11 == int(number[9])
