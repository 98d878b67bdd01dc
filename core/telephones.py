"""Telephone numbers: numbers in text, checked, grouped, and dialled as they are shown.

The rules of numbering come from the phonenumbers library (Google's libphonenumber). A number without a country code is
British. A number counts when its length is possible, so that the numbers reserved for drama do, too.
"""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, ValidationResult

from core.errors import NotDeliverable

REGION = "GB"
# Shorter ones are parts of a number, or services such as 999 and 111, which have no area code.
FEWEST_DIGITS = 7
# How many a British number has after the 0 at least, except for a few services that are shorter, such as 0800 1111.
FEWEST_BRITISH_DIGITS = 9
BRITISH_MOBILE_DIGITS = 10  # after the 0: those that begin with 07
LONGEST = 30  # characters of a number as it is stored, with its extension
SERVICE = re.compile(r"\d{3}|116 ?\d{3}", re.ASCII)
EXAMPLES = "01632 960001, 07700 900982 or +44 1632 960001"


@dataclass(frozen=True)
class Telephone:
    """A number at a place in a text: `written` as it is written there, `uri` as a telephone dials it (RFC 3966)."""

    start: int
    end: int
    written: str
    uri: str
    normal: str


def find(text: str) -> list[Telephone]:
    """Return the telephone numbers in `text`, in their order."""
    if SERVICE.fullmatch(text.strip()):
        digits = text.replace(" ", "")
        return [Telephone(0, len(text), text, f"tel:{digits}", digits)]
    return [
        Telephone(match.start, match.end, match.raw_string, _uri(match.number), _normal(match.number))
        for match in _matches(text)
        if _is_whole(match.number)
    ]


def normalise(text: str) -> str:
    """Return the one number in `text`, grouped, with " ext " before an extension.

    Raises ValueError, with words for whoever typed it, where there is none, more than one, or anything else beside it,
    and for an extension that is too long to be stored.
    """
    numbers = find(text)
    if not numbers:
        if any(_lacks_digits(match.number) for match in _matches(text)):
            raise ValueError("Check the number: digits are missing")
        raise ValueError(f"Enter a phone number, like {EXAMPLES}")
    if len(numbers) > 1:
        raise ValueError("Enter one phone number only")
    around = text[: numbers[0].start] + text[numbers[0].end :]
    if re.search(r"\w", around):
        raise ValueError("Enter the phone number only, without words. Put anything else in a note")
    if len(numbers[0].normal) > LONGEST:
        raise ValueError("This phone number is too long. Check its extension")
    return numbers[0].normal


def international(text: str) -> str:
    """Return the one number in `text` as companies that deliver texts take it (E.164), such as "+447700900982".

    Raises NotDeliverable where there is no such number, or it has an extension.
    """
    numbers = find(text)
    dialled = numbers[0].uri.removeprefix("tel:") if len(numbers) == 1 else ""
    if not dialled.startswith("+") or ";" in dialled:
        raise NotDeliverable("This is not a number that a text can be sent to.")
    return dialled


def key_of(text: str) -> str:
    """Return the same text for two spellings of one number; for a text without a number, its digits."""
    numbers = find(text)
    return numbers[0].normal if len(numbers) == 1 else re.sub(r"\D", "", text)


def _matches(text: str) -> PhoneNumberMatcher:
    """Return what may be a number in `text`, in its order; one that lacks digits too."""
    return PhoneNumberMatcher(text, REGION, leniency=Leniency.POSSIBLE)


def _is_whole(number: PhoneNumber) -> bool:
    is_possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return is_possible and len(_digits(number)) >= FEWEST_DIGITS and not _lacks_digits(number)


def _lacks_digits(number: PhoneNumber) -> bool:
    """Return whether digits of a British number are missing. One in use that is short, such as 0800 1111, is whole.

    What has fewer than FEWEST_DIGITS is no number with missing digits, but no number.
    """
    digits = _digits(number)
    if not _is_british(number) or len(digits) < FEWEST_DIGITS or phonenumbers.is_valid_number(number):
        return False
    return len(digits) < (BRITISH_MOBILE_DIGITS if digits.startswith("7") else FEWEST_BRITISH_DIGITS)


def _digits(number: PhoneNumber) -> str:
    return str(number.national_number)


def _is_british(number: PhoneNumber) -> bool:
    is_british: bool = number.country_code == phonenumbers.country_code_for_region(REGION)
    return is_british


def _uri(number: PhoneNumber) -> str:
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"tel:{digits}" + (f";ext={number.extension}" if number.extension else "")


def _normal(number: PhoneNumber) -> str:
    style = PhoneNumberFormat.NATIONAL if _is_british(number) else PhoneNumberFormat.INTERNATIONAL
    extension = number.extension
    plain = PhoneNumber()
    plain.merge_from(number)
    plain.extension = None
    return phonenumbers.format_number(plain, style) + (f" ext {extension}" if extension else "")
