"""Import one row: what each sheet creates or changes, through the services and without notifications.

The dry run calls the same functions in a transaction that it rolls back.
"""

from collections.abc import Callable

from django.db import DataError, transaction

from accounts.enums import RoleKey
from accounts.roles import NEED_STAFF_RECORD, ROLES
from casework.access_needs.enums import NEED_REVIEW, NeedKind
from casework.enums import ContactKind
from casework.hospital.services.spells import record_discharge
from casework.importing.cut_over import take_over_admission, take_over_allocation
from casework.importing.importer import Columns, RowImporter, RowResult
from casework.importing.sheets import ADDRESS_COLUMNS, SHEETS
from casework.models import AccessNeed, Address, ContactPoint, ImportRow, Individual, Relationship
from casework.packages.services.package import open_package
from casework.particulars.homes import current_home, record_first_address
from casework.people.services.person import change_keyworker
from core import clock
from core.constraints import refusals
from core.errors import Refused
from workforce.models import Team, Worker
from workforce.services import employ

PERSON_COLUMNS = (
    *("full_name", "known_as", "former_names", "date_of_birth", "nhs_number"),
    *("visit_warning", "worker_gender_wish", "worker_language_wish"),
)
PACKAGE_COLUMNS = (
    *("needs", "agreed_end_point", "expected_end_on", "exit_route"),
    *("first_review_on", "last_update_on", "last_review_on"),
)
WORKER_COLUMNS = ("job_title", "induction_completed_on", "dbs_checked_on", "areas", "languages", "gender")
Creator = Callable[[RowImporter, Columns], RowResult]
Updater = Callable[[RowImporter, RowResult, Columns], None]


def apply(importer: RowImporter, row: ImportRow) -> RowResult:
    """Import the row, whole or not at all: create its record, or change the one that has its reference.

    Raises Refused.
    """
    importer.begin_row()
    try:
        with refusals(), transaction.atomic():
            return _apply(importer, row)
    except Refused:
        importer.discard_row()
        raise
    except DataError as error:
        importer.discard_row()
        raise Refused("One of the values is too long or too large.") from error


def _apply(importer: RowImporter, row: ImportRow) -> RowResult:
    values, problems = SHEETS[row.sheet].read(row.cells)
    if problems:
        raise Refused(" ".join(problems))
    record = importer.record_of(row.sheet, row.key)
    if record is not None:
        result = RowResult(record)
        UPDATERS[row.sheet](importer, result, {name: values[name] for name in importer.changed_columns(row)})
        return result
    result = _matched_person(row) or CREATORS[row.sheet](importer, values)
    importer.add_reference(row, result)
    return result


def _matched_person(row: ImportRow) -> RowResult | None:
    """Return the existing person whom somebody matched with the row, if any. Their record is not changed."""
    if row.sheet != "people" or not row.is_same or row.likely is None:
        return None
    return RowResult(row.likely.primary)


def _pick(values: Columns, names: tuple[str, ...]) -> Columns:
    """Return those of `values` that are in `names`."""
    return {name: values[name] for name in names if name in values}


def _person_columns(values: Columns) -> Columns:
    """Return the columns of a person in `values`, with what is known of the birth in its two columns."""
    columns = _pick(values, PERSON_COLUMNS)
    if birth := columns.pop("date_of_birth", None):
        columns |= {"date_of_birth": birth.on, "born_about": birth.about}
    return columns


def _address_columns(values: Columns) -> Columns:
    """Return the columns of an address in `values`."""
    return {column: values[name] for name, column in ADDRESS_COLUMNS.items() if name in values}


def _update_person(importer: RowImporter, result: RowResult, values: Columns) -> None:
    """Change the person's columns, and correct today's home address. A move is entered on its page, with its day."""
    columns, home = _address_columns(values), current_home(result.record)
    result.update(result.record, _person_columns(values))
    if home is not None and columns:
        result.update(home, columns)
    elif home is None:
        result.created += _first_address(importer, result.record, columns)


def _first_address(importer: RowImporter, individual: Individual, columns: Columns) -> list[Address]:
    blank = dict.fromkeys(ADDRESS_COLUMNS.values(), "")
    address = record_first_address(individual, by=importer.by, **{**blank, **columns})
    return [address] if address else []


