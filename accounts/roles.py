"""The roles, readable as documentation: who they are, their permissions, and how far each reaches."""

from dataclasses import dataclass, field
from enum import StrEnum

from accounts.enums import Permission as P
from accounts.enums import RoleKey
from accounts.enums import Scope as S


class Side(StrEnum):
    """The organisation that a role belongs to."""

    PROVIDER = "provider"
    COUNCIL = "council"


@dataclass(frozen=True)
class Role:
    key: RoleKey
    name: str
    side: Side
    description: str
    to_person: str  # who they are in words towards a person supported
    grants: dict[P, S] = field(default_factory=dict, compare=False)
    needs_second_factor: bool = True
    in_every_contract: bool = False  # its posts name no contract: they hold in each, later ones included


def _all(scope: S, *permissions: P) -> dict[P, S]:
    return dict.fromkeys(permissions, scope)


_WORK = (
    P.READ_PERSON,
    P.READ_PROFILE,
    P.READ_VISIT,
    P.READ_RISK,
    P.WRITE_PLAN,
    P.ANSWER_COMMENT,
    P.LOG_VISIT,
    P.PLAN_VISIT,
    P.WRITE_UPDATE,
    P.READ_UPDATE,
    P.ASK_FOR_REVIEW,
    P.CONDUCT_REVIEW,
    P.ASK_QUESTION,
    P.RECORD_HOSPITAL,
    P.REPORT_HOSPITAL,
    P.RAISE_CONCERN,
    P.RECORD_INCIDENT,
    P.KEEP_PORTAL,
)
_MANAGE = (
    *_WORK,
    P.READ_RESTRICTED_PROFILE,
    P.DISCLOSE_RISK,
    P.FIND_PERSON,
    P.EDIT_PERSON,
    P.REVIEW_ACCESS,
    P.READ_REFERRAL,
    P.MAKE_REFERRAL,
    P.DECIDE_REFERRAL,
    P.ALLOCATE,
    P.AGREE_AGE_LIMIT,
    P.MANAGE_WORKER,
    P.RECORD_ABSENCE,
    P.MANAGE_ACCESS,
    P.SIGN_OUT,
    P.IMPORT,
    P.READ_NOTICE,
    P.SEND_NOTICE,
    P.READ_CONCERN,
    P.LEAD_CONCERN,
    P.READ_INCIDENT,
    P.MANAGE_INCIDENT,
    P.READ_RETURN,
    P.PREPARE_RETURN,
    P.READ_WORKER,
    P.SEE_HOURS,
    P.READ_CONTRACT,
    P.ANSWER_CALL,
    P.ACCEPT_ALERT,
    P.KEEP_ON_CALL,
    P.READ_PRICE,
    P.OPEN_PACK,
    P.KEEP_PACK,
    P.SEE_WORK,
    P.TAKE_UNANSWERED_CALL,
)

