"""Positive risk decisions: drafted, decided, reviewed; one of each kind."""

import datetime
from typing import Any

from core import clock
from demo.scheduler import Scenario
from demo.text import decisions as words
from demo.world import DAY, Support, World, at
from risk import services
from risk.models import PositiveRisk
from risk.positive_risk.enums import DecisionReviewOutcome, RiskDecision

HOUR = datetime.timedelta(hours=1)


def start_positive_risks(world: World) -> None:
    """Start a decision in every state, each about another person."""
    world.begin(_by_train(world, "maya"))
    world.begin(_not_able_to_decide(world, "nasreen"))
    world.begin(_before_he_died(world, "harold"))
    world.begin(_not_decided_yet(world, "shanice"))
    world.begin(_drop(world, "colette"))


def _begin(support: Support, text: dict[str, Any], **more: Any) -> PositiveRisk:
    by = support.lead_user
    risk = services.begin_positive_risk(package=support.package, wish=text["wish"], by=by)
    return services.write_positive_risk(risk=risk, revision=risk.revision, by=by, **{**text, **more})


def _decide(
    support: Support, risk: PositiveRisk, decision: str, text: str, decided_by: str, review_on: datetime.date
) -> PositiveRisk:
    return services.decide_positive_risk(
        risk=risk,
        revision=risk.revision,
        decision=decision,
        decision_words=text,
        decided_by=decided_by,
        decided_on=clock.today(),
        review_on=review_on,
        by=support.lead_user,
    )


def _view(support: Support, risk: PositiveRisk, view: tuple[str, str, str, bool]) -> None:
    name, relation, text, in_confidence = view
    services.add_risk_view(
        risk=risk, name=name, relation=relation, view=text, in_confidence=in_confidence, by=support.lead_user
    )


def _by_train(world: World, key: str) -> Scenario:
    """Decided last year and reviewed twice; at the second review the question changed and was decided again."""
    yield at(world.ago(300), 15, 20)
    support = world.supports[key]
    risk = _begin(support, words.BY_TRAIN)
    for view in (words.BY_TRAIN_VIEW, words.BY_TRAIN_NEIGHBOUR):
        _view(support, risk, view)
    steps = [
        services.add_risk_step(risk=risk, text=text, responsible=name, by_on=world.ago(280), by=support.lead_user)
        for text, name in words.BY_TRAIN_STEPS
    ]
    yield at(world.ago(296), 11, 10)
    decision = words.BY_TRAIN_DECISION
    risk = _decide(
        support, risk, RiskDecision.WITH_STEPS, decision, "Maya, with her sister and her worker", world.ago(210)
    )
    yield at(world.ago(281), 16, 5)
    for step in steps:
        services.finish_risk_step(step=step, by=support.lead_user)
    yield at(world.ago(211), 14, 40)
    services.review_decision(
        review=risk.reviews.get(met_on=None),
        reviewed_on=clock.today(),
        outcome=DecisionReviewOutcome.CONTINUES,
        words=words.CONTINUES,
        next_on=world.ago(100),
        by=support.lead_user,
    )
    yield at(world.ago(101), 15, 15)
    services.review_decision(
        review=risk.reviews.get(met_on=None),
        reviewed_on=clock.today(),
        outcome=DecisionReviewOutcome.REDRAFTED,
        words=words.REDRAFTED,
        by=support.lead_user,
    )
    yield from _decide_again(world, support, risk.followed_by.get())


def _decide_again(world: World, support: Support, risk: PositiveRisk) -> Scenario:
    """The changed question of a review is decided."""
    yield clock.now() + HOUR
    text: dict[str, Any] = {**words.BY_TRAIN, "wish": "I want to stay two nights and get the early train."}
    risk = services.write_positive_risk(risk=risk, revision=risk.revision, by=support.lead_user, **text)
    services.add_risk_step(risk=risk, text="Ring us on the second evening", responsible="Maya", by=support.lead_user)
    yield at(world.ago(93), 10, 45)
    _decide(
        support, risk, RiskDecision.WITH_STEPS, words.BY_TRAIN_AGAIN, "Maya, with her worker", world.today + DAY * 26
    )


def _not_able_to_decide(world: World, key: str) -> Scenario:
    """Capacity for this decision was assessed; the decision is in her best interests."""
    yield at(world.ago(62), 10, 30)
    support = world.supports[key]
    keyworker = world.users[world.keyworker_key(support.character, clock.today())]
    more = {"assessed_by": f"{keyworker}, keyworker, with the lead worker", "assessed_on": clock.today() - DAY * 2}
    risk = _begin(support, words.THE_CARD, **more)
    yield at(world.ago(58), 16, 50)
    decided_by = f"{keyworker}, with her sister and the lead worker, after hearing her views"
    _decide(support, risk, RiskDecision.NOT_NOW, words.THE_CARD_DECISION, decided_by, world.today + DAY * 5)


def _before_he_died(world: World, key: str) -> Scenario:
    """The person died before the review."""
    yield at(world.ago(140), 9, 40)
    support = world.supports[key]
    more = {"assessed_by": "CPN", "assessed_on": clock.today() - DAY}
    risk = _begin(support, words.THE_LADDER, **more)
    yield at(world.ago(138), 13, 25)
    decided_by = "Harold, with his nephew"
    _decide(support, risk, RiskDecision.GO_AHEAD, words.THE_LADDER_DECISION, decided_by, world.ago(60))


def _not_decided_yet(world: World, key: str) -> Scenario:
    yield at(world.ago(4), 14, 15)
    support = world.supports[key]
    risk = _begin(support, words.THE_DOG)
    _view(support, risk, words.THE_DOG_VIEW)


def _drop(world: World, key: str) -> Scenario:
    yield at(world.ago(76), 11, 35)
    support = world.supports[key]
    risk = services.begin_positive_risk(package=support.package, wish=words.SWIMMING, by=support.lead_user)
    yield at(world.ago(70), 12, 20)
    services.drop_positive_risk(risk=risk, reason=words.SWIMMING_DROPPED, by=support.lead_user)
