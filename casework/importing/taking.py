"""Taking in one row: what each sheet makes, through the services, and what it changes. Tells nobody anything.

The dry run does the same inside a transaction that is rolled back, so what is found there is what will be.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import DataError, transaction

from accounts.models import User
from casework.enums import ContactKind, ImportOutcome, ImportState
from casework.importing.sheets import SHEETS, Sheet
from casework.models import (
    Allocation,
    CommunicationNeed,
    ContactPoint,
    HospitalSpell,
    Imported,
    ImportRow,
    ImportRun,
    Individual,
    KeyworkerTerm,
    Relationship,
    SupportPackage,
)
from casework.services.hospital import record_discharge
from casework.services.package import open_package
from casework.services.person import change_keyworker
from casework.services.taking_over import take_over_admission, take_over_allocation
from contracts.models import Contract, Post
from contracts.services import appoint
from core import clock
from core.constraints import refusals
from core.errors import Refused
from workforce.models import Team, Worker
from workforce.services import employ

NEED_REVIEW = datetime.timedelta(days=365)
PERSON_COLUMNS = (
    *("full_name", "known_as", "former_names", "date_of_birth", "nhs_number", "address", "area", "postcode"),
    *("door_warning", "worker_gender_wish", "worker_language_wish"),
)
PACKAGE_COLUMNS = (
    *("needs", "agreed_end_point", "expected_end_on", "exit_route"),
    *("first_review_on", "last_update_on", "last_review_on"),
)
WORKER_COLUMNS = ("job_title", "induction_completed_on", "dbs_checked_on", "areas", "languages", "gender")


@dataclass
class Done:
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


class Hand:
    """Takes in rows of one run, one after the other; remembers what it looked up and made."""

    def __init__(self, run: ImportRun, by: User):
        self.run, self.by = run, by
        self.contract: Contract = run.contract
        self.strands = {strand.name.casefold(): strand for strand in self.contract.strands.all()}
        self.domains = {domain.name.casefold(): domain for domain in self.contract.life_domains.all()}
        self._found: dict[tuple[str, str], Any] = {}
        self._users: dict[str, User] = {}
        self._new_users: list[str] = []
        # The cells of what was taken in before, as the last file had them.
        self.earlier: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        # People and packages whose row cannot be taken in, with the row's number.
        self.failed: dict[tuple[str, str], int] = {}

    def look_up(self, rows: list[ImportRow]) -> None:
        """Fetch together what the rows may refer to."""
        asked: dict[str, set[str]] = {"people": set(), "packages": set()}
        emails = set()
        for row in rows:
            asked["people"] |= {row.cells.get("person", "")}
            asked["packages"] |= {row.cells.get("package", "")}
            asked.setdefault(row.sheet, set()).add(row.key)
            emails |= {row.cells.get(name, "").casefold() for name in ("email", "worker", "keyworker_email")}
        for name, keys in asked.items():
            model = MODELS[name]
            known = dict(
                Imported.objects.filter(contract=self.contract, sheet=name, key__in=keys).values_list(
                    "key", "record_id"
                )
            )
            records = model.objects.in_bulk(known.values())
            self._found |= {(name, key): records[pk] for key, pk in known.items() if pk in records}
        self._look_back({row.key for row in rows if (row.sheet, row.key) in self._found})
        self._users |= {user.email.casefold(): user for user in User.objects.filter(email__in=emails - {""})}

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
        individual = self._referred("people", key, "person")
        return individual.same_as or individual if individual.same_as_id else individual

    def package(self, key: str) -> SupportPackage:
        return self._referred("packages", key, "package")

    def _referred(self, sheet: str, key: str, word: str):
        record = self._found.get((sheet, key))
        if record is not None:
            return record
        if (sheet, key) in self.failed:
            row = self.failed[sheet, key]
            raise Refused(f"The {word} “{key}” in row {row} of the sheet “{SHEETS[sheet].label}” cannot be taken in.")
        raise Refused(f"There is no {word} “{key}” in the sheet “{SHEETS[sheet].label}”, nor taken in before.")

    def user(self, email: str) -> User | None:
        return self._users.get(email)

    def new_user(self, done: Done, email: str, full_name: str, telephone: str) -> User:
        """An account that can be signed in to by code only."""
        user = User.objects.create(email=email, full_name=full_name, telephone=telephone, password=make_password(None))
        self._users[email] = user
        self._new_users.append(email)
        done.made.append(user)
        return user

    def appoint(self, done: Done, user: User, role: str, from_on: datetime.date) -> None:
        """The post in the run's contract, unless they hold it from some day on already."""
        if not Post.objects.filter(user=user, role=role, contract=self.contract, until_on=None).exists():
            done.made.append(appoint(user=user, role=role, contract=self.contract, from_on=from_on, by=self.by))

    def take(self, row: ImportRow) -> Done:
        """Take the row in, whole or not at all: make its record, or change the one that stands for it.

        Raises Refused, in words.
        """
        self._new_users.clear()
        try:
            with refusals(), transaction.atomic():
                return self._take(row)
        except (Refused, DataError) as error:
            for email in self._new_users:
                self._users.pop(email, None)
            if isinstance(error, Refused):
                raise
            raise Refused("One of the values is longer or larger than can be kept.") from error

    def _take(self, row: ImportRow) -> Done:
        values, problems = SHEETS[row.sheet].read(row.cells)
        if problems:
            raise Refused(" ".join(problems))
        record = self._found.get((row.sheet, row.key))
        if record is not None:
            done = Done(record)
            CHANGERS[row.sheet](self, done, {name: values[name] for name in self.changed(row)})
            return done
        done = self._known(row) or TAKERS[row.sheet](self, values)
        done.made.append(
            Imported.objects.create(
                contract=self.contract,
                sheet=row.sheet,
                key=row.key,
                record_id=done.record.pk,
                run=self.run,
                recorded_by=self.by,
            )
        )
        self._found[row.sheet, row.key] = done.record
        return done

    def _known(self, row: ImportRow) -> Done | None:
        """The person known already, if it was said that the row's is the same; their record stays as it is."""
        if row.sheet != "people" or not row.is_same or row.likely is None:
            return None
        return Done(row.likely.same_as or row.likely)


