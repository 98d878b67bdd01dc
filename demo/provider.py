"""The provider and its two contracts as data: councils, terms, what the contracts name, users and posts."""

import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import User
from contracts import demo_marker
from contracts.details.patterns import COMMUNITY_LINKS, REFERRED_BY_THE_COUNCIL
from contracts.models import Contract, Council
from contracts.services import (
    CouncilDetails,
    ProviderDetails,
    TermsColumns,
    add_contract,
    add_council,
    appoint,
    go_live,
    save_provider,
    set_terms,
)
from core import clock
from demo.logins import DOMAIN, LOGINS, PASSWORD
from demo.people import telephone
from demo.staff import ABOUT, COURSES, EXPIRED, FAMILY, HIRES, KEYWORKERS, POSTS, REFERRERS, TEAMS, Hire
from demo.world import StaffMember, World, at
from workforce.models import Worker
from workforce.services import add_course, add_team, employ, record_training

COUNCILS: dict[str, CouncilDetails] = {
    "tameside": {
        "name": "Tameside Council",
        "area": "Tameside",
        "safeguarding_team": "Adult safeguarding team",
        "safeguarding_telephone": "0161 496 0170",
        "children_team": "Children’s safeguarding hub",
        "children_telephone": "0161 496 0171",
        "duty_team_telephone": "0161 496 0199",
        "complaints_telephone": "0161 496 0180",
        "email_domains": "tameside.example",
    },
    "links": {
        "name": demo_marker.COUNCIL,
        "area": "Northmoor",
        "safeguarding_team": "Northmoor adult safeguarding",
        "safeguarding_telephone": "01632 960 170",
        "children_team": "Northmoor children’s services",
        "children_telephone": "01632 960 171",
        "duty_team_telephone": "01632 960 199",
        "complaints_telephone": "01632 960 180",
    },
}
CONTRACTS = {
    "tameside": {
        "name": "Mental Health Community Support",
        "telephone": "0161 496 0123",
        "email": f"tameside@{DOMAIN}",
        "hours": "8am to 10pm, every day",
    },
    "links": {
        "name": "Community Links",
        "telephone": "01632 960 123",
        "email": f"links@{DOMAIN}",
        "hours": "every day, including evenings",
    },
}
# Beside those of its pattern.
TERMS: dict[str, TermsColumns] = {
    "tameside": {
        "decide_within_working_days": 10,
        "council_contact_hours": 4,
        "portal_form_working_days": 4,
        "return_working_days": 20,
    },
    "links": {"no_placement_programme": True},
}
PROVIDER: ProviderDetails = {
    "name": "Alderfinch Support",
    "telephone": "0161 496 0120",
    "email": f"office@{DOMAIN}",
    "office_hours": "9am to 5pm, Monday to Friday",
    "out_of_hours_telephone": "0161 496 0121",
    "out_of_hours": "The on-call senior answers outside office hours, from 8am to 10pm",
    "unanswered_from": datetime.time(22),
    "unanswered_until": datetime.time(8),
    "crisis_numbers": ["Mental health crisis line: 0161 496 0150"],
}
PATTERNS = {"tameside": REFERRED_BY_THE_COUNCIL, "links": COMMUNITY_LINKS}


def first_of_april(today: datetime.date) -> datetime.date:
    """The 1 April nearest to two years before `today`."""
    two_years_ago = today - datetime.timedelta(days=730)
    candidates = [datetime.date(two_years_ago.year + step, 4, 1) for step in (-1, 0, 1)]
    return min(candidates, key=lambda day: abs(day - two_years_ago))


