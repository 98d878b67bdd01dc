"""Safeguarding concerns of the demo: what was seen or said, what was done, what the Council said."""

from dataclasses import dataclass, field

from safeguarding.concerns.details import ConcernDetails
from safeguarding.concerns.enums import (
    Abuse,
    BodyArea,
    CapacityForDecision,
    ConsentToRaise,
    PlaceOfRisk,
    SourceOfRisk,
    WishesAsked,
    YesNoNotKnown,
)


@dataclass(frozen=True)
class ConcernText:
    """A concern as a worker writes it. The later texts are used as far as the concern has come."""

    kinds: tuple[str, ...]
    source: str
    account: str
    made_safe: str
    wishes_asked: str
    wishes: str = ""
    decision: str = ""
    outcome: str = ""
    is_safe: str = YesNoNotKnown.YES
    details: ConcernDetails = field(default_factory=ConcernDetails)


BANK_CARD = ConcernText(
    (Abuse.FINANCIAL,),
    SourceOfRisk.OTHER_KNOWN,
    "{name} told me a man from two doors down has had their bank card since Friday 'to help with shopping'. £40 a day "
    "has been withdrawn. {name} is frightened to ask for it back.",
    "Rang the bank together and the card is stopped. {name} is staying with a friend tonight.",
    WishesAsked.EXPRESSED,
    "Wants the card and the money back, and for the man to stay away. Does not want him to get into trouble.",
    "Section 42 enquiry. The neighbour is known to us from a previous concern.",
    "Bank has refunded part of the money and the lock has been changed. {name} feels safe at home. Learning: we now "
    "talk to everyone about lending early on.",
)
KITCHEN = ConcernText(
    (Abuse.SELF_NEGLECT,),
    SourceOfRisk.OTHER_KNOWN,
    "Third visit in a row where {name} had eaten nothing. Sink is blocked and a bucket is being used in the kitchen. "
    "{name} is too weak to manage the stairs.",
    "Made soup and stayed while {name} ate. Rang the GP. Plumber coming tomorrow.",
    WishesAsked.EXPRESSED,
    "Wants to stay at home and have a working kitchen.",
    "No enquiry. Professionals' meeting this week; to be managed through the support plan.",
    "Sink fixed, visits increased for six weeks and {name} has put weight back on. No further action.",
)
MONEY_LENT = ConcernText(
    (Abuse.FINANCIAL, Abuse.ORGANISATIONAL),
    SourceOfRisk.SERVICE_PROVIDER,
    "{name} told me my colleague borrowed £20 from them in the car and hasn't mentioned it since. {name} wasn't sure "
    "if it was worth saying.",
    "Thanked {name} for telling me. Another worker will visit until this has been looked into.",
    WishesAsked.EXPRESSED,
    "Wants the money back without any fuss.",
    "Enquiry, to be carried out by the provider with a report to the Council's team.",
    "Money returned with an apology. Code of conduct revisited with all workers. {name} is happy with the outcome.",
)
HARSH_WORDS = ConcernText(
    (Abuse.PSYCHOLOGICAL,),
    SourceOfRisk.SERVICE_PROVIDER,
    "{name} was in tears on today's visit. Said the team leader called them 'hard work' on the phone last week and "
    "hung up.",
    "Listened and recorded it in {name}'s words. {name} will ring the safeguarding lead, not the team, for now.",
    WishesAsked.EXPRESSED,
    "Wants to be believed and to have someone else to ring.",
    "Enquiry. The provider's alternate lead will speak to everyone involved.",
)
BRUISES = ConcernText(
    (Abuse.DOMESTIC, Abuse.PHYSICAL),
    SourceOfRisk.OTHER_KNOWN,
    "Bruises on both upper arms. {name} said their partner grabs them when drunk and that it has happened before.",
    "{name} is in the refuge's day room. The worker there has the duty team's number.",
    WishesAsked.EXPRESSED,
    "Wants it to stop and needs time to think about leaving. Police only if it happens again.",
    "Section 42 enquiry. First meeting next week, with {name} attending.",
    details={
        "place": PlaceOfRisk.OWN_HOME,
        "body_areas": [BodyArea.LEFT_ARM, BodyArea.RIGHT_ARM],
        "body_detail": "Round, the size of a finger, yellow and blue.",
        "capacity": CapacityForDecision.HAS,
        "consent": ConsentToRaise.YES,
        "opinion": "I think it happens more often than they say.",
    },
)
SHOUTING = ConcernText(
    (Abuse.DISCRIMINATORY,),
    SourceOfRisk.OTHER_UNKNOWN,
    "A group of young people shout abuse at {name} on the way to the bus and threw a bottle on Tuesday. {name} won't "
    "go out alone now.",
    "Walked a different way to the stop together. The shopkeeper says {name} can wait inside.",
    WishesAsked.EXPRESSED,
    "Wants to be able to get to class, and no fuss.",
)
LODGER = ConcernText(
    (Abuse.PSYCHOLOGICAL, Abuse.FINANCIAL),
    SourceOfRisk.OTHER_KNOWN,
    "A man has been sleeping in the front room for two weeks without being invited. He shouts when {name} asks him "
    "for rent.",
    "{name} is not alone tonight, their cousin is there. Visits at the café until this is resolved.",
    WishesAsked.NONE_EXPRESSED,
    is_safe=YesNoNotKnown.NOT_KNOWN,
    details={"place": PlaceOfRisk.OWN_HOME, "consent": ConsentToRaise.YES},
)
MISSED_CARE = ConcernText(
    (Abuse.NEGLECT,),
    SourceOfRisk.OTHER_KNOWN,
    "{name} says the home care agency missed two morning calls and medication was not given.",
    "Rang the agency's manager and the GP. District nurse gave today's medication.",
    WishesAsked.EXPRESSED,
    "Wants them to ring when they can't come.",
    "No enquiry. Raised with the agency under its own contract.",
)

CALLS = ConcernText(
    (Abuse.FINANCIAL,),
    SourceOfRisk.OTHER_UNKNOWN,
    "Someone claiming to be from the bank rings {name} every other day. {name} has read out the long card number once.",
    "Card stopped, number blocked, and a note by the phone: the bank will never ask.",
    WishesAsked.EXPRESSED,
    "Wants the calls to stop and not to feel stupid.",
    "No enquiry. Reported to the fraud line; keyworker to visit.",
    "No more calls since the number was changed and no money was lost. Shared at the team meeting as a warning.",
)

CONTACTS = (
    "Adult safeguarding team, duty worker",
    "Adult safeguarding team, Mrs Kirkbride",
    "Out-of-hours duty team",
    "Adult safeguarding team, Mr Osei",
)
WRONG_PERSON = "Recorded on the wrong record: this happened to somebody else, whose concern follows."
