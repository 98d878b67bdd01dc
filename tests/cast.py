"""The cast: Amara supports Maya, Lewis does not; Ben is the manager, Priya the keyworker.

Users are attributes by first name (`cast.amara`), records by kind (`cast.package`).
Dates count from the clock's today: Maya's support started sixty days ago.
"""

import datetime

from django.contrib.auth.hashers import make_password

from accounts.models import User
from casework.models import (
    Address,
    ConsentDecision,
    ContactPoint,
    Individual,
    KeyworkerTerm,
    Representative,
    SupportPackage,
)
from casework.services import allocate, change_keyworker, open_package
from contracts.enums import ExcludedActivity
from contracts.models import Contract, ContractOutcome, Council, LifeDomain, Post, Strand, Terms
from contracts.services import add_name, set_terms
from core import clock
from plans.models import GoalWording, SupportPlan
from plans.services import add_goal, agree, offer, start, write
from workforce.models import Team, Worker
from workforce.services import employ

PASSWORD = "six quiet otters"
# First name: (full name, role, contract; an administrator has none). Without a role: people and representatives.
STAFF = {
    "amara": ("Amara Okafor", "support_worker", "tameside"),
    "lewis": ("Lewis Hartley", "support_worker", "tameside"),
    "tess": ("Tess Brannigan", "team_leader", "tameside"),
    "omar": ("Omar Farouk", "on_call_senior", "tameside"),
    "ben": ("Ben Whitcombe", "manager", "tameside"),
    "dana": ("Dana Kowalska", "deputy", "tameside"),
    "sunita": ("Sunita Rao", "safeguarding_lead", "tameside"),
    "farah": ("Farah Siddiqui", "finance_reader", "tameside"),
    "alan": ("Alan Pike", "administrator", None),
    "priya": ("Priya Nair", "keyworker", "tameside"),
    "kofi": ("Kofi Mensah", "keyworker", "tameside"),
    "rui": ("Rui Tavares", "referrer", "tameside"),
    "helen": ("Helen Armitage", "commissioner", "tameside"),
    "duty": ("Duty Desk", "duty_team", "tameside"),
    "nadia": ("Nadia Haddad", "manager", "links"),
    "gwen": ("Gwen Pritchard", "support_worker", "links"),
    "ivor": ("Ivor Stannard", "commissioner", "links"),
    "maya": ("Maya Lindqvist", None, None),
    "rosa": ("Rosa Lindqvist", None, None),
    "tomasz": ("Tomasz Zielinski", None, None),
    "noel": ("Noel Baptiste", None, None),
}
FULL_TERMS = {
    "sources": ["Mental health team"],
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
    "asks_connections_map": True,
    "counts_review_answers": True,
    "declines_for_capacity_only": True,
    "priority_bands": ["Urgent", "Soon", "Routine"],
    "excluded_activities": [ExcludedActivity.MEDICATION, ExcludedActivity.TRANSPORT],
    "excluded_activities_clause": "T3.4",
    "hold_warning_days": [14, 21, 26],
    "update_days": 42,
    "hold_days": 28,
    "day_starts_at": datetime.time(8),
    "day_ends_at": datetime.time(22),
    "alert_minutes": 120,
}
SILENT_TERMS = {
    "sources": ["Hub", "Community team", "Drop-in"],
    "survey_months": 6,
    "minimum_people_at_once": 25,
    "minimum_people_a_year": 50,
}
STRANDS = ("Daily living", "Staying well", "Getting about", "Work and learning")
CONTRACT_OUTCOMES = ("More choice and control", "Wider social networks")
LIFE_DOMAINS = ("Home", "Health", "People and places", "Work and learning")
OUTCOMES = ("Cooks a hot meal twice a week", "Meets other people once a week")


