"""Duties about a person: the kind that describes the rows of an app, and the items that pages list."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    Expression,
    ExpressionWrapper,
    F,
    Field,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import JSONObject

from accounts.enums import Permission
from accounts.models import User
from accounts.roles import ROLES
from casework.access.person_rights import PersonRights
from casework.access.user_rows import rows_for_user
from casework.danger import DangerRank
from casework.models import Allocation, Individual, PackageQuerySet, SupportPackage
from casework.people.primary import about_same_person, primary_of
from core.compiled import Ids
from core.duties import DutyKind, kind_named, kinds, reopen
from core.models import DutyUrgency, urgency_on
from design import formatting

# What a lead worker may do. Whatever else is due is done by those who read it.
OF_LEADS = frozenset(
    permission for role in ROLES.values() if Permission.MAKE_VISIT in role.grants for permission in role.grants
)


@dataclass(frozen=True, kw_only=True)
class PersonDuty(DutyKind):
    """A kind of duty about a person, mostly within one of their packages.

    `package` is "pk" where the row itself is a package, and None where the duty is about the person whatever the
    package; it then counts under their open package that began first.
    """

    package: str | None = "package"
    individual: str = "package__case__individual"
    danger: DangerRank = DangerRank.ROUTINE  # comes before how long it has waited
    # For which rows somebody comes to harm now, whatever the day on which they are due; their rank is then HARM.
    is_harm: Q | None = None

    def ended_by(self, on: datetime.date) -> Q:
        """Return a Q for rows whose package had ended or person had died by `on`; without a package, no support."""
        if self.package is None:
            return ~is_supported(self.individual, on)
        return Q(**{f"{self.package}__ended_on__lte": on}) | Q(**{f"{self.individual}__died_on__lte": on})

    @property
    def is_on_record(self) -> bool:
        """Whether the duty is on the record of a person, so that the record's page and a package list it."""
        return True

    def harm_expression(self) -> Expression:
        """Return as a column whether somebody comes to harm now."""
        if self.is_harm is None:
            return Value(False, output_field=BooleanField())
        return ExpressionWrapper(self.is_harm, output_field=BooleanField())

    def individual_column(self) -> Expression | F:
        """Return the expression for the id of the person."""
        return F(self.individual)

    def name_column(self) -> Expression | F:
        """Return the expression for the name of the person."""
        return F(f"{self.individual}__full_name")

    def primary_column(self) -> Expression | Subquery:
        """Return the expression for the id of the person's primary record."""
        return primary_of(self.individual)

    def package_column(self) -> Expression | F | Subquery:
        """Return the expression for the id of the package under which the duty counts."""
        if self.package is not None:
            return F(self.package)
        of_person = SupportPackage.objects.open().filter(about_same_person("case__individual", self.individual))
        return Subquery(of_person.order_by("starts_on", "pk").values("pk")[:1])

    def lead_column(self, day: datetime.date) -> Expression | Subquery:
        """Return the expression for the lead worker on `day`, as {id, name, user}."""
        leads = Allocation.objects.leads()
        if self.package is None:
            of_person = about_same_person("package__case__individual", self.individual)
            leads = leads.in_force_on(day).filter(of_person)
        else:
            leads = leads.on(day).filter(package=OuterRef(self.package))
        worker = JSONObject(id="worker", name="worker__user__full_name", user="worker__user")
        return Subquery(leads.order_by("from_on", "pk").values(row=worker)[:1])


class DutyBeforeSupport(PersonDuty):
    """A kind of duty about somebody who has no record here yet: the row itself names them. Nothing is stored."""

    @property
    def is_on_record(self) -> bool:
        return False

    def individual_column(self) -> Expression:
        return _nothing("uuid", UUIDField())

    def name_column(self) -> F:
        return F("full_name")

    def primary_column(self) -> Expression:
        return _nothing("uuid", UUIDField())

    def package_column(self) -> Expression:
        return _nothing("uuid", UUIDField())

    def lead_column(self, day: datetime.date) -> Expression:
        return _nothing("jsonb", JSONField())


def _nothing(sql_type: str, output_field: Field) -> Expression:
    """Return an empty column of this type."""
    return Func(template=f"NULL::{sql_type}", output_field=output_field)


def reopen_duties(package: SupportPackage, closed_from: datetime.date, *, reason: str, by: User | None) -> int:
    """Make due again what the end of the package closed on `closed_from` or later; return how many.

    Call in a verb. Duties of the person, whatever the package, follow by the sweep that resumes them.
    """
    count = 0
    for kind in kinds():
        if not isinstance(kind, PersonDuty) or kind.is_derived or kind.package is None:
            continue
        closed = kind.model.objects.filter(**{kind.package: package.pk}, expired_on__gte=closed_from)
        for pk in closed.order_by("due_on", "pk").values_list("pk", flat=True):
            count += reopen(kind=kind, duty_id=pk, reason=reason, by=by)
    return count


