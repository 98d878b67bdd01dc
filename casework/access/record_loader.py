"""Opening a record: check the rule, write to the access log, and only then read."""

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar, overload
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Model, QuerySet
from django.http import Http404

from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.page_access import Request
from accounts.permissions import path_to, related_rows
from accounts.roles import BY_GRANT
from accounts.walls import is_hidden
from casework.access.models import RecordAccessQuerySet
from casework.models import ConsentDecision, Individual, RecordAccess, Representative, SupportPackage
from casework.policies import grants_of
from core.messages import mark_opened

Row = TypeVar("Row", bound=Model)
GENERAL = (Individual, SupportPackage)  # their pages are about many things


class AskWithReason(PermissionDenied):
    """The record is outside the caseload. Staff may open it with a reason."""

    def __init__(self, individual_id: UUID) -> None:
        super().__init__("This record is outside your caseload.")
        self.individual_id = individual_id


def person_path(model: type[Model]) -> str:
    """Return the path from `model` to its individual. Raises ValueError for a model that is about nobody."""
    path = path_to(model, Individual)
    if path is None:
        raise ValueError(f"{model.__name__} names no path to a person: see where its rule is declared.")
    return path or "pk"


def with_person(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return `rows` joined with their individual and with the rows that the pages of such a record read."""
    if rows.model is Individual:
        return rows
    return rows.select_related(person_path(rows.model), *related_rows(rows.model))


def individual_of(record: Model) -> Individual:
    """Return the person whom `record` is about; for a person, that person."""
    if not isinstance(record, Individual):
        for name in person_path(type(record)).split("__"):
            record = getattr(record, name)
    assert isinstance(record, Individual)  # every person path ends there
    return record


@overload
def open_record(request: Request, records: type[Row], permission: Permission, pk: UUID) -> Row: ...
@overload
def open_record(
    request: Request, records: QuerySet[Any] | Manager[Any], permission: Permission, pk: UUID
) -> Any: ...  # rows of a query may have columns of their own
def open_record(request: Request, records: Any, permission: Permission, pk: UUID) -> Any:
    """Return the row `pk` of `records` (a model, or rows of one), after writing to the access log who opened it.

    The log row is committed before the first field is read. The row is joined with its individual and the rows that
    its rule names. Opening a referral that is not accepted is logged, too, although it has no individual yet.

    Messages that lead to the page of the record are read by opening it: its list or duty asks on. Those that lead to a
    page of the person or the package stay: nobody opens these only to answer.

    Raises Http404 for outsiders, AskWithReason for staff who may find the person but not open the record, and
    PermissionDenied for users who may read the row but do not have `permission`.
    """
    user = request.user
    rows: Any = records.all() if isinstance(records, QuerySet | Manager) else records._default_manager.all()
    person = person_path(rows.model)
    ids = rows.allowing(user, permission).filter(pk=pk).values_list("pk", person).first()
    if ids is None:
        _refuse(rows, user, permission, pk, person)
    individual_id = ids[1]
    grants = (grant for grant in grants_of(user) if grant.individual_id == individual_id)
    RecordAccess.objects.create(
        individual_id=individual_id,
        recorded_by=user,
        path=request.path[:300],
        grant=next(grants, None),
        about_ids=list(set(ids) - {None}),
    )
    is_page_of_record = rows.model not in GENERAL and str(pk) in request.path
    if request.method == "GET" and is_page_of_record:
        mark_opened(user, request.path)
    return with_person(rows).get(pk=pk)


def open_by_link(link: CodeLink, records: type[Row], path: str) -> Row:
    """Return the row that a link without an account leads to, after writing to the access log who opened it.

    The caller has checked the link and the code (`accounts.code_links.browser`). `path` is the address of the record
    for users: that of the link is secret. Raises DoesNotExist for a link to another kind of record.
    """
    rows: Any = records._default_manager.all()
    person = person_path(records)
    ids = rows.filter(pk=link.record_id).values_list("pk", person).get()
    RecordAccess.objects.create(individual_id=ids[1], link=link, path=path[:300], about_ids=list(set(ids) - {None}))
    return with_person(rows).get(pk=link.record_id)


def accesses_of(individual: Individual, *, reader: User | None = None) -> RecordAccessQuerySet:
    """Return what a page may list of the access log of a record the user has open: who opened it, the latest first.

    The person reads who opened any of their records; a `reader` of the staff this one, and the others that they may
    open (decision 13). It leaves out what the person read themselves, which is theirs, and safeguarding.
    """
    records = Individual.objects.same_person(individual)
    users = dict(records.values_list("pk", "user_id"))
    ids = set(users)
    if reader is not None and len(ids) > 1:
        ids = {individual.pk, *records.visible_to(reader).values_list("pk", flat=True)}
    rows: RecordAccessQuerySet = RecordAccess.objects.of_records(ids).listable()
    rows = rows.select_related("recorded_by", "grant", "link").order_by("-recorded_at", "pk")
    return rows.exclude(recorded_by__in=[user_id for user_id in users.values() if user_id])


def log_accesses(request: Request, individual_ids: Iterable[UUID]) -> None:
    """Write one row of the access log for each of several people on one page, before any of their data is read."""
    RecordAccess.objects.bulk_create(
        RecordAccess(individual_id=pk, recorded_by=request.user, path=request.path[:300], about_ids=[pk])
        for pk in dict.fromkeys(individual_ids)
    )


def log_comparison(request: Request, people: Iterable[Individual]) -> None:
    """Log access to everybody whose name and date of birth a page compares with a referral."""
    log_accesses(request, [person.pk for person in people])


def _refuse(rows: Any, user: User, permission: Permission, pk: UUID, person: str) -> NoReturn:
    """Raise what `open_record` says for a row that `user` may not open; `person` is the path to the individual."""
    if permission != rows.model.READ and rows.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied
    if permission not in BY_GRANT or is_hidden(user, pk):
        raise Http404
    individual_id = rows.filter(pk=pk).values_list(person, flat=True).first()
    if individual_id and Individual.objects.findable_by(user).filter(pk=individual_id).exists():
        raise AskWithReason(individual_id)
    raise Http404


def log_bulk_access(request: Request, individual_ids: Iterable[UUID]) -> None:
    """Write one row of the access log about all the people of a table for download, before the first name is read."""
    about_ids = list(dict.fromkeys(individual_ids))
    if about_ids:
        RecordAccess.objects.create(recorded_by=request.user, path=request.path[:300], about_ids=about_ids)


def open_represented_people(request: Request, purpose: str) -> list[Representative]:
    """Return how the user represents each person who consents to `purpose`, by name, after logging access to each.

    Pages name the person by `known_as`: a name that came later is not shared with a representative.
    """
    consents = ConsentDecision.objects.in_force_for(request.user, purpose)
    ids = list(consents.values_list("representative__individual", flat=True).distinct())
    log_accesses(request, ids)
    rows = Representative.objects.filter(pk__in=consents.values("representative"))
    return list(rows.order_by("known_as", "individual_id"))