class Cast:
    """The users, records and dates of the cast, as attributes."""

    amara: User  # support worker, allocated to Maya, in Tess's team
    lewis: User  # support worker, allocated to Tomasz, in another team: the outsider
    tess: User  # team leader
    omar: User  # on-call senior
    ben: User  # manager
    dana: User  # deputy
    sunita: User  # safeguarding lead
    farah: User  # finance reader
    alan: User  # administrator
    priya: User  # Maya's keyworker
    kofi: User  # Tomasz's keyworker
    rui: User  # referrer
    helen: User  # commissioner
    duty: User  # the Council's duty team
    nadia: User  # manager of the other contract
    gwen: User  # support worker of the other contract
    ivor: User  # commissioner of the other contract
    maya: User  # the person supported
    rosa: User  # her sister, who may see the plan
    tomasz: User  # another person supported
    noel: User  # signed in, with no post and no relation to anybody

    today: datetime.date
    starts_on: datetime.date
    council: Council
    tameside: Contract  # full terms
    terms: Terms
    links: Contract  # terms that say next to nothing
    links_terms: Terms
    strands: list[Strand]
    life_domains: list[LifeDomain]
    team: Team
    other_team: Team
    worker: Worker  # Amara
    other_worker: Worker  # Lewis
    lead_worker: Worker  # Tess
    links_worker: Worker  # Gwen

    individual: Individual  # Maya
    package: SupportPackage
    plan: SupportPlan  # in force
    wording: GoalWording
    keyworker_term: KeyworkerTerm
    representative: Representative  # Rosa beside Maya
    consent: ConsentDecision
    other_individual: Individual  # Tomasz
    other_package: SupportPackage
    links_individual: Individual  # Wen, in the other contract
    links_package: SupportPackage

    def everybody(self) -> dict[str, User]:
        """Return every user by first name."""
        return {name: getattr(self, name) for name in STAFF}


def assemble() -> Cast:
    """Make the cast in the database. It depends on today's date only, so that `build_once(assemble)` can copy it."""
    cast = Cast()
    cast.today = clock.today()
    cast.starts_on = cast.today - datetime.timedelta(days=60)
    with clock.frozen_at(clock.instant_on(cast.today - datetime.timedelta(days=600), datetime.time(9))):
        _contracts(cast)
        _users(cast)
        _workers(cast)
    with clock.frozen_at(clock.instant_on(cast.starts_on, datetime.time(9))):
        _maya(cast)
        _others(cast)
    return cast


def _contracts(cast: Cast) -> None:
    from_on = clock.today()
    cast.council = Council.objects.create(
        name="Tameside Council",
        area="Tameside",
        safeguarding_team="Adults safeguarding team",
        safeguarding_telephone="01632 960110",
        duty_team_telephone="01632 960111",
    )
    other = Council.objects.create(name="Marsh and Vale Council", area="Marsh and Vale")
    cast.tameside = _contract(cast.council, "Support at home", "0161 496 0100", from_on)
    cast.links = _contract(other, "Community Links", "0113 496 0100", from_on)
    cast.terms = set_terms(contract=cast.tameside, from_on=from_on, by=None, **FULL_TERMS)
    cast.links_terms = set_terms(contract=cast.links, from_on=from_on, by=None, **SILENT_TERMS)
    cast.strands = Strand.objects.bulk_create(
        Strand(contract=cast.tameside, name=name, position=n) for n, name in enumerate(STRANDS)
    )
    cast.life_domains = LifeDomain.objects.bulk_create(
        LifeDomain(contract=cast.tameside, name=name, position=n) for n, name in enumerate(LIFE_DOMAINS)
    )
    for contract in (cast.tameside, cast.links):
        for name in CONTRACT_OUTCOMES:
            add_name(kind=ContractOutcome, contract=contract, name=name, by=None)


def _contract(council, name, telephone, from_on) -> Contract:
    return Contract.objects.create(
        council=council,
        name=name,
        starts_on=from_on,
        telephone=telephone,
        email="office@casework.example",
        hours="every day, 8 in the morning to 10 at night",
    )


def _users(cast: Cast) -> None:
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            email=f"{name}@people.example",
            full_name=full_name,
            telephone=f"07700 9001{n:02}",
            password=password,
        )
        for n, (name, (full_name, _, _)) in enumerate(STAFF.items())
    )
    for name, user in zip(STAFF, users, strict=True):
        setattr(cast, name, user)
    Post.objects.bulk_create(
        Post(
            user=getattr(cast, name),
            role=role,
            contract=getattr(cast, contract) if contract else None,
            from_on=clock.today(),
        )
        for name, (_, role, contract) in STAFF.items()
        if role
    )


def _workers(cast: Cast) -> None:
    cast.team, cast.other_team = Team.objects.bulk_create([Team(name="Ashton"), Team(name="Denton")])
    cast.worker = _worker(cast.amara, cast.team, cast.tameside)
    cast.other_worker = _worker(cast.lewis, cast.other_team, cast.tameside)
    cast.lead_worker = _worker(cast.tess, cast.team, cast.tameside)
    cast.links_worker = _worker(cast.gwen, cast.other_team, cast.links)


def _worker(user, team, contract) -> Worker:
    return employ(
        user=user,
        team=team,
        contracts=[contract],
        started_on=clock.today(),
        minutes_a_week=37 * 60,
        induction_completed_on=clock.today(),
        dbs_checked_on=clock.today(),
        by=None,
    )