def is_changeable(sheet: Sheet, name: str) -> bool:
    """Whether a later file may change this column."""
    return sheet.column(name).changes


# What each sheet makes.


def _worker(hand: Hand, values: dict) -> Done:
    done = Done(None)
    user = hand.user(values["email"])
    if user is not None and Individual.objects.filter(user=user).exists():
        raise Refused("E-mail: it belongs to somebody who is supported here.")
    worker = Worker.objects.filter(user=user).first() if user else None
    user = user or hand.new_user(done, values["email"], values["full_name"], values["telephone"])
    if worker is None:
        worker = employ(
            user=user,
            team=_team(hand, done, values["team"]),
            contracts=[hand.contract],
            started_on=values["started_on"],
            minutes_a_week=values["minutes_a_week"],
            by=hand.by,
            **{name: values[name] for name in WORKER_COLUMNS},
        )
        done.made += [worker, *worker.contracted_hours.all()]
        done.made += Worker.contracts.through.objects.filter(worker=worker)
    elif worker.contracts.filter(pk=hand.contract.pk).exists():
        done.warnings.append("This worker is known here already and stays as they are.")
    else:
        worker.contracts.add(hand.contract)
        done.made += Worker.contracts.through.objects.filter(worker=worker, contract=hand.contract)
        done.warnings.append("This worker is known here already, from another contract.")
    hand.appoint(done, user, values["role"], values["started_on"])
    done.record = worker
    return done


