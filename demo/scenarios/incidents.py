"""Incidents and accidents in every state; one is about nobody who is supported."""

import datetime

from accounts.models import User
from core import clock
from demo.scheduler import Scenario
from demo.text import incidents as words
from demo.world import DAY, World, at
from safeguarding import services
from safeguarding.incidents.details import IncidentDetails
from safeguarding.incidents.enums import IncidentState
from safeguarding.incidents.follow_up.enums import Applies, Recipient
from safeguarding.models import Incident

OPEN, INVESTIGATED = IncidentState.OPEN, IncidentState.INVESTIGATED
CLOSED, WITHDRAWN = IncidentState.CLOSED, IncidentState.WITHDRAWN
AN_HOUR = datetime.timedelta(hours=1)

# Days ago, the person, the words, the last state.
INCIDENTS = (
    (120, "margaret", words.STAIRS, CLOSED),
    (48, "nasreen", words.TABLETS, CLOSED),
    (19, "colette", words.STAY, INVESTIGATED),
    (5, "hamza", words.CAR_PARK, OPEN),
    (4, "hamza", words.TWICE, WITHDRAWN),
    (1, "maya", words.ARM, OPEN),
)


def start_incidents(world: World) -> None:
    for ago, key, text, state in INCIDENTS:
        world.begin(_incident(world, ago, key, text, state))
    world.begin(_accident_in_the_office(world, 9))


def _incident(world: World, ago: int, key: str, text: words.IncidentText, state: str) -> Scenario:
    """Record an incident by the lead worker, and take its steps up to today."""
    yield at(world.ago(ago), 14, 20)
    support, manager = world.supports[key], world.users["manager"]
    name = support.name
    texts: IncidentDetails = {
        "kind": text.kind,
        "severity": text.severity,
        "happened_on": clock.today(),
        "happened_when": "in the afternoon",
        "account": text.account.format(name=name),
        "made_safe": text.made_safe.format(name=name),
    }
    texts.update(text.details)
    contract = support.package.case.contract
    incident = services.record_incident(contract=contract, package=support.package, by=support.lead_user, **texts)
    if state == OPEN:
        return
    yield clock.now() + AN_HOUR
    if state == WITHDRAWN:
        services.withdraw_incident(incident=incident, reason=words.WRONG, by=support.lead_user)
        return
    due_on = max(clock.today() + 14 * DAY, world.today + 2 * DAY) if state == INVESTIGATED else clock.today() + 7 * DAY
    services.investigate(incident=incident, investigator=world.users["safeguarding"], due_on=due_on, by=manager)
    _answer(incident, manager)
    services.add_action(
        incident=incident, words=words.ACTION, owner=support.lead_user, due_on=clock.today() + 10 * DAY, by=manager
    )
    if state == CLOSED:
        yield clock.now() + 3 * DAY
        services.close_incident(incident=incident, findings=text.findings, lessons=text.lessons, by=manager)


def _answer(incident: Incident, manager: User) -> None:
    """Record that the Council was notified, that nothing is reported under RIDDOR, and the duty of candour."""
    services.answer_notice(
        notice=incident.notices.get(recipient=Recipient.COUNCIL),
        revision=1,
        applies=Applies.YES,
        notified_at=clock.now() - AN_HOUR / 2,
        notified_by=manager.full_name,
        notified_how=words.HOW,
        by=manager,
    )
    report = incident.notices.get(recipient=Recipient.RIDDOR)
    services.answer_notice(notice=report, revision=1, applies=Applies.NO, reason=words.NO_REPORT, by=manager)
    today = clock.today()
    services.record_candour(
        candour=incident.candour,
        revision=1,
        applies=Applies.YES,
        explained_on=today,
        apologised_on=today,
        support=words.SUPPORT,
        by=manager,
    )


def _accident_in_the_office(world: World, ago: int) -> Scenario:
    """Record an accident of a member of staff, who reads it although they were involved."""
    yield at(world.ago(ago), 11, 5)
    user = world.supports["maya"].lead_user
    services.record_incident(
        contract=world.supports["maya"].package.case.contract,
        by=user,
        involved_users=[user],
        kind=words.LIFTING.kind,
        severity=words.LIFTING.severity,
        happened_on=clock.today(),
        place="The office",
        account=words.LIFTING.account,
        made_safe=words.LIFTING.made_safe,
    )
