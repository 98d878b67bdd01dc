"""The sheets of the workbook, from which the templates, the explanations on the page and the checks are made."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from accounts.roles import NEED_STAFF_RECORD, ROLES
from casework.enums import AllocationKind, ExitRoute, HospitalKind, RelationshipKind
from casework.importing import columns as c
from casework.importing.columns import Column
from workforce.enums import Gender

REFERENCE = "your own reference; the same reference means the same record"
OF_PERSON = "the reference in the sheet “People”"
SAFETY = "yes, no or not known; empty means not known"
LENGTH_OF_KEY = 120
Choices = dict[str, str] | type[TextChoices]
# The roles of the sheet "Workers", which has what their staff record needs, and those of the sheet "Accounts".
WORKER_ROLES = {key: ROLES[key].name for key in NEED_STAFF_RECORD}
ACCOUNT_ROLES = {key: role.name for key, role in ROLES.items() if not role.in_every_contract}


@dataclass(frozen=True)
class Sheet:
    """`key` returns the key of a row's values. The same key in a later file is the same record."""

    name: str
    label: str
    words: str
    columns: tuple[Column, ...]
    key: Callable[[dict[str, Any]], str]

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)

    def read(self, cells: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
        """Return the values by column, and the problems with the cells. Columns missing in the file are empty."""
        values: dict[str, Any] = {}
        problems = []
        for column in self.columns:
            try:
                values[column.name] = column.value(cells.get(column.name, ""))
            except ValueError as error:
                problems.append(f"{column.label}: {error}.")
        return values, problems

    def key_of(self, values: dict[str, Any]) -> str:
        """Return the key of a row that was read without problems, at most 120 characters."""
        key = self.key(values)
        if len(key) <= LENGTH_OF_KEY:
            return key
        return f"{key[:80]}…{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _choice(name: str, label: str, choices: Choices, words: str = "", **options: Any) -> Column:
    """Return a column of `choices`; `options` are further arguments of Column."""
    labels = choices if isinstance(choices, dict) else {str(value): str(text) for value, text in choices.choices}
    return Column(name, label, c.choice(labels), words, allowed=tuple(labels.values()), **options)


def _dates(name: str, label: str, words: str = "", *, past: bool = False, **options: Any) -> Column:
    """Return a column of dates; `options` are further arguments of Column."""
    return Column(name, label, c.past_day if past else c.day, words, **{"empty": None, **options})


def _last_days(name: str, label: str, words: str = "", **options: Any) -> Column:
    """Return a column of last days, stored as the day after. Input as `_dates`."""
    return Column(name, label, c.last_day, words, **{"empty": None, **options})


WORKERS = Sheet(
    "workers",
    "Workers",
    "Your workers. Each gets an account without a password and signs in with a code.",
    (
        Column("email", "Email", c.email, "used to sign in", True, example="j.bell@provider.example"),
        Column("full_name", "Full name", c.line(120), required=True, example="Jo Bell"),
        Column("team", "Team", c.line(80), "created if it is new", True, changes=True, example="North"),
        Column("job_title", "Job title", c.line(80), empty="Support worker", changes=True),
        _choice(
            "role",
            "Role",
            WORKER_ROLES,
            "what they can see and do; their other roles are in the sheet “Accounts”",
            required=True,
            example="Support worker",
        ),
        Column("telephone", "Telephone", c.telephone, example="07700 900123"),
        _dates("started_on", "Started on", "first day of employment", required=True, example="01/04/2024"),
        Column(
            "minutes_a_week",
            "Hours a week",
            c.weekly(60),
            "contracted hours, for example 37 or 18.5",
            True,
            example="37",
        ),
        _dates("induction_completed_on", "Induction completed on", past=True, changes=True, example="30/04/2024"),
        _dates("dbs_checked_on", "DBS checked on", past=True, changes=True, example="20/03/2024"),
        Column(
            "areas",
            "Areas",
            c.text_list(80),
            "towns, separated by semicolons",
            empty=list,
            changes=True,
            example="Ashton;Hyde",
        ),
        Column(
            "languages",
            "Languages",
            c.text_list(40),
            "other than English, separated by semicolons",
            empty=list,
            changes=True,
        ),
        _choice("gender", "Gender", Gender, changes=True),
    ),
    lambda values: values["email"],
)
ACCOUNTS = Sheet(
    "accounts",
    "Accounts",
    "Managers, on-call seniors, keyworkers, referrers, commissioners and everybody else with a role in the contract. "
    "Those without an account get one without a password, and sign in with a code.",
    (
        Column("email", "Email", c.email, "used to sign in", True, example="p.dunn@council.example"),
        Column("full_name", "Full name", c.line(120), required=True, example="Pat Dunn"),
        _choice(
            "role",
            "Role",
            ACCOUNT_ROLES,
            "one row for each role; support workers and team leaders must also be in the sheet “Workers”",
            required=True,
            example="Referrer",
        ),
        Column("telephone", "Telephone", c.telephone, example="01632 960124"),
        _dates(
            "from_on",
            "First day",
            "first day of the role; if it is in the past, they get access from today",
            required=True,
            example="01/09/2025",
        ),
        _last_days("until_on", "Last day", "leave blank if the role has no end"),
    ),
    lambda values: f"{values['email']}/{values['role']}",
)
# The columns of the sheet that make the home address, and their columns there.
ADDRESS_COLUMNS = {"address": "lines", "area": "area", "postcode": "postcode"}
PEOPLE = Sheet(
    "people",
    "People",
    "The people supported.",
    (
        Column("reference", "Reference", c.line(60), REFERENCE, True, example="0042"),
        Column("full_name", "Full name", c.line(120), required=True, changes=True, example="Robin Ashdown"),
        Column("known_as", "Name to use", c.line(60), changes=True),
        Column("former_names", "Former names", c.text_list(120), "separated by semicolons", empty=list, changes=True),
        Column(
            "date_of_birth",
            "Date of birth",
            c.birth,
            "or “about 1958”, or “not known” where the contract has no age limits",
            required=True,
            changes=True,
            example="31/12/1980",
        ),
        Column("nhs_number", "NHS number", c.nhs_number, "ten digits", empty=None, changes=True, example="9990000026"),
        Column("address", "Address", c.text(500), changes=True),
        Column("area", "Area", c.line(80), "town or part of the borough", changes=True, example="Ashton"),
        Column("postcode", "Postcode", c.postcode, changes=True),
        Column(
            "visit_warning",
            "Visit warning",
            c.text(300),
            "what to know before you knock",
            changes=True,
            earlier_label="at_the_door",
        ),
        Column("telephone", "Telephone", c.telephone, example="01632 960123"),
        Column("telephone_is_safe", "Telephone is safe", c.yes_no_or_not_known, SAFETY, empty=None, example="yes"),
        Column("text_is_safe", "Text messages are safe", c.yes_no_or_not_known, SAFETY, empty=None, example="no"),
        Column("person_email", "Email", c.email),
        Column("email_is_safe", "Email is safe", c.yes_no_or_not_known, SAFETY, empty=None),
        Column("contact_note", "Contact note", c.line(200), "for example when to ring"),
        Column("communication_needs", "Communication needs", c.text_list(300), "separated by semicolons", empty=list),
        _choice("worker_gender_wish", "Prefers a worker who is", Gender, changes=True),
        Column("worker_language_wish", "Prefers a worker who speaks", c.line(40), changes=True),
    ),
    lambda values: values["reference"],
)
RELATIONSHIPS = Sheet(
    "relationships",
    "Relationships",
    "Carers, family, advocates, nominated persons.",
    (
        Column("person", "Person's reference", c.line(60), OF_PERSON, True, example="0042"),
        _choice("kind", "Relationship", RelationshipKind, required=True, example="Advocate"),
        Column("name", "Name", c.line(120), required=True, example="Lee Marsh"),
        Column("telephone", "Telephone", c.telephone, changes=True),
        Column("note", "Note", c.line(200), changes=True),
        _dates("from_on", "From", "leave blank to use the cut-over date"),
        _last_days("until_on", "Last day", "leave blank if it has no end", changes=True),
    ),
    lambda values: f"{values['person']}/{values['kind']}/{values['name']}",
)
KEYWORKERS = Sheet(
    "keyworkers",
    "Keyworkers",
    "Each person's keyworker at the Council.",
    (
        Column("person", "Person's reference", c.line(60), OF_PERSON, True, example="0042"),
        Column("email", "Keyworker's email", c.email, "used to sign in", True, example="k.lowe@council.example"),
        Column("full_name", "Keyworker's name", c.line(120), required=True, example="Kim Lowe"),
        Column("telephone", "Keyworker's telephone", c.telephone),
        _dates("from_on", "Keyworker from", required=True, example="01/09/2025"),
    ),
    lambda values: f"{values['person']}/{values['from_on']}",
)
PACKAGES = Sheet(
    "packages",
    "Packages",
    "Support packages that are open.",
    (
        Column("reference", "Package reference", c.line(60), REFERENCE, True, example="P-0042"),
        Column("person", "Person's reference", c.line(60), OF_PERSON, True, example="0042"),
        _dates("starts_on", "Starts on", "first day of support", required=True, example="01/09/2025"),
        Column("strand", "Strand", c.line(200), "as in the contract, if it has strands"),
        Column("minutes", "Hours a week", c.weekly(168), "6, 6.5 or 4h30", True, example="4h30"),
        Column("needs", "Needs", c.text(20_000), "as in the Council's support plan", changes=True),
        Column("outcomes", "Outcomes", c.text_list(300), "agreed by the Council, separated by semicolons", empty=list),
        Column(
            "wanted_domains",
            "Life domains",
            c.text_list(200),
            "areas of life to help with, separated by semicolons",
            empty=list,
        ),
        Column("agreed_end_point", "Agreed end point", c.text(2000), changes=True),
        _last_days("expected_end_on", "Expected last day", changes=True),
        _choice("exit_route", "Exit route", ExitRoute, changes=True),
        _dates("first_review_on", "First review on", "as agreed with the Council", changes=True),
        _dates(
            "last_update_on", "Last keyworker update on", "the next one is due from this date", past=True, changes=True
        ),
        _dates("last_review_on", "Last review on", past=True, changes=True),
        Column("keyworker_email", "Keyworker's email", c.email, "if the sheet “Keyworkers” has no row for the person"),
    ),
    lambda values: values["reference"],
)
ALLOCATIONS = Sheet(
    "allocations",
    "Allocations",
    "Which workers support which people. A caseload that is too large is imported with a warning.",
    (
        Column("package", "Package reference", c.line(60), "as in the sheet “Packages”", True, example="P-0042"),
        Column("worker", "Worker's email", c.email, required=True, example="j.bell@provider.example"),
        _choice("kind", "Role", AllocationKind, required=True, example="Lead worker"),
        _dates("from_on", "From", required=True, example="01/09/2025"),
        _last_days("until_on", "Last day", "leave blank if it has no end", changes=True),
    ),
    lambda values: f"{values['package']}/{values['worker']}/{values['from_on']}",
)
HOSPITAL = Sheet(
    "hospital",
    "Hospital",
    "People who are in hospital now.",
    (
        Column("person", "Person's reference", c.line(60), OF_PERSON, True, example="0042"),
        Column("hospital", "Hospital", c.line(120), required=True, changes=True, example="Stonefield Hospital"),
        _choice("kind", "Kind of hospital", HospitalKind, required=True, changes=True, example="Mental health"),
        _dates("admitted_on", "Admitted on", past=True, required=True),
        _dates("discharged_on", "Discharged on", "leave blank if still in hospital", past=True, changes=True),
        Column("told_by", "Who told us", c.line(120), changes=True),
    ),
    lambda values: f"{values['person']}/{values['admitted_on']}",
)
# In the order in which they are imported.
SHEETS = {
    sheet.name: sheet
    for sheet in (WORKERS, ACCOUNTS, PEOPLE, RELATIONSHIPS, KEYWORKERS, PACKAGES, ALLOCATIONS, HOSPITAL)
}
