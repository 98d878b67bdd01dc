"""What people want to do although something may go wrong: talked over, decided, looked at again; one of each kind."""

import datetime

from core import clock
from demo.scheduler import Story
from demo.text import decisions as words
from demo.world import DAY, Scene, Support, at
from risk import services
from risk.models import PositiveRisk
from risk.positive_risk.enums import DecisionReviewOutcome, RiskDecision

HOUR = datetime.timedelta(hours=1)


def decided(scene: Scene) -> None:
    """In every state there is, each with somebody else."""
    scene.begin(_by_train(scene, "maya"))
    scene.begin(_not_able_to_decide(scene, "nasreen"))
    scene.begin(_before_he_died(scene, "harold"))
    scene.begin(_still_talked_over(scene, "shanice"))
    scene.begin(_dropped(scene, "colette"))


def _talked_over(scene: Scene, support: Support, said: dict, **more) -> PositiveRisk:
    by = support.lead.user
    risk = services.begin_positive_risk(package=support.package, wish=said["wish"], by=by)
    return services.write_positive_risk(risk=risk, revision=risk.revision, by=by, **{**said, **more})


def _decide(support: Support, risk: PositiveRisk, decision: str, text: str, who: str, review_on) -> PositiveRisk:
    return services.decide_positive_risk(
        risk=risk,
        revision=risk.revision,
        decision=decision,
        decision_words=text,
        decided_by=who,
        decided_on=clock.today(),
        review_on=review_on,
        by=support.lead.user,
    )


def _view(support: Support, risk: PositiveRisk, view: tuple) -> None:
    name, relation, text, in_confidence = view
    services.add_risk_view(
        risk=risk, name=name, relation=relation, view=text, in_confidence=in_confidence, by=support.lead.user
    )


def _by_train(scene: Scene, key: str) -> Story:
    """Decided last year, looked at twice; the second time it became another question, decided anew."""
    yield at(scene.ago(300), 15, 20)
    support = scene.supports[key]
    risk = _talked_over(scene, support, words.BY_TRAIN)
    for view in (words.BY_TRAIN_VIEW, words.BY_TRAIN_NEIGHBOUR):
        _view(support, risk, view)
    steps = [
        services.add_risk_step(risk=risk, text=text, responsible=name, by_on=scene.ago(280), by=support.lead.user)
        for text, name in words.BY_TRAIN_STEPS
    ]
    yield at(scene.ago(296), 11, 10)
    decision = words.BY_TRAIN_DECISION
    risk = _decide(
        support, risk, RiskDecision.WITH_STEPS, decision, "Maya, with her sister and her worker", scene.ago(210)
    )
    yield at(scene.ago(281), 16, 5)
    for step in steps:
        services.finish_risk_step(step=step, by=support.lead.user)
    yield at(scene.ago(211), 14, 40)
    services.review_decision(
        review=risk.reviews.get(met_on=None),
        reviewed_on=clock.today(),
        outcome=DecisionReviewOutcome.CONTINUES,
        words=words.STOOD,
        next_on=scene.ago(100),
        by=support.lead.user,
    )
    yield at(scene.ago(101), 15, 15)
    services.review_decision(
        review=risk.reviews.get(met_on=None),
        reviewed_on=clock.today(),
        outcome=DecisionReviewOutcome.REDRAFTED,
        words=words.ANEW,
        by=support.lead.user,
    )
    anew = risk.followed_by.get()
    yield clock.now() + HOUR
    said = {**words.BY_TRAIN, "wish": "I want to stay two nights, and go by the early train."}
    anew = services.write_positive_risk(risk=anew, revision=anew.revision, by=support.lead.user, **said)
    services.add_risk_step(risk=anew, text="Ring on the second evening", responsible="Maya", by=support.lead.user)
    yield at(scene.ago(93), 10, 45)
    _decide(
        support, anew, RiskDecision.WITH_STEPS, words.BY_TRAIN_AGAIN, "Maya, with her worker", scene.today + DAY * 26
    )


def _not_able_to_decide(scene: Scene, key: str) -> Story:
    """Capacity for this one decision was assessed, and what is in her best interests written down."""
    yield at(scene.ago(62), 10, 30)
    support = scene.supports[key]
    keyworker = scene.users[scene.keyworker_key(support.life, clock.today())]
    more = {"assessed_by": f"{keyworker}, keyworker, with the lead worker", "assessed_on": clock.today() - DAY * 2}
    risk = _talked_over(scene, support, words.THE_CARD, **more)
    yield at(scene.ago(58), 16, 50)
    who = f"{keyworker}, with her sister and the lead worker, after hearing her"
    _decide(support, risk, RiskDecision.NOT_NOW, words.THE_CARD_DECISION, who, scene.today + DAY * 5)


def _before_he_died(scene: Scene, key: str) -> Story:
    """The day to look at it again never came."""
    yield at(scene.ago(140), 9, 40)
    support = scene.supports[key]
    more = {"assessed_by": "The community nurse", "assessed_on": clock.today() - DAY}
    risk = _talked_over(scene, support, words.THE_LADDER, **more)
    yield at(scene.ago(138), 13, 25)
    who = "Harold, with his nephew"
    _decide(support, risk, RiskDecision.GO_AHEAD, words.THE_LADDER_DECISION, who, scene.ago(60))


def _still_talked_over(scene: Scene, key: str) -> Story:
    yield at(scene.ago(4), 14, 15)
    support = scene.supports[key]
    risk = _talked_over(scene, support, words.THE_DOG)
    _view(support, risk, words.THE_DOG_VIEW)


def _dropped(scene: Scene, key: str) -> Story:
    yield at(scene.ago(76), 11, 35)
    support = scene.supports[key]
    risk = services.begin_positive_risk(package=support.package, wish=words.SWIMMING, by=support.lead.user)
    yield at(scene.ago(70), 12, 20)
    services.drop_positive_risk(risk=risk, reason=words.SWIMMING_DROPPED, by=support.lead.user)
