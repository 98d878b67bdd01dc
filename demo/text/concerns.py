"""Safeguarding concerns of the demo: what was seen or said, what was done, what the Council said."""

from dataclasses import dataclass

from safeguarding.enums import Abuse, SourceOfRisk, WishesAsked


@dataclass(frozen=True)
class ConcernText:
    """A concern as somebody writes it. The later texts are used as far as the concern has come."""

    kinds: tuple[str, ...]
    source: str
    account: str
    made_safe: str
    wishes_asked: str
    wishes: str = ""
    decision: str = ""
    outcome: str = ""


BANK_CARD = ConcernText(
    (Abuse.FINANCIAL,),
    SourceOfRisk.OTHER_KNOWN,
    "{name} said a man from two doors down has had the bank card since Friday 'to help with shopping'. Forty pounds "
    "a day went out. {name} is afraid to ask for it back.",
    "We rang the bank together and the card is stopped. {name} stays with a friend tonight.",
    WishesAsked.EXPRESSED,
    "Wants the card and the money back, and the man not to come in again. Does not want him punished.",
    "An enquiry will be made; the neighbour is known from an earlier matter.",
    "The bank returned part of the money, the lock was changed and {name} feels safe at home. Looked back on with "
    "{name}: we talk about lending early on with everybody now.",
)
KITCHEN = ConcernText(
    (Abuse.SELF_NEGLECT,),
    SourceOfRisk.OTHER_KNOWN,
    "Third visit running with nothing eaten, a bucket in the kitchen because the sink is blocked, and {name} too weak "
    "for the stairs.",
    "Soup made and eaten while I was there, doctor rung, plumber comes tomorrow.",
    WishesAsked.EXPRESSED,
    "Wants to stay at home and have the kitchen working.",
    "Not an enquiry: the team around {name} meets this week and takes it up in the support plan.",
    "The sink works, visits went up for six weeks, and weight is back. Nothing further.",
)
MONEY_LENT = ConcernText(
    (Abuse.FINANCIAL, Abuse.ORGANISATIONAL),
    SourceOfRisk.SERVICE_PROVIDER,
    "{name} told me that my colleague borrowed twenty pounds in the car and has not mentioned it since. {name} was not "
    "sure it is worth saying.",
    "I thanked {name} for saying it. Another worker visits until this is looked into.",
    WishesAsked.EXPRESSED,
    "Wants the money back without a scene.",
    "An enquiry, to be carried out by the provider with a report to the Council's team.",
    "The money was returned with an apology. The code of conduct was gone through with all workers. {name} is content.",
)
HARSH_WORDS = ConcernText(
    (Abuse.PSYCHOLOGICAL,),
    SourceOfRisk.SERVICE_PROVIDER,
    "{name} cried at the visit and said that on the telephone last week the team leader had called {name} 'hard work' "
    "and put the receiver down.",
    "I listened and wrote it down as said. {name} rings the safeguarding lead from now on, not the team.",
    WishesAsked.EXPRESSED,
    "Wants to be believed and to have somebody else to ring.",
    "An enquiry. The provider's alternate lead speaks to everybody involved.",
)
BRUISES = ConcernText(
    (Abuse.DOMESTIC, Abuse.PHYSICAL),
    SourceOfRisk.OTHER_KNOWN,
    "Bruises on both upper arms. {name} said the partner grabs when there is drink. It has happened before.",
    "{name} is at the refuge's day room; the worker there has the number of the duty team.",
    WishesAsked.EXPRESSED,
    "Wants it to stop and wants time to think about leaving. Police only if it happens again.",
    "This is an enquiry. A first meeting is set for next week, with {name} there.",
)
SHOUTING = ConcernText(
    (Abuse.DISCRIMINATORY,),
    SourceOfRisk.OTHER_UNKNOWN,
    "Young people shout at {name} on the way to the bus and threw a bottle on Tuesday. {name} goes nowhere alone now.",
    "Walked the other way to the stop together; the shopkeeper lets {name} wait inside.",
    WishesAsked.EXPRESSED,
    "Wants to be able to get to the class, and no fuss.",
)
LODGER = ConcernText(
    (Abuse.PSYCHOLOGICAL, Abuse.FINANCIAL),
    SourceOfRisk.OTHER_KNOWN,
    "A lodger nobody invited has slept in the front room for two weeks and shouts when {name} asks about rent.",
    "{name} is not alone tonight: the cousin has come. Visits are in the café until this is settled.",
    WishesAsked.NONE_EXPRESSED,
)
MISSED_CARE = ConcernText(
    (Abuse.NEGLECT,),
    SourceOfRisk.OTHER_KNOWN,
    "The home-care agency did not come on two mornings, {name} says, and the tablets were not given.",
    "Rang the agency's manager and the doctor; today's tablets were given by the nurse.",
    WishesAsked.EXPRESSED,
    "Wants them to ring when they cannot come.",
    "Not an enquiry: taken up with the agency under its own contract.",
)

CALLS = ConcernText(
    (Abuse.FINANCIAL,),
    SourceOfRisk.OTHER_UNKNOWN,
    "Somebody who says he is from the bank rings {name} every other day. {name} has read out the long number once.",
    "Card stopped, number blocked, and a note by the telephone: the bank never asks.",
    WishesAsked.EXPRESSED,
    "Wants the calls to stop and not to feel stupid.",
    "Not an enquiry: passed to the fraud line, and the keyworker looks in.",
    "No more calls since the number was changed, and no money was lost. Shared at the team meeting as a warning.",
)

CONTACTS = (
    "Adult safeguarding team, duty worker",
    "Adult safeguarding team, Mrs Kirkbride",
    "Out-of-hours duty team",
    "Adult safeguarding team, Mr Osei",
)
