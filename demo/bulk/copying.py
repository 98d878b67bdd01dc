"""Writes rows by COPY. Constraints and triggers apply as for any other row."""

import hashlib
import random
import uuid
from collections.abc import Iterable
from io import StringIO
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import connection, models
from psycopg2.extras import Json

from core.models import Document
from core.references import ALPHABET
from demo.attachments import pdf

M = TypeVar("M", bound=models.Model)

ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})


def copy_in(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write unsaved instances of `model`, each with its key; generated columns are left to the database."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    if isinstance(model._meta.pk, models.AutoField):
        fields.remove(model._meta.pk)
    text = StringIO()
    for row in rows:
        cells = (field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields)
        text.write("\t".join(map(_cell, cells)) + "\n")
    text.seek(0)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN", text)


def _cell(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, Json):
        value = value.dumps(value.adapted)
    if isinstance(value, list):
        value = "{" + ",".join(f'"{str(item).translate(QUOTED)}"' for item in value) + "}"
    return str(value).translate(ESCAPED)


class Rows:
    """Rows to be written, by table, in the `order` of the tables. `used` are references in use."""

    def __init__(self, seed: int, order: Iterable[type[models.Model]], used: Iterable[str]):
        self.chance = random.Random(f"{seed}/crowd")
        self._waiting: dict[type[models.Model], list[models.Model]] = {model: [] for model in order}
        self._used = set(used)
        self._files: dict[str, dict[str, Any]] = {}

    def key(self) -> uuid.UUID:
        """Return a key that depends on the seed only."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)

    def reference(self, model: type[models.Model]) -> str:
        """Return an unused reference for a row of `model`, with the prefix of its field."""
        field: Any = model._meta.get_field("reference")
        while True:
            reference = f"{field.default.prefix}-" + "".join(self.chance.choices(ALPHABET, k=5))
            if reference not in self._used:
                self._used.add(reference)
                return reference

    def add(self, model: type[M], **columns: Any) -> M:
        """Return a row that the next `write` writes; its key is drawn unless `id` is passed."""
        if "id" not in columns and not isinstance(model._meta.pk, models.AutoField):
            columns["id"] = self.key()
        row = model(**columns)
        self._waiting[model].append(row)
        return row

    def stored_file(self, title: str) -> dict[str, Any]:
        """Return the columns of a Document with a PDF of one page; documents with the same title share the file."""
        if title not in self._files:
            content = pdf(title, ["This document is made up."])
            field = Document._meta.get_field("file")
            path = field.storage.save(field.generate_filename(Document(), title), ContentFile(content))
            self._files[title] = {
                "title": title,
                "file_name": f"{title}.pdf",
                "content_type": "application/pdf",
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "file": path,
            }
        return self._files[title]

    def write(self) -> None:
        """COPY all rows that were added."""
        for model, rows in self._waiting.items():
            if rows:
                copy_in(model, rows)
                rows.clear()
