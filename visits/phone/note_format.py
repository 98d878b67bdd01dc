"""How phones write a note, and how it is read. Nothing here asks or changes the database.

A note is a JSON text: `version` 1, `id` (made on the phone, becomes the visit's), `by` (whose note it is: the
user's id), `written_at` (ISO 8601 with an offset), `planned` or `package` (an id, or null), and `fields`: what
the form of a visit would have sent, name → list of texts. A later version is added here, beside this one: queues
that an earlier release wrote are read as long as there may be any.
"""

import datetime
import json
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from core.errors import Refused

MOST_CHARACTERS = 400_000


class NotANote(Refused):
    """It is not a note of a phone, and cannot be kept as one."""


@dataclass(frozen=True)
class Note:
    id: UUID
    by: UUID
    version: int
    written_at: datetime.datetime | None
    planned: UUID | None
    package: UUID | None
    fields: dict[str, list[str]]

    def as_form_data(self) -> QueryDict:
        """The fields as the form of a visit takes them, under the id of the note."""
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        data["id"] = str(self.id)
        return data


def read(text: str) -> Note:
    """The note in `text`. Raises NotANote without the id or the user it is told apart by; the rest may be missing."""
    try:
        sent = json.loads(text)
        note_id, by, fields = UUID(sent["id"]), UUID(sent["by"]), sent.get("fields")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotANote("This is not a note of a visit.") from None
    version = sent.get("version")
    return Note(
        id=note_id,
        by=by,
        version=version if isinstance(version, int) and 0 < version < 1000 else 0,
        written_at=_instant(sent.get("written_at")),
        planned=_id(sent.get("planned")),
        package=_id(sent.get("package")),
        fields=_texts(fields if isinstance(fields, dict) else {}),
    )


def is_storable(text) -> bool:
    """A text without NUL and without halves of characters, not too long: what the database takes."""
    return isinstance(text, str) and len(text) <= MOST_CHARACTERS and not any(map(_is_bad, text))


def _is_bad(sign: str) -> bool:
    return sign == "\x00" or "\ud800" <= sign <= "\udfff"


def _texts(fields: dict) -> dict[str, list[str]]:
    """Lists of texts only; half a character, which no keyboard writes, becomes the sign for an unknown one."""
    return {
        str(name): ["".join("\ufffd" if _is_bad(sign) else sign for sign in value) for value in values]
        for name, values in fields.items()
        if isinstance(values, list) and all(isinstance(value, str) for value in values)
    }


def _instant(written) -> datetime.datetime | None:
    """The instant; None for what is none, and for the first and the last year there is, which no zone can turn."""
    try:
        instant = parse_datetime(written) if isinstance(written, str) else None
    except ValueError:
        return None
    is_one = instant is not None and instant.tzinfo is not None and datetime.MINYEAR < instant.year < datetime.MAXYEAR
    return instant.astimezone(datetime.UTC) if is_one else None


def _id(written) -> UUID | None:
    try:
        return UUID(written) if isinstance(written, str) else None
    except ValueError:
        return None
