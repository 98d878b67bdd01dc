"""Referrals to be weighed: the same day, keyed in, a concern for staff, a test waived, perhaps known already."""

import datetime

from contracts.enums import ReferralSource
from core import clock
from demo.people import Particulars, born_at_age, describe
from demo.scenarios.attachments import attach
from demo.scenarios.referrals import TEAM_DOCUMENTS, content_of
from demo.scheduler import Story
from demo.text import referrals as words
from demo.world import DAY, Scene, at
from referrals import services
from referrals.enums import CameBy, Criterion, ReferralDocumentKind, YesNo
from referrals.models import Referral

QUARTER = datetime.timedelta(minutes=15)


def weighed(scene: Scene) -> None:
    """One referral of each kind, all of them still to be decided."""
    scene.begin(_same_day(scene))
    scene.begin(_keyed_in_from_an_email(scene))
    scene.begin(_keyed_in_from_a_call(scene))
    scene.begin(_concern_for_staff(scene))
    scene.begin(_test_waived(scene))
    scene.begin(_perhaps_known(scene))


def _particulars(scene: Scene, full_name: str, age: int, place: int, contract: str = "tameside") -> Particulars:
    chance = scene.chance("weighed", full_name)
    born_on = born_at_age(age, clock.today(), chance)
    return describe(full_name, "", serial=130 + place, contract=contract, born_on=born_on, chance=chance)


def _content(scene: Scene, who: Particulars, contract: str = "tameside", **more) -> dict:
    chance = scene.chance("weighed content", who.full_name)
    wishes = chance.sample(scene.wishes(contract), 2)
    return content_of(scene, who, contract, wishes, clock.today() + DAY * 12, chance) | more


def _sent(scene: Scene, content: dict, by, kinds=TEAM_DOCUMENTS) -> Referral:
    contract = scene.contracts["tameside"]
    referral = services.start(contract=contract, strand=contract.strands.first(), by=by, **content)
    for kind in kinds:
        attach(referral, kind, by)
    return services.send(referral=referral, by=by)


def _same_day(scene: Scene) -> Story:
    """Asked for yesterday afternoon; the risks are weighed, nobody has decided."""
    yield at(scene.today - DAY, 14, 5)
    who = _particulars(scene, "Rowena Castle", 42, 1)
    content = _content(scene, who, asks_same_day=True, needs=words.SAME_DAY, wanted_minutes=360)
    referral = _sent(scene, content | {"planned_start_on": clock.today()}, scene.users["keyworker"])
    yield clock.now() + QUARTER * 3
    services.assess_same_day_risk(referral=referral, risk=words.SAME_DAY_RISK, by=scene.users["manager"])


def _keyed_in_from_an_email(scene: Scene) -> Story:
    """The support plan came with the e-mail, the risk assessment has not come yet."""
    yield at(scene.ago(2), 11, 20)
    who = _particulars(scene, "Tobias Renshaw", 37, 2)
    contract = scene.contracts["tameside"]
    referral = services.enter_on_behalf(
        contract=contract,
        strand=contract.strands.last(),
        received_at=clock.now() - QUARTER * 9,
        came_by=CameBy.EMAIL,
        referrer_words="Mental health duty worker, 0161 496 0188",
        by=scene.users["manager"],
        **_content(scene, who, wanted_minutes=180),
    )
    attach(referral, ReferralDocumentKind.SUPPORT_PLAN, scene.users["manager"])


def _keyed_in_from_a_call(scene: Scene) -> Story:
    yield at(scene.ago(1), 9, 50)
    who = _particulars(scene, "Blessing Okonjo", 29, 3, "links")
    services.enter_on_behalf(
        contract=scene.contracts["links"],
        source=ReferralSource.DROP_IN,
        received_at=clock.now() - QUARTER,
        came_by=CameBy.TELEPHONE,
        referrer=scene.users["ines.figueroa"],
        by=scene.users["deputy"],
        **_content(scene, who, "links"),
    )


def _concern_for_staff(scene: Scene) -> Story:
    """Raised within a day, answered two days later: it waits for its decision again."""
    yield at(scene.ago(7), 10, 15)
    keyworker, manager = scene.users["imran.aslam"], scene.users["manager"]
    who = _particulars(scene, "Dermot Hanlon", 51, 4)
    referral = _sent(scene, _content(scene, who, wanted_minutes=240), keyworker)
    yield at(scene.ago(6), 9, 30)
    services.raise_concern_for_staff(referral=referral, concern=words.CONCERN, by=manager)
    yield at(scene.ago(4), 15, 10)
    services.answer(referral=referral, words=words.CONCERN_ANSWER, by=keyworker)


def _test_waived(scene: Scene) -> Story:
    """Lives outside the area, and the Council agrees to take it as its own."""
    yield at(scene.ago(6), 13, 40)
    who = _particulars(scene, "Marlene Pickford", 58, 5)
    outside = {"lives_in_area": YesNo.NO, "area": "Glossop", "postcode": "SK13 4KO"}
    referral = _sent(scene, _content(scene, who, **outside), scene.users["keyworker"])
    yield at(scene.ago(3), 16, 5)
    services.override_criterion(
        referral=referral,
        criterion=Criterion.RESIDENCE,
        agreed_by=f"{scene.users['commissioner']}, commissioner, by e-mail",
        agreed_on=scene.ago(4),
        reason=words.WAIVED,
        by=scene.users["manager"],
    )


def _perhaps_known(scene: Scene) -> Story:
    """Supported before under another family name; the page shows why it may be the same person."""
    yield at(scene.ago(3), 12, 25)
    known = scene.supports["siobhan"].life.who
    who = _particulars(scene, "Siobhan Byrne", 50, 6)
    same = {"date_of_birth": known.date_of_birth, "nhs_number": known.nhs_number}
    _sent(scene, _content(scene, who, former_names=["Siobhan Gallagher"], **same), scene.users["keyworker"])