def _create_worker(importer: RowImporter, values: Columns) -> RowResult:
    result = RowResult(None)
    user = importer.user(values["email"], "Email")
    worker = importer.worker(values["email"])
    if worker is not None and worker.left_on and worker.left_on < clock.today():
        raise Refused(f"The worker with this email address left on {worker.left_on:%-d %B %Y}. Use another address.")
    user = user or importer.create_user(result, values["email"], values["full_name"], values["telephone"])
    if worker is None:
        worker = employ(
            user=user,
            team=_team(importer, result, values["team"]),
            contracts=[importer.contract],
            started_on=values["started_on"],
            minutes_a_week=values["minutes_a_week"],
            by=importer.by,
            **_pick(values, WORKER_COLUMNS),
        )
        importer.add_worker(worker)
        result.created += [worker, *worker.contracted_hours.all()]
        result.created += Worker.contracts.through.objects.filter(worker=worker)
    elif worker.contracts.filter(pk=importer.contract.pk).exists():
        result.warnings.append("This worker is already on Casework and will not change.")
    else:
        worker.contracts.add(importer.contract)
        result.created += Worker.contracts.through.objects.filter(worker=worker, contract=importer.contract)
        result.warnings.append("This worker is already on Casework, in another contract.")
    importer.give_role(result, user, values["role"], values["started_on"])
    result.record = worker
    return result


def _create_account(importer: RowImporter, values: Columns) -> RowResult:
    """Give the role, and create the account if there is none with this address."""
    result = RowResult(None)
    user, role = importer.user(values["email"], "Email"), values["role"]
    if role in NEED_STAFF_RECORD and importer.worker(values["email"]) is None:
        raise Refused(f"Role: a {ROLES[role].name.lower()} needs a staff record. Add them to the sheet “Workers”.")
    if user is None:
        user = importer.create_user(result, values["email"], values["full_name"], values["telephone"])
    elif importer.post(user, role) is not None:
        result.warnings.append("They already have this role, and it will not change.")
    elif not importer.is_new(user):
        result.warnings.append("They already have an account. They get the role; their account will not change.")
    result.record = importer.give_role(result, user, role, values["from_on"], values["until_on"])
    return result


def _team(importer: RowImporter, result: RowResult, name: str) -> Team:
    """Return the team of this name, created if there is none. Raises Refused for one that has ended."""
    team = Team.objects.filter(name__iexact=name).first()
    if team is not None and team.ended_on:
        raise Refused(f"The team {team} has ended. Enter another team.")
    if team is None:
        team = Team.objects.create(name=name, recorded_by=importer.by)
        result.created.append(team)
    return team


def _update_worker(importer: RowImporter, result: RowResult, values: Columns) -> None:
    columns = _pick(values, WORKER_COLUMNS)
    if "team" in values:
        columns["team_id"] = _team(importer, result, values["team"]).pk
    result.update(result.record, columns)


def _create_individual(importer: RowImporter, values: Columns) -> RowResult:
    individual = Individual.objects.create(recorded_by=importer.by, **_person_columns(values))
    result = RowResult(individual, created=[individual])
    result.created += _first_address(importer, individual, _address_columns(values))
    contacts = (
        (ContactKind.TELEPHONE, values["telephone"], values["telephone_is_safe"]),
        (ContactKind.TEXT, values["telephone"], values["text_is_safe"]),
        (ContactKind.EMAIL, values["person_email"], values["email_is_safe"]),
    )
    result.created += ContactPoint.objects.bulk_create(
        ContactPoint(
            individual=individual,
            kind=kind,
            value=value,
            is_safe=is_safe,
            note=values["contact_note"],
            recorded_by=importer.by,
        )
        for kind, value, is_safe in contacts
        if value
    )
    review_on = clock.today() + NEED_REVIEW
    result.created += AccessNeed.objects.bulk_create(
        AccessNeed(
            individual=individual, kind=NeedKind.SUPPORT, words=need, review_on=review_on, recorded_by=importer.by
        )
        for need in values["communication_needs"]
    )
    return result


def _create_relationship(importer: RowImporter, values: Columns) -> RowResult:
    relationship = Relationship.objects.create(
        individual=importer.person(values["person"]),
        kind=values["kind"],
        name=values["name"],
        telephone=values["telephone"],
        note=values["note"],
        from_on=values["from_on"] or importer.contract.cut_over_on or clock.today(),
        until_on=values["until_on"],
        recorded_by=importer.by,
    )
    return RowResult(relationship, created=[relationship])


def _create_keyworker_term(importer: RowImporter, values: Columns) -> RowResult:
    result = RowResult(None)
    individual = importer.person(values["person"])
    user = importer.user(values["email"], "Keyworker's email")
    user = user or importer.create_user(result, values["email"], values["full_name"], values["telephone"])
    importer.give_role(result, user, RoleKey.KEYWORKER, clock.today())
    from_on = values["from_on"]
    terms = list(individual.keyworker_terms.all())
    for term in terms:
        if term.user_id == user.pk and term.from_on <= from_on and (term.until_on is None or term.until_on > from_on):
            result.record = term
            result.warnings.append("They are already this person's keyworker.")
            return result
    ending = [term for term in terms if term.until_on is None and term.from_on < from_on]
    result.previous += [(term, {"until_on": None}) for term in ending]
    result.record = change_keyworker(individual=individual, user=user, from_on=from_on, by=importer.by)
    result.created.append(result.record)
    return result


