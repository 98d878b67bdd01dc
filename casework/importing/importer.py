"""The importer of a run: what its rows look up and create together, and what each row resulted in."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db.models import Model

from accounts.models import User
from casework.enums import ImportOutcome, ImportState
from casework.importing.sheets import SHEETS
from casework.models import (
    Allocation,
    Case,
    HospitalSpell,
    Imported,
    ImportRow,
    ImportRun,
    Individual,
    KeyworkerTerm,
    Relationship,
    SupportPackage,
)
from contracts.models import Contract, Post
from contracts.services import give_role
from core import clock
from core.errors import Refused
from workforce.models import Worker

MODELS: dict[str, type[Model]] = {
    "workers": Worker,
    "accounts": Post,
    "people": Individual,
    "relationships": Relationship,
    "keyworkers": KeyworkerTerm,
    "packages": SupportPackage,
    "allocations": Allocation,
    "hospital": HospitalSpell,
}
Columns = dict[str, Any]  # values by column name


@dataclass
class RowResult:
    """What a row resulted in.

    `record` is the record for its reference, of the sheet's model. `created` are all rows created for it, and
    `previous` the old values of the rows that it changed.
    """

    record: Any
    created: list[Model] = field(default_factory=list)
    previous: list[tuple[Model, Columns]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def for_undo(self) -> dict[str, list[Any]]:
        """Return the value of `ImportRow.before`: what is needed to undo the row."""
        return {
            "created": [[record._meta.label, str(record.pk)] for record in self.created],
            "previous": [[record._meta.label, str(record.pk), columns] for record, columns in self.previous],
        }

    def update(self, record: Any, columns: Columns) -> None:
        """Save the `columns` that differ on `record`, and note their old values."""
        previous = {name: getattr(record, name) for name, value in columns.items() if getattr(record, name) != value}
        if not previous:
            return
        for name in previous:
            setattr(record, name, columns[name])
        if hasattr(record, "revision"):
            record.revision += 1
            record.save(update_fields=[*previous, "revision"])
        else:
            record.save(update_fields=list(previous))
        self.previous.append((record, previous))


class RowImporter:
    """Imports the rows of one run, one after the other, and caches what they look up and create.

    `begin_row` and `discard_row` remove from the cache what a row added that could not be imported.
    """

    def __init__(self, run: ImportRun, by: User | None):
        self.run, self.by = run, by
        self.contract: Contract = run.contract
        self.strands = {strand.name.casefold(): strand for strand in self.contract.strands.offered(clock.today())}
        self.domains = {domain.name.casefold(): domain for domain in self.contract.life_domains.offered(clock.today())}
        # The cells of rows imported earlier, as in the last file.
        self.earlier: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        # Row numbers of the people and packages that cannot be imported.
        self.failed: dict[tuple[str, str], int] = {}
        self._records: dict[tuple[str, str], Any] = {}
        self._users: dict[str, User] = {}
        self._new_users: set[UUID] = set()
        self._workers: dict[UUID, Worker] = {}
        self._posts: dict[tuple[UUID, str], Post] = {}
        self._supported: set[UUID | None] = set()
        self._with_case: set[UUID] = set()
        self._references: list[Imported] = []
        self._packages: dict[UUID, RowResult] = {}
        self._rollbacks: list[Callable[[], object]] = []

    # What exists.

    def look_up(self, rows: list[ImportRow]) -> None:
        """Fetch together all that `rows` may refer to."""
        keys_by_sheet: dict[str, set[str]] = defaultdict(set)
        emails = set()
        for row in rows:
            values, _ = SHEETS[row.sheet].read(row.cells)
            keys_by_sheet["people"].add(values.get("person", ""))
            keys_by_sheet["packages"].add(values.get("package", ""))
            keys_by_sheet[row.sheet].add(row.key)
            emails |= {values.get(name, "") for name in ("email", "worker", "keyworker_email")}
        for sheet, keys in keys_by_sheet.items():
            references = Imported.objects.filter(contract=self.contract, sheet=sheet, key__in=keys - {""})
            ids = dict(references.values_list("key", "record_id"))
            records = MODELS[sheet]._default_manager.in_bulk(ids.values())
            self._records |= {(sheet, key): records[pk] for key, pk in ids.items() if pk in records}
        self._look_up_earlier({row.key for row in rows if (row.sheet, row.key) in self._records})
        users = User.objects.filter(email__in=emails - {""})
        self._users |= {user.email.casefold(): user for user in users}
        self._workers |= {worker.user_id: worker for worker in Worker.objects.filter(user__in=users)}
        self._supported |= set(Individual.objects.filter(user__in=users).values_list("user", flat=True))
        posts = Post.objects.not_ended(clock.today()).filter(user__in=users, contract=self.contract)
        self._posts |= {(post.user_id, post.role): post for post in posts}
        people = [record.pk for (sheet, _), record in self._records.items() if sheet == "people"]
        cases = Case.objects.filter(contract=self.contract, individual__in=people)
        self._with_case |= set(cases.values_list("individual", flat=True))

    def _look_up_earlier(self, keys: set[str]) -> None:
        rows = ImportRow.objects.filter(
            run__contract=self.contract,
            run__state__in=[ImportState.RUNNING, ImportState.DONE],
            key__in=keys,
            done_at__isnull=False,
        )
        rows = rows.exclude(outcome=ImportOutcome.ERROR).order_by("id")
        for sheet, key, cells in rows.values_list("sheet", "key", "cells"):
            self.earlier[sheet, key] |= cells

    def changed_columns(self, row: ImportRow) -> list[str]:
        """Return the columns in which the row differs from the last file. Later changes in Casework do not count.

        Values are compared, not how they are written: 01/02/2026 and 2026-02-01 are the same day.
        """
        sheet, last = SHEETS[row.sheet], self.earlier[row.sheet, row.key]
        return [name for name, cell in row.cells.items() if not sheet.column(name).is_same(cell, last.get(name, ""))]

    def record_of(self, sheet: str, key: str) -> Any:
        """Return the record for the reference `key`, or None."""
        return self._records.get((sheet, key))

    def person(self, key: str) -> Individual:
        """Return the primary record of the person with this reference. Raises Refused."""
        individual: Individual = self._record_or_refuse("people", key, "person")
        return individual.primary

    def package(self, key: str) -> SupportPackage:
        """Return the package with this reference. Raises Refused."""
        package: SupportPackage = self._record_or_refuse("packages", key, "package")
        return package

    def _record_or_refuse(self, sheet: str, key: str, noun: str) -> Any:
        record = self._records.get((sheet, key))
        if record is not None:
            return record
        if (sheet, key) in self.failed:
            row = self.failed[sheet, key]
            raise Refused(f"The {noun} “{key}” in row {row} of the sheet “{SHEETS[sheet].label}” cannot be imported.")
        raise Refused(f"There is no {noun} “{key}” in the sheet “{SHEETS[sheet].label}” or in an earlier import.")

    def user(self, email: str, label: str = "") -> User | None:
        """Return the user with this email address, or None.

        With `label`, the name of the column, it raises Refused for a user who is supported.
        """
        user = self._users.get(email)
        if label and user is not None and user.pk in self._supported:
            raise Refused(f"{label}: this belongs to a person we support.")
        return user

    def name_of_account(self, email: str) -> str:
        """Return the name of the account with this address; "" without one, and for a person who is supported."""
        user = self._users.get(email)
        return user.full_name if user is not None and user.pk not in self._supported else ""

    def worker(self, email: str) -> Worker | None:
        """Return the worker with this email address, or None."""
        user = self._users.get(email)
        return self._workers.get(user.pk) if user else None

    def has_case(self, individual: Individual) -> bool:
        """Return whether the person has a case in the run's contract."""
        return individual.pk in self._with_case

    # What is created.

    def create_user(self, result: RowResult, email: str, full_name: str, telephone: str) -> User:
        """Create an account without a password, whose user signs in once somebody has invited them."""
        user = User.objects.create(
            email=email,
            full_name=full_name,
            telephone=telephone,
            password=make_password(None),
            awaits_invitation=True,
            recorded_by=self.by,
        )
        result.created.append(user)
        self._users[email] = user
        self._new_users.add(user.pk)
        self._rollbacks.append(lambda: self._users.pop(email))
        return user

    def is_new(self, user: User) -> bool:
        """Return whether an earlier row of the file created the account."""
        return user.pk in self._new_users

    def add_worker(self, worker: Worker) -> None:
        """Add a new worker to the cache."""
        self._workers[worker.user_id] = worker
        self._rollbacks.append(lambda: self._workers.pop(worker.user_id))

    def add_package(self, result: RowResult, package: SupportPackage, individual: Individual) -> None:
        """Add a new package to the cache. `save` adds the rows created with it to `result`."""
        self._packages[package.pk] = result
        self._rollbacks.append(lambda: self._packages.pop(package.pk))
        if individual.pk not in self._with_case:
            self._with_case.add(individual.pk)
            self._rollbacks.append(lambda: self._with_case.discard(individual.pk))

    def post(self, user: User, role: str) -> Post | None:
        """Return the user's post with this role in the run's contract, of today or later, or None."""
        return self._posts.get((user.pk, role))

    def give_role(
        self,
        result: RowResult,
        user: User,
        role: str,
        from_on: datetime.date,
        until_on: datetime.date | None = None,
    ) -> Post:
        """Return the user's post with this role: the one they have, or one that whoever imports gives now.

        A first day that is past is today, as on the pages: what they could see until now does not change. Raises
        Refused as `contracts.services.give_role`, such as for a role that whoever imports may not give.
        """
        post = self.post(user, role)
        if post is not None:
            return post
        if self.by is None:
            raise Refused("Only a manager can give this role.")
        from_on = max(from_on, clock.today())
        post = give_role(user=user, role=role, contract=self.contract, from_on=from_on, until_on=until_on, by=self.by)
        result.created.append(post)
        self._posts[user.pk, role] = post
        self._rollbacks.append(lambda: self._posts.pop((user.pk, role)))
        return post

    def add_reference(self, row: ImportRow, result: RowResult) -> None:
        """Make the row's reference the reference of its record from now on."""
        reference = Imported(
            contract=self.contract,
            sheet=row.sheet,
            key=row.key,
            record_id=result.record.pk,
            run=self.run,
            recorded_by=self.by,
        )
        result.created.append(reference)
        self._references.append(reference)
        self._records[row.sheet, row.key] = result.record

    def begin_row(self) -> None:
        """Begin to note what a row adds to the cache."""
        self._rollbacks = []

    def discard_row(self) -> None:
        """Remove what the row added to the cache, because it could not be imported."""
        for rollback in reversed(self._rollbacks):
            rollback()

    def save(self) -> None:
        """Save the references, and fetch the rows created with the packages, for all rows together."""
        Imported.objects.bulk_create(self._references)
        for rows, package_of in self._rows_of_packages():
            for row in rows:
                self._packages[package_of(row)].created.append(row)
        self._references, self._packages = [], {}

    def _rows_of_packages(self) -> Iterable[tuple[Iterable[Model], Callable[[Any], UUID]]]:
        pks = list(self._packages)
        for relation in (SupportPackage.strands, SupportPackage.weekly_hours, SupportPackage.agreed_outcomes):
            rows = relation.rel.related_model._default_manager.filter(package__in=pks)
            yield rows, lambda row: row.package_id
        through = SupportPackage.wanted_domains.through
        yield through._default_manager.filter(supportpackage__in=pks), lambda row: row.supportpackage_id
