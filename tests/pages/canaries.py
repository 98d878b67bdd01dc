"""Canaries: in every column of free text of a person's record, a text that is nowhere else.

A row belongs to the record when foreign keys lead from it to the person, when it is a file of such a row, or when it
names the person by id: a message, a change of state. So a model that is added later is planted as well.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from operator import or_

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, models, transaction
from django.db.models import F, ForeignKey, Func, Model, Q, Value
from django.db.models.functions import Concat, Left
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from casework.models import Individual
from core.models import Document, Message, StateChange

CANARY = re.compile(r"Qz\d{3}x")
LENGTH = 7  # a space and the canary
# Texts that are no words of anybody: codes that pages look up, addresses, and what a machine reads.
NOT_FREE = re.compile(
    r"(?:^|_)(?:code|codes|key|path|url|hash|token|sha256|reference|edition|purpose|section|record_kind|verb|version|"
    r"content_type|scan_state|signature|state|kind|question|answer_code|area_code|postcode|digest|text_id)$"
)
# Lists of codes, whose choices are in the code that reads them.
CODES = ("what_for", "own_words", "rights", "care_act_outcomes", "excluded_activities", "support_kinds", "needs")


def paths_to_person() -> dict[type[Model], str]:
    """Return for every model with foreign keys that lead to a person the shortest such path."""
    every = [model for model in apps.get_models() if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy]
    paths: dict[type[Model], str] = {Individual: "pk"}
    newest = [Individual]
    while newest:
        known, newest = newest, []
        for model in every:
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey) and field.related_model in known and model not in paths:
                    above = paths[field.related_model]
                    paths[model] = field.name if above == "pk" else f"{field.name}__{above}"
                    newest.append(model)
    return paths


def every_path(model: type[Model], paths: dict[type[Model], str]) -> list[str]:
    """Return the shortest path from `model` to a person, and the shortest that begins with each of its foreign keys."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    keys = [(field.name, paths[field.related_model]) for field in fields if field.related_model in paths]
    return [paths[model], *(name if above == "pk" else f"{name}__{above}" for name, above in keys)]


def rows_about(individual: Individual) -> Iterator[tuple[type[Model], Q]]:
    """Yield each model with the condition of its rows that belong to the person’s record, by any foreign key."""
    paths = paths_to_person()
    documents: set = set()
    for model in paths:
        condition = reduce(or_, (Q(**{path: individual.pk}) for path in every_path(model, paths)))
        condition = Q(pk__in=model._base_manager.filter(condition).values("pk"))
        yield model, condition
        for field in model._meta.concrete_fields:
            if field.related_model is Document:
                documents.update(model._base_manager.filter(condition).values_list(field.attname, flat=True))
    yield Document, Q(pk__in=documents - {None})
    yield Message, Q(individual_id=individual.pk)
    yield StateChange, Q(about_ids__contains=[individual.pk])


def free_texts(model: type[Model]) -> Iterator[models.Field]:
    """Yield the columns of a model in which somebody writes words: texts, lists of texts, and texts by name."""
    for field in model._meta.concrete_fields:
        texts = field.base_field if isinstance(field, ArrayField) else field
        is_text = isinstance(texts, models.CharField | models.TextField) and not isinstance(
            field, models.GeneratedField
        )
        is_text = is_text or (isinstance(field, models.JSONField) and field.name == "content")
        if not is_text or texts.choices or field.unique or field.primary_key or NOT_FREE.search(field.name):
            continue
        if field.name not in CODES:
            yield field


def plant(individual: Individual, before: str = "") -> dict[str, str]:
    """Put a canary at the end of every text of the record, and `before` at its beginning, where the rules allow it.

    Return canary → "Model.column".
    """
    planted: dict[str, str] = {}
    with pgtrigger.ignore():  # rows that are written once, too
        for model, condition in rows_about(individual):
            for field in free_texts(model):
                canary = f"Qz{len(planted):03d}x"
                if _write(model, condition, field, canary, before):
                    planted[canary] = f"{model.__name__}.{field.name}"
    return planted


def _write(model: type[Model], condition: Q, field: models.Field, canary: str, before: str) -> bool:
    """Write the canary into the rows, else into those with a text; return whether any row has it now."""
    if isinstance(field, models.JSONField):
        return _write_by_name(model, condition, field, canary)
    for rows in (condition, condition & ~Q(**{field.name: [] if isinstance(field, ArrayField) else ""})):
        try:
            with transaction.atomic():
                return model._base_manager.filter(rows).update(**{field.name: _planted(field, canary, before)}) > 0
        except DatabaseError:
            continue  # a rule of the database: this text says something only beside another, or is too long
    return False


def _planted(field: models.Field, canary: str, before: str) -> Func | Value:
    """Return what the column has afterwards: what it has now, and the canary."""
    if isinstance(field, ArrayField):
        return Func(F(field.name), Value(before + canary), function="array_append")
    if isinstance(field, models.EmailField):
        return Value(f"{canary}@casework.example")
    most = field.max_length and field.max_length - LENGTH - len(before)
    begins = Left(F(field.name), most) if most else F(field.name)
    return Concat(Value(before), begins, Value(f" {canary}"), output_field=models.TextField())


def _write_by_name(model: type[Model], condition: Q, field: models.Field, canary: str) -> bool:
    """Write the canary into every text of an earlier version that has more than one word."""
    rows = list(model._base_manager.filter(condition))
    for row in rows:
        texts = getattr(row, field.name)
        marked = {key: f"{text} {canary}" for key, text in texts.items() if isinstance(text, str) and " " in text}
        model._base_manager.filter(pk=row.pk).update(**{field.name: texts | marked})
    return bool(rows)


def everything_in(answer) -> str:
    """Return all that an answer sends: its body, headers and cookies, and the texts inside a PDF or a workbook."""
    response = answer.response
    if response is None:
        return answer.text
    content = getattr(response, "file_bytes", b"") or response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return "\n".join(
        [answer.text, headers, response.cookies.output(), content.decode(errors="replace"), _inside(content)]
    )


def _inside(content: bytes) -> str:
    """Return the texts of a PDF's pages or of the files in a workbook; "" of anything else."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if content.startswith(b"%PDF"):
        try:
            return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        except PyPdfError:  # the small file that tests store instead of a PDF
            return ""
    return ""
