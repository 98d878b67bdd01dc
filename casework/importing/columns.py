"""One column of a spreadsheet: what it is called, what may stand in it, and how a cell becomes a value.

Cells are text by now (`reading` made them so). A reader returns the value, or raises ValueError with the words that
follow the column's name.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from casework.people import nhs_numbers
from core import clock

EXCEL_BEGINS = datetime.date(1899, 12, 30)
# Five digits that are a day of Excel's: 1927 to 2119.
SERIALS = range(10_000, 80_000)
MONTHS = {calendar.month_abbr[number].casefold(): number for number in range(1, 13)}
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


@dataclass(frozen=True)
class Column:
    """`read` turns a cell that is not empty into its value; `empty` is the value of an empty cell."""

    name: str
    label: str
    read: Callable = str
    words: str = ""
    required: bool = False
    empty: object = ""
    allowed: tuple[str, ...] = ()
    changes: bool = False
    example: str = field(default="", compare=False)

    def value(self, cell: str) -> object:
        """The value of `cell`. Raises ValueError in words."""
        if not cell:
            if self.required:
                raise ValueError("it is missing")
            return self.empty() if callable(self.empty) else self.empty
        return self.read(cell)


def text(most: int) -> Callable:
    """A reader of text of at most `most` characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise ValueError(f"at most {most} characters; here are {len(cell)}")
        return cell

    return read


def several(most: int) -> Callable:
    """A reader of texts with semicolons between, each of at most `most` characters."""
    one = text(most)

    def read(cell: str) -> list[str]:
        return [one(part) for part in dict.fromkeys(part.strip() for part in cell.split(";")) if part]

    return read


def choice(words: dict[str, str]) -> Callable:
    """A reader of one of a list: `words` is value → label, and either may be written."""
    known = {plain(said): value for value, label in words.items() for said in (label, value)}

    def read(cell: str) -> str:
        if plain(cell) not in known:
            raise ValueError(f"“{cell[:40]}” is none of: {', '.join(words.values())}")
        return known[plain(cell)]

    return read


def plain(words: str) -> str:
    """Letters and digits only, without capitals: how names of columns and choices are compared."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def day(cell: str) -> datetime.date:
    """A date: 31/12/1980, 31-12-1980, 31 Dec 1980, 1980-12-31, or the number a spreadsheet keeps for it."""
    if cell.isascii() and cell.isdigit() and int(cell[:7]) in SERIALS:
        return EXCEL_BEGINS + datetime.timedelta(days=int(cell))
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", cell, re.ASCII)
    british = re.fullmatch(r"(\d{1,2})[ /.-]([A-Za-z]+|\d{1,2})[ /.-](\d{2,4})(?: 00:00(?::00)?)?", cell, re.ASCII)
    if not iso and not british:
        raise ValueError(f"“{cell[:30]}” is no date; write it as 31/12/1980")
    if iso:
        year, month, number = map(int, iso.groups())
    else:
        number, named, written = british.groups()  # type: ignore[union-attr]
        if len(written) != 4:
            raise ValueError("write the year with four digits, as in 31/12/1980")
        month = int(named) if named.isdigit() else MONTHS.get(named[:3].casefold(), 0)
        number, year = int(number), int(written)
    try:
        return datetime.date(year, month, number)
    except ValueError:
        raise ValueError(f"there is no day {cell[:30]}") from None


def past_day(cell: str) -> datetime.date:
    """A date that is not in the future."""
    found = day(cell)
    if found > clock.today():
        raise ValueError("it lies in the future")
    return found


def yes_no(cell: str) -> bool:
    said = cell.casefold()
    if said not in (*YES, *NO):
        raise ValueError(f"“{cell[:20]}” is neither yes nor no")
    return said in YES


def minutes(cell: str) -> int:
    """Hours as minutes: 6, 6.5, 4h30, 4 h 30 min, 4:30."""
    said = cell.casefold().replace(" ", "").replace(",", ".")
    found = re.fullmatch(r"(\d{1,3})(?:h(?:ours?|rs?)?|:)(?:(\d{1,2})(?:m(?:in(?:utes)?)?)?)?(?::00)?", said, re.ASCII)
    if found:
        hours, rest = int(found[1]), int(found[2] or 0)
        if rest > 59:
            raise ValueError(f"“{cell[:20]}” has more than 59 minutes")
        return 60 * hours + rest
    if re.fullmatch(r"\d{1,3}(\.\d{1,6})?", said, re.ASCII):
        return round(float(said) * 60)
    raise ValueError(f"“{cell[:20]}” is no number of hours; write 6, 6.5 or 4h30")


def weekly(most_hours: int) -> Callable:
    """A reader of hours a week, more than none and at most `most_hours`, as minutes."""

    def read(cell: str) -> int:
        found = minutes(cell)
        if not 0 < found <= most_hours * 60:
            raise ValueError(f"more than none and at most {most_hours} hours a week")
        return found

    return read


def nhs_number(cell: str) -> str:
    found = nhs_numbers.normalise(cell)
    if not nhs_numbers.is_valid(found):
        raise ValueError("it is not an NHS number: ten digits, and the last one checks the others")
    return found


def email(cell: str) -> str:
    """An e-mail address, in small letters."""
    try:
        validate_email(cell)
    except ValidationError:
        raise ValueError(f"“{cell[:60]}” is no e-mail address") from None
    return text(254)(cell.casefold())


def telephone(cell: str) -> str:
    """A telephone number as written; a nought that a spreadsheet took away is put back."""
    if not re.fullmatch(r"\+?[\d ()-]{5,30}", cell, re.ASCII):
        raise ValueError(f"“{cell[:40]}” is no telephone number")
    return f"0{cell}" if re.fullmatch(r"[1237]\d{8,9}", cell, re.ASCII) else cell


def postcode(cell: str) -> str:
    """A postcode in capitals with its one space."""
    joined = cell.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z0-9]{5,7}", joined, re.ASCII):
        raise ValueError(f"“{cell[:20]}” is no postcode")
    return f"{joined[:-3]} {joined[-3:]}"
