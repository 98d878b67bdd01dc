"""A page of the changes of some rows: when, by whom, and each field before and after (R59).

The database has the old row of every change (`core.history`). A page names the rows, and the columns by the labels that
they have on the form; no other column is listed.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import IntegerChoices, Model, TextChoices
from django.forms.utils import pretty_name
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.history import history_of
from core.models import AUTOMATIC, StateChange, Stateful
from core.uuids import as_uuid
from design import formatting
from design.list_page import list_page

MOST_VERSIONS = 1000  # of all rows of one model: the last ones
CHANGES_A_PAGE = 50
NOTHING = "none"


@dataclass(frozen=True)
class TrackedRows:
    """Rows of one model, whose changes a page lists. Those of a model without history are only added and withdrawn.

    `title` names a row. `labels` has the label of each column to list, by its attribute (`council_id`). `texts` makes
    text of a column, from its value and the version of the row that has it; without one, `text_of` does. `names` has
    for a foreign key the path to the name of the row that it leads to. `added` says what a new row has.
    """

    rows: Iterable[Any]
    title: Callable[[Any], str] = str
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Callable[[Any, Any], str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    added: Callable[[Any], list[str]] = lambda _row: ["Added"]


@dataclass(frozen=True)
class TrackedLinks:
    """The links of one row to the rows of another model (`core.history.tracked_links`), which are added and removed.

    `owner` is the column of the link that has the row, `target` the one that leads to the other, and `name` the path
    from there to its name. `title` says what the links are.
    """

    model: type[Any]
    owner: str
    record: Any
    target: str
    name: str
    title: str


@dataclass(frozen=True)
class ListedChange:
    """One change: when, by whom ("Automatic" if a scheduled job made it), the row, and a line for each field."""

    at: datetime.datetime
    by: str
    title: str
    lines: list[str]


@dataclass(frozen=True)
class _Step:
    at: datetime.datetime
    by_id: UUID | None
    title: str
    lines: list[str]


def changes_page(
    request: HttpRequest,
    *kinds: TrackedRows | TrackedLinks,
    title: str,
    back: str,
    back_text: str = "Back",
    template: str = "changes.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the changes of these rows, newest first, fifty on a page. The number of queries does not grow with them."""
    steps = sorted((step for kind in kinds for step in _steps(kind)), key=lambda step: step.at)
    on_page = list_page(request, steps[::-1], "page", CHANGES_A_PAGE)
    page_context = {
        "title": title,
        "changes": _with_names(on_page.rows),
        "newer": on_page.newer,
        "older": on_page.older,
        "back": back,
        "back_text": back_text,
        **(context or {}),
    }
    return render(request, template, page_context)


def _with_names(steps: list[_Step]) -> list[ListedChange]:
    users = get_user_model()._default_manager.filter(pk__in={step.by_id for step in steps})
    names: dict[UUID | None, str] = {user.pk: str(user) for user in users}
    return [ListedChange(step.at, names.get(step.by_id, AUTOMATIC), step.title, step.lines) for step in steps]


def _steps(kind: TrackedRows | TrackedLinks) -> Iterator[_Step]:
    """Yield what happened to each row, in its order."""
    if isinstance(kind, TrackedLinks):
        yield from _link_steps(kind)
        return
    rows = list(kind.rows)
    if not rows:
        return
    versions: dict[UUID, list[Any]] = {row.pk: [] for row in rows}
    if hasattr(type(rows[0]), "pgh_event_model"):
        events = history_of(type(rows[0])).filter(pgh_obj__in=list(versions), pgh_label="changed")
        for event in reversed(events.select_related("pgh_context").order_by("-pgh_id")[:MOST_VERSIONS]):
            versions[event.pgh_obj_id].append(event)
    kind = _with_texts_of_names(kind, rows, [event for events in versions.values() for event in events])
    for row in rows:
        yield from _steps_of(kind, row, versions[row.pk])
    if isinstance(rows[0], Stateful):
        yield from _state_steps(kind, {row.pk: row for row in rows})


def _link_steps(kind: TrackedLinks) -> Iterator[_Step]:
    """Yield each link that was made or removed, by the name of the row it leads to."""
    events = history_of(kind.model).filter(**{kind.owner: kind.record.pk}).select_related("pgh_context")
    events = list(events.order_by("-pgh_id")[:MOST_VERSIONS])
    target: Any = kind.model._meta.get_field(kind.target.removesuffix("_id")).related_model
    ids = {getattr(event, kind.target) for event in events}
    names = dict(target._default_manager.filter(pk__in=ids).values_list("pk", kind.name)) if ids else {}
    for event in reversed(events):
        action = "Added" if event.pgh_label == "linked" else "Removed"
        name = names.get(getattr(event, kind.target), NOTHING)
        yield _Step(event.pgh_created_at, _author(event), kind.title, [f"{action}: {name}"])