@dataclass(frozen=True)
class DutyItem:
    """Something due about a person, as lists show it."""

    kind: str
    label: str
    argument: UUID
    individual_id: UUID | None  # None before there is a record
    individual_name: str
    package_id: UUID | None
    due_on: datetime.date
    came_at: datetime.datetime | None
    due_at: datetime.datetime | None
    note: str
    lead_id: UUID | None  # the worker
    lead_user_id: UUID | None
    lead_name: str
    urgency: DutyUrgency
    days_late: int
    is_danger_now: bool  # a danger that is due or overdue
    is_urgent_now: bool  # that, or of a kind that is urgent once it is due
    danger: DangerRank = DangerRank.ROUTINE
    is_harm: bool = False  # somebody comes to harm now, whenever it is due

    @property
    def href(self) -> str:
        """Return the address where it is done."""
        return kind_named(self.kind).href(self.argument)

    @property
    def fixed_label(self) -> str:
        """The label without anything of the person or the row."""
        return kind_named(self.kind).fixed_label

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def initials(self) -> str:
        """The initials of the person."""
        return formatting.initials(self.individual_name)

    def is_expected_of(self, user: User) -> bool:
        """Return whether `user` leads, nobody does, or the lead worker may not do it."""
        return self.lead_user_id in (user.pk, None) or kind_named(self.kind).permission not in OF_LEADS


def duty_items(
    user: User,
    day: datetime.date,
    *,
    until: datetime.date | None = None,
    has_open: bool = False,
    is_reading: bool = False,
    individual: Individual | None = None,
    packages: Collection[UUID] | None = None,
    most: int | None = None,
) -> list[DutyItem]:
    """Return the duties outstanding on `day` that `user` may do; all kinds in one query, which is compiled once.

    Dangers that are due or overdue come first, then the rest; each with the earliest first.

    `until` (exclusive) leaves out what is due later, but with `has_open` no kind that `shows_from_start`.
    `is_reading` includes what they may only read. `individual` limits the list to one person with all of their records,
    `packages` to these packages. `most` is a limit per kind.
    """
    limits: dict[str, Any] = {"is_reading": is_reading, "until": until, "has_open": has_open, "most": most}
    if individual is not None:
        return _items(list(_union(user, day, individual=individual, packages=packages, **limits)), user, day)

    def build(ids: Ids) -> QuerySet:
        return _union(user, day, packages=ids.get("packages"), **limits)

    name = ("duties", day, *limits.values(), *_person_kinds())
    ids = {} if packages is None else {"packages": list(packages)}
    return _items(rows_for_user(user, name, build, ids), user, day)


@dataclass(frozen=True)
class DutyCount:
    """How many duties of a kind are outstanding, and how many of these are overdue."""

    kind: str
    number: int
    late: int


def duty_counts(user: User, day: datetime.date, *, until: datetime.date) -> list[DutyCount]:
    """Return for each kind how many duties `user` may do are late on `day` or due before `until`; all in one query."""
    sources = []
    for kind in _person_kinds().values():
        rows = kind.rows(user, day).annotate(duty_day=F(kind.due_on)).filter(duty_day__lt=until)
        counts = {"number": Count("pk", distinct=True), "late": Count("pk", distinct=True, filter=Q(duty_day__lt=day))}
        grouped = rows.order_by().annotate(duty_kind=Value(kind.key)).values("duty_kind").annotate(**counts)
        sources.append(grouped.values_list("duty_kind", "number", "late"))
    return [DutyCount(*row) for row in sources[0].union(*sources[1:], all=True)]


def duties_of_person(rights: PersonRights, day: datetime.date, *, is_reading: bool = False) -> list[DutyItem]:
    """Return the duties of today about the person of `rights`, for their user, by a query that is compiled once."""
    rows = rights.rows(
        ("duties", is_reading, *_person_kinds()),
        lambda individual, user: _union(user, day, is_reading=is_reading, individual=individual),
    )
    return _items(rows, rights.user, day)


def _person_kinds() -> dict[str, PersonDuty]:
    return {kind.key: kind for kind in kinds() if isinstance(kind, PersonDuty)}


