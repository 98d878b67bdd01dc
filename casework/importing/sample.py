"""The sample workbook: invented people, workers and roles that pass the check of a contract that runs today.

Names and lists are those of the contract, and days count from today, so that the sample never grows old.
"""

import datetime

from casework.importing import templates
from contracts.models import Contract
from core import clock

Rows = list[dict[str, str]]

DAY = datetime.timedelta(days=1)
WORKERS = ("n.costello@example.org", "Niamh Costello"), ("a.pawlak@example.org", "Andrzej Pawlak")
KEYWORKERS = ("p.tranter@example.org", "Philippa Tranter"), ("e.uzoma@example.org", "Emeka Uzoma")
# Reference, columns of the sheet "People", age.
PEOPLE: tuple[tuple[str, dict[str, str], int], ...] = (
    (
        "S-101",
        {
            "full_name": "Zanele Dlamini",
            "known_as": "Zee",
            "nhs_number": "9990041709",
            "area": "Brookside",
            "telephone": "07700 900611",
            "telephone_is_safe": "yes",
            "text_is_safe": "yes",
            "contact_note": "Mornings are best",
        },
        34,
    ),
    (
        "S-102",
        {
            "full_name": "Gareth Prosser",
            "address": "Flat 2, 9 Tannery Lane",
            "area": "Highfield",
            "telephone": "01632 960612",
            "telephone_is_safe": "yes",
            "visit_warning": "A large dog. Ring twice and wait",
        },
        58,
    ),
    (
        "S-103",
        {
            "full_name": "Harpreet Kaur Bassi",
            "former_names": "Harpreet Kaur Bains",
            "area": "Brookside",
            "telephone": "07700 900613",
            "telephone_is_safe": "no",
            "person_email": "h.bassi@example.org",
            "email_is_safe": "yes",
            "worker_gender_wish": "Woman",
            "worker_language_wish": "Punjabi",
        },
        41,
    ),
    ("S-104", {"full_name": "Ludmila Horáková", "area": "Weirside", "communication_needs": "Large print"}, 61),
    ("S-105", {"full_name": "Desmond Ilesanmi", "known_as": "Des", "area": "Highfield"}, 24),
)


def workbook(contract: Contract) -> bytes:
    """Return the sample workbook for the contract."""
    return templates.workbook(rows(contract))


def rows(contract: Contract) -> dict[str, Rows]:
    """Return the rows of each sheet by column name."""
    return {
        "workers": _workers(),
        "accounts": _accounts(),
        "people": _people(),
        "relationships": _relationships(),
        "keyworkers": _keyworkers(contract),
        "packages": _packages(contract),
        "allocations": _allocations(contract),
        "hospital": _hospital(contract),
    }