def _team(hand: Hand, done: Done, name: str) -> Team:
    team = Team.objects.filter(name__iexact=name).first()
    if team is None:
        team = Team.objects.create(name=name, recorded_by=hand.by)
        done.made.append(team)
    return team


def _change_worker(hand: Hand, done: Done, values: dict) -> None:
    columns = {name: values[name] for name in WORKER_COLUMNS if name in values}
    if "team" in values:
        columns["team_id"] = _team(hand, done, values["team"]).pk
    done.change(done.record, **columns)


def _individual(hand: Hand, values: dict) -> Done:
    individual = Individual.objects.create(recorded_by=hand.by, **{name: values[name] for name in PERSON_COLUMNS})
    done = Done(individual, made=[individual])
    ways = (
        (ContactKind.TELEPHONE, values["telephone"], values["telephone_is_safe"]),
        (ContactKind.TEXT, values["telephone"], values["text_is_safe"]),
        (ContactKind.EMAIL, values["person_email"], values["email_is_safe"]),
    )
    done.made += ContactPoint.objects.bulk_create(
        ContactPoint(
            individual=individual,
            kind=kind,
            value=value,
            is_safe=is_safe,
            note=values["contact_note"],
            recorded_by=hand.by,
        )
        for kind, value, is_safe in ways
        if value
    )
    done.made += CommunicationNeed.objects.bulk_create(
        CommunicationNeed(individual=individual, need=need, review_on=clock.today() + NEED_REVIEW, recorded_by=hand.by)
        for need in values["communication_needs"]
    )
    return done


def _change_individual(hand: Hand, done: Done, values: dict) -> None:
    done.change(done.record, **{name: values[name] for name in PERSON_COLUMNS if name in values})


def _relationship(hand: Hand, values: dict) -> Done:
    made = Relationship.objects.create(
        individual=hand.person(values["person"]),
        kind=values["kind"],
        name=values["name"],
        telephone=values["telephone"],
        note=values["note"],
        from_on=values["from_on"] or hand.contract.cut_over_on or clock.today(),
        until_on=values["until_on"],
        recorded_by=hand.by,
    )
    return Done(made, made=[made])


def _keyworker(hand: Hand, values: dict) -> Done:
    done = Done(None)
    individual = hand.person(values["person"])
    user = hand.user(values["email"])
    if user is not None and Individual.objects.filter(user=user).exists():
        raise Refused("Keyworker's e-mail: it belongs to somebody who is supported here.")
    user = user or hand.new_user(done, values["email"], values["full_name"], values["telephone"])
    hand.appoint(done, user, "keyworker", min(values["from_on"], clock.today()))
    same = individual.keyworker_terms.on(values["from_on"]).filter(user=user).first()
    if same:
        done.record = same
        done.warnings.append("They are this person's keyworker already.")
        return done
    before = list(individual.keyworker_terms.filter(until_on=None, from_on__lt=values["from_on"]))
    done.record = change_keyworker(individual=individual, user=user, from_on=values["from_on"], by=hand.by)
    done.made.append(done.record)
    done.was += [(term, {"until_on": None}) for term in before]
    return done


def _package(hand: Hand, values: dict) -> Done:
    individual = hand.person(values["person"])
    strand = hand.strands.get(values["strand"].casefold())
    if hand.strands and strand is None:
        known = ", ".join(one.name for one in hand.strands.values())
        raise Refused(f"Strand: “{values['strand'][:40]}” is none of the contract's: {known}.")
    unknown = [name for name in values["wanted_domains"] if name.casefold() not in hand.domains]
    if unknown:
        raise Refused(f"Life domains: “{unknown[0][:40]}” is none of the contract's.")
    starts_on = values["starts_on"]
    for name in ("last_update_on", "last_review_on"):
        if values[name] and values[name] < starts_on:
            raise Refused(f"{SHEETS['packages'].column(name).label}: it lies before the first day of support.")
    new_case = not individual.cases.filter(contract=hand.contract).exists()
    package = open_package(
        individual=individual,
        contract=hand.contract,
        strand=strand,
        starts_on=starts_on,
        minutes_a_week=values["minutes"],
        outcomes=values["outcomes"],
        wanted_domains=[hand.domains[name.casefold()] for name in values["wanted_domains"]],
        by=hand.by,
        **{name: values[name] for name in PACKAGE_COLUMNS},
    )
    done = Done(package, made=[package.case] if new_case else [])
    done.made += [package, *package.strands.all(), *package.weekly_hours.all(), *package.agreed_outcomes.all()]
    done.made += SupportPackage.wanted_domains.through.objects.filter(supportpackage=package)
    _keyworker_of_package(hand, done, individual, values)
    return done


