"""Opening a record: the rule is asked, the opening is written, and only then is anything read."""

from collections.abc import Iterable
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.enums import Permission
from accounts.permissions import path_to, related_rows
from accounts.roles import BY_GRANT
from accounts.walls import hidden_from, is_hidden
from casework.models import Consent, Individual, RecordAccess, Representative
from casework.policies import grants_of


class AskWithReason(PermissionDenied):
    """The record is outside the caseload; staff may open it with a reason."""

    def __init__(self, individual_id):
        super().__init__("This record is outside your caseload.")
        self.individual_id = individual_id


def person_path(model: type[Model]) -> str:
    """Return the path from `model` to its individual. Raises ValueError for a model that is about nobody."""
    path = path_to(model, Individual)
    if path is None:
        raise ValueError(f"{model.__name__} names no path to a person: see where its rule is declared.")
    return path or "pk"


def with_person(rows: QuerySet) -> QuerySet:
    """Return `rows` fetched with their individual and what the pages of such a record read with it."""
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


def open_record(request, records, permission: Permission, pk: UUID) -> Any:
    """Return the row `pk` of `records` (a model, or rows of one), after writing to the access log who opened it.

    The log row is committed before the first field is read. The row comes with its individual and the rows that its
    rule names. A referral that is not accepted leads to no individual yet; its opening is written all the same.

    Raises Http404 for outsiders, AskWithReason for staff who may find the person but not open the record, and
    PermissionDenied for those who may read the row but not do what `permission` says.
    """
    user = request.user
    rows = (records._default_manager if isinstance(records, type) else records).all()
    person = person_path(rows.model)
    ids = rows.allowing(user, permission).filter(pk=pk).values_list("pk", person).first()
    if ids is None:
        _turn_away(rows, user, permission, pk, person)
    individual_id = ids[1]
    grants = (grant for grant in grants_of(user) if grant.individual_id == individual_id)
    RecordAccess.objects.create(
        individual_id=individual_id,
        recorded_by=user,
        path=request.path[:300],
        grant=next(grants, None),
        about_ids=list(set(ids) - {None}),
    )
    return with_person(rows).get(pk=pk)


def log_openings(request, individual_ids: Iterable[UUID]) -> None:
    """Write one opening for each of several people shown at once, before anything of them is read."""
    RecordAccess.objects.bulk_create(
        RecordAccess(individual_id=pk, recorded_by=request.user, path=request.path[:300], about_ids=[pk])
        for pk in dict.fromkeys(individual_ids)
    )


def log_comparison(request, people: Iterable[Individual]) -> None:
    """Write the opening of everybody whose name and birth are shown beside a referral, to tell who it is."""
    log_openings(request, [person.pk for person in people])


def _turn_away(rows, user, permission: Permission, pk: UUID, person: str) -> NoReturn:
    if permission != rows.model.READ and rows.visible_to(user).filter(pk=pk).exists():
        raise PermissionDenied
    if permission not in BY_GRANT or is_hidden(user, pk):
        raise Http404
    individual_id = rows.filter(pk=pk).values_list(person, flat=True).first()
    if individual_id and Individual.objects.findable_by(user).filter(pk=individual_id).exists():
        raise AskWithReason(individual_id)
    raise Http404


def log_bulk_opening(request, individual_ids: Iterable[UUID]) -> None:
    """Write one opening about all the people of a table that is taken away, before the first name is read."""
    about = list(dict.fromkeys(individual_ids))
    if about:
        RecordAccess.objects.create(recorded_by=request.user, path=request.path[:300], about_ids=about)


def open_represented_people(request, purpose: str) -> list[Individual]:
    """Return whom the user represents with consent for `purpose`, by name, after writing the opening of each."""
    consents = Consent.objects.filter(
        purpose=purpose,
        withdrawn_at=None,
        representative__in=Representative.objects.acting(request.user),
    )
    seen = Individual.objects.filter(pk__in=consents.values("representative__individual"), died_on=None)
    people = list(seen.exclude(pk__in=hidden_from(request.user)).values_list("pk", flat=True))
    log_openings(request, people)
    return list(Individual.objects.filter(pk__in=people).order_by("full_name", "pk"))
