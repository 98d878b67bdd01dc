"""British postcodes, as they are stored: in capitals, with one space before the last three characters."""

import re

WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)([0-9][A-Z]{2})", re.ASCII)


def normalise(text: str) -> str:
    """Return a whole postcode as it is stored. Raises ValueError for anything else, such as its first half."""
    match = WHOLE.fullmatch("".join(text.split()).upper())
    if match is None:
        raise ValueError("Enter the whole postcode, like SK15 2AB, or leave it blank")
    return " ".join(match.groups())