def _union(
    user: User,
    day: datetime.date,
    *,
    is_reading: bool,
    until: datetime.date | None = None,
    has_open: bool = False,
    individual: Individual | None = None,
    packages: Collection[UUID] | None = None,
    most: int | None = None,
) -> QuerySet:
    """Return the query for the COLUMNS of the rows of every kind; the arguments are those of `duty_items`."""
    sources = []
    for kind in _person_kinds().values():
        if not kind.is_on_record and (individual is not None or packages is not None):
            continue
        rows = _with_columns(kind, kind.rows(user, day, is_reading=is_reading), day)
        if until is not None and not (has_open and kind.shows_from_start):
            rows = rows.filter(duty_day__lt=until)
        if individual is not None:
            rows = rows.filter(duty_individual__in=Individual.objects.same_person(individual))
        if packages is not None:
            rows = rows.filter(duty_package__in=packages)
        sources.append((rows.order_by("duty_day", "pk")[:most] if most else rows.order_by()).values_list(*COLUMNS))
    return sources[0].union(*sources[1:], all=True)


def _items(rows: list[Any], user: User, day: datetime.date) -> list[DutyItem]:
    """Return the items of the rows of `_union`, dangers that are due or overdue first, then the earliest."""
    kinds_by_key = _person_kinds()
    primary_ids = {primary_id for *_, individual_id, _, primary_id, _, _ in rows if primary_id != individual_id}
    primaries = _readable_names(primary_ids, user)
    items = [_item(kinds_by_key[key], day, primaries, columns) for key, *columns in rows]
    return sorted(items, key=_urgency)


def _urgency(item: DutyItem) -> tuple[Any, ...]:
    came_at = (item.came_at is None, item.came_at)  # two of None are equal, and are not compared further
    return not item.is_danger_now, item.due_on, came_at, item.individual_name, item.label, item.argument


COLUMNS = (
    "duty_kind",
    "duty_argument",
    "duty_label",
    "duty_day",
    "duty_came_at",
    "duty_due_at",
    "duty_note",
    "duty_package",
    "duty_lead",
    "duty_individual",
    "duty_name",
    "duty_primary",
    "duty_danger",
    "duty_harm",
)


def _with_columns(kind: PersonDuty, rows: QuerySet, day: datetime.date) -> QuerySet:
    return rows.annotate(
        duty_kind=Value(kind.key),
        duty_argument=F(kind.argument),
        duty_label=kind.label_expression(),
        duty_day=F(kind.due_on),
        duty_came_at=kind.came_at_expression(),
        duty_due_at=kind.due_at_expression(),
        duty_note=kind.note_expression(),
        duty_package=kind.package_column(),
        duty_lead=kind.lead_column(day),
        duty_individual=kind.individual_column(),
        duty_name=kind.name_column(),
        duty_primary=kind.primary_column(),
        duty_danger=kind.danger_expression(),
        duty_harm=kind.harm_expression(),
    )


def _item(kind: PersonDuty, day: datetime.date, primaries: dict[UUID, str], columns: list) -> DutyItem:
    """Return the item of one row. A merged record has the name of the primary record, and an address of its own."""
    argument, label, due_on, came_at, due_at, note, package_id, lead, *person, is_danger, is_harm = columns
    individual_id, name, primary_id = person
    is_merged = primary_id in primaries
    return DutyItem(
        kind=kind.key,
        label=label,
        argument=argument,
        individual_id=primary_id if is_merged else individual_id,
        individual_name=primaries[primary_id] if is_merged else name,
        package_id=package_id,
        due_on=due_on,
        came_at=came_at,
        due_at=due_at,
        note=note or "",
        lead_id=UUID(lead["id"]) if lead else None,
        lead_user_id=UUID(lead["user"]) if lead else None,
        lead_name=lead["name"] if lead else "",
        urgency=urgency_on(day, due_on),
        days_late=max(0, (day - due_on).days),
        is_danger_now=is_harm or (is_danger and due_on <= day),
        is_urgent_now=is_harm or ((is_danger or kind.is_urgent) and due_on <= day),
        danger=DangerRank.HARM if is_harm else kind.danger,
        is_harm=is_harm,
    )


def _readable_names(individual_ids: set[UUID], user: User) -> dict[UUID, str]:
    """Return the names of those records that `user` may open; no query for an empty set."""
    if not individual_ids:
        return {}
    return dict(Individual.objects.visible_to(user).filter(pk__in=individual_ids).values_list("pk", "full_name"))


def is_supported(individual: str, on: datetime.date) -> Q:
    """Return a Q for rows whose person (at the path) is alive and has, on any record, a package not ended by `on`."""
    return _has_package(SupportPackage.objects.all(), individual, on)


def may_raise_duty(individual: str, on: datetime.date) -> Q:
    """Return a Q as `is_supported`, but only for packages whose contract runs on `on`: no other raises a new duty."""
    return _has_package(SupportPackage.objects.in_running_contract(on), individual, on)


def _has_package(packages: PackageQuerySet, individual: str, on: datetime.date) -> Q:
    not_ended = packages.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    of_person = not_ended.filter(about_same_person("case__individual", individual))
    return Q(Exists(of_person)) & Q(**{f"{individual}__died_on": None})
