"""Queries of many parts that are compiled and planned once; from then on only ids and instants change.

Django builds and compiles a query again for every request, and PostgreSQL plans it again. For a union of thirty tables
both take far longer than finding the rows. `compiled_rows` builds it once in a process with placeholders, and prepares
it once in each connection as a statement whose arguments are the values of the request.
"""

import copy
import datetime
import itertools
import re
import uuid
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from core import clock

Ids = Mapping[str, list[UUID]]
Build = Callable[[Ids], QuerySet[Any, Any]]
# How many compiled queries are stored. Then the one that was used the longest ago is dropped.
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


Place = _Placeholder | _FromNow


@dataclass(frozen=True)
class _Compiled:
    """A query as a statement: `sql` with $1, $2 … for the `places`; "" if it has no rows whatever the ids.

    `name` is unique in the process.
    """

    rows: QuerySet[Any, Any]
    compiler: Any
    name: str
    sql: str
    places: tuple[Place, ...]

    @property
    def preparation(self) -> str:
        types = ", ".join("uuid" if isinstance(place, _Placeholder) else "timestamptz" for place in self.places)
        return f"PREPARE {self.name}{f' ({types})' if types else ''} AS {self.sql}"


# In the order of their last use.
_compiled: dict[Hashable, _Compiled] = {}
_numbers = itertools.count(1)
# The names of the statements that each connection of the driver has prepared.
_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def compiled_rows(
    build: Build, ids: Ids, *, key: Hashable, named: Mapping[str, UUID] | None = None, constants: Collection[UUID] = ()
) -> list[Any]:
    """Return the rows of the query `build(ids)`, as it would give them, compiled once for each `key`.

    `build` gets lists of ids under the same names as in `ids`. Apart from these it may use the ids in `named`, such as
    that of the user, and what `key` says, such as the user's roles; `constants` are ids that `key` stands for. It may
    use `clock`: today is a part of the key, and instants counted from now move with it.

    Raises NotConstantError when another id or instant is found among the parameters, or rows that were read before.
    """
    now = clock.now()
    padded = {name: _padded(values) for name, values in ids.items()}
    shape = tuple((name, len(values)) for name, values in padded.items())
    whole_key = key, shape, clock.day_of(now)
    compiled = _compiled.pop(whole_key, None)
    if compiled is None:
        places = {value: _Placeholder(name, 0) for name, value in (named or {}).items()}
        compiled = _compile(build, dict(shape), places, frozenset(constants), now)
    while len(_compiled) >= MOST:
        _compiled.pop(next(iter(_compiled)), None)
    _compiled[whole_key] = compiled
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
        rows: Any = build(ids)
        compiler = rows.query.get_compiler(rows.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()
    if rows._known_related_objects or rows._prefetch_related_lookups:
        raise NotConstantError("A query that knows rows, or prefetches some, is not the same in every request.")
    statement = _Statement(places, now, constants)
    with connections[rows.db].cursor() as cursor:
        sql = statement.write(sql, parameters, cursor)
    return _Compiled(rows, compiler, f"compiled_{next(_numbers)}", sql, tuple(statement.numbers))


class _Statement:
    """Writes the SQL of a query as a statement: constants as they are, and a number for each place."""

    def __init__(self, places: dict[UUID, _Placeholder], now: datetime.datetime, constants: frozenset[UUID]):
        self.places, self.now, self.constants = places, now, constants
        self.numbers: dict[Place, int] = {}

    def write(self, sql: str, parameters: Iterable[Any], cursor: Any) -> str:
        """Return `sql` with its %s replaced. Raises NotConstantError."""
        values = iter(parameters)
        return re.sub("%[%s]", lambda match: "%" if match[0] == "%%" else self._text(next(values), cursor), sql)

    def _text(self, value: Any, cursor: Any) -> str:
        if isinstance(value, list) and any(isinstance(item, UUID) for item in value):
            return f"ARRAY[{', '.join(self._text(item, cursor) for item in value)}]::uuid[]"
        if isinstance(value, UUID) and value not in self.constants and value != NOBODY:
            if value not in self.places:
                raise NotConstantError(f"The id {value} is not the same in every request.")
            return self._number(self.places[value])
        if isinstance(value, datetime.datetime) and value.microsecond:
            if value.microsecond != self.now.microsecond:
                raise NotConstantError(f"The instant {value} is not counted from now.")
            return self._number(_FromNow(value - self.now))
        return str(cursor.mogrify("%s", [value]).decode())

    def _number(self, place: Place) -> str:
        return f"${self.numbers.setdefault(place, len(self.numbers) + 1)}"


def _rows(compiled: _Compiled, ids: Ids, now: datetime.datetime) -> list[Any]:
    """Let the queryset make its rows, of whichever kind, from those that the statement finds."""
    if not compiled.sql:
        return []
    connection = connections[compiled.compiler.using]
    fetched = _execute(connection, compiled, ids, now)
    compiler = copy.copy(compiled.compiler)
    compiler.connection = connection
    compiler.execute_sql = lambda *args, **options: iter([fetched])
    rows: Any = compiled.rows.all()
    rows.query.get_compiler = lambda *args, **options: compiler
    return list(rows)


def _execute(connection: Any, compiled: _Compiled, ids: Ids, now: datetime.datetime) -> list[Any]:
    values = [
        ids[place.name][place.index] if isinstance(place, _Placeholder) else now + place.offset
        for place in compiled.places
    ]
    with connection.cursor() as cursor:
        prepared = _prepared.setdefault(connection.connection, set())
        if compiled.name not in prepared:
            # One plan for all arguments: the rows are found by ids, whichever they are.
            cursor.execute(f"SET plan_cache_mode = force_generic_plan; {compiled.preparation}")
            prepared.add(compiled.name)
        arguments = f"({', '.join(['%s'] * len(values))})" if values else ""
        cursor.execute(f"EXECUTE {compiled.name}{arguments}", values)
        rows: list[Any] = cursor.fetchall()
        return rows
