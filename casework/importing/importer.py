"""What the takers of a run share: what was looked up together, what a row came to, and what it may refer to."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

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
from contracts.services import appoint
from core.errors import Refused
from workforce.models import Worker

MODELS: dict[str, Any] = {
    "workers": Worker,
    "people": Individual,
    "relationships": Relationship,
    "keyworkers": KeyworkerTerm,
    "packages": SupportPackage,
    "allocations": Allocation,
    "hospital": HospitalSpell,
}


@dataclass
class RowResult:
    """What a row came to: the record it stands for, what was made on the way, what stood in rows that it changed."""

    record: Any
    made: list = field(default_factory=list)
    was: list = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def kept(self) -> dict:
        """For `ImportRow.before`: enough to undo the row."""
        made = [[record._meta.label, str(record.pk)] for record in self.made]
        return {"made": made, "was": [[row._meta.label, str(row.pk), columns] for row, columns in self.was]}

    def change(self, row, **columns) -> None:
        """Write `columns` on `row` where they differ, and remember what stood there."""
        was = {name: getattr(row, name) for name, value in columns.items() if getattr(row, name) != value}
        if not was:
            return
        for name in was:
            setattr(row, name, columns[name])
        if hasattr(row, "revision"):
            row.revision += 1
            row.save(update_fields=[*was, "revision"])
        else:
            row.save(update_fields=list(was))
        self.was.append((row, was))


class RowImporter:
    """Takes in rows of one run, one after the other; remembers what it looked up and made.

    What a row adds to this memory is forgotten again when the row cannot be taken in (`forget`).
    """

    def __init__(self, run: ImportRun, by):
        self.run, self.by = run, by
        self.contract: Contract = run.contract
        self.strands = {strand.name.casefold(): strand for strand in self.contract.strands.all()}
        self.domains = {domain.name.casefold(): domain for domain in self.contract.life_domains.all()}
        # The cells of what was taken in before, as the last file had them.
        self.earlier: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        # People and packages whose row cannot be taken in, with the row's number.
        self.failed: dict[tuple[str, str], int] = {}
        self._found: dict[tuple[str, str], Any] = {}
        self._users: dict[str, User] = {}
        self._workers: dict[Any, Worker] = {}
        self._posts: set[tuple[Any, str]] = set()
        self._supported: set = set()
        self._with_case: set = set()
        self._written: list[Imported] = []
        self._packages: dict[Any, RowResult] = {}
        self._new: list[Callable] = []

    # What is there.

    def look_up(self, rows: list[ImportRow]) -> None:
        """Fetch together what the rows may refer to."""
        asked: dict[str, set[str]] = defaultdict(set)
        emails = set()
        for row in rows:
            asked["people"].add(row.cells.get("person", ""))
            asked["packages"].add(row.cells.get("package", ""))
            asked[row.sheet].add(row.key)
            emails |= {row.cells.get(name, "").casefold() for name in ("email", "worker", "keyworker_email")}
        for name, keys in asked.items():
            stands_for = Imported.objects.filter(contract=self.contract, sheet=name, key__in=keys - {""})
            known = dict(stands_for.values_list("key", "record_id"))
            records = MODELS[name].objects.in_bulk(known.values())
            self._found |= {(name, key): records[pk] for key, pk in known.items() if pk in records}
        self._look_back({row.key for row in rows if (row.sheet, row.key) in self._found})
        users = User.objects.filter(email__in=emails - {""})
        self._users |= {user.email.casefold(): user for user in users}
        self._workers |= {worker.user_id: worker for worker in Worker.objects.filter(user__in=users)}
        self._supported |= set(Individual.objects.filter(user__in=users).values_list("user", flat=True))
        posts = Post.objects.filter(user__in=users, contract=self.contract, until_on=None)
        self._posts |= set(posts.values_list("user", "role"))
        people = [record.pk for (name, _), record in self._found.items() if name == "people"]
        cases = Case.objects.filter(contract=self.contract, individual__in=people)
        self._with_case |= set(cases.values_list("individual", flat=True))

    def _look_back(self, keys: set[str]) -> None:
        before = ImportRow.objects.filter(
            run__contract=self.contract,
            run__state__in=[ImportState.RUNNING, ImportState.DONE],
            key__in=keys,
            done_at__isnull=False,
        )
        before = before.exclude(outcome=ImportOutcome.ERROR).order_by("id")
        for sheet, key, cells in before.values_list("sheet", "key", "cells"):
            self.earlier[sheet, key] |= cells

    def changed(self, row: ImportRow) -> list[str]:
        """The columns in which the row differs from the last file; what was written here since is not asked."""
        last = self.earlier[row.sheet, row.key]
        return [name for name, cell in row.cells.items() if cell != last.get(name, "")]

    def found(self, sheet: str, key: str):
        """The record that stands for the reference, or None."""
        return self._found.get((sheet, key))

    def person(self, key: str) -> Individual:
        """The person of the reference, or the primary record of theirs. Raises Refused."""
        individual = self._referred("people", key, "person")
        return individual.primary

    def package(self, key: str) -> SupportPackage:
        """The package of the reference. Raises Refused."""
        return self._referred("packages", key, "package")

    def _referred(self, sheet: str, key: str, word: str):
        record = self._found.get((sheet, key))
        if record is not None:
            return record
        if (sheet, key) in self.failed:
            row = self.failed[sheet, key]
            raise Refused(f"The {word} “{key}” in row {row} of the sheet “{SHEETS[sheet].label}” cannot be taken in.")
        raise Refused(f"There is no {word} “{key}” in the sheet “{SHEETS[sheet].label}”, nor taken in before.")

    def user(self, email: str, label: str = "") -> User | None:
        """Whoever has this e-mail address. Raises Refused for somebody who is supported, naming the column `label`."""
        user = self._users.get(email)
        if label and user is not None and user.pk in self._supported:
            raise Refused(f"{label}: it belongs to somebody who is supported here.")
        return user

    def worker(self, email: str) -> Worker | None:
        user = self._users.get(email)
        return self._workers.get(user.pk) if user else None

    def has_case(self, individual: Individual) -> bool:
        """Whether the person has a case in the run's contract."""
        return individual.pk in self._with_case

    # What is made.

    def new_user(self, done: RowResult, email: str, full_name: str, telephone: str) -> User:
        """An account that can be signed in to by code only."""
        user = User.objects.create(email=email, full_name=full_name, telephone=telephone, password=make_password(None))
        done.made.append(user)
        self._users[email] = user
        self._new.append(lambda: self._users.pop(email))
        return user

    def new_worker(self, worker: Worker) -> None:
        self._workers[worker.user_id] = worker
        self._new.append(lambda: self._workers.pop(worker.user_id))

    def new_package(self, done: RowResult, package: SupportPackage, individual: Individual) -> None:
        """What came with the package is fetched for all packages together, by `write`."""
        self._packages[package.pk] = done
        self._new.append(lambda: self._packages.pop(package.pk))
        if individual.pk not in self._with_case:
            self._with_case.add(individual.pk)
            self._new.append(lambda: self._with_case.discard(individual.pk))

    def appoint(self, done: RowResult, user: User, role: str, from_on: datetime.date) -> None:
        """The post in the run's contract, unless they hold it from some day on already."""
        held = (user.pk, role)
        if held not in self._posts:
            done.made.append(appoint(user=user, role=role, contract=self.contract, from_on=from_on, by=self.by))
            self._posts.add(held)
            self._new.append(lambda: self._posts.discard(held))

    def stands_for(self, row: ImportRow, done: RowResult) -> None:
        """From now on the row's reference stands for what it came to."""
        written = Imported(
            contract=self.contract,
            sheet=row.sheet,
            key=row.key,
            record_id=done.record.pk,
            run=self.run,
            recorded_by=self.by,
        )
        done.made.append(written)
        self._written.append(written)
        self._found[row.sheet, row.key] = done.record

    def begin(self) -> None:
        """A row begins: what it adds to the memory is noted."""
        self._new = []

    def forget(self) -> None:
        """The row could not be taken in: what it added to the memory is not there."""
        for undo in reversed(self._new):
            undo()

    def write(self) -> None:
        """Write the references down, and fetch what came with the packages, for all rows together."""
        Imported.objects.bulk_create(self._written)
        for rows, package_of in self._with_packages():
            for row in rows:
                self._packages[package_of(row)].made.append(row)
        self._written, self._packages = [], {}

    def _with_packages(self) -> Iterable[tuple]:
        pks = list(self._packages)
        for model in (SupportPackage.strands, SupportPackage.weekly_hours, SupportPackage.agreed_outcomes):
            yield model.rel.related_model.objects.filter(package__in=pks), lambda row: row.package_id
        through = SupportPackage.wanted_domains.through
        yield through.objects.filter(supportpackage__in=pks), lambda row: row.supportpackage_id