ROLES = {
    role.key.value: role
    for role in (
        Role(
            RoleKey.SUPPORT_WORKER,
            "Support worker",
            Side.PROVIDER,
            "Visits people, writes their plans with them, keeps the keyworker informed; sees who is allocated to them.",
            "one of our support workers",
            _all(S.ALLOCATED, *_WORK, P.MAKE_VISIT)
            | _all(S.CONTRACT, P.FIND_PERSON, P.READ_CONTRACT, P.SEE_WORK)
            | _all(S.MADE, P.READ_CONCERN, P.READ_INCIDENT),
        ),
        Role(
            RoleKey.TEAM_LEADER,
            "Team leader",
            Side.PROVIDER,
            "Leads a team and its rota; sees the people allocated to the team, and records who is away.",
            "leads a team of our support workers",
            _all(
                S.TEAM,
                *_WORK,
                P.READ_RESTRICTED_PROFILE,
                P.MAKE_VISIT,
                P.READ_WORKER,
                P.RECORD_ABSENCE,
                P.SIGN_OUT,
                P.ANSWER_CALL,
                P.ACCEPT_ALERT,
                P.OPEN_PACK,
                P.KEEP_PACK,
            )
            | _all(S.CONTRACT, P.FIND_PERSON, P.READ_CONTRACT, P.KEEP_ON_CALL, P.SEE_WORK)
            | _all(S.MADE, P.READ_CONCERN, P.READ_INCIDENT),
        ),
        Role(
            RoleKey.ON_CALL_SENIOR,
            "On-call senior",
            Side.PROVIDER,
            "Supports workers during service hours; reads every record of the contract.",
            "one of our seniors on call",
            _all(
                S.CONTRACT,
                P.FIND_PERSON,
                P.READ_PERSON,
                P.READ_VISIT,
                P.READ_RISK,
                P.LOG_VISIT,
                P.RAISE_CONCERN,
                P.RECORD_INCIDENT,
                P.KEEP_PORTAL,
                P.RECORD_HOSPITAL,
                P.REPORT_HOSPITAL,
                P.ANSWER_COMMENT,
                P.BE_ON_CALL,
                P.SIGN_OUT,
                P.SEE_WORK,
                P.OPEN_PACK,
                P.READ_CONTRACT,
                P.ANSWER_CALL,
                P.ACCEPT_ALERT,
            )
            | _all(S.MADE, P.READ_CONCERN, P.READ_INCIDENT),
        ),
        Role(
            RoleKey.MANAGER,
            "Manager",
            Side.PROVIDER,
            "Responsible for the contract: referrals, caseloads, concerns and the quarterly return.",
            "a manager",
            _all(S.CONTRACT, *_MANAGE),
        ),
        Role(
            RoleKey.DEPUTY,
            "Deputy manager",
            Side.PROVIDER,
            "Deputises for the manager, and signs what the manager may not see.",
            "a deputy manager",
            _all(S.CONTRACT, *_MANAGE, P.SIGN_RESTRICTED),
        ),
        Role(
            RoleKey.SAFEGUARDING_LEAD,
            "Safeguarding lead",
            Side.PROVIDER,
            "Leads concerns, notifies the Council, prepares and signs the return's restricted section.",
            "leads on keeping people safe",
            _all(
                S.CONTRACT,
                P.FIND_PERSON,
                P.READ_PERSON,
                P.READ_PROFILE,
                P.READ_RESTRICTED_PROFILE,
                P.READ_VISIT,
                P.READ_RISK,
                P.RAISE_CONCERN,
                P.RECORD_INCIDENT,
                P.KEEP_PORTAL,
                P.READ_CONCERN,
                P.LEAD_CONCERN,
                P.READ_INCIDENT,
                P.REVIEW_ACCESS,
                P.READ_RETURN,
                P.SIGN_RESTRICTED,
                P.READ_CONTRACT,
                P.SEE_WORK,
            ),
        ),
        Role(
            RoleKey.FINANCE_READER,
            "Finance reader",
            Side.PROVIDER,
            "Sees hours and price, and no care records.",
            "our finance staff",
            _all(S.CONTRACT, P.SEE_HOURS, P.READ_CONTRACT, P.READ_PRICE, P.SEE_WORK)
            | _all(S.MADE, P.RECORD_INCIDENT, P.READ_INCIDENT),
        ),
        Role(
            RoleKey.ADMINISTRATOR,
            "Administrator",
            Side.PROVIDER,
            "Sets up the service, its contracts and accounts, and monitors the system; sees no care records.",
            "looks after our computer system",
            _all(
                S.CONTRACT,
                P.SEE_OPERATIONS,
                P.READ_CONTRACT,
                P.READ_PRICE,
                P.KEEP_CONTRACT,
                P.MANAGE_ACCESS,
                P.MANAGE_ACCOUNTS,
                P.KEEP_SERVICE,
                P.SEE_WORK,
            )
            | _all(S.MADE, P.RECORD_INCIDENT, P.READ_INCIDENT),
            in_every_contract=True,
        ),
        Role(
            RoleKey.KEYWORKER,
            "Keyworker",
            Side.COUNCIL,
            "The Council's mental health keyworker: refers people, answers the updates about them, asks for reviews, "
            "reports hospital stays and decides on their holds.",
            "a keyworker at the Council",
            _all(
                S.KEYWORKER,
                P.READ_PERSON,
                P.READ_UPDATE,
                P.ACKNOWLEDGE_UPDATE,
                P.ASK_FOR_REVIEW,
                P.ACCEPT_ALERT,
                P.AGREE_AGE_LIMIT,
                P.REPORT_HOSPITAL,
                P.ASK_QUESTION,
            )
            | _all(S.MADE, P.READ_REFERRAL)
            | _all(S.CONTRACT, P.MAKE_REFERRAL, P.SEND_REFERRAL, P.BE_KEYWORKER, P.SEE_WORK),
        ),
        Role(
            RoleKey.REFERRER,
            "Referrer",
            Side.COUNCIL,
            "Refers people and sees the status of their own referrals.",
            "works at the Council",
            _all(S.MADE, P.READ_REFERRAL) | _all(S.CONTRACT, P.MAKE_REFERRAL, P.SEND_REFERRAL, P.SEE_WORK),
        ),
        Role(
            RoleKey.COMMISSIONER,
            "Commissioner",
            Side.COUNCIL,
            "Reads the sealed returns and the records behind each figure; named records only with inspection access.",
            "checks our work for the Council",
            _all(S.CONTRACT, P.READ_RETURN, P.READ_CONTRACT, P.READ_NOTICE, P.ACKNOWLEDGE_NOTICE),
        ),
        Role(
            RoleKey.DUTY_TEAM,
            "Duty team",
            Side.COUNCIL,
            "The Council's out-of-hours team: gets notifications, and reads no records.",
            "the Council’s duty team",
            _all(S.CONTRACT, P.STAND_IN_FOR_KEYWORKER, P.SEE_WORK),
        ),
    )
}
IN_EVERY_CONTRACT = [key for key, role in ROLES.items() if role.in_every_contract]
# Roles of those who visit people: besides the post they need a staff record, with their hours, team and training.
NEED_STAFF_RECORD = [key for key, role in ROLES.items() if P.MAKE_VISIT in role.grants]
ROLE_CHOICES = [(role.key.value, role.name) for role in ROLES.values()]
# What a person may do with their own record.
OWN = frozenset({P.READ_OWN, P.ANSWER_PLAN})
# What an access grant allows: reading only.
BY_GRANT = frozenset({P.READ_PERSON, P.READ_VISIT, P.READ_RISK})


def roles_with(permission: P, scope: S) -> list[str]:
    """Return the keys of the roles that have `permission` with the scope `scope`."""
    return [role.key.value for role in ROLES.values() if role.grants.get(permission) == scope]