def _maya(cast: Cast) -> None:
    cast.individual = Individual.objects.create(
        user=cast.maya,
        full_name="Maya Lindqvist",
        date_of_birth=datetime.date(1987, 5, 14),
        nhs_number="9990000018",
        recorded_by=cast.ben,
    )
    Address.objects.create(
        individual=cast.individual,
        kind="home",
        lines="14 Canal Row",
        area="Ashton",
        postcode="OL6 0XX",
        from_on=cast.starts_on,
        is_start_known=False,
        recorded_by=cast.ben,
    )
    ContactPoint.objects.bulk_create(
        [
            ContactPoint(individual=cast.individual, kind="email", value=cast.maya.email, is_safe=True),
            ContactPoint(individual=cast.individual, kind="text", value=cast.maya.telephone, is_safe=False),
        ]
    )
    cast.package = open_package(
        individual=cast.individual,
        contract=cast.tameside,
        strand=cast.strands[0],
        starts_on=cast.starts_on,
        minutes_a_week=6 * 60,
        needs="Help to cook, and company on the way to town.",
        outcomes=OUTCOMES,
        agreed_end_point="Cooks and travels without us",
        by=cast.ben,
    )
    allocate(package=cast.package, worker=cast.worker, kind="lead", from_on=cast.starts_on, by=cast.ben)
    cast.keyworker_term = change_keyworker(
        individual=cast.individual, user=cast.priya, from_on=cast.starts_on, by=cast.ben
    )
    cast.representative = Representative.objects.create(
        individual=cast.individual,
        user=cast.rosa,
        relation="Sister",
        known_as=cast.individual.full_name,
        from_on=cast.starts_on,
        recorded_by=cast.maya,
    )
    cast.consent = ConsentDecision.objects.create(
        representative=cast.representative,
        purpose="see plan",
        answer="given",
        decided_at=clock.now(),
        how="in the portal",
        recorded_by=cast.maya,
    )
    cast.plan, cast.wording = plan_in_force(cast)


def plan_in_force(cast: Cast) -> tuple[SupportPlan, GoalWording]:
    """Make Maya's plan with one goal, written by Amara and agreed by Maya in the portal."""
    plan = start(package=cast.package, by=cast.amara)
    plan = write(
        plan=plan,
        revision=plan.revision,
        matters_to_me="My sister, my bike, and quiet mornings.",
        support_me_best="Ring before you come.",
        by=cast.amara,
    )
    wording = add_goal(
        plan=plan,
        words="I want to cook for my sister",
        life_domain=cast.life_domains[0],
        outcomes=cast.package.agreed_outcomes.all()[:1],
        contract_outcomes=cast.tameside.outcomes.all()[:1],
        steps=["Choose a recipe", "Shop for it"],
        by=cast.amara,
    )
    offer(plan=plan, by=cast.amara)
    with clock.frozen_at(
        clock.now() + datetime.timedelta(minutes=10)
    ):  # the order of two changes is that of their time
        return agree(plan=plan, how="portal", by=cast.maya), wording


def _others(cast: Cast) -> None:
    cast.other_individual = Individual.objects.create(
        user=cast.tomasz,
        full_name="Tomasz Zielinski",
        date_of_birth=datetime.date(1979, 11, 2),
        recorded_by=cast.ben,
    )
    Address.objects.create(
        individual=cast.other_individual, kind="home", area="Denton", from_on=cast.starts_on, recorded_by=cast.ben
    )
    cast.other_package = open_package(
        individual=cast.other_individual,
        contract=cast.tameside,
        starts_on=cast.starts_on,
        minutes_a_week=4 * 60,
        by=cast.ben,
    )
    allocate(package=cast.other_package, worker=cast.other_worker, kind="lead", from_on=cast.starts_on, by=cast.ben)
    change_keyworker(individual=cast.other_individual, user=cast.kofi, from_on=cast.starts_on, by=cast.ben)
    cast.links_individual = Individual.objects.create(
        full_name="Wen Achterberg", date_of_birth=datetime.date(1994, 2, 27), recorded_by=cast.nadia
    )
    cast.links_package = open_package(
        individual=cast.links_individual,
        contract=cast.links,
        starts_on=cast.starts_on,
        minutes_a_week=2 * 60,
        by=cast.nadia,
    )
    allocate(
        package=cast.links_package,
        worker=cast.links_worker,
        kind="lead",
        from_on=cast.starts_on,
        by=cast.nadia,
    )
