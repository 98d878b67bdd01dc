"""The provider and its two contracts as data: councils, terms, what the contracts name, users and posts."""

import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import User
from contracts import demo_marker
from contracts.enums import ExcludedActivity, ReferralSource
from contracts.models import Contract, ContractOutcome, Council, LifeDomain, Strand
from contracts.services import TermsColumns, appoint, set_terms
from core import clock
from demo.logins import DOMAIN, LOGINS, PASSWORD
from demo.people import telephone
from demo.staff import ABOUT, COURSES, EXPIRED, FAMILY, HIRES, KEYWORKERS, POSTS, REFERRERS, TEAMS, Hire
from demo.world import StaffMember, World, at
from workforce.models import Team, TrainingCourse, Worker
from workforce.services import employ, record_training

COUNCILS = {
    "tameside": {
        "name": "Tameside Council",
        "area": "Tameside",
        "safeguarding_team": "Adult safeguarding team",
        "safeguarding_telephone": "0161 496 0170",
        "duty_team_telephone": "0161 496 0199",
    },
    "links": {
        "name": demo_marker.COUNCIL,
        "area": "Northmoor",
        "safeguarding_team": "Northmoor adult safeguarding",
        "safeguarding_telephone": "01632 960 170",
        "duty_team_telephone": "01632 960 199",
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
TERMS: dict[str, TermsColumns] = {
    "tameside": {
        "sources": [ReferralSource.MENTAL_HEALTH_TEAM],
        "minimum_age": 18,
        "age_limit": 66,
        "asks_mental_health_services": True,
        "asks_eligible_needs": True,
        "asks_residence": True,
        "asks_council_support_plan": True,
        "asks_council_risk_assessment": True,
        "asks_keyworker": True,
        "asks_exit_plan": True,
        "asks_transition_plan": True,
        "asks_revised_plan": True,
        "declines_for_capacity_only": True,
        "priority_bands": ["Urgent", "Soon", "Routine"],
        "excluded_activities": list(ExcludedActivity),
        "excluded_activities_clause": "3.4",
        "hold_warning_days": [14, 21, 26],
        "update_days": 42,
        "update_ahead_days": 14,
        "hold_days": 28,
        "day_starts_at": datetime.time(8),
        "day_ends_at": datetime.time(22),
        "alert_minutes": 8 * 60,
    },
    "links": {
        "sources": [ReferralSource.HUB, ReferralSource.COMMUNITY_TEAM, ReferralSource.DROP_IN],
        "survey_months": 6,
        "minimum_people_at_once": 25,
        "minimum_people_a_year": 50,
    },
}
STRANDS = {
    "tameside": (
        "Community recovery",
        "Short-term intensive support",
        "New to mental health services",
        "Crisis support",
    ),
    "links": (),
}
LIFE_DOMAINS = {
    "tameside": (
        "Home and daily living",
        "Physical health",
        "Mental wellbeing",
        "Money and benefits",
        "Family",
        "Friends and neighbours",
        "Work and volunteering",
        "Learning",
        "Leisure and interests",
        "Getting out and about",
    ),
    "links": (
        "Faith, spirituality and culture",
        "Education and training",
        "Employment",
        "Volunteering",
        "Arts",
        "Healthy living, sport and leisure",
    ),
}
OUTCOMES = {
    "tameside": (
        "More people in work, training or volunteering, or closer to it",
        "More choice, control and confidence",
        "Distress is recognised early and people get the right help",
        "More people use local services and facilities",
        "Stronger relationships with family and friends",
        "People and families understand mental health better and cope better with it",
        "Joined-up support from different services",
        "Recovery and more independent living",
    ),
    "links": (
        "Tailored advice and support",
        "More people volunteer in mainstream settings",
        "More people take part in community life",
        "Wider social networks",
        "More people take up courses",
        "More people gain a qualification",
        "Better physical health",
        "More people exercise regularly",
        "Better quality of life and confidence",
        "Better coping with distress",
        "Receiving the benefits they are entitled to",
        "Reaching under-served groups",
        "More mainstream groups and venues welcome people",
        "People who use the service have a say in how it is run",
    ),
}


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
            world.contracts[key] = _contract(key, Council.objects.create(recorded_by=by, **council), starts_on, by)
        teams = [Team.objects.create(name=name, recorded_by=by) for name in TEAMS]
        world.teams = teams
        world.courses = [
            TrainingCourse.objects.create(name=name, is_required=required, valid_months=months, recorded_by=by)
            for name, required, months in COURSES
        ]
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
    contract = Contract.objects.create(council=council, starts_on=starts_on, recorded_by=by, **CONTRACTS[key])
    set_terms(contract=contract, from_on=starts_on, by=by, **TERMS[key])
    for model, names in ((Strand, STRANDS), (LifeDomain, LIFE_DOMAINS), (ContractOutcome, OUTCOMES)):
        for position, name in enumerate(names[key]):
            model.objects.create(contract=contract, name=name, position=position, recorded_by=by)
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