def create_provider(world: World) -> None:
    """Create councils, contracts and the users of the first day."""
    starts_on = first_of_april(world.today)
    with clock.frozen_at(at(starts_on, 9)):
        password = make_password(PASSWORD)
        _users(world, password)
        by = world.users["admin"]
        for key, council in COUNCILS.items():
            world.contracts[key] = _contract(key, add_council(by=by, **council), starts_on, by)
        teams = [add_team(name=name, by=by) for name in TEAMS]
        world.teams = teams
        world.courses = [
            add_course(name=name, is_required=required, valid_months=months, by=by)
            for name, required, months in COURSES
        ]
        save_provider(revision=1, by=by, **PROVIDER)
        go_live(missing=(), by=by)
        appoint(user=by, role="administrator", contract=None, from_on=starts_on, by=by)
        for key, (role, contracts) in POSTS.items():
            for contract in contracts:
                appoint(user=world.users[key], role=role, contract=world.contracts[contract], from_on=starts_on, by=by)
        for key, _, _ in KEYWORKERS:
            _appoint(world, key, "keyworker", ("tameside",), starts_on)
        for key, _ in REFERRERS:
            _appoint(world, key, "referrer", ("links",), starts_on)
        for hire in HIRES:
            if hire.started is None:
                hire_worker(world, hire, starts_on)


def _users(world: World, password: str) -> None:
    rows = [(login.key, login.name, login.telephone) for login in LOGINS]
    hires = [(hire.key, hire.full_name) for hire in HIRES if hire.started is None and hire.key not in POSTS]
    hires += [(key, full_name) for key, full_name, *_ in (*KEYWORKERS, *REFERRERS, *FAMILY)]
    known = {key for key, *_ in rows}
    rows += [
        (key, full_name, telephone(120 + place)) for place, (key, full_name) in enumerate(hires) if key not in known
    ]
    for key, full_name, number in rows:
        world.users[key] = _user(f"{key}@{DOMAIN}", full_name, number, password)


def _user(email: str, full_name: str, number: str, password: str) -> User:
    """Return a user. All have the same password, which is hashed once."""
    user = User.objects.create_user(email, full_name, telephone=number)
    user.password = password
    user.save(update_fields=["password"])
    return user


def _contract(key: str, council: Council, starts_on: datetime.date, by: User) -> Contract:
    contract: Contract = add_contract(
        council=council, starts_on=starts_on, ends_on=None, pattern=PATTERNS[key], by=by, **CONTRACTS[key]
    )
    terms: TermsColumns = {**PATTERNS[key].terms, **TERMS[key]}
    set_terms(contract=contract, from_on=starts_on, by=by, **terms)
    return contract


def _appoint(world: World, key: str, role: str, contracts: tuple[str, ...], from_on: datetime.date) -> None:
    for contract in contracts:
        appoint(
            user=world.users[key],
            role=role,
            contract=world.contracts[contract],
            from_on=from_on,
            by=world.users["admin"],
        )


def hire_worker(world: World, hire: Hire, started_on: datetime.date) -> StaffMember:
    """Hire a worker: create the account if there is none, the employment and the post."""
    if hire.key not in world.users:
        number = telephone(160 + HIRES.index(hire))
        world.users[hire.key] = _user(hire.email, hire.full_name, number, world.users["admin"].password)
    contracts = [world.contracts[key] for key in hire.contracts]
    domains = [list(contract.life_domains.all()) for contract in contracts]
    gender, languages, areas = ABOUT.get(hire.key, ("", (), ()))
    worker: Worker = employ(
        user=world.users[hire.key],
        team=world.teams[hire.team],
        contracts=contracts,
        started_on=started_on,
        minutes_a_week=hire.hours * 60,
        by=world.users["manager"],
        specialisms=[domains[0][place] for place in hire.specialisms],
        job_title="Team leader" if hire.is_leader else "Support worker",
        induction_completed_on=started_on + datetime.timedelta(days=10) if hire.is_inducted else None,
        dbs_checked_on=started_on - datetime.timedelta(days=20),
        gender=gender,
        languages=list(languages),
        areas=list(areas),
    )
    for place, course in enumerate(world.courses if hire.is_inducted else ()):
        before = world.ago(EXPIRED[hire.key]) if place == 1 and hire.key in EXPIRED else started_on
        record_training(worker=worker, course=course, done_on=min(started_on, before), by=world.users["manager"])
    _appoint(world, hire.key, "team_leader" if hire.is_leader else "support_worker", hire.contracts, started_on)
    leaves_on = world.ago(hire.left) if hire.left is not None else None
    member = StaffMember(hire.key, worker, is_leader=hire.is_leader, leaves_on=leaves_on)
    world.staff[hire.key] = member
    return member
