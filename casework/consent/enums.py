"""What a person decides about sharing, and who sees their record because their support requires it."""

from collections.abc import Callable

from django.db import models

from accounts.enums import Permission as P
from accounts.enums import Scope
from accounts.roles import ROLES, Role, Side

# How the person decided, where they did it in their own pages.
IN_PORTAL = "in the portal"


class ConsentPurpose(models.TextChoices):
    """What consent is for, in the person's words. Each is read by code; nothing is asked that no code reads."""

    SEE_PLAN = "see plan", "See my plan"
    SEE_VISITS = "see visits", "See when visits are planned"
    SEE_CONNECTIONS = "see connections", "See my map of people and places"
    SEE_SAFETY_PLAN = "see safety plan", "See my safety plan"
    ASK_REVIEW = "ask review", "Ask for a review of my support"
    TALK = "talk", "Talk with my workers about my support"

    @property
    def slug(self) -> str:
        """The purpose in an address."""
        return self.value.replace(" ", "-")

    @property
    def needs_account(self) -> bool:
        """Return True if the other person reads it on pages of their own: then they are a representative."""
        return self != ConsentPurpose.TALK


def purpose_of_slug(slug: str) -> ConsentPurpose | None:
    """Return the purpose that an address names, or None."""
    return next((purpose for purpose in ConsentPurpose if purpose.slug == slug), None)


class ConsentAnswer(models.TextChoices):
    """What the person decided. Who was not asked has no row, and that is no consent."""

    GIVEN = "given", "Agreed"
    REFUSED = "refused", "Said no"
    WITHDRAWN = "withdrawn", "Stopped"

    @property
    def tone(self) -> str:
        return "done" if self == ConsentAnswer.GIVEN else "held"


class MayTalk(models.TextChoices):
    """Whether workers may talk with somebody close to the person about the support. Not asked is no consent."""

    YES = "yes", "You may talk with them"
    NO = "no", "Do not talk with them"
    NOT_ASKED = "not asked", "Not asked yet"

    @property
    def tone(self) -> str:
        return {MayTalk.YES: "done", MayTalk.NO: "late", MayTalk.NOT_ASKED: "soon"}[self]

    def text(self, name: str) -> str:
        """What a worker reads beside the name of somebody close; `name` is the person's."""
        if self == MayTalk.NOT_ASKED:
            return f"{self.label}: {name} has not said if you may talk with them"
        return f"{self.label}: {name} said no" if self == MayTalk.NO else self.label


class DecisionCapacity(models.TextChoices):
    """Whether the person could make this decision. Capacity is per decision, never a property of the person."""

    NOT_DOUBTED = "not doubted", "There is no reason to doubt that they can decide this"
    CHECKED = "checked", "It was checked, and they can decide this"
    LACKS = "lacks", "They cannot decide this: it was decided in their best interests"


class RequiredAccess(models.TextChoices):
    """Who sees something of a person's record because their support requires it. `EXPLANATIONS` says what and why."""

    WORKERS = "workers", "Your support workers and their team leader"
    ON_CALL = "on-call", "Our seniors on call"
    MANAGERS = "managers", "Our managers"
    SAFEGUARDING = "safeguarding", "Our staff who lead on keeping people safe"
    WITH_REASON = "with-reason", "Our other staff, if their work needs it"
    FINANCE = "finance", "Our staff who count hours and pay bills"
    ACCOUNTS = "accounts", "Our staff who look after accounts"
    KEYWORKER = "keyworker", "Your keyworker at the Council"
    REFERRER = "referrer", "Who asked us to support you"
    COUNCIL = "council", "People at the Council who check our work"

    @property
    def explanation(self) -> str:
        """What they see and why, to the person."""
        return EXPLANATIONS[self]

    @property
    def roles(self) -> list[Role]:
        """The roles whose permissions this is about."""
        return [role for role in ROLES.values() if HAS_ACCESS[self](role)]


def required_accesses() -> list[RequiredAccess]:
    """Return who really sees something: those for whom a role has the permissions."""
    return [access for access in RequiredAccess if access.roles]


EXPLANATIONS = {
    RequiredAccess.WORKERS: (
        "They read your record: your plan, your visits, your risks and how to reach you. They record accidents and "
        "what goes wrong. They need it to support you well and safely."
    ),
    RequiredAccess.ON_CALL: (
        "They help you or your worker when it is urgent. They can read your record, so that they know what helps."
    ),
    RequiredAccess.MANAGERS: (
        "They are responsible for your support. They can read your record, and they answer what you ask about it. They "
        "look into accidents and what goes wrong."
    ),
    RequiredAccess.SAFEGUARDING: (
        "They act when someone may be at risk. They can read your record, and what we write about accidents, so that "
        "they can keep you safe."
    ),
    RequiredAccess.WITH_REASON: (
        "They can find your name. They can open your record for one hour, and must give a reason. You can read it."
    ),
    RequiredAccess.FINANCE: "They see your initials and your hours. They do not see your plan or your visits.",
    RequiredAccess.ACCOUNTS: "They see that you have an account with us. They do not see your record.",
    RequiredAccess.KEYWORKER: (
        "They read your plan and goals. They read how you rate your life, and what is planned for the end of support."
        " They read our reports and reviews, and what we agreed with the Council. They see when you were in hospital,"
        " who is close to you and how to reach you. They see our warning for visits, if there is one. They see what "
        "you need to take part, if you say yes to that. They read your safety plan, if you say yes to that, too. We "
        "tell them when something big changes, and they read what your worker wrote about it. If there is an accident, "
        "or something goes wrong, they read when it was, what kind it was and how bad it was. The Council pays for "
        "your support, and they must know how you are. They do not read our other notes of your visits, the times of "
        "your visits, your messages or who looked at your record. "
        "They read about your risks only if they ask and we agree."
    ),
    RequiredAccess.REFERRER: "They read what they wrote when they asked us to support you.",
    RequiredAccess.COUNCIL: (
        "They see numbers about all the people we support, without names. They read a record only to check our work, "
        "and we record why."
    ),
}
HAS_ACCESS: dict[RequiredAccess, Callable[[Role], bool]] = {
    RequiredAccess.WORKERS: lambda role: role.grants.get(P.READ_PERSON) in (Scope.ALLOCATED, Scope.TEAM),
    RequiredAccess.ON_CALL: lambda role: P.BE_ON_CALL in role.grants and P.READ_PERSON in role.grants,
    RequiredAccess.MANAGERS: lambda role: role.grants.get(P.EDIT_PERSON) == Scope.CONTRACT,
    RequiredAccess.SAFEGUARDING: lambda role: P.LEAD_CONCERN in role.grants and P.EDIT_PERSON not in role.grants,
    RequiredAccess.WITH_REASON: lambda role: P.FIND_PERSON in role.grants,
    RequiredAccess.FINANCE: lambda role: P.SEE_HOURS in role.grants and P.READ_PERSON not in role.grants,
    RequiredAccess.ACCOUNTS: lambda role: P.MANAGE_ACCOUNTS in role.grants and P.READ_PERSON not in role.grants,
    RequiredAccess.KEYWORKER: lambda role: role.grants.get(P.READ_PERSON) == Scope.KEYWORKER,
    RequiredAccess.REFERRER: lambda role: role.grants.get(P.READ_REFERRAL) == Scope.MADE,
    RequiredAccess.COUNCIL: lambda role: role.side == Side.COUNCIL and P.READ_RETURN in role.grants,
}
