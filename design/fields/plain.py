"""Typed text without invisible characters."""

import unicodedata


def plain(text: object) -> str:
    """Return text as typed, without invisible characters and outer spaces; other scripts' digits become 0-9.

    Input: any value. Output: str.
    """
    plain_text = unicodedata.normalize("NFKC", str(text or ""))
    characters = []
    for character in plain_text:
        if unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co", "Cn"):
            continue
        digit = unicodedata.digit(character, None)
        characters.append(character if digit is None else str(digit))
    return " ".join("".join(characters).split())
