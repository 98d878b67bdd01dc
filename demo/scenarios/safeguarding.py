"""Safeguarding concerns in every state; two of them name a member of staff."""

import datetime

from accounts.models import User
from core import clock
from core.dates import add_working_days
from demo.scheduler import Scenario
from demo.text import concerns as words
from demo.world import DAY, Support, World, at
from safeguarding import services
from safeguarding.concerns.details import ConcernDetails
from safeguarding.concerns.enums import ConcernState, CouncilDecision
from safeguarding.models import Concern

CONTACTED, ENQUIRY = ConcernState.COUNCIL_CONTACTED, ConcernState.ENQUIRY
REPORTED, NO_ENQUIRY, CLOSED = ConcernState.REPORTED, ConcernState.NO_ENQUIRY, ConcernState.CLOSED
AN_HOUR = datetime.timedelta(hours=1)

# Days ago, the person, the account, whether it became an enquiry, its last step, who is named.
CONCERNS = (
    (396, "margaret", words.BANK_CARD, True, CLOSED, ""),
    (301, "colette", words.KITCHEN, False, CLOSED, ""),
    (217, "nasreen", words.MONEY_LENT, True, CLOSED, "callum.doyle"),
    (82, "tomasz", words.CALLS, False, CLOSED, ""),
    (34, "maya", words.HARSH_WORDS, True, REPORTED, "teamlead"),
    (20, "parveen", words.MISSED_CARE, False, NO_ENQUIRY, ""),
    (6, "hamza", words.BRUISES, True, ENQUIRY, ""),
    (3, "florin", words.SHOUTING, True, ConcernState.WITHDRAWN, ""),  # it was about Colette
    (2, "colette", words.SHOUTING, True, CONTACTED, ""),
    (1, "florin", words.LODGER, True, ConcernState.RAISED, ""),
)


def start_concerns(world: World) -> None:
    for ago, key, account, is_enquiry, state, named in CONCERNS:
        world.begin(_raise(world, ago, key, account, is_enquiry, state, named))


def _raise(
    world: World, ago: int, key: str, account: words.ConcernText, is_enquiry: bool, state: str, named: str
) -> Scenario:
    """Raise a concern and take its steps up to today."""
    chance = world.chance("concern", ago)
    yield at(world.ago(ago), 13, chance.randint(0, 59))
    support = world.supports[key]
    name = support.name
    concern = _raise_concern(world, support, account, named)
    if state == ConcernState.RAISED:
        return
    if state == ConcernState.WITHDRAWN:
        yield clock.now() + AN_HOUR
        services.withdraw(concern=concern, reason=words.WRONG_PERSON, by=support.lead_user)
        return
    lead = world.users["safeguarding"]
    yield clock.now() + AN_HOUR
    contact = chance.choice(words.CONTACTS)
    contacted_at = clock.now() - AN_HOUR / 4
    services.contact_council(concern=concern, contacted_at=contacted_at, contact=contact, by=lead)
    if state == CONTACTED:
        return
    yield min(at(add_working_days(clock.today(), 1), 15, 20), at(world.today - DAY, 15, 20))
    _record_decision(concern, account.decision.format(name=name), contact, is_enquiry, lead)
    if state in (ENQUIRY, NO_ENQUIRY):
        return
    if is_enquiry:
        yield at(add_working_days(clock.today(), 1), 9, 40)
        reference = f"TSAB-{clock.today():%y}-{chance.randint(10_000, 99_999)}"
        services.report_on_portal(
            concern=concern, portal_reference=reference, sent_on=clock.today(), sent_by=lead.full_name, by=lead
        )
    if state == CLOSED:
        yield at(add_working_days(clock.today(), chance.randint(12, 25)), 14, 30)
        services.close(concern=concern, outcome=account.outcome.format(name=name), by=lead)


def _record_decision(concern: Concern, decision: str, contact: str, is_enquiry: bool, lead: User) -> None:
    services.record_decision(
        concern=concern,
        kind=CouncilDecision.SECTION_42 if is_enquiry else CouncilDecision.NONE,
        decision=decision,
        decided_by=contact,
        decided_at=clock.now(),
        by=lead,
    )


def _raise_concern(world: World, support: Support, account: words.ConcernText, named: str) -> Concern:
    """Raise the concern by the lead worker, or by the safeguarding lead if it is about the lead worker."""
    name = support.name
    by = support.lead_user
    if named and world.staff[named] is support.lead:
        by = world.users["safeguarding"]
    texts: ConcernDetails = {
        "kinds": list(account.kinds),
        "account": account.account.format(name=name),
        "made_safe": account.made_safe.format(name=name),
        "wishes_asked": account.wishes_asked,
        "wishes": account.wishes,
        "happened_on": clock.today(),
        "is_safe": account.is_safe,
    }
    texts.update(account.details)
    return services.raise_concern(
        package=support.package,
        by=by,
        named_users=[world.staff[named].user] if named else [],
        source_of_risk=account.source,
        **texts,
    )
