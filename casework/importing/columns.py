"""Columns of a spreadsheet: their names, the values allowed, and the readers that turn a cell into a value.

Cells are text (`parse` converted them). A reader returns the value, or raises ValueError with the text that follows
the column's label in a message.
"""

import calendar
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from casework.people import nhs_numbers
from core import clock, postcodes, telephones
from core.text import clean_code, clean_line

EXCEL_BEGINS = datetime.date(1899, 12, 30)
# Numbers of five digits that Excel uses for a day: 1927 to 2119.
SERIALS = range(10_000, 80_000)
MONTHS = {calendar.month_abbr[number].casefold(): number for number in range(1, 13)}
# What spreadsheet programs show instead of a value, and what stands for bytes that are no letter.
ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!|[A-Z]{4,12}!)|Err:\d{3}", re.ASCII)
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """`read` turns a cell into its value. `empty` is the value of an empty cell; a callable makes it."""

    name: str
    label: str
    read: Reader = str
    words: str = ""
    required: bool = False
    empty: object = ""
    allowed: tuple[str, ...] = ()
    changes: bool = False
    example: str = field(default="", compare=False)
    earlier_label: str = ""

    @property
    def labels(self) -> list[str]:
        """Return what the heading of the column may be in a file."""
        return [label for label in (self.name, self.label, self.earlier_label) if label]

    def value(self, cell: str) -> object:
        """Return the value of `cell`. Raises ValueError."""
        if not cell:
            if self.required:
                raise ValueError("it is missing")
            return self.empty() if callable(self.empty) else self.empty
        if ERROR.fullmatch(cell):
            raise ValueError(f"the spreadsheet has the error {cell} here")
        if UNREADABLE in cell:
            raise ValueError("a letter could not be read; save the file as UTF-8, or correct it")
        return self.read(cell)

    def is_same(self, cell: str, other: str) -> bool:
        """Return True if both cells have the same value. Spacing does not count."""
        if cell == other:
            return True
        try:
            return _without_spacing(self.value(cell)) == _without_spacing(self.value(other))
        except ValueError:
            return False


