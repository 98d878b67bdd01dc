"""The format of a note from a phone, and how it is parsed. Nothing here reads or changes the database.

A note is a JSON text: `version` 1, `id` (made on the phone, becomes the visit's), `by` (the id of the user
who wrote it), `written_at` (ISO 8601 with an offset), `planned` or `package` (an id, or null), and `fields`: what
the form of a visit would have sent, name → list of texts. A later version is added beside this one: phones may still
have notes that an earlier release wrote. Fields that have been renamed are read under their old names, too.
"""

import datetime
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from core.errors import Refused
from core.text import clean_text
from core.text import is_storable as is_storable_text

MOST_CHARACTERS = 400_000
# Old name of a field → its name now.
RENAMED_FIELDS = {"said": "quote"}


class NotANote(Refused):
    """The text is not a note from a phone, and cannot be stored as one."""

    def __init__(self, message: str = "This is not a visit note."):
        super().__init__(message)


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
        """Return the fields as the form of a visit takes them, under the id of the note."""
        data = QueryDict(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        data["id"] = str(self.id)
        return data


def read(text: str) -> Note:
    """Return the note in `text`. Raises NotANote without an id or a user; everything else may be missing."""
    try:
        data = json.loads(text)
        note_id, by, fields = UUID(data["id"]), UUID(data["by"]), data.get("fields")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotANote from None
    version = data.get("version")
    return Note(
        id=note_id,
        by=by,
        version=version if isinstance(version, int) and 0 < version < 1000 else 0,
        written_at=_instant(data.get("written_at")),
        planned=_id(data.get("planned")),
        package=_id(data.get("package")),
        fields=_texts(fields if isinstance(fields, dict) else {}),
    )


def is_storable(text: object) -> bool:
    """Return True for a text that the database takes: no NUL, no half of a surrogate pair, not too long."""
    return isinstance(text, str) and len(text) <= MOST_CHARACTERS and is_storable_text(text)


def _texts(fields: dict[str, Any]) -> dict[str, list[str]]:
    """Return the lists of texts only, clean (`core.text`); a NUL and half of a surrogate pair become U+FFFD."""
    return {
        RENAMED_FIELDS.get(str(name), str(name)): [clean_text(value.replace("\x00", "\ufffd")) for value in values]
        for name, values in fields.items()
        if isinstance(values, list) and all(isinstance(value, str) for value in values)
    }


def _instant(value: object) -> datetime.datetime | None:
    """Return the instant in UTC; None without a time zone, and for the years that no zone conversion can take."""
    try:
        instant = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if instant is None or instant.tzinfo is None or not datetime.MINYEAR < instant.year < datetime.MAXYEAR:
        return None
    return instant.astimezone(datetime.UTC)


def _id(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
