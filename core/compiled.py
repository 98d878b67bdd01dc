"""Queries of many parts whose SQL is compiled once in a process; from then on only the parameters change.

Django builds and compiles a query again for every request. For a union of thirty tables that takes far longer than
the database needs to answer it. `compiled_rows` builds it once with placeholders, finds these among the parameters,
and afterwards puts the values of each request in their places.
"""

import copy
import datetime
import uuid
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from core import clock

Ids = Mapping[str, list[UUID]]
Build = Callable[[Ids], QuerySet[Any, Any]]
# How many compiled queries are stored; more than that are forgotten all at once.
MOST = 200
# The clock shows this part of a second while a query is built, so that instants counted from now are recognised.
NOW = datetime.timedelta(microseconds=123_457)
NOBODY = UUID(int=0)


class NotConstantError(RuntimeError):
    """A parameter is neither a placeholder nor the same in every request: the query cannot be reused."""


@dataclass(frozen=True)
class _Placeholder:
    """The place of the id at `index` in the list `name`."""

    name: str
    index: int


@dataclass(frozen=True)
class _FromNow:
    """The place of an instant this long after now."""

    offset: datetime.timedelta


@dataclass(frozen=True)
class _Compiled:
    compiler: Any
    converters: dict[int, Any]
    sql: str
    parameters: tuple[Any, ...]


_compiled: dict[Hashable, _Compiled] = {}


def compiled_rows(
    build: Build, ids: Ids, *, key: Hashable, named: Mapping[str, UUID] | None = None, constants: Collection[UUID] = ()
) -> list[Any]:
    """Return the rows of the query `build(ids)`, a `values_list`, compiled once for each `key`.

    `build` gets lists of ids under the same names as in `ids`. Apart from these it may use the ids in `named`, such as
    that of the user, and what `key` says, such as the user's roles; `constants` are ids that `key` stands for. It may
    use `clock`: today is a part of the key, and instants counted from now are counted anew each time.

    Raises NotConstantError when another id or instant is found among the parameters.
    """
    now = clock.now()
    padded = {name: _padded(values) for name, values in ids.items()}
    shape = tuple((name, len(values)) for name, values in padded.items())
    whole_key = key, shape, clock.day_of(now)
    compiled = _compiled.get(whole_key)
    if compiled is None:
        if len(_compiled) >= MOST:
            _compiled.clear()
        places = {value: _Placeholder(name, 0) for name, value in (named or {}).items()}
        compiled = _compiled[whole_key] = _compile(build, dict(shape), places, frozenset(constants), now)
    return _rows(compiled, padded | {name: [value] for name, value in (named or {}).items()}, now)


def _padded(ids: list[UUID]) -> list[UUID]:
    """Return the ids, filled up with one that no row has to 1, 2, 4, 8 … ids: few lengths need few queries."""
    length = 1
    while length < len(ids):
        length *= 2
    return [*ids, *[NOBODY] * (length - len(ids))]


def _compile(
    build: Build,
    lengths: dict[str, int],
    places: dict[UUID, _Placeholder],
    constants: frozenset[UUID],
    now: datetime.datetime,
) -> _Compiled:
    ids: dict[str, list[UUID]] = {name: [] for name in lengths}
    for name, length in lengths.items():
        for index in range(length):
            place_id = uuid.uuid5(NOBODY, f"{name} {index}")
            ids[name].append(place_id)
            places[place_id] = _Placeholder(name, index)
    now = now.replace(microsecond=0) + NOW
    with clock.frozen_at(now):
        rows = build(ids)
        compiler = rows.query.get_compiler(rows.db)
        sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    return _Compiled(compiler, converters, sql, tuple(_place(value, places, now, constants) for value in parameters))


def _place(value: Any, places: dict[UUID, _Placeholder], now: datetime.datetime, constants: Collection[UUID]) -> Any:
    """Return what stands for a parameter in the compiled query."""
    if isinstance(value, list | tuple):
        return [_place(item, places, now, constants) for item in value]
    if isinstance(value, UUID) and value not in constants and value != NOBODY:
        if value not in places:
            raise NotConstantError(f"The id {value} is not the same in every request.")
        return places[value]
    if isinstance(value, datetime.datetime) and value.microsecond:
        if value.microsecond != now.microsecond:
            raise NotConstantError(f"The instant {value} is not counted from now.")
        return _FromNow(value - now)
    return value


def _rows(compiled: _Compiled, ids: Ids, now: datetime.datetime) -> list[Any]:
    connection = connections[compiled.compiler.using]

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        if isinstance(value, _Placeholder):
            return ids[value.name][value.index]
        return now + value.offset if isinstance(value, _FromNow) else value

    with connection.cursor() as cursor:
        cursor.execute(compiled.sql, tuple(fill(value) for value in compiled.parameters))
        rows = cursor.fetchall()
    compiler = copy.copy(compiled.compiler)
    compiler.connection = connection
    return list(map(tuple, compiler.apply_converters(rows, compiled.converters)))