def _keyworker_of_package(hand: Hand, done: Done, individual: Individual, values: dict) -> None:
    email = values["keyworker_email"]
    if not email or individual.keyworker_terms.exists():
        return
    user = hand.user(email)
    if user is None:
        raise Refused(f"Keyworker's e-mail: {email} is not known. Add a line to the sheet “Keyworkers”.")
    done.made.append(change_keyworker(individual=individual, user=user, from_on=values["starts_on"], by=hand.by))


def _change_package(hand: Hand, done: Done, values: dict) -> None:
    done.change(done.record, **{name: values[name] for name in PACKAGE_COLUMNS if name in values})


def _allocation(hand: Hand, values: dict) -> Done:
    package = hand.package(values["package"])
    user = hand.user(values["worker"])
    worker = Worker.objects.filter(user=user).select_related("user").first() if user else None
    if worker is None:
        raise Refused(f"There is no worker {values['worker']} in the sheet “Workers”, nor here already.")
    made = take_over_allocation(
        package=package,
        worker=worker,
        kind=values["kind"],
        from_on=values["from_on"],
        until_on=values["until_on"],
        by=hand.by,
    )
    return Done(made, made=[made])


def _spell(hand: Hand, values: dict) -> Done:
    spell, held = take_over_admission(
        individual=hand.person(values["person"]),
        contract=hand.contract,
        by=hand.by,
        **{name: values[name] for name in ("hospital", "kind", "admitted_on", "discharged_on", "told_by")},
    )
    done = Done(spell, made=[spell])
    if held and held.ends_on <= clock.today():
        done.warnings.append(f"Support ends on {held.ends_on:%-d %B %Y}, the day after the last held one.")
    return done


def _change_spell(hand: Hand, done: Done, values: dict) -> None:
    discharged_on = values.pop("discharged_on", None)
    spell = done.record
    names = ("hospital", "kind", "told_by")
    done.change(spell, **{name: values[name] for name in names if name in values})
    if discharged_on and discharged_on != spell.discharged_on:
        done.was.append((spell, {"discharged_on": None}))
        record_discharge(spell=spell, discharged_on=discharged_on, by=hand.by)


def _change(*names: str) -> Callable:
    def change(hand: Hand, done: Done, values: dict) -> None:
        done.change(done.record, **{name: values[name] for name in names if name in values})

    return change


MODELS: dict[str, Any] = {
    "workers": Worker,
    "people": Individual,
    "relationships": Relationship,
    "keyworkers": KeyworkerTerm,
    "packages": SupportPackage,
    "allocations": Allocation,
    "hospital": HospitalSpell,
}
TAKERS: dict[str, Callable] = {
    "workers": _worker,
    "people": _individual,
    "relationships": _relationship,
    "keyworkers": _keyworker,
    "packages": _package,
    "allocations": _allocation,
    "hospital": _spell,
}
CHANGERS: dict[str, Callable] = {
    "workers": _change_worker,
    "people": _change_individual,
    "relationships": _change("telephone", "note", "until_on"),
    "keyworkers": _change(),
    "packages": _change_package,
    "allocations": _change("until_on"),
    "hospital": _change_spell,
}
