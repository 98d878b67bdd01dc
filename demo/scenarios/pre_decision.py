"""Referrals before a decision: same day, entered on behalf, a concern for staff, a waived test, a possible match."""

import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from core import clock
from demo.people import PersonDetails, born_at_age, describe
from demo.scenarios.attachments import attach
from demo.scenarios.referrals import TEAM_DOCUMENTS, content_of
from demo.scheduler import Scenario
from demo.text import referrals as words
from demo.world import DAY, World, at
from referrals import services
from referrals.enums import CameBy, Criterion, ReferralDocumentKind, YesNo
from referrals.models import Referral

QUARTER = datetime.timedelta(minutes=15)


def start_referrals_to_decide(world: World) -> None:
    """Start one referral of each kind, none of them decided."""
    world.begin(_same_day(world))
    world.begin(_enter_from_email(world))
    world.begin(_enter_from_call(world))
    world.begin(_concern_for_staff(world))
    world.begin(_waived_test(world))
    world.begin(_perhaps_known(world))


def _particulars(world: World, full_name: str, age: int, place: int, contract: str = "tameside") -> PersonDetails:
    chance = world.chance("weighed", full_name)
    born_on = born_at_age(age, clock.today(), chance)
    return describe(full_name, "", serial=130 + place, contract=contract, born_on=born_on, chance=chance)


def _content(world: World, person: PersonDetails, contract: str = "tameside", **more: Any) -> dict[str, Any]:
    chance = world.chance("weighed content", person.full_name)
    wishes = chance.sample(world.wishes(contract), 2)
    return content_of(world, person, contract, wishes, clock.today() + DAY * 12, chance) | more


def _send(
    world: World, content: dict[str, Any], by: User, kinds: Iterable[ReferralDocumentKind] = TEAM_DOCUMENTS
) -> Referral:
    contract = world.contracts["tameside"]
    referral = services.start(contract=contract, strand=contract.strands.first(), by=by, **content)
    for kind in kinds:
        attach(referral, kind, by)
    return services.send(referral=referral, by=by)


def _same_day(world: World) -> Scenario:
    """Requested yesterday afternoon; the risks are assessed, nobody has decided."""
    yield at(world.today - DAY, 14, 5)
    person = _particulars(world, "Rowena Castle", 42, 1)
    content = _content(world, person, asks_same_day=True, needs=words.SAME_DAY, wanted_minutes=360)
    referral = _send(world, content | {"planned_start_on": clock.today()}, world.users["keyworker"])
    yield clock.now() + QUARTER * 3
    services.assess_same_day_risk(referral=referral, risk=words.SAME_DAY_RISK, by=world.users["manager"])


def _enter_from_email(world: World) -> Scenario:
    """The support plan came with the email, the risk assessment has not come yet."""
    yield at(world.ago(2), 11, 20)
    person = _particulars(world, "Tobias Renshaw", 37, 2)
    contract = world.contracts["tameside"]
    referral = services.enter_on_behalf(
        contract=contract,
        strand=contract.strands.last(),
        reached_us_at=clock.now() - QUARTER * 9,
        came_by=CameBy.EMAIL,
        referrer_words="Mental health duty worker, 0161 496 0188",
        by=world.users["manager"],
        **_content(world, person, wanted_minutes=180),
    )
    attach(referral, ReferralDocumentKind.SUPPORT_PLAN, world.users["manager"])
    services.send(referral=referral, by=world.users["manager"])


def _enter_from_call(world: World) -> Scenario:
    yield at(world.ago(1), 9, 50)
    person = _particulars(world, "Blessing Okonjo", 29, 3, "links")
    referral = services.enter_on_behalf(
        contract=world.contracts["links"],
        source="Drop-in",
        reached_us_at=clock.now() - QUARTER,
        came_by=CameBy.TELEPHONE,
        referrer=world.users["ines.figueroa"],
        by=world.users["deputy"],
        **_content(world, person, "links"),
    )
    services.send(referral=referral, by=world.users["deputy"])


def _concern_for_staff(world: World) -> Scenario:
    """Raised within a day, answered two days later; the decision is due again."""
    yield at(world.ago(7), 10, 15)
    keyworker, manager = world.users["imran.aslam"], world.users["manager"]
    person = _particulars(world, "Dermot Hanlon", 51, 4)
    referral = _send(world, _content(world, person, wanted_minutes=240), keyworker)
    yield at(world.ago(6), 9, 30)
    services.raise_concern_for_staff(referral=referral, concern=words.CONCERN, by=manager)
    yield at(world.ago(4), 15, 10)
    services.answer(referral=referral, words=words.CONCERN_ANSWER, by=keyworker)


def _waived_test(world: World) -> Scenario:
    """Lives outside the area, and the Council agrees to take it as its own."""
    yield at(world.ago(6), 13, 40)
    person = _particulars(world, "Marlene Pickford", 58, 5)
    outside = {"lives_in_area": YesNo.NO, "area": "Glossop", "postcode": "SK13 4KO"}
    referral = _send(world, _content(world, person, **outside), world.users["keyworker"])
    yield at(world.ago(3), 16, 5)
    services.override_criterion(
        referral=referral,
        criterion=Criterion.RESIDENCE,
        agreed_by=f"{world.users['commissioner']}, commissioner, by email",
        agreed_on=world.ago(4),
        reason=words.WAIVED,
        by=world.users["manager"],
    )


def _perhaps_known(world: World) -> Scenario:
    """Supported before under another family name; the page shows why it may be the same person."""
    yield at(world.ago(3), 12, 25)
    known = world.supports["siobhan"].character.person
    person = _particulars(world, "Siobhan Byrne", 50, 6)
    same: dict[str, Any] = {"date_of_birth": known.date_of_birth, "nhs_number": known.nhs_number}
    _send(world, _content(world, person, former_names=["Siobhan Gallagher"], **same), world.users["keyworker"])