def _written(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


def _start(contract: Contract, days_ago: int) -> datetime.date:
    """Return the first day of support: some days ago, or the nearest day on which the contract takes a package."""
    start = clock.today() - days_ago * DAY
    if contract.cut_over_on is None:
        start = max(start, contract.starts_on)
        start = min(start, contract.ends_on) if contract.ends_on else start
    return start


def _starts(contract: Contract) -> list[tuple[str, datetime.date]]:
    """Return each person's reference with the first day of their support."""
    return [(reference, _start(contract, 150 - 20 * place)) for place, (reference, _, _) in enumerate(PEOPLE)]


def _workers() -> Rows:
    years = clock.today().year
    (niamh, niamhs_name), (andrzej, andrzejs_name) = WORKERS
    checked = {
        "team": "Sample team",
        "induction_completed_on": f"30/06/{years - 2}",
        "dbs_checked_on": f"15/05/{years - 2}",
    }
    return [
        checked
        | {
            "email": niamh,
            "full_name": niamhs_name,
            "role": "Support worker",
            "telephone": "07700 900621",
            "started_on": f"01/06/{years - 2}",
            "minutes_a_week": "30",
            "areas": "Brookside; Weirside",
            "languages": "Irish",
            "gender": "Woman",
        },
        checked
        | {
            "email": andrzej,
            "full_name": andrzejs_name,
            "job_title": "Team leader",
            "role": "Team leader",
            "telephone": "07700 900622",
            "started_on": f"01/03/{years - 3}",
            "minutes_a_week": "37.5",
            "areas": "Highfield",
            "languages": "Polish; Punjabi",
            "gender": "Man",
        },
    ]


def _accounts() -> Rows:
    roles = (
        (*WORKERS[1], "On-call senior", "07700 900622"),
        ("r.sohal@example.org", "Ravinder Sohal", "Deputy manager", "07700 900623"),
        ("g.thwaite@example.org", "Gillian Thwaite", "Referrer", "01632 960624"),
        ("m.eddowes@example.org", "Marcus Eddowes", "Commissioner", ""),
    )
    first_day = _written(clock.today() + 7 * DAY)
    return [
        {"email": email, "full_name": name, "role": role, "telephone": telephone, "from_on": first_day}
        for email, name, role, telephone in roles
    ]


def _people() -> Rows:
    year = clock.today().year
    return [
        {"reference": reference, "date_of_birth": f"{4 + place * 5:02}/0{place + 3}/{year - age}"} | columns
        for place, (reference, columns, age) in enumerate(PEOPLE)
    ]


def _relationships() -> Rows:
    people = (
        ("S-101", "Family", "Nomsa Dlamini", "01632 960631", "Her mother"),
        ("S-101", "Advocate", "Corin Lascelles", "01632 960632", ""),
        ("S-102", "Carer (unpaid)", "Bryn Prosser", "07700 900633", "His brother. Lives next door"),
        ("S-104", "Nominated person", "Pavel Horák", "07700 900634", ""),
    )
    return [
        {"person": person, "kind": kind, "name": name, "telephone": telephone, "note": note}
        for person, kind, name, telephone, note in people
    ]


def _keyworkers(contract: Contract) -> Rows:
    return [
        {
            "person": reference,
            "email": KEYWORKERS[place % 2][0],
            "full_name": KEYWORKERS[place % 2][1],
            "telephone": f"01632 96064{place % 2}",
            "from_on": _written(starts_on),
        }
        for place, (reference, starts_on) in enumerate(_starts(contract))
    ]


def _packages(contract: Contract) -> Rows:
    today = clock.today()
    strands = [strand.name for strand in contract.strands.offered(today)]
    domains = [domain.name for domain in contract.life_domains.offered(today) if ";" not in domain.name]
    needs = (
        ("4h30", "Help to plan meals and to cook", "Cooks twice a week; Meets friends"),
        ("6", "Company on buses, and help with letters", "Travels into town alone"),
        ("3.5", "Help to find a class", "Goes to a class each week"),
        ("2", "Help to settle in a new flat", "Keeps the flat as she likes it"),
        ("5", "Help to get up and out in the morning", "Volunteers one morning a week"),
    )
    return [
        {
            "reference": f"P-{reference}",
            "person": reference,
            "starts_on": _written(starts_on),
            "strand": strands[place % len(strands)] if strands else "",
            "minutes": hours,
            "needs": need,
            "outcomes": outcomes,
            "wanted_domains": domains[place % len(domains)] if domains else "",
            "expected_end_on": _written(today + (120 + 30 * place) * DAY),
            "last_update_on": _written(max(starts_on, today - 20 * DAY)),
        }
        for place, ((reference, starts_on), (hours, need, outcomes)) in enumerate(
            zip(_starts(contract), needs, strict=True)
        )
    ]


def _allocations(contract: Contract) -> Rows:
    return [
        {
            "package": f"P-{reference}",
            "worker": WORKERS[place % 2][0],
            "kind": "Lead worker",
            "from_on": _written(starts_on),
        }
        for place, (reference, starts_on) in enumerate(_starts(contract))
    ]


def _hospital(contract: Contract) -> Rows:
    """Return one stay; none where support would end before the cut-over, which an import refuses."""
    reference, starts_on = _starts(contract)[-1]
    admitted_on = max(starts_on, clock.today() - 3 * DAY)
    terms = contract.find_terms(clock.today())
    hold_days = terms.hold_days if terms else None
    ends_on = admitted_on + (hold_days + 1) * DAY if hold_days is not None else None
    if contract.cut_over_on and ends_on and ends_on < contract.cut_over_on:
        return []
    stay = {"hospital": "Larkhill Hospital", "kind": "Mental health", "told_by": "Emeka Uzoma"}
    return [{"person": reference, "admitted_on": _written(admitted_on)} | stay]