def _with_texts_of_names(kind: TrackedRows, rows: list[Any], events: list[Any]) -> TrackedRows:
    """Return `kind` with a text for each column of `names`: one query for each."""
    texts: dict[str, Callable[[Any, Any], str]] = dict(kind.texts)
    for column, path in kind.names.items():
        target: Any = rows[0]._meta.get_field(column.removesuffix("_id")).related_model
        ids = {getattr(version, column) for version in [*rows, *events]} - {None}
        names = dict(target._default_manager.filter(pk__in=ids).values_list("pk", path))
        texts[column] = _text_in(names)
    return replace(kind, texts=texts)


def _text_in(names: Mapping[Any, str]) -> Callable[[Any, Any], str]:
    return lambda value, _version: names.get(value, NOTHING)


def _steps_of(kind: TrackedRows, row: Any, events: list[Any]) -> Iterator[_Step]:
    at, title = row.recorded_at, kind.title(row)
    yield _Step(at, row.recorded_by_id, title, kind.added(row))
    for old, new in pairwise([*events, row]):
        at = max(at, old.pgh_created_at)  # one transaction has one time
        if lines := _lines(kind, row, old, new):
            yield _Step(at, _author(old), title, [*lines, *_reasons(_context(old).get("reason"))])
    if getattr(row, "struck_at", None):
        yield _Step(max(at, row.struck_at), row.struck_by_id, title, [f"Withdrawn: {row.struck_reason}"])


def _state_steps(kind: TrackedRows, rows: Mapping[UUID, Any]) -> Iterator[_Step]:
    """Yield each change of state of these rows, with the reason; of one that left the state as it was, the reason."""
    changes = StateChange.objects.filter(record_id__in=list(rows)).order_by("-recorded_at")[:MOST_VERSIONS]
    for change in reversed(changes):
        row = rows[change.record_id]
        before, after = (_state_label(row, state) for state in (change.from_state, change.to_state))
        lines = [f"{before} → {after}"] if before != after else []
        if lines := [*lines, *_reasons(change.reason)]:
            yield _Step(change.recorded_at, change.recorded_by_id, kind.title(row), lines)


def _state_label(row: Stateful, state: str) -> str:
    return str(dict(row.STATES.choices).get(state, state)) or NOTHING


def _reasons(reason: str | None) -> list[str]:
    return [f"Why: {reason}"] if reason else []


def _lines(kind: TrackedRows, row: Model, old: Any, new: Any) -> list[str]:
    """Return "Telephone: 01632 960001 → 01632 960002" for each column that differs."""
    lines = []
    for name, label in kind.labels.items():
        if getattr(old, name) == getattr(new, name):
            continue
        before, after = (column_text(kind, row, name, version) for version in (old, new))
        lines.append(f"{label}: {before} → {after}" if before != after else f"{label}: changed")
    return lines


def column_text(kind: TrackedRows, row: Model, name: str, version: Any) -> str:
    """Return the text of one column of `row`, as `version` of the row has it."""
    value = getattr(version, name)
    if name in kind.texts:
        return kind.texts[name](value, version)
    column: Any = row._meta.get_field(name)
    if isinstance(value, list):
        labels = dict(column.base_field.flatchoices)
        return text_of([labels.get(one, one) for one in value])
    return str(dict(getattr(column, "flatchoices", None) or ()).get(value, "")) or text_of(value)


def text_of(value: object) -> str:
    """Return a value as text, as the pages write it; "none" where there is none."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.datetime):
        return formatting.when(value)
    if isinstance(value, datetime.date):
        return formatting.day(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def last_day(value: datetime.date | None, version: Any) -> str:
    """Return the text of `until_on` as forms ask for it: the last day. A row that ends as it begins has no day."""
    if value is None:
        return NOTHING
    return formatting.day(value - datetime.timedelta(days=1)) if value > version.from_on else "no day at all"


def choices_text(choices: type[TextChoices] | type[IntegerChoices]) -> Callable[[Any, Any], str]:
    """Return the text of a column that has several of `choices`, for `texts`."""
    labels: dict[Any, Any] = dict(choices.choices)
    return lambda value, _version: ", ".join(str(labels.get(one, one)) for one in value or []) or NOTHING


def labels_of(form: type[forms.Form], *names: str) -> dict[str, str]:
    """Return the labels of these fields of a form; of all, if none is named."""
    fields = {name: form.base_fields[name] for name in names or form.base_fields if name != "revision"}
    return {name: str(field.label or pretty_name(name)) for name, field in fields.items()}


def _author(event: Any) -> UUID | None:
    """Return the id of the user whose service made this change."""
    return as_uuid(_context(event).get("by"))


def _context(event: Any) -> dict[str, Any]:
    """Return what the service that made this change noted with it: its name, the user, the reason."""
    return event.pgh_context.metadata if event.pgh_context else {}
