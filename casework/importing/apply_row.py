"""Taking in one row: what each sheet makes, through the services, and what it changes. Tells nobody anything.

The dry run does the same inside a transaction that is rolled back, so what is found there is what will be.
"""

import datetime
from collections.abc import Callable

from django.db import DataError, transaction

from accounts.enums import RoleKey
from casework.enums import ContactKind
from casework.hospital.services.stays import record_discharge
from casework.importing.cut_over import take_over_admission, take_over_allocation
from casework.importing.importer import RowImporter, RowResult
from casework.importing.sheets import SHEETS
from casework.models import CommunicationNeed, ContactPoint, ImportRow, Individual, Relationship
from casework.packages.services.package import open_package
from casework.people.services.person import change_keyworker
from core import clock
from core.constraints import refusals
from core.errors import Refused
from workforce.models import Team, Worker
from workforce.services import employ

NEED_REVIEW = datetime.timedelta(days=365)
PERSON_COLUMNS = (
    *("full_name", "known_as", "former_names", "date_of_birth", "nhs_number", "address", "area", "postcode"),
    *("visit_warning", "worker_gender_wish", "worker_language_wish"),
)
PACKAGE_COLUMNS = (
    *("needs", "agreed_end_point", "expected_end_on", "exit_route"),
    *("first_review_on", "last_update_on", "last_review_on"),
)
WORKER_COLUMNS = ("job_title", "induction_completed_on", "dbs_checked_on", "areas", "languages", "gender")


def take(hand: RowImporter, row: ImportRow) -> RowResult:
    """Take the row in, whole or not at all: make its record, or change the one that stands for it.

    Raises Refused, in words.
    """
    hand.begin()
    try:
        with refusals(), transaction.atomic():
            return _take(hand, row)
    except Refused:
        hand.forget()
        raise
    except DataError as error:
        hand.forget()
        raise Refused("One of the values is longer or larger than can be kept.") from error


def _take(hand: RowImporter, row: ImportRow) -> RowResult:
    values, problems = SHEETS[row.sheet].read(row.cells)
    if problems:
        raise Refused(" ".join(problems))
    record = hand.found(row.sheet, row.key)
    if record is not None:
        done = RowResult(record)
        CHANGERS[row.sheet](hand, done, {name: values[name] for name in hand.changed(row)})
        return done
    done = _known(row) or TAKERS[row.sheet](hand, values)
    hand.stands_for(row, done)
    return done


def _known(row: ImportRow) -> RowResult | None:
    """The person known already, if it was said that the row's is the same; their record stays as it is."""
    if row.sheet != "people" or not row.is_same or row.likely is None:
        return None
    return RowResult(row.likely.primary)


# What each sheet makes.


def _worker(hand: RowImporter, values: dict) -> RowResult:
    done = RowResult(None)
    user = hand.user(values["email"], "E-mail")
    worker = hand.worker(values["email"])
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
        hand.new_worker(worker)
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


def _team(hand: RowImporter, done: RowResult, name: str) -> Team:
    team = Team.objects.filter(name__iexact=name).first()
    if team is None:
        team = Team.objects.create(name=name, recorded_by=hand.by)
        done.made.append(team)
    return team


def _change_worker(hand: RowImporter, done: RowResult, values: dict) -> None:
    columns = {name: values[name] for name in WORKER_COLUMNS if name in values}
    if "team" in values:
        columns["team_id"] = _team(hand, done, values["team"]).pk
    done.change(done.record, **columns)


def _individual(hand: RowImporter, values: dict) -> RowResult:
    individual = Individual.objects.create(recorded_by=hand.by, **{name: values[name] for name in PERSON_COLUMNS})
    done = RowResult(individual, made=[individual])
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


def _change_individual(hand: RowImporter, done: RowResult, values: dict) -> None:
    done.change(done.record, **{name: values[name] for name in PERSON_COLUMNS if name in values})


def _relationship(hand: RowImporter, values: dict) -> RowResult:
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
    return RowResult(made, made=[made])


def _keyworker(hand: RowImporter, values: dict) -> RowResult:
    done = RowResult(None)
    individual = hand.person(values["person"])
    user = hand.user(values["email"], "Keyworker's e-mail")
    user = user or hand.new_user(done, values["email"], values["full_name"], values["telephone"])
    hand.appoint(done, user, RoleKey.KEYWORKER, min(values["from_on"], clock.today()))
    from_on = values["from_on"]
    terms = list(individual.keyworker_terms.all())
    for term in terms:
        if term.user_id == user.pk and term.from_on <= from_on and (term.until_on is None or term.until_on > from_on):
            done.record = term
            done.warnings.append("They are this person's keyworker already.")
            return done
    done.was += [(term, {"until_on": None}) for term in terms if term.until_on is None and term.from_on < from_on]
    done.record = change_keyworker(individual=individual, user=user, from_on=from_on, by=hand.by)
    done.made.append(done.record)
    return done


def _package(hand: RowImporter, values: dict) -> RowResult:
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
    done = RowResult(package, made=[package] if hand.has_case(individual) else [package.case, package])
    hand.new_package(done, package, individual)
    _keyworker_of_package(hand, done, individual, values)
    return done


def _keyworker_of_package(hand: RowImporter, done: RowResult, individual: Individual, values: dict) -> None:
    email = values["keyworker_email"]
    if not email or individual.keyworker_terms.exists():
        return
    user = hand.user(email)
    if user is None:
        raise Refused(f"Keyworker's e-mail: {email} is not known. Add a line to the sheet “Keyworkers”.")
    done.made.append(change_keyworker(individual=individual, user=user, from_on=values["starts_on"], by=hand.by))


def _change_package(hand: RowImporter, done: RowResult, values: dict) -> None:
    done.change(done.record, **{name: values[name] for name in PACKAGE_COLUMNS if name in values})


def _allocation(hand: RowImporter, values: dict) -> RowResult:
    package = hand.package(values["package"])
    worker = hand.worker(values["worker"])
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
    return RowResult(made, made=[made])


def _spell(hand: RowImporter, values: dict) -> RowResult:
    spell, held = take_over_admission(
        individual=hand.person(values["person"]),
        contract=hand.contract,
        by=hand.by,
        **{name: values[name] for name in ("hospital", "kind", "admitted_on", "discharged_on", "told_by")},
    )
    done = RowResult(spell, made=[spell])
    if held and held.ends_on <= clock.today():
        done.warnings.append(f"Support ends on {held.ends_on:%-d %B %Y}, the day after the last held one.")
    return done


def _change_spell(hand: RowImporter, done: RowResult, values: dict) -> None:
    discharged_on = values.pop("discharged_on", None)
    spell = done.record
    names = ("hospital", "kind", "told_by")
    done.change(spell, **{name: values[name] for name in names if name in values})
    if discharged_on and discharged_on != spell.discharged_on:
        done.was.append((spell, {"discharged_on": None}))
        record_discharge(spell=spell, discharged_on=discharged_on, by=hand.by)


def _change(*names: str) -> Callable:
    def change(hand: RowImporter, done: RowResult, values: dict) -> None:
        done.change(done.record, **{name: values[name] for name in names if name in values})

    return change


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