def _create_package(importer: RowImporter, values: Columns) -> RowResult:
    individual = importer.person(values["person"])
    strand = importer.strands.get(values["strand"].casefold())
    if importer.strands and strand is None:
        names = ", ".join(strand.name for strand in importer.strands.values())
        raise Refused(f"Strand: “{values['strand'][:40]}” is not one of the contract's strands: {names}.")
    unknown = [name for name in values["wanted_domains"] if name.casefold() not in importer.domains]
    if unknown:
        raise Refused(f"Life domains: “{unknown[0][:40]}” is not one of the contract's.")
    starts_on = values["starts_on"]
    for name in ("last_update_on", "last_review_on"):
        if values[name] and values[name] < starts_on:
            raise Refused(f"{SHEETS['packages'].column(name).label}: this is before support starts.")
    package = open_package(
        individual=individual,
        contract=importer.contract,
        strand=strand,
        starts_on=starts_on,
        minutes_a_week=values["minutes"],
        outcomes=values["outcomes"],
        wanted_domains=[importer.domains[name.casefold()] for name in values["wanted_domains"]],
        by=importer.by,
        **_pick(values, PACKAGE_COLUMNS),
    )
    result = RowResult(package, created=[package] if importer.has_case(individual) else [package.case, package])
    importer.add_package(result, package, individual)
    _create_keyworker_of_package(importer, result, individual, values)
    return result


def _create_keyworker_of_package(
    importer: RowImporter, result: RowResult, individual: Individual, values: Columns
) -> None:
    email = values["keyworker_email"]
    if not email or individual.keyworker_terms.exists():
        return
    user = importer.user(email)
    if user is None:
        raise Refused(f"Keyworker's email: {email} is not on Casework. Add a row to the sheet “Keyworkers”.")
    term = change_keyworker(individual=individual, user=user, from_on=values["starts_on"], by=importer.by)
    result.created.append(term)


def _create_allocation(importer: RowImporter, values: Columns) -> RowResult:
    package = importer.package(values["package"])
    worker = importer.worker(values["worker"])
    if worker is None:
        raise Refused(f"There is no worker {values['worker']} in the sheet “Workers” or on Casework.")
    allocation = take_over_allocation(
        package=package,
        worker=worker,
        kind=values["kind"],
        from_on=values["from_on"],
        until_on=values["until_on"],
        by=importer.by,
    )
    return RowResult(allocation, created=[allocation])


def _create_spell(importer: RowImporter, values: Columns) -> RowResult:
    spell, hold = take_over_admission(
        individual=importer.person(values["person"]),
        contract=importer.contract,
        by=importer.by,
        **_pick(values, ("hospital", "kind", "admitted_on", "discharged_on", "told_by")),
    )
    result = RowResult(spell, created=[spell])
    if hold and hold.ends_on <= clock.today():
        result.warnings.append(
            f"The last day of the hold was {hold.last_held_on:%-d %B %Y}. Support does not end by itself: the "
            "keyworker and the managers decide."
        )
    return result


def _update_spell(importer: RowImporter, result: RowResult, values: Columns) -> None:
    spell, discharged_on = result.record, values.get("discharged_on")
    result.update(spell, _pick(values, ("hospital", "kind", "told_by")))
    if discharged_on and discharged_on != spell.discharged_on:
        result.previous.append((spell, {"discharged_on": None}))
        record_discharge(spell=spell, discharged_on=discharged_on, by=importer.by)


def _update_columns(*names: str) -> Updater:
    """Return an updater of these columns of the record."""

    def update(importer: RowImporter, result: RowResult, values: Columns) -> None:
        result.update(result.record, _pick(values, names))

    return update


CREATORS: dict[str, Creator] = {
    "workers": _create_worker,
    "accounts": _create_account,
    "people": _create_individual,
    "relationships": _create_relationship,
    "keyworkers": _create_keyworker_term,
    "packages": _create_package,
    "allocations": _create_allocation,
    "hospital": _create_spell,
}
UPDATERS: dict[str, Updater] = {
    "workers": _update_worker,
    "accounts": _update_columns(),
    "people": _update_person,
    "relationships": _update_columns("telephone", "note", "until_on"),
    "keyworkers": _update_columns(),
    "packages": _update_columns(*PACKAGE_COLUMNS),
    "allocations": _update_columns("until_on"),
    "hospital": _update_spell,
}