def _without_spacing(value: object) -> object:
    """Return the text, or each text of a list, with its words one space apart."""
    if isinstance(value, list):
        return [_without_spacing(part) for part in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def text(most: int) -> Callable[[str], str]:
    """Return a reader of text of at most `most` characters."""

    def read(cell: str) -> str:
        if len(cell) > most:
            raise ValueError(f"at most {most} characters; this has {len(cell)}")
        return cell

    return read


def line(most: int) -> Callable[[str], str]:
    """Return a reader of a name or another text of one line, of at most `most` characters, words one space apart."""
    read = text(most)
    return lambda cell: read(" ".join(clean_line(cell).split()))


def text_list(most: int) -> Callable[[str], list[str]]:
    """Return a reader of texts separated by semicolons, each of one line and at most `most` characters."""
    read_part = line(most)

    def read(cell: str) -> list[str]:
        return [read_part(part) for part in dict.fromkeys(part.strip() for part in cell.split(";")) if part]

    return read


def choice(labels: dict[str, str]) -> Callable[[str], str]:
    """Return a reader of a choice, written as its value or its label; `labels` is value → label."""
    values = {plain(text): value for value, label in labels.items() for text in (label, value)}

    def read(cell: str) -> str:
        if plain(cell) not in values:
            raise ValueError(f"“{cell[:40]}” is not one of: {', '.join(labels.values())}")
        return values[plain(cell)]

    return read


def plain(text: str) -> str:
    """Return the letters and digits of `text` in lower case, to compare labels of columns and choices."""
    return "".join(character for character in text.casefold() if character.isalnum())


def day(cell: str) -> datetime.date:
    """Read a date: 31/12/1980, 31-12-1980, 31 Dec 1980, 1980-12-31, or a spreadsheet's number for it."""
    cell = clean_code(cell)
    if cell.isascii() and cell.isdigit() and int(cell[:7]) in SERIALS:
        return EXCEL_BEGINS + datetime.timedelta(days=int(cell))
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", cell, re.ASCII)
    british = re.fullmatch(r"(\d{1,2})[ /.-]([A-Za-z]+|\d{1,2})[ /.-](\d{2,4})(?: 00:00(?::00)?)?", cell, re.ASCII)
    if iso:
        year, month, day_of_month = map(int, iso.groups())
    elif british:
        if len(british[3]) != 4:
            raise ValueError("write the year with four digits, as in 31/12/1980")
        month = int(british[2]) if british[2].isdigit() else MONTHS.get(british[2][:3].casefold(), 0)
        day_of_month, year = int(british[1]), int(british[3])
    else:
        raise ValueError(f"“{cell[:30]}” is not a date; write it as 31/12/1980")
    try:
        return datetime.date(year, month, day_of_month)
    except ValueError:
        raise ValueError(f"“{cell[:30]}” is not a real date") from None


@dataclass(frozen=True)
class Birth:
    """What is known of a birth: its date, or about its year, or neither."""

    on: datetime.date | None = None
    about: int | None = None


def birth(cell: str) -> Birth:
    """Read a date of birth, “about 1958” or a year alone, or “not known”."""
    text = clean_code(cell).casefold()
    if plain(text) in ("notknown", "unknown"):
        return Birth()
    year = re.fullmatch(r"(?:about|around|approx(?:imately)?\.?|circa|c\.?|ca\.?|~)?\s*((?:19|20)\d\d)", text, re.ASCII)
    if year is None:
        return Birth(on=past_day(cell))
    if int(year[1]) > clock.today().year:
        raise ValueError("this year is in the future")
    return Birth(about=int(year[1]))


def is_day(column: Column) -> bool:
    """Return whether the column has dates."""
    return column.read in (day, past_day, birth)


def day_of_serial(cell: str, days_after_1900: int) -> str:
    """Return a number that a spreadsheet of another first day uses for a day as 1980-12-31, any other cell as it is."""
    if not days_after_1900 or not (cell.isascii() and cell.isdigit() and int(cell[:7]) + days_after_1900 in SERIALS):
        return cell
    return (EXCEL_BEGINS + datetime.timedelta(days=int(cell) + days_after_1900)).isoformat()


def past_day(cell: str) -> datetime.date:
    """Read a date that is not in the future."""
    date = day(cell)
    if date > clock.today():
        raise ValueError("this date is in the future")
    return date


def last_day(cell: str) -> datetime.date:
    """Read the last day of something; return the day after it, as ends are stored."""
    date = day(cell)
    if date == datetime.date.max:
        raise ValueError(f"“{cell[:30]}” is too late")
    return date + datetime.timedelta(days=1)


def yes_no_or_not_known(cell: str) -> bool | None:
    """Return None for "not known"."""
    answer = clean_code(cell).casefold()
    if answer == "not known":
        return None
    if answer not in (*YES, *NO):
        raise ValueError(f"“{cell[:20]}” is not “yes”, “no” or “not known”")
    return answer in YES


def minutes(cell: str) -> int:
    """Read hours as minutes: 6, 6.5, 4h30, 4 h 30 min, 4:30."""
    text = clean_code(cell).casefold().replace(" ", "").replace(",", ".")
    match = re.fullmatch(r"(\d{1,3})(?:h(?:ours?|rs?)?|:)(?:(\d{1,2})(?:m(?:in(?:utes)?)?)?)?(?::00)?", text, re.ASCII)
    if match:
        hours, rest = int(match[1]), int(match[2] or 0)
        if rest > 59:
            raise ValueError(f"“{cell[:20]}” has more than 59 minutes")
        return 60 * hours + rest
    if re.fullmatch(r"\d{1,3}(\.\d{1,6})?", text, re.ASCII):
        return round(float(text) * 60)
    raise ValueError(f"“{cell[:20]}” is not a number of hours; write 6, 6.5 or 4h30")


def weekly(most_hours: int) -> Callable[[str], int]:
    """Return a reader of hours a week, above zero and at most `most_hours`, as minutes."""

    def read(cell: str) -> int:
        value = minutes(cell)
        if not 0 < value <= most_hours * 60:
            raise ValueError(f"enter more than 0 and at most {most_hours} hours a week")
        return value

    return read


def nhs_number(cell: str) -> str:
    number = nhs_numbers.normalise(clean_code(cell))
    if not nhs_numbers.is_valid(number):
        raise ValueError("this is not a valid NHS number; check its ten digits")
    return number


def email(cell: str) -> str:
    """Read an email address, in lower case."""
    cell = clean_code(cell)
    try:
        validate_email(cell)
    except ValidationError:
        raise ValueError(f"“{cell[:60]}” is not an email address") from None
    return text(254)(cell.casefold())


def telephone(cell: str) -> str:
    """Read one telephone number, grouped, with the leading zero that a spreadsheet may have removed."""
    cell = clean_code(cell)
    text = f"0{cell}" if re.fullmatch(r"[1237]\d{8,9}", cell, re.ASCII) else cell
    numbers = telephones.find(text)
    if len(numbers) > 1:
        raise ValueError(
            f"“{cell[:40]}” holds {len(numbers)} telephone numbers; leave one here and add the others later"
        )
    try:
        return telephones.normalise(text)
    except ValueError:
        raise ValueError(f"“{cell[:40]}” is not a telephone number") from None


def postcode(cell: str) -> str:
    """Read a postcode, in capitals with one space."""
    try:
        return postcodes.normalise(clean_code(cell))
    except ValueError:
        raise ValueError(f"“{cell[:20]}” is not a postcode") from None
