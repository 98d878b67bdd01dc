"""Which status each user gets for each class of page, and which record each address is tested with.

A line names who *may* use the address and who is *refused* (403) because they know of the record without the right.
Everybody else gets 404. Users who are not signed in are sent to sign in; what they POST is not sent (401).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from uuid import UUID

from accounts.email_change.mails import token_of
from accounts.page_access import PageClass as C
from contracts.models import LifeDomain, Provider
from core.clock import day_of
from tests.pages.world import INVITATION_TOKEN, SET_UP_TOKEN, PersonRecords

EVERYBODY = (
    "amara lewis tess omar ben dana sunita farah alan priya kofi rui helen duty nadia gwen ivor maya rosa tomasz noel"
)
PROVIDER = "amara lewis tess omar ben dana sunita farah alan nadia gwen"
FINDERS = "amara lewis tess omar ben dana sunita nadia gwen"


class Kind(Enum):
    READ = "read"  # GET only
    FORM = "form"  # GET shows it, POST without content shows it again with what is missing
    VERB = "verb"  # POST only


@dataclass(frozen=True)
class Line:
    may: str = ""
    refused: str = ""
    elsewhere: str = ""  # GET leads to another page

    def access_of(self, who: str) -> str:
        for name in ("may", "refused", "elsewhere"):
            if who in getattr(self, name).split():
                return name
        return ""

    def users(self) -> list[str]:
        """Return the users named in this line."""
        return [who for who in EVERYBODY.split() if self.access_of(who)]

    def with_swap(self, one: str, other: str) -> "Line":
        """Return this line with `one` replaced by `other`."""
        return Line(*(_swap(names, one, other) for names in (self.may, self.refused, self.elsewhere)))


def _swap(names, one, other):
    remaining = [name for name in names.split() if name != other]
    return " ".join(other if name == one else name for name in remaining)


@dataclass(frozen=True)
class Row:
    """`mine`: Maya's, or in the first contract, or made by Rui; `theirs`: Tomasz's, or in the other, or by Kofi."""

    mine: Line
    theirs: Line | None = None
    why: str = ""

    def of(self, scope: str) -> Line:
        return self.theirs if scope == "theirs" and self.theirs is not None else self.mine


WORK = Line("amara tess ben dana", "omar sunita priya")
THEIR_WORK = Line("lewis ben dana", "omar sunita kofi")
MAY_LOG = Row(
    Line("amara tess omar ben dana", "sunita priya"),
    Line("lewis omar ben dana", "sunita kofi"),
    "the on-call senior covers for absent workers",
)
ON_A_VISIT = Row(
    Line("amara tess omar ben dana", "sunita"),
    Line("lewis omar ben dana", "sunita"),
    "the keyworker does not see visits",
)
KEEPS_PORTAL = Row(
    Line("amara tess omar ben dana sunita", "priya"),
    Line("lewis omar ben dana sunita", "kofi"),
    "staff who read the record may lock the person's pages",
)
VISIT_READ = Row(
    Line("amara tess omar ben dana sunita", "lewis nadia gwen"),
    Line("lewis omar ben dana sunita", "amara tess nadia gwen"),
    "the keyworker does not see visits",
)
NOT_FOR_KEYWORKERS = Row(
    Line("amara tess omar ben dana sunita", "lewis nadia gwen priya"),
    Line("lewis omar ben dana sunita", "amara tess nadia gwen kofi"),
    "the keyworker reads what the person was told that they read: no visits, messages, risks, or who looked",
)
ACCEPTS_ALERTS = Row(
    Line("tess omar ben dana priya", "amara sunita"),
    Line("omar ben dana kofi", "lewis sunita"),
    "the recipients of an alert accept it",
)
REPORTS_HOSPITAL = Row(
    Line("amara tess omar ben dana priya", "sunita"),
    Line("lewis omar ben dana kofi", "sunita"),
    "the keyworker reports hospital stays and decides on their holds",
)
ASKS_QUESTIONS = Row(
    Line("amara tess ben dana priya", "omar sunita"),
    Line("lewis ben dana kofi", "omar sunita"),
    "the keyworker asks; staff record what the Council asked by phone",
)
WITHDRAWS_QUESTIONS = Row(
    Line("ben dana priya", "amara tess omar sunita"),
    Line("ben dana kofi", "lewis omar sunita"),
    "the keyworker who asked, and managers",
)
AGREES_AGE_LIMIT = Row(
    Line("ben dana priya", "amara tess omar sunita"),
    Line("ben dana kofi", "lewis omar sunita"),
    "the manager and the keyworker agree what happens at the age limit",
)
SEES_CHECK = Row(
    Line("amara tess omar ben dana"), Line("lewis omar ben dana"), "the worker and those who answer calls see the check"
)
OF_AN_ENDED_PACKAGE = Row(
    Line("omar ben dana sunita priya", "amara lewis tess nadia gwen"),
    Line("omar ben dana sunita kofi", "amara lewis tess nadia gwen"),
    "workers lose access when support ends and must give a reason",
)
ON_A_RISK = Row(
    Line("amara tess ben dana", "omar sunita"),
    Line("lewis ben dana", "omar sunita"),
    "the keyworker reads only what was shared with them",
)
ON_A_MAP = replace(ON_A_RISK, why="the Council does not read connections maps")
ANSWERS_RISK_REQUESTS = Row(
    Line("ben dana", "amara tess omar sunita priya"),
    Line("ben dana", "lewis omar sunita kofi"),
    "the keyworker reads the request on the overview",
)
SHARES_RISKS = Row(
    Line("ben dana", "amara tess omar sunita"),
    Line("ben dana", "lewis omar sunita"),
    "managers answer the Council",
)
UPDATES_ARE_READ_BY_WRITERS = Row(
    Line("amara tess ben dana"),
    Line("lewis ben dana"),
    "only its writers see an update that was not sent",
)

DRAFTS_ARE_READ_BY_WRITERS = Row(
    Line("amara tess ben dana"),
    Line("lewis ben dana"),
    "only its writers see a draft decision",
)

REVIEWS_ACCESS = Row(
    Line("ben dana sunita", "amara tess omar"),
    Line("ben dana sunita", "lewis omar"),
    "managers and who leads on safeguarding answer what people ask about access",
)
RECORDS_ABSENCES = Row(
    Line("tess ben dana", "amara"), Line("ben dana", "lewis"), "team leaders record the absences of their team"
)
DECIDES_RESET = Row(
    Line("ben dana", "alan amara lewis tess omar sunita farah gwen"),
    Line("nadia", "alan amara lewis tess omar sunita farah gwen"),
    "somebody else than the administrator who asked",
)
BY_WORKERS = Row(Line("amara lewis tess gwen", PROVIDER), why="workers with visits have the phone page")
OF_A_NOTE = Row(
    Line("amara tess omar ben dana", "sunita"),
    Line("lewis omar ben dana", "sunita"),
    "the writer of the note and those who may log the visit",
)

TABLE: dict[C, Row] = {
    C.PUBLIC: Row(Line(EVERYBODY)),
    C.OWN: Row(Line(EVERYBODY)),
    C.LIST: Row(Line("", PROVIDER)),
    C.STAFF_ONLY: Row(Line(FINDERS)),
    C.PERSON: Row(
        Line("amara tess omar ben dana sunita priya", "lewis nadia gwen"),
        Line("lewis omar ben dana sunita kofi", "amara tess nadia gwen"),
    ),
    C.PERSON_WORK: Row(WORK, THEIR_WORK),
    C.PERSON_ANSWER: Row(Line("amara tess omar ben dana", "sunita priya"), Line("lewis omar ben dana", "sunita kofi")),
    C.PERSON_MANAGE: Row(Line("ben dana", "amara tess omar sunita priya"), Line("ben dana", "lewis omar sunita kofi")),
    C.REFERRING: Row(
        Line("ben dana priya kofi rui", "amara lewis tess omar sunita farah alan helen"), Line("nadia", "gwen ivor")
    ),
    C.REFERRAL: Row(Line("rui", "ben dana"), Line("kofi", "ben dana")),
    C.REFERRAL_DECISION: Row(Line("ben dana", "rui"), Line("ben dana", "kofi")),
    C.NOTICE: Row(Line("ben dana helen"), Line("nadia ivor")),
    C.UPDATE: Row(Line("amara tess ben dana priya"), Line("lewis ben dana kofi")),
    C.UPDATE_ANSWER: Row(Line("priya", "amara tess ben dana"), Line("kofi", "lewis ben dana")),
    C.KEYWORKER_AWAY: Row(Line("ben dana priya"), Line("ben dana kofi")),
    C.CONCERN: Row(Line("amara ben dana sunita"), Line("lewis ben dana sunita")),
    C.CONCERN_LEAD: Row(Line("ben dana sunita", "amara"), Line("ben dana sunita", "lewis")),
    C.INCIDENT: Row(Line("amara ben dana sunita"), Line("lewis ben dana sunita")),
    C.INCIDENT_MANAGE: Row(Line("ben dana", "amara sunita"), Line("ben dana", "lewis sunita")),
    C.RETURN: Row(Line("ben dana sunita helen"), Line("nadia ivor")),
    C.RETURN_PREPARE: Row(Line("ben dana", "sunita"), Line("nadia")),
    C.WORKER: Row(Line("amara tess ben dana"), Line("lewis ben dana")),
    C.ACCESS_MANAGE: Row(
        Line("ben dana alan", "amara lewis tess omar sunita farah gwen"),
        Line("nadia alan", "amara lewis tess omar sunita farah gwen"),
    ),
    C.WORKER_MANAGE: Row(Line("ben dana", "amara tess"), Line("ben dana", "lewis")),
    C.IMPORT: Row(Line("ben dana"), Line("nadia")),
    C.ON_CALL_KEEP: Row(Line("tess ben dana", "amara lewis omar sunita farah alan helen"), Line("nadia", "gwen ivor")),
    C.CONTRACT: Row(Line("amara lewis tess omar ben dana sunita farah alan helen"), Line("nadia gwen ivor alan")),
    C.CONTRACT_KEEP: Row(
        Line("alan", "amara lewis tess omar ben dana sunita farah helen"), Line("alan", "nadia gwen ivor")
    ),
    C.CONTRACT_GOALS: Row(
        Line("ben dana", "amara lewis tess omar sunita farah alan helen"), Line("nadia", "gwen ivor alan")
    ),
    C.PRICE: Row(
        Line("ben dana farah alan", "amara lewis tess omar sunita helen"),
        Line("nadia alan", "gwen ivor"),
    ),
    C.PACK: Row(Line("tess omar ben dana"), Line("nadia")),
    C.PORTAL: Row(Line("maya"), Line("tomasz")),
    C.TOKEN: Row(Line(EVERYBODY)),
    C.SERVICE_KEEP: Row(Line("alan", "amara lewis tess omar ben dana sunita farah nadia gwen")),
    C.OPERATIONS: Row(Line("alan", PROVIDER)),
    C.DEMO_ONLY: Row(Line()),
}

EXCEPTIONS: dict[str, Row] = {
    "home": Row(
        Line(
            "amara lewis tess omar ben dana sunita farah alan priya kofi rui duty nadia gwen",
            elsewhere="maya rosa tomasz noel helen ivor",
        ),
        why="people and commissioners have other first pages",
    ),
    "duties": Row(
        Line("amara lewis tess omar ben dana sunita farah alan priya kofi rui duty nadia gwen"),
        why="who has a home page",
    ),
    "ahead": Row(
        Line("amara lewis tess omar ben dana sunita farah alan priya kofi rui duty nadia gwen"),
        why="who has a home page",
    ),
    "notifications": Row(
        Line(
            "amara lewis tess omar ben dana sunita farah alan priya kofi rui helen duty nadia gwen ivor",
            elsewhere="maya rosa tomasz noel",
        ),
        why="people read their messages on their own pages",
    ),
    "tell_us": Row(Line("rosa"), why="who represents somebody, or did"),
    **dict.fromkeys(
        ("team_rang_in_call", "team_rang_about_alert"),
        Row(Line("duty"), Line("duty"), "the Council's duty team, which opens no record"),
    ),
    "message_read": Row(Line("amara"), Line("lewis"), "only its recipient reads a message"),
    # Lists, for their roles.
    "people": Row(
        Line("amara lewis tess omar ben dana sunita priya kofi nadia gwen", PROVIDER), why="who reads records"
    ),
    "people_csv": Row(
        Line("amara lewis tess omar ben dana sunita priya kofi nadia gwen", PROVIDER), why="who reads records"
    ),
    "referrals": Row(Line("ben dana nadia priya kofi rui", PROVIDER), why="who makes or decides referrals"),
    "referrals_csv": Row(Line("ben dana nadia priya kofi rui", PROVIDER), why="who makes or decides referrals"),
    "holds": Row(
        Line("amara lewis tess omar ben dana sunita nadia gwen", PROVIDER), why="staff whose visits may be on hold"
    ),
    "profile_coverage": Row(Line("ben dana nadia", PROVIDER), why="who answers for the records of a contract"),
    "person_profile": Row(
        Line("amara tess ben dana sunita", "omar priya"),
        Line("lewis ben dana sunita", "omar kofi"),
        "the safeguarding lead reads the profile, and writes none",
    ),
    "workers": Row(Line("tess ben dana nadia", PROVIDER), why="who leads workers"),
    "workers_csv": Row(Line("tess ben dana nadia", PROVIDER), why="who leads workers"),
    "former_workers_csv": Row(Line("ben dana nadia", PROVIDER), why="who manages workers: it says why they left"),
    "former_workers": Row(Line("ben dana nadia", PROVIDER), why="who manages workers: it says why they left"),
    "account_new": Row(
        Line("ben dana nadia alan", PROVIDER), why="no account exists yet: treated like the list of accounts"
    ),
    "accounts_invite": Row(Line("ben dana nadia alan", PROVIDER), why="lists the accounts that the reader manages"),
    "worker_new": Row(Line("ben dana nadia", PROVIDER), why="no worker exists yet: treated like a list for managers"),
    "worker_new_for_account": Row(
        Line("ben dana", "amara lewis tess omar sunita farah alan gwen"),
        Line("nadia", "amara lewis tess omar sunita farah alan gwen"),
        "who manages both the account and workers",
    ),
    "second_factor_resets": Row(Line("ben dana nadia alan", PROVIDER), why="who may take access away"),
    "second_factor_confirm": DECIDES_RESET,
    "second_factor_decline": DECIDES_RESET,
    "second_factor_withdraw": Row(
        Line("alan", "ben dana amara lewis tess omar sunita farah gwen"),
        Line("alan", "nadia amara lewis tess omar sunita farah gwen"),
        "whoever asked withdraws the request",
    ),
    "account_list": Row(Line("ben dana nadia alan", PROVIDER), why="who may take access away"),
    "account_list_csv": Row(Line("ben dana nadia alan", PROVIDER), why="who may take access away"),
    "caseload_csv": Row(Line("ben dana nadia", PROVIDER), why="who answers for caseloads: it lists names"),
    "phone_pack": BY_WORKERS,
    "phone_entries": BY_WORKERS,
    "phone_notes": BY_WORKERS,
    "phone_note": OF_A_NOTE,
    "phone_note_reject": OF_A_NOTE,
    "visits": Row(
        Line("amara lewis tess omar ben dana nadia gwen", PROVIDER), why="workers and those who cover for them"
    ),
    "call_for_help": Row(
        Line("amara lewis tess omar ben dana nadia gwen", PROVIDER), why="workers and those who cover for them"
    ),
    "call_without_visit": Row(
        Line("amara lewis tess omar ben dana"), Line("nadia gwen"), why="those who log visits in the contract"
    ),
    "code_links": Row(Line("amara lewis tess ben dana nadia gwen", PROVIDER), why="who sends such links"),
    "updates": Row(Line("amara lewis tess ben dana nadia gwen priya kofi", PROVIDER), why="writers and recipients"),
    "concerns": Row(
        Line("amara lewis tess omar ben dana sunita nadia gwen", PROVIDER), why="those who raise or lead concerns"
    ),
    "incidents": Row(Line(PROVIDER), why="every member of staff records incidents"),
    "incident_new": Row(
        Line("amara lewis tess omar ben dana sunita farah alan"),
        Line("nadia gwen alan"),
        "every member of staff of the contract",
    ),
    "incident_action": Row(Line("amara ben dana"), Line("lewis ben dana"), "its owner and managers"),
    "incident_action_withdraw": Row(
        Line("ben dana", "amara"), Line("ben dana", "lewis"), "managers; its owner knows it"
    ),
    "returns": Row(Line("ben dana sunita nadia helen ivor", PROVIDER), why="who prepares, signs or receives them"),
    "return_open": Row(Line("ben dana nadia", PROVIDER), why="no return exists yet: treated like a list"),
    "imports": Row(Line("ben dana nadia", PROVIDER), why="those who import records"),
    "import_new": Row(Line("ben dana nadia", PROVIDER), why="no import exists yet: treated like a list"),
    "import_template": Row(Line("ben dana nadia", PROVIDER), why="those who import records"),
    "import_sheet": Row(Line("ben dana nadia", PROVIDER), why="those who import records"),
    "import_sample": Row(
        Line("ben dana", "amara lewis tess omar sunita farah alan helen"),
        Line("nadia", "gwen ivor alan"),
        why="the sample for a contract, for those who import into it; others may read the contract",
    ),
    "contracts": Row(Line(f"{PROVIDER} helen ivor"), why="staff of the contract and its commissioners"),
    "rota": Row(
        Line("amara lewis tess omar ben dana nadia gwen", PROVIDER), why="workers and those who cover for them"
    ),
    "cover_by_hour": Row(Line("tess ben dana nadia", PROVIDER), why="who leads workers"),
    # Work that is not only for allocated workers.
    "visit_log": MAY_LOG,
    "visit_log_planned": MAY_LOG,
    "question_new": ASKS_QUESTIONS,
    "question_withdraw": WITHDRAWS_QUESTIONS,
    "risk_request_new": ASKS_QUESTIONS,
    "risk_request_withdraw": Row(
        Line("priya"),
        Line("kofi"),
        "who asked",
    ),
    "hospital_admit": REPORTS_HOSPITAL,
    "hospital_discharge": REPORTS_HOSPITAL,
    "hospital_override": REPORTS_HOSPITAL,
    "hospital_override_withdraw": MAY_LOG,
    "hospital_resumption": MAY_LOG,
    "hospital_correct": MAY_LOG,
    "hospital_strike": MAY_LOG,
    "hospital_ward": MAY_LOG,
    "hospital_ward_strike": MAY_LOG,
    "hospital_readmission": REPORTS_HOSPITAL,
    **dict.fromkeys(
        ("concern_new", "concern_raised", "incident_of_person_new"),
        Row(
            Line("amara tess omar ben dana sunita", "priya"),
            Line("lewis omar ben dana sunita", "kofi"),
            "staff who read the record may raise a concern, and record an incident",
        ),
    ),
    **dict.fromkeys(
        (
            "person_own_pages",
            "person_own_pages_together",
            "portal_lock",
            "no_digital_contact",
            "no_digital_contact_end",
        ),
        KEEPS_PORTAL,
    ),
    "portal_unlock": Row(
        Line("amara ben dana", "tess omar sunita priya"),
        Line("lewis ben dana", "omar sunita kofi"),
        "whoever locked them, and managers",
    ),
    # Records that not every reader of the person may read.
    **dict.fromkeys(("person_visits", "person_rota", "person_messages", "person_access_log"), NOT_FOR_KEYWORKERS),
    **dict.fromkeys(("person_risk", "person_positive_risk", "person_safety_plan"), NOT_FOR_KEYWORKERS),
    "safety_plan": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen"),
        "the keyworker reads it if the person agrees; this person was not asked",
    ),
    **dict.fromkeys(("safety_plan_confirm", "safety_plan_end", "safety_plan_strike"), ON_A_RISK),
    **dict.fromkeys(("safety_plan_copy_new", "safety_plan_copy_withdraw"), ON_A_RISK),
    "positive_risk": VISIT_READ,
    **dict.fromkeys(("positive_risk_review", "risk_step_done", "positive_risk_redraft"), ON_A_RISK),
    "comment_answer": Row(
        Line("amara tess omar ben dana", "sunita"),
        Line("lewis omar ben dana", "sunita"),
        "the keyworker reads no messages",
    ),
    "risk": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen"),
        "the keyworker opens a shared version; this one was shared",
    ),
    "risk_sign": Row(
        Line("amara tess omar ben dana", "sunita"),
        Line("lewis omar ben dana", "sunita"),
        "those who may visit sign",
    ),
    "person_connections": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen priya"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen kofi"),
        "the Council does not read connections maps",
    ),
    "connections_map": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen"),
        "the Council does not read connections maps",
    ),
    "connections_map_correct": ON_A_MAP,
    "connections_map_withdraw": ON_A_MAP,
    "connections_map_meaning": ON_A_MAP,
    "risk_write": ON_A_RISK,
    "hazard_add": ON_A_RISK,
    "hazard_change": ON_A_RISK,
    "hazard_exclude": ON_A_RISK,
    "risk_in_force": ON_A_RISK,
    "risk_drop": ON_A_RISK,
    "risk_confirm": ON_A_RISK,
    "risk_disclose": SHARES_RISKS,
    **dict.fromkeys(("risk_request", "risk_request_decline"), ANSWERS_RISK_REQUESTS),
    "risk_pdf": SHARES_RISKS,
    "risk_disclosure_end": SHARES_RISKS,
    "visit_strike": ON_A_VISIT,
    "visit_correct": ON_A_VISIT,
    "contact_strike": ON_A_VISIT,
    "visit_briefing": MAY_LOG,
    "visit_late": MAY_LOG,
    "package_briefing": MAY_LOG,
    "contact_new": MAY_LOG,
    "visit": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen"),
        "the keyworker does not see visits",
    ),
    # Consent and sharing.
    "person_consent": Row(
        Line("amara tess omar ben dana sunita", "lewis nadia gwen priya"),
        Line("lewis omar ben dana sunita", "amara tess nadia gwen kofi"),
        "the provider's staff hear what the person says",
    ),
    "consent_record": MAY_LOG,
    "consent_stop_all": MAY_LOG,
    "visit_request": ON_A_VISIT,
    "consent_strike": MAY_LOG,
    "objection_new": MAY_LOG,
    **dict.fromkeys(
        ("objection_withdraw", "objection_answer", "objection_strike", "objection_add"),
        Row(Line("ben dana sunita"), why="known to those who answer it only: it may be about the others"),
    ),
    "disclosure_new": MAY_LOG,
    "disclosure": VISIT_READ,
    "disclosure_see": REVIEWS_ACCESS,
    "disclosure_showing": REVIEWS_ACCESS,
    "disclosure_strike": ON_A_VISIT,
    "unusual_access": Row(Line("ben dana sunita nadia", PROVIDER), why="who reviews access"),
    "unusual_access_user": Row(
        Line("ben dana sunita", "amara lewis tess omar farah alan gwen"), why="who reviews access in the contract"
    ),
    "unusual_access_strike": Row(Line("ben dana sunita"), why="who reviews access in the contract"),
    "unusual_access_person": Row(
        Line("ben dana sunita", "amara tess omar priya"),
        Line("ben dana sunita", "lewis omar kofi"),
        "who reviews access; others who read the record are refused",
    ),
    "access_question_new": MAY_LOG,
    "access_question_withdraw": ON_A_VISIT,
    **dict.fromkeys(
        ("access_question_answer", "access_question_add"),
        Row(Line("ben dana sunita"), why="known to those who answer it only"),
    ),
    # Alerts, escalations and lone working.
    "escalations": Row(Line("tess omar ben dana nadia", PROVIDER), why="who answers when a worker calls"),
    "on_call": Row(Line("tess omar ben dana nadia", PROVIDER), why="those who answer calls and edit the rota"),
    "worker_sign_out": Row(Line("tess omar ben dana nadia", PROVIDER), why="who is reached when a phone is lost"),
    "on_call_end": Row(Line("tess ben dana", "omar"), Line("nadia"), "who answers reads the rota"),
    "alert_accept": ACCEPTS_ALERTS,
    "alert_close": ACCEPTS_ALERTS,
    "alert_release": ACCEPTS_ALERTS,
    "alert_reopen": ACCEPTS_ALERTS,
    "call_from_planned": MAY_LOG,
    "planned_no_signal": MAY_LOG,
    "planned_accompanied": MAY_LOG,
    "planned_alone": MAY_LOG,
    "planned_signal": MAY_LOG,
    "planned_arrive": MAY_LOG,
    "planned_undo_arrival": MAY_LOG,
    "planned_leave": MAY_LOG,
    "same_day_new": MAY_LOG,
    "call_from_visit": ON_A_VISIT,
    "call_from_contact": ON_A_VISIT,
    "escalation_ring": ON_A_VISIT,
    "escalation_close": ON_A_VISIT,
    "same_day_assess": ON_A_VISIT,
    "same_day_answer": ON_A_VISIT,
    "same_day_visited": ON_A_VISIT,
    "same_day_withdraw": ON_A_VISIT,
    "escalation": VISIT_READ,
    "same_day_request": VISIT_READ,
    "escalation_answer": Row(
        Line("tess omar ben dana", "amara sunita"), Line("omar ben dana", "lewis sunita"), "who answers calls"
    ),
    "lone_working_check": SEES_CHECK,
    "lone_working_check_safe": SEES_CHECK,
    "lone_working_check_extend": SEES_CHECK,
    "lone_working_check_confirm": Row(
        Line("tess omar ben dana"), Line("omar ben dana"), "those who answer calls see the check"
    ),
    "same_day": Row(
        Line("amara lewis tess omar ben dana nadia gwen", PROVIDER), why="workers and those who cover for them"
    ),
    "worker_absence_new": RECORDS_ABSENCES,
    "absence": RECORDS_ABSENCES,
    "worker_absence_end": RECORDS_ABSENCES,
    "worker_absence_correct": RECORDS_ABSENCES,
    "worker_absence_withdraw": RECORDS_ABSENCES,
    "package_age_limit": AGREES_AGE_LIMIT,
    "package_age_limit_withdraw": AGREES_AGE_LIMIT,
    **dict.fromkeys(
        ("engagement_correct", "engagement_attempt_strike"),
        Row(
            Line("amara ben dana", "tess omar sunita"),
            Line("lewis ben dana", "omar sunita"),
            "who recorded what was done, and managers",
        ),
    ),
    **dict.fromkeys(
        ("engagement", "visit_follow_up"),
        Row(Line("amara tess ben dana", "omar sunita"), Line("lewis ben dana", "omar sunita"), "whoever plans visits"),
    ),
    "update_write": UPDATES_ARE_READ_BY_WRITERS,
    "update_send": UPDATES_ARE_READ_BY_WRITERS,
    "update_link_new": UPDATES_ARE_READ_BY_WRITERS,
    "code_link_end": UPDATES_ARE_READ_BY_WRITERS,
    "update_correct": UPDATES_ARE_READ_BY_WRITERS,
    "update_strike": UPDATES_ARE_READ_BY_WRITERS,
    "update (due)": UPDATES_ARE_READ_BY_WRITERS,
    "update_figure": UPDATES_ARE_READ_BY_WRITERS,
    "update_withdraw_from_check": UPDATES_ARE_READ_BY_WRITERS,
    "update_acknowledged": UPDATES_ARE_READ_BY_WRITERS,
    "update_acknowledged_withdraw": UPDATES_ARE_READ_BY_WRITERS,
    "update_answer": UPDATES_ARE_READ_BY_WRITERS,
    "update_check": Row(
        Line("ben dana", "amara tess"), Line("ben dana", "lewis"), "managers check what those who write it see"
    ),
    "updates_late": Row(Line("ben dana nadia", PROVIDER), why="who answers for caseloads"),
    "keyworkers_away": Row(Line("ben dana nadia priya kofi", PROVIDER), why="keyworkers, and managers they tell"),
    "keyworker_away_new": Row(Line("ben dana nadia priya kofi", PROVIDER), why="keyworkers, and managers they tell"),
    **dict.fromkeys(("safety_plan (draft)", "safety_plan_write"), DRAFTS_ARE_READ_BY_WRITERS),
    **dict.fromkeys(("safety_plan_live", "safety_plan_drop"), DRAFTS_ARE_READ_BY_WRITERS),
    "positive_risk (draft)": DRAFTS_ARE_READ_BY_WRITERS,
    "positive_risk_write": DRAFTS_ARE_READ_BY_WRITERS,
    "risk_view_add": DRAFTS_ARE_READ_BY_WRITERS,
    "risk_view_change": DRAFTS_ARE_READ_BY_WRITERS,
    "risk_step_add": DRAFTS_ARE_READ_BY_WRITERS,
    "risk_step_change": DRAFTS_ARE_READ_BY_WRITERS,
    "positive_risk_decide": DRAFTS_ARE_READ_BY_WRITERS,
    "positive_risk_drop": DRAFTS_ARE_READ_BY_WRITERS,
    "package (ended)": OF_AN_ENDED_PACKAGE,
    "package_ending": Row(
        Line("ben dana", "omar sunita priya"),
        Line("ben dana", "omar sunita kofi"),
        "workers are no longer allocated after the end",
    ),
    "package_undo_ending": Row(
        Line("ben dana", "omar sunita priya"),
        Line("ben dana", "omar sunita kofi"),
        "workers are no longer allocated after the end",
    ),
    # Referrals: those who decide read sent ones and may add a document.
    "referral": Row(Line("rui ben dana"), Line("kofi ben dana"), "read by its maker and those who decide"),
    "referral_enter_on_behalf": Row(
        Line("ben dana", "amara lewis tess omar sunita farah alan helen"),
        Line("nadia", "gwen ivor"),
        "those who decide enter telephone referrals",
    ),
    "refer_again": Row(
        Line("ben dana priya", "amara tess omar sunita"),
        Line("ben dana kofi", "lewis omar sunita"),
        "those who read the record and may refer",
    ),
    "person_merge_undo": Row(Line("ben dana", "omar sunita"), why="a record whose support has ended"),
    "referral_attach": Row(Line("rui ben dana"), Line("kofi ben dana"), "either side may add a document"),
    "referral_document_withdraw": Row(
        Line("rui ben dana"), Line("kofi ben dana"), "who attached it, and those who decide"
    ),
    "referral_addition_withdraw": Row(Line("rui"), Line("kofi"), "whoever added it"),
    "referral_add": Row(Line("rui ben dana"), Line("kofi ben dana"), "either side adds something"),
    "referral_document": Row(Line("rui ben dana"), Line("kofi ben dana"), "read like the referral"),
    "referral (draft)": Row(Line("rui"), Line("kofi"), "only its writer sees a draft"),
    "referral_send": Row(Line("rui"), Line("kofi"), "only its writer sees a draft"),
    "referral_part": Row(Line("rui"), Line("kofi"), "only its writer sees a draft"),
    "referral_part (support)": Row(Line("rui"), Line("kofi"), "only its writer sees a draft"),
    "referral_part (health)": Row(Line("rui"), Line("kofi"), "only its writer sees a draft"),
    "referral_confirmation": Row(Line("rui ben dana"), Line("kofi ben dana"), "read like the referral"),
    "referral_document_replace": Row(
        Line("rui ben dana"), Line("kofi ben dana"), "who attached it, and those who decide"
    ),
    # What changed: by the kind of record.
    "record_changes (sharing)": replace(TABLE[C.PERSON_MANAGE], why="who manages accounts and sharing"),
    "record_changes (own-pages)": KEEPS_PORTAL,
    "record_changes (shared-for-safety)": NOT_FOR_KEYWORKERS,
    "record_changes (need-to-know)": replace(TABLE[C.PERSON_MANAGE], why="who decides who needs to know"),
    "record_changes (visit)": VISIT_READ,
    "record_changes (support)": replace(TABLE[C.PERSON], why="read like the support"),
    "record_changes (concern)": replace(TABLE[C.CONCERN], why="read like the concern"),
    "record_changes (incident)": replace(TABLE[C.INCIDENT], why="read like the incident"),
    # The waiting list and capacity notices.
    "waiting_list": Row(Line("ben dana nadia", PROVIDER), why="who decides referrals: it names people"),
    "notices": Row(Line("ben dana nadia helen ivor", PROVIDER), why="senders and commissioners"),
    "notice_new": Row(
        Line("ben dana", "amara lewis tess omar sunita farah alan helen"),
        Line("nadia", "gwen ivor"),
        "no notice exists yet: staff and commissioner of the contract",
    ),
    "notice_acknowledge": Row(Line("helen", "ben dana"), Line("ivor", "nadia"), "the Council's part"),
    "referral_times": Row(Line("ben dana nadia", PROVIDER), why="who decides referrals"),
    "referral_times_csv": Row(Line("ben dana nadia", PROVIDER), why="who decides referrals"),
    # Returns.
    "return (preparing)": Row(Line("ben dana sunita"), Line("nadia"), "the Council reads what is sealed"),
    "return_figure (restricted)": Row(Line("helen"), Line("ivor"), "counted for the Council only"),
    "return_section (restricted)": Row(Line("dana", "ben sunita"), Line("", "nadia"), "given to one person to sign"),
    "return_sign": Row(Line("dana sunita", "ben"), Line("", "nadia"), "asked of those who may sign"),
    "goals": Row(Line("amara lewis tess ben dana nadia gwen", PROVIDER), why="who writes plans"),
    "check_in_with": Row(Line("amara lewis tess ben dana nadia gwen", PROVIDER), why="who writes plans"),
    "own_worker": Row(
        Line("", "omar ben dana sunita farah alan nadia", "amara lewis tess gwen"),
        why="who makes visits is sent to their own page",
    ),
    # Hours, prices and downtime packs.
    "hours": Row(Line("ben dana farah nadia", PROVIDER), why="who answers for hours, or pays for them"),
    "hours_csv": Row(Line("ben dana farah nadia", PROVIDER), why="who answers for hours, or pays for them"),
    "payroll_csv": Row(Line("ben dana farah nadia", PROVIDER), why="who answers for hours, or pays for them"),
    "hours_rows": Row(Line("ben dana farah nadia", PROVIDER), why="who answers for hours, or pays for them"),
    "hours_money": Row(Line("ben dana farah", "alan"), Line("nadia", "alan"), "who keeps the price sees no hours"),
    "hours_money_csv": Row(Line("ben dana farah", "alan"), Line("nadia", "alan"), "who keeps the price sees no hours"),
    "contract_changes": Row(
        Line("ben dana alan", "amara lewis tess omar sunita farah helen"),
        Line("nadia alan", "gwen ivor"),
        "administrators, and who manages the contract",
    ),
    "contract_year": Row(Line("alan", "ben dana farah"), Line("alan", "nadia"), "known to who may read the price"),
    "contract_year_withdraw": Row(
        Line("alan", "ben dana farah"), Line("alan", "nadia"), "known to who may read the price"
    ),
    "downtime": Row(Line("tess omar ben dana nadia", PROVIDER), why="who leads a team, or is on call"),
    "downtime_passphrase_change": Row(Line("tess ben dana", "omar"), Line("nadia"), "who leads changes it"),
    "review_ask": Row(
        Line("amara tess ben dana priya", "omar sunita"),
        Line("lewis ben dana kofi", "omar sunita"),
        "the keyworker may ask for a review, too",
    ),
    "review_request_withdraw": Row(
        Line("amara ben dana", "tess omar sunita priya"),
        Line("lewis ben dana", "omar sunita kofi"),
        "who recorded the request, and managers; the keyworker their own",
    ),
    "review_acknowledge": Row(
        Line("priya", "amara tess omar ben dana sunita"),
        Line("kofi", "lewis omar ben dana sunita"),
        "only the keyworker says that they have read it",
    ),
    # The portal.
    "me": Row(Line("maya tomasz rosa"), why="own page; a representative sees what is shared with them"),
    "my_people": Row(Line("rosa"), why="who represents somebody"),
    "my_people_visits": Row(Line(""), why="a representative needs consent to see visits"),
    "my_people_connections": Row(Line(""), why="a representative needs consent to see maps"),
    "my_people_safety_plan": Row(Line("rosa"), why="who represents somebody"),
    "my_safety_plan": Row(Line("maya tomasz rosa"), why="own page; a representative sees what is shared with them"),
    "my_safety_sharing": Row(Line("maya tomasz"), why="own pages"),
    "my_people_reviews": Row(Line("rosa"), why="a representative with consent to ask for a review"),
    "my_people_review_withdraw": Row(Line("rosa"), Line(""), "the representative who asked"),
    "my_plan": Row(Line("maya tomasz"), why="own pages"),
    "my_plan_easy_read": Row(Line("maya tomasz"), why="own pages"),
    "my_changes": Row(Line("maya tomasz"), why="own pages"),
    "my_rating_preference": Row(Line("maya tomasz"), why="own pages"),
    "my_visits": Row(Line("maya tomasz"), why="own pages; a representative needs consent to see visits"),
    "own_details": Row(Line("maya tomasz"), why="own pages"),
    "own_name": Row(Line("maya tomasz"), why="own pages"),
    "own_move": Row(Line("maya tomasz"), why="own pages"),
    "own_carer": Row(Line("maya tomasz"), why="own pages"),
    "own_contact_new": Row(Line("maya tomasz"), why="own pages"),
    "my_connections": Row(Line("maya tomasz"), why="own pages; a representative needs consent to see maps"),
    "my_decisions": Row(Line("maya tomasz"), why="own pages"),
    "my_reviews": Row(Line("maya tomasz"), why="own pages"),
    "my_review_ask": Row(Line("maya tomasz"), why="own pages"),
    "my_messages": Row(Line("maya tomasz"), why="own pages"),
    "my_message_write": Row(Line("maya tomasz"), why="own pages"),
    "my_access_log": Row(Line("maya tomasz"), why="own pages"),
    "my_sharing": Row(Line("maya tomasz"), why="own pages"),
    "my_needs_sharing": Row(Line("maya tomasz"), why="own pages"),
    "my_needs_sharing_decide": Row(Line("maya tomasz"), why="own pages"),
    "my_profile": Row(Line("maya tomasz"), why="own pages"),
    "my_answer": Row(Line("maya tomasz"), why="own pages"),
    "my_times": Row(Line("maya tomasz"), why="own pages"),
    "my_time_new": Row(Line("maya tomasz"), why="own pages"),
    "my_objection": Row(Line("maya tomasz"), why="own pages"),
}


@dataclass(frozen=True)
class Address:
    """An address and the record it is tested with. `page` is its name, with the kind of record in brackets."""

    page: str
    kind: Kind
    args: Callable[[PersonRecords], list] = lambda records: []
    data: dict = field(default_factory=dict)
    after_post: int | None = None  # status of a POST without content, if not that of the kind
    walled_by: Callable[[PersonRecords], list] | None = None  # if not the first of `args`

    @property
    def name(self) -> str:
        return self.page.partition(" ")[0]

    def wall_ids(self, records: PersonRecords) -> list:
        return list(self.walled_by(records) if self.walled_by else self.args(records)[:1])


def row_with_match(run):
    """Return the row of an import with a possible match."""
    return run.rows.exclude(likely=None).get()


def training_of(records) -> list:
    """Return the keys of the worker and of training that they have done."""
    return [records.worker.pk, records.training.pk]


def terms_of(records) -> list:
    """Return the key of the terms of the contract that have not begun."""
    return [records.contract.terms.order_by("from_on").last().pk]


@cache
def email_token(user):
    """Return the token of a link that was sent to a new address: the same one each time."""
    return token_of(user, "somebody.else@people.example")


def _of(kind: Kind):
    def address(page: str, *attributes: str, **more) -> Address:
        more.setdefault("args", lambda records: [getattr(records, name).pk for name in attributes])
        return Address(page, kind, **more)

    return address


read, form, verb = _of(Kind.READ), _of(Kind.FORM), _of(Kind.VERB)


def changes(page: str, kind: str, attribute: str) -> Address:
    """The page that lists the changes of one kind of record."""

    def ids(records) -> list:
        return [getattr(records, attribute).pk]

    return read(page, args=lambda records: [kind, *ids(records)], walled_by=ids)


def _representative_of(records) -> list:
    return [records.individual.pk, records.representative.pk]


def _domain(records) -> list:
    """Return the arguments of the address of a life domain of the contract."""
    domain = LifeDomain.objects.filter(contract=records.contract).first()
    return [records.contract.pk, "life-domains", domain.pk]


ADDRESSES = [
    read("home"),
    read("duties"),
    read("ahead"),
    read("notifications"),
    read("my_details"),
    form("my_notifications"),
    read("my_sessions"),
    verb("my_session_end", args=lambda records: [1], walled_by=lambda records: []),
    verb("my_sessions_end_others"),
    form("change_email"),
    form("change_telephone", after_post=302),
    form("confirm_telephone"),
    read("stay_signed_in"),
    verb("own_device"),
    verb("shared_device"),
    verb("single_sign_on_remove", args=lambda records: [1], walled_by=lambda records: []),
    read("confirm_email", args=lambda records: [email_token(records.individual.user)], walled_by=lambda records: []),
    verb("email_confirmed", args=lambda records: [email_token(records.individual.user)], walled_by=lambda records: []),
    read("health"),
    read("health_jobs"),
    read("service"),
    read("service_easy_read"),
    read("gallery"),
    verb("demo_sign_in", args=lambda records: ["worker"], walled_by=lambda records: []),
    read("demo_walk", args=lambda records: ["hold"], walled_by=lambda records: []),
    read("system_status"),
    verb("document_again", args=lambda records: [UUID(int=0)], walled_by=lambda records: []),
    read("undelivered_messages"),
    verb("message_send_again", "undelivered", walled_by=lambda records: []),
    form("message_handled", "undelivered", walled_by=lambda records: []),
    form("people"),
    read("people_csv"),
    verb("message_read", "message", walled_by=lambda records: [records.update_due.pk]),
    verb("save_draft", args=lambda records: ["plans.write"], after_post=400, walled_by=lambda records: []),
    verb("discard_draft", args=lambda records: ["plans.write"], walled_by=lambda records: []),
    read("unsent_forms"),
    verb("unsent_discard", "message", walled_by=lambda records: []),
    read("person", "individual"),
    read("person_access_log", "individual"),
    form("person_ask", "individual"),
    form("access_question_answer", "question"),
    form("access_question_add", "answered_question"),
    form(
        "access_question_new",
        args=lambda records: [
            records.individual.pk,
            day_of(records.outside.recorded_at).isoformat(),
            records.outside.recorded_by_id,
        ],
    ),
    verb("access_question_withdraw", "question_by_phone"),
    read("unusual_access"),
    form(
        "unusual_access_user",
        args=lambda records: ["many", records.opened.recorded_by_id, day_of(records.outside.recorded_at).isoformat()],
        walled_by=lambda records: [],
    ),
    form(
        "unusual_access_person",
        args=lambda records: [
            "outside",
            records.outside.recorded_by_id,
            day_of(records.outside.recorded_at).isoformat(),
            records.individual.pk,
        ],
        walled_by=lambda records: [records.individual.pk],
    ),
    form("unusual_access_strike", "review_of_access"),
    read("person_questions", "individual"),
    form("question_new", "individual"),
    form("question_answer", "support_question"),
    form("question_withdraw", "support_question"),
    read("person_hospital", "individual"),
    form("hospital_admit", "individual"),
    form("hospital_discharge", "spell"),
    form("hospital_override", "spell"),
    form("hospital_override_withdraw", "spell", "hold_decision"),
    form("hospital_resumption", "spell"),
    form("hospital_correct", "spell"),
    form("hospital_strike", "spell"),
    form("hospital_ward", "spell"),
    form("hospital_ward_strike", "spell", "ward_stay"),
    form("hospital_readmission", "spell"),
    form("person_death", "individual"),
    read("package", "package"),
    read("package (ended)", "ended"),
    read("package_document", "package", "council_document"),
    form("package_document_withdraw", "package", "council_document"),
    form("package_hours_correct", "package", "hours"),
    form("package_hours_withdraw", "package", "hours"),
    form("package_strand_correct", "package", "strand"),
    form("package_strand_withdraw", "package", "strand"),
    form("package_hours", "package"),
    form("package_strand", "package"),
    form("package_expected_end", "package", after_post=302),
    form("package_ending", "ended"),
    form("package_undo_ending", "ended"),
    form("package_age_limit", "package"),
    form("package_age_limit_withdraw", "package", "limit_decision"),
    form("allocate", "package"),
    form("allocation_end", "package", "allocation"),
    form("allocation_withdraw", "package", "allocation"),
    form("package_end", "package"),
    form("person_keyworker", "individual"),
    read("person_details", "individual"),
    changes("record_changes", "person", "individual"),
    changes("record_changes (sharing)", "sharing", "individual"),
    changes("record_changes (own-pages)", "own-pages", "individual"),
    changes("record_changes (shared-for-safety)", "shared-for-safety", "individual"),
    changes("record_changes (need-to-know)", "need-to-know", "individual"),
    changes("record_changes (visit)", "visit", "visit"),
    changes("record_changes (support)", "support", "package"),
    changes("record_changes (concern)", "concern", "concern"),
    changes("record_changes (incident)", "incident", "incident"),
    form("person_details_change", "individual"),
    form("person_contact_new", "individual"),
    form("person_contact", "individual", "contact_point"),
    form("person_contact_remove", "individual", "contact_point"),
    form("person_relationship_new", "individual"),
    form("person_relationship", "individual", "relationship"),
    form("person_relationship_withdraw", "individual", "relationship"),
    read("person_access_needs", "individual"),
    form("person_access_need_new", "individual"),
    form("person_access_needs_review", "individual"),
    form("person_access_needs_undo", "individual"),
    form("person_needs_sharing", "individual"),
    form("person_needs_sharing_withdraw", "individual", "sharing_decision"),
    form("person_access_need", "individual", "access_need"),
    form("person_access_need_withdraw", "individual", "access_need"),
    form("person_no_access_needs_new", "individual"),
    form("person_no_access_needs", "individual", "no_access_needs"),
    form("person_no_access_needs_withdraw", "individual", "no_access_needs"),
    read("person_times", "individual"),
    form("person_time_new", "individual"),
    form("person_time", "individual", "time_preference"),
    form("person_time_withdraw", "individual", "time_preference"),
    read("person_profile", "individual"),
    form("person_profile_answer", args=lambda records: [records.individual.pk, "religion"]),
    form("person_profile_withdraw", "individual", "profile_answer"),
    form("person_profile_let_know", args=lambda records: [records.individual.pk, "forensic"]),
    form("person_profile_end_let_know", "individual", "need_to_know"),
    read("profile_coverage"),
    form("person_address_new", "individual"),
    form("person_address", "individual", "address"),
    form("person_address_withdraw", "individual", "address"),
    form("person_gp_new", "individual"),
    form("person_gp", "individual", "gp"),
    form("person_gp_withdraw", "individual", "gp"),
    form("person_circumstance_new", args=lambda records: [records.individual.pk, "has-carer"]),
    form("person_circumstance", "individual", "circumstance"),
    form("person_circumstance_withdraw", "individual", "circumstance"),
    form("person_council_reference_new", "individual"),
    form("person_council_reference", "individual", "council_reference"),
    form("person_council_reference_withdraw", "individual", "council_reference"),
    form("person_nhs_check", "without_account"),
    form("person_nhs_check_withdraw", "individual"),
    read("person_sharing", "individual"),
    read("person_own_pages", "individual"),
    read("person_own_pages_together", "individual"),
    verb("portal_lock", "by_phone"),
    form("portal_unlock", "without_account"),
    form("portal_lock_review", "without_account"),
    form("no_digital_contact", "individual"),
    form("no_digital_contact_end", "by_phone"),
    form("person_account_open", "without_account"),
    form("person_account_end", "individual"),
    verb("person_stop_text_codes", "individual"),
    form("representative_new", "individual"),
    form("representative_end", args=lambda records: _representative_of(records)),
    form("representative_change", args=lambda records: _representative_of(records)),
    form("representative_strike", args=lambda records: _representative_of(records)),
    read("person_consent", "individual"),
    form("consent_record", args=lambda records: [*_representative_of(records), "see-visits"]),
    form("consent_stop_all", args=lambda records: _representative_of(records)),
    form("consent_strike", "individual", "decision_by_phone"),
    form("objection_new", args=lambda records: [records.individual.pk, "managers"]),
    form("objection_answer", "objection"),
    form("objection_add", "answered_objection"),
    verb("objection_withdraw", "objection"),
    form("objection_strike", "objection"),
    form("disclosure_new", "individual"),
    read("disclosure", "shared"),
    verb("disclosure_see", "shared"),
    form("disclosure_showing", "shared"),
    form("disclosure_strike", "shared"),
    form(
        "person_keyworker_withdraw",
        args=lambda records: [records.individual.pk, records.individual.keyworker_terms.first().pk],
    ),
    form("person_merge", "individual"),
    form("person_merge_undo", "twin"),
    read("goals"),
    read("check_in_with"),
    read("workers"),
    read("workers_csv"),
    read("caseload_csv"),
    read("former_workers"),
    read("former_workers_csv"),
    read("worker", "worker"),
    form("worker_hours", "worker"),
    form("worker_division_new", "worker"),
    form("worker_division_correct", "worker", "division"),
    form("worker_division_end", "worker", "division"),
    form("worker_division_withdraw", "worker", "division"),
    form("worker_ceiling", "worker"),
    form("worker_ceiling_lift", "worker"),
    form("worker_absence_new", "worker"),
    form("worker_absence_end", "worker", "absence"),
    form("worker_absence_correct", "worker", "absence"),
    form("worker_absence_withdraw", "worker", "absence"),
    form("worker_cover", "worker", "absence"),
    form("worker_reallocate", "worker"),
    form("worker_relation_new", "worker"),
    form("worker_relation_withdraw", "worker", "relation"),
    form("worker_new"),
    form("worker_new_for_account", "account", walled_by=lambda records: []),
    read("teams"),
    form("team_new"),
    form("team_rename", "team", walled_by=lambda records: []),
    read("team_changes", "team", walled_by=lambda records: []),
    verb("team_end", "team", walled_by=lambda records: []),
    verb("team_reopen", "team", walled_by=lambda records: []),
    read("courses"),
    form("course_new"),
    form("course_correct", "course", walled_by=lambda records: []),
    read("course_changes", "course", walled_by=lambda records: []),
    verb("course_end", "course", walled_by=lambda records: []),
    verb("course_reopen", "course", walled_by=lambda records: []),
    read("account_list"),
    read("account_list_csv"),
    form("account_new"),
    read("account_access", "account", walled_by=lambda records: []),
    read("account_changes", "account", walled_by=lambda records: []),
    form("account_correct", "account", walled_by=lambda records: []),
    form("account_invite", "invited", walled_by=lambda records: []),
    form("accounts_invite"),
    read("second_factor_start"),
    form("account_post_new", "account", walled_by=lambda records: []),
    form("account_post_correct", "account", "later_post", walled_by=lambda records: []),
    verb("account_post_withdraw", "account", "later_post", walled_by=lambda records: []),
    form("account_second_factor", "locked_out", walled_by=lambda records: []),
    read("second_factor_resets"),
    form("second_factor_confirm", "reset", walled_by=lambda records: []),
    form("second_factor_decline", "reset", walled_by=lambda records: []),
    verb("second_factor_withdraw", "reset", walled_by=lambda records: []),
    form("account_suspend", "account", walled_by=lambda records: []),
    verb("account_restore", "account", walled_by=lambda records: []),
    form("account_post_end", "account", "post", walled_by=lambda records: []),
    form("worker_training_new", "worker"),
    form("worker_training_correct", args=training_of),
    form("worker_training_withdraw", args=training_of),
    form("worker_details", "worker"),
    form("worker_pattern", "worker"),
    form("worker_end_employment", "worker"),
    form("worker_suspend", "worker"),
    verb("worker_restore", "worker"),
    read("holds"),
    read("person_plan", "individual"),
    verb("plan_start", "package"),
    form("plan_write", "draft"),
    form("goal_add", "draft"),
    verb("plan_offer", "draft"),
    form("plan_drop", "draft"),
    form("plan_withdraw_offer", "offered"),
    form("plan_answer", "offered"),
    read("plan_changes", "individual"),
    form("participant_add", "draft"),
    verb("participant_exclude", "participant"),
    form("plan_comment", "plan"),
    form("comment_answer", "answer_duty"),
    read("person_messages", "individual"),
    form("message_write", "package"),
    form("message_record", "package"),
    form("plan_comment_section", args=lambda records: [records.plan.pk, "matters_to_me"]),
    verb("plan_pdf_request", args=lambda records: [records.plan.pk, "full"]),
    read("plan_pdf", "plan_pdf"),
    read("plan_scan", "plan"),
    form("goal_change", "draft_wording"),
    verb("goal_take_out", "draft_wording"),
    form("goal_outcome", "wording"),
    form("goal_rate", "wording"),
    read("goal_ratings", "wording"),
    form("rating_strike", "rating"),
    form("goal_comment", "wording"),
    form("step_done", "step"),
    verb("step_not_done", "step"),
    form("achievement_add", "package"),
    form("achievement_strike", "achievement"),
    read("achievement_document", "achievement"),
    read("person_measures", "individual"),
    form("measure_ask", "individual"),
    form("measure_score", "individual"),
    form("measure_strike", "score"),
    verb("rating_preference", "individual"),
    read("person_risk", "individual"),
    verb("risk_begin", "individual"),
    read("risk", "risk"),
    form("risk_write", "risk_draft"),
    form("hazard_add", "risk_draft"),
    form("hazard_change", "hazard"),
    verb("hazard_exclude", "hazard"),
    form("risk_in_force", "risk_draft"),
    verb("risk_sign", "risk"),
    form("risk_confirm", "risk"),
    form("risk_drop", "risk_draft"),
    form("risk_disclose", "risk"),
    read("risk_pdf", "disclosure"),
    verb("risk_disclosure_end", "disclosure"),
    form("risk_request_new", "individual"),
    form("risk_request", "risk_request"),
    form("risk_request_decline", "risk_request"),
    form("risk_request_withdraw", "risk_request"),
    read("person_safety_plan", "individual"),
    verb("safety_plan_begin", "individual"),
    form("safety_plan_sharing", args=lambda records: [records.individual.pk, "keyworker"]),
    read("safety_plan", "safety_plan"),
    read("safety_plan (draft)", "safety_draft"),
    form("safety_plan_write", "safety_draft"),
    form("safety_plan_live", "safety_draft"),
    form("safety_plan_drop", "safety_draft"),
    form("safety_plan_confirm", "safety_plan"),
    form("safety_plan_end", "safety_plan"),
    form("safety_plan_strike", "safety_plan"),
    form("safety_plan_copy_new", "safety_plan"),
    form("safety_plan_copy_withdraw", "safety_copy"),
    form("advance_choice_new", "individual"),
    form("advance_choice", "individual", "advance_choice"),
    form("advance_choice_remove", "individual", "advance_choice"),
    form("person_visit_warning", "individual"),
    read("person_positive_risk", "individual"),
    form("positive_risk_begin", "package"),
    read("positive_risk", "decision"),
    read("positive_risk (draft)", "decision_draft"),
    form("positive_risk_write", "decision_draft"),
    form("risk_view_add", "decision_draft"),
    form("risk_view_change", "decision_draft", "decision_view"),
    form("risk_step_add", "decision_draft"),
    form("risk_step_change", "decision_draft", "decision_draft_step"),
    form("positive_risk_decide", "decision_draft"),
    form("positive_risk_drop", "decision_draft"),
    verb("risk_step_done", "decision", "decision_step"),
    verb("positive_risk_redraft", "decision"),
    form("positive_risk_review", "decision_review"),
    read("person_transition", "individual"),
    form("transition_write", "package"),
    form("transition_share", "transition_plan"),
    form("transition_sharing_withdraw", "transition_plan", "transition_sharing"),
    read("person_exit", "individual"),
    form("exit_write", "package"),
    form("exit_agree", "exit_plan"),
    form("exit_agreement_withdraw", "exit_plan", "exit_agreement"),
    verb("exit_condition_done", "exit_plan", "exit_condition"),
    # The rota.
    read("rota"),
    read("cover_by_hour"),
    read("absence", "absence", walled_by=lambda records: []),
    form("absence_visits", "absence", walled_by=lambda records: []),
    form("visit_move", "planned"),
    form("visit_cancel", "planned"),
    form("visit_asked", "planned"),
    form("visit_late", "planned_today"),
    form("visit_request", "visit_request"),
    form("recurring_visit_change", "recurring_visit"),
    form("recurring_visit_end", "recurring_visit"),
    form("visit_repeat", "package"),
    read("person_rota", "individual"),
    read("own_worker"),
    read("my_calendar"),
    verb("calendar_make"),
    verb("calendar_revoke"),
    read("calendar", args=lambda records: [records.calendar_token], walled_by=lambda records: []),
    # The visits.
    read("visits"),
    read("hours"),
    read("hours_csv"),
    read("payroll_csv"),
    read("hours_rows"),
    read("hours_money", "year"),
    read("hours_money_csv", "year"),
    read("downtime"),
    read("downtime_team", "pack_team"),
    verb("downtime_passphrase", "pack_team", after_post=200),
    form("downtime_passphrase_change", "pack_team"),
    verb("downtime_take", "pack", after_post=200),
    read("downtime_enter", "pack"),
    form("visit_log_planned", "planned"),
    form("visit_strike", "visit"),
    form("visit_correct", "visit"),
    read("visit", "visit"),
    read("visit_briefing", "planned"),
    read("package_briefing", "package"),
    form("contact_new", "package"),
    form("contact_strike", "contact"),
    form("engagement", "engagement"),
    form("engagement_correct", "follow_up"),
    form("engagement_attempt_strike", "attempt"),
    form("visit_follow_up", "missed_visit"),
    form("visit_log", "package"),
    form("visit_plan", "package"),
    read("alert", "alert"),
    verb("alert_accept", "alert"),
    form("alert_close", "alert"),
    form("alert_release", "alert"),
    form("alert_reopen", "alert"),
    verb("call_without_visit", "contract", walled_by=lambda records: []),
    read("escalations"),
    verb("call_from_planned", "planned"),
    verb("call_from_visit", "visit"),
    verb("call_from_contact", "contact"),
    read("escalation", "escalation"),
    verb("escalation_answer", "escalation"),
    form("escalation_ring", "escalation"),
    form("team_rang_in_call", "team_call", walled_by=lambda records: [records.escalation.pk]),
    form("team_rang_about_alert", "team_message", walled_by=lambda records: [records.alert.pk]),
    form("escalation_close", "escalation"),
    read("lone_working_check", "check"),
    verb("lone_working_check_safe", "check"),
    verb("lone_working_check_extend", "check"),
    form("lone_working_check_confirm", "check"),
    verb("planned_no_signal", "planned"),
    verb("planned_signal", "planned"),
    form("planned_accompanied", "planned"),
    verb("planned_alone", "planned"),
    verb("planned_arrive", "planned"),
    verb("planned_undo_arrival", "planned"),
    verb("planned_leave", "planned"),
    read("call_for_help"),
    read("same_day"),
    form("same_day_new", "package"),
    read("same_day_request", "same_day"),
    form("same_day_assess", "same_day"),
    form("same_day_answer", "same_day"),
    form("same_day_visited", "same_day"),
    form("same_day_withdraw", "same_day"),
    read("on_call"),
    form("on_call_new", "contract"),
    form("on_call_end", "on_call"),
    form("worker_sign_out"),
    read("person_visits", "individual"),
    read("phone"),
    read("phone_worker"),
    read("phone_manifest"),
    read("phone_who"),
    read("phone_pack"),
    verb("phone_entries", after_post=400),
    verb("phone_hand_in", after_post=403),
    read("phone_notes"),
    form("phone_note", "phone_note"),
    form("phone_note_reject", "phone_note"),
    read("updates"),
    read("update", "update_sent"),
    read("update (due)", "update_due"),
    form("update_write", "update_due"),
    verb("update_send", "update_due"),
    form("update_correct", "update_sent"),
    form("update_strike", "update_sent"),
    form("update_acknowledge", "update_sent", after_post=302),
    form("update_link_new", "update_sent"),
    read("updates_late"),
    read("update_figure", args=lambda records: [records.update_sent.pk, "visits-yes"]),
    verb("update_withdraw_from_check", "update_written"),
    form("update_check", "update_written"),
    form("update_acknowledged", "update_sent"),
    form("update_acknowledged_withdraw", "update_reported"),
    form("update_answer", "update_reported"),
    read("update_text", "update_sent"),
    read("update_text_file", "update_sent"),
    verb("update_pdf_request", "update_sent"),
    read("update_pdf", "update_pdf"),
    read("keyworkers_away"),
    form("keyworker_away_new"),
    form("keyworker_away_change", "keyworker_absence"),
    form("keyworker_away_withdraw", "keyworker_absence"),
    read("code_link", args=lambda records: [records.link_token], walled_by=lambda records: []),
    verb("code_link_send", args=lambda records: [records.link_token], walled_by=lambda records: []),
    form("code_link_code", args=lambda records: [records.link_token], walled_by=lambda records: []),
    read("linked_update", args=lambda records: [records.link_token], walled_by=lambda records: []),
    read("linked_update_text", args=lambda records: [records.link_token], walled_by=lambda records: []),
    form("linked_update_pdf", args=lambda records: [records.link_token], walled_by=lambda records: [], after_post=302),
    verb("linked_update_acknowledge", args=lambda records: [records.link_token], walled_by=lambda records: []),
    read("linked_review", args=lambda records: [records.review_link_token], walled_by=lambda records: []),
    read("linked_review_text", args=lambda records: [records.review_link_token], walled_by=lambda records: []),
    form(
        "linked_review_pdf",
        args=lambda records: [records.review_link_token],
        walled_by=lambda records: [],
        after_post=302,
    ),
    verb("linked_review_acknowledge", args=lambda records: [records.review_link_token], walled_by=lambda records: []),
    read("code_links"),
    form("code_link_end", "link", walled_by=lambda records: [records.update_sent.pk]),
    read("person_reviews", "individual"),
    read("review", "review_shared"),
    form("review_ask", "package"),
    form("review_request_withdraw", "review"),
    form("review_arrange", "review"),
    form("review_answer", "review_arranged"),
    form("review_conduct", "review"),
    form("review_correct", "review_done"),
    form("review_withdraw", "review_done"),
    form("review_strike", "review_shared"),
    verb("review_share", "review"),
    read("person_connections", "individual"),
    read("connections_map", "first_map"),
    form("connections_map_new", "package", after_post=200),
    form("connections_map_correct", "first_map"),
    form("connections_map_withdraw", "first_map"),
    form("connections_map_meaning", "later_map"),
    form("review_acknowledge", "review_shared", after_post=302),
    form("review_acknowledged", "review_shared"),
    form("review_acknowledged_withdraw", "review_reported"),
    form("review_reply_answer", "review_reported"),
    form("review_link_new", "review_shared"),
    read("review_text", "review_shared"),
    read("review_text_file", "review_shared"),
    verb("review_pdf_request", "review_shared"),
    read("review_pdf", "review_pdf"),
    verb("review_plan", "review_done"),
    form(
        "review_step_drop",
        args=lambda records: [records.review_done.pk, "direct-payments"],
        walled_by=lambda records: [records.review_done.pk],
    ),
    form("review_step_resume", "step_not_needed"),
    read("concerns"),
    read("concern", "concern"),
    form("concern_details", "concern"),
    form("concern_contact", "concern"),
    form("concern_children_contact", "concern"),
    form("concern_name", "concern"),
    read("concern_sheet", "concern"),
    verb("concern_sheet_request", "concern"),
    form("concern_decision", "concern"),
    form("concern_decision_undo", "concern"),
    form("concern_portal", "concern"),
    form("concern_close", "concern"),
    form("concern_withdraw", "concern"),
    form("concern_new", "package"),
    read("concern_raised", "package"),
    read("incidents"),
    form("incident_new", "contract", walled_by=lambda records: []),
    form("incident_of_person_new", "package"),
    read("incident", "incident"),
    form("incident_correct", "incident"),
    form("incident_name", "incident"),
    form("incident_investigate", "incident"),
    form("incident_close", "incident"),
    form("incident_reopen", "closed_incident"),
    form("incident_withdraw", "incident"),
    form("incident_notice", "incident_notice"),
    form("incident_candour", "incident"),
    form("incident_action_new", "incident"),
    form("incident_action", "incident_action"),
    form("incident_action_withdraw", "incident_action"),
    read("incident_sheet", "incident"),
    verb("incident_sheet_request", "incident"),
    read("referrals"),
    read("referrals_csv"),
    form("referral_new", "contract"),
    read("referral", "referral_sent"),
    read("referral (draft)", "referral_draft"),
    form("referral_part", args=lambda records: [records.referral_draft.pk, "person"]),
    form("referral_part (support)", args=lambda records: [records.referral_draft.pk, "support"]),
    form("referral_part (health)", args=lambda records: [records.referral_draft.pk, "health"]),
    form("referral_attach", "referral_sent"),
    form("referral_add", "referral_sent"),
    verb("referral_addition_read", "referral_queried", "addition"),
    form("referral_addition_withdraw", "referral_queried", "addition"),
    read("referral_document", "referral_sent", "document"),
    form("referral_document_withdraw", "referral_sent", "document"),
    form("referral_document_replace", "referral_sent", "document"),
    form("referral_send", "referral_draft", after_post=302),
    read("referral_confirmation", "referral_sent"),
    form("referral_answer", "referral_queried"),
    form("referral_withdraw", "referral_sent"),
    form("referral_enter_on_behalf", "contract"),
    form("refer_again", "package"),
    form("referral_concern", "referral_sent"),
    form("referral_waive", "referral_queried"),
    form("referral_waiver_withdraw", "referral_waived", "waiver"),
    form("referral_same_day", "referral_sent"),
    form("referral_assessment", "referral_sent"),
    form("referral_sharing", "referral_sent"),
    form("referral_assessment_correct", "referral_assessed"),
    form("referral_sharing_withdraw", "referral_sent", "plan_sharing"),
    form("referral_accept", "referral_sent"),
    form("referral_ask", "referral_sent"),
    form("referral_wait", "referral_sent"),
    form("referral_decline", "referral_sent"),
    form("referral_place", "referral_sent"),
    form("referral_ineligible", "referral_sent"),
    read("waiting_list"),
    read("notices"),
    form("notice_new", "contract"),
    read("notice", "notice"),
    form("notice_acknowledge", "notice", after_post=302),
    read("notice_pdf", "notice"),
    read("referral_times"),
    read("referral_times_csv"),
    read("returns"),
    form("return_open"),
    read("return", "sealed"),
    read("return (preparing)", "preparing"),
    read("return_figure", args=lambda records: [records.sealed.pk, "supported"]),
    read("return_figure (restricted)", args=lambda records: [records.sealed.pk, "concerns"]),
    read("return_pdf", "sealed"),
    form("return_section", args=lambda records: [records.preparing.pk, 1]),
    form("return_section (restricted)", args=lambda records: [records.preparing.pk, 3]),
    verb("return_sign", "preparing"),
    verb("return_seal", "preparing"),
    read("imports"),
    form("import_new"),
    read("import_template"),
    read("import_sheet", args=lambda records: ["people"], walled_by=lambda records: []),
    read("import_sample", "contract"),
    read("import", "import_run"),
    read("import_errors", "import_run"),
    form("import_row", args=lambda records: [records.import_run.pk, row_with_match(records.import_run).number]),
    form("import_who_is_who", "import_run"),
    verb("import_all_new", "import_run"),
    form("import_run", "import_run"),
    form("import_undo", "import_run"),
    read("contracts"),
    read("set_up"),
    verb("set_up_live"),
    verb("set_up_not_live"),
    form("channel_test", args=lambda records: ["email"], walled_by=lambda records: []),
    verb("channel_test_send", args=lambda records: ["email"], walled_by=lambda records: []),
    form("no_texts", after_post=302),
    verb("send_texts_again"),
    # Tests name no company: there is nothing to report to.
    verb("text_receipt", args=lambda records: ["a-token"], walled_by=lambda records: [], after_post=404),
    verb("twilio_receipt", args=lambda records: [UUID(int=1)], walled_by=lambda records: [], after_post=404),
    read("invitation", args=lambda records: [INVITATION_TOKEN], walled_by=lambda records: []),
    verb("invitation_accept", args=lambda records: [INVITATION_TOKEN], walled_by=lambda records: []),
    form("set_up_start", args=lambda records: [SET_UP_TOKEN], walled_by=lambda records: []),
    form("provider"),
    form("provider_logo"),
    read("provider_changes"),
    verb("provider_logo_remove"),
    read("logo", args=lambda records: [Provider.objects.get().logo_digest], walled_by=lambda records: []),
    read("councils"),
    form("council_new"),
    form("council", args=lambda records: [records.contract.council_id], walled_by=lambda records: []),
    form("council_remove", "added_council", walled_by=lambda records: []),
    read("council_changes", args=lambda records: [records.contract.council_id], walled_by=lambda records: []),
    form("contract_new"),
    form("contract_details", "contract"),
    form("contract_remove", "added_contract", walled_by=lambda records: []),
    read("contract_names", args=lambda records: [records.contract.pk, "life-domains"]),
    form("contract_name_new", args=lambda records: [records.contract.pk, "outcomes"]),
    form("contract_name", args=lambda records: _domain(records)),
    verb("contract_name_action", args=lambda records: [*_domain(records), "up"]),
    read("contract", "contract"),
    read("contract_changes", "contract"),
    read("contract_outcomes", "contract"),
    read("contract_outcome_goals", args=lambda records: [records.contract.pk, records.contract.outcomes.first().pk]),
    form("contract_terms_new", "contract"),
    form("contract_terms_correct", args=terms_of, walled_by=lambda records: [records.contract.pk]),
    form("contract_terms_withdraw", args=terms_of, walled_by=lambda records: [records.contract.pk]),
    read("contract_price", "contract"),
    form("contract_year_new", "contract"),
    form("contract_year", "year"),
    form("contract_year_withdraw", "year"),
    form("contract_cut_over", "contract"),
    form("package_document_add", "package"),
    read("me"),
    read("my_plan"),
    read("my_visits"),
    read("my_people"),
    read("my_people_visits"),
    read("my_people_connections"),
    read("my_people_safety_plan"),
    read("my_safety_plan"),
    verb("my_safety_sharing", args=lambda records: ["phone"], data={"answer": "yes"}, walled_by=lambda records: []),
    read("my_safety_card", "safety_plan"),
    read("my_safety_card_download", "safety_plan"),
    form("my_people_reviews"),
    verb("my_people_review_withdraw", "represented_review"),
    read("own_details"),
    form("own_name"),
    form("own_move"),
    form("own_carer", args=lambda records: ["has-carer"], walled_by=lambda records: []),
    form("own_address", "address", walled_by=lambda records: []),
    form("own_address_remove", "address", after_post=302, walled_by=lambda records: []),
    form("own_contact_new"),
    form("own_contact", "contact_point", walled_by=lambda records: []),
    form("own_contact_remove", "contact_point", after_post=302, walled_by=lambda records: []),
    form("my_visit_ask", "planned"),
    read("my_messages"),
    form("my_message_write"),
    form("my_manager_write"),
    form("my_conversation", args=lambda records: [records.answer_duty.comment_id]),
    form("tell_us"),
    form("my_settings", after_post=302),
    read("my_connections"),
    form("my_connections_meaning", "later_map"),
    read("my_decisions"),
    read("my_reviews"),
    form("my_review_ask"),
    verb("my_review_withdraw", "review"),
    read("my_access_log"),
    read("my_sharing"),
    read("my_needs_sharing"),
    verb("my_needs_sharing_decide", data={"answer": "consent"}),
    form("my_comment", "plan"),
    form("my_agree", "plan", after_post=200),
    read("my_plan_easy_read"),
    read("my_changes"),
    verb("my_rating_preference"),
    read("my_times"),
    form("my_time_new"),
    form("my_time", "time_preference", walled_by=lambda records: []),
    verb("my_time_remove", "time_preference"),
    read("my_profile"),
    verb("my_answer_remove", "profile_answer"),
    form("my_answer", args=lambda records: ["religion"], walled_by=lambda records: []),
    form("my_section_comment", args=lambda records: [records.plan.pk, "matters_to_me"]),
    verb("my_pdf_request", args=lambda records: [records.plan.pk, "plain"]),
    read("my_pdf", "plan_pdf"),
    form("my_goal_rate", "wording"),
    verb("my_rating_remove", "own_rating"),
    form("my_decline", "plan"),
    form("my_goal_comment", "wording"),
    verb("my_visit_request_withdraw", "visit_request"),
    # No wall hides from the person what they shared themselves.
    read(
        "my_sharing_preview",
        args=lambda records: [records.representative.pk, "see-plan"],
        walled_by=lambda records: [],
    ),
    read(
        "my_sharing_stop",
        args=lambda records: [records.representative.pk, "see-plan"],
        walled_by=lambda records: [],
    ),
    form(
        "my_sharing_stop_all",
        args=lambda records: [records.representative.pk],
        walled_by=lambda records: [],
        after_post=302,
    ),
    verb(
        "my_consent",
        args=lambda records: [records.representative.pk, "see-visits"],
        data={"answer": "given"},
        walled_by=lambda records: [],
    ),
    form("my_objection", args=lambda records: ["managers"], walled_by=lambda records: []),
    verb("my_objection_withdraw", "objection", walled_by=lambda records: []),
    form(
        "my_access_question",
        args=lambda records: [day_of(records.opened.recorded_at).isoformat(), records.opened.recorded_by_id],
        walled_by=lambda records: [],
        after_post=302,
    ),
    verb("my_access_question_withdraw", "question", walled_by=lambda records: []),
]

# The classes that log an opening, and those hidden by a wall around the person.
LOGS_OPENING = {
    C.PERSON, C.PERSON_WORK, C.PERSON_ANSWER, C.PERSON_MANAGE, C.UPDATE, C.UPDATE_ANSWER, C.CONCERN, C.CONCERN_LEAD,
    C.INCIDENT, C.INCIDENT_MANAGE, C.PORTAL,
}  # fmt: skip
ABOUT_A_PERSON = LOGS_OPENING | {C.STAFF_ONLY}


def row_of(address: Address, page_class: C) -> Row:
    return EXCEPTIONS.get(address.page) or EXCEPTIONS.get(address.name) or TABLE[page_class]


def expected_status(
    address: Address, line: Line, who: str | None, method: str, page_class: C, *, is_walled=False
) -> int:
    """Return the status that `who` gets by the row `line`."""
    served = {Kind.READ: ("GET",), Kind.FORM: ("GET", "POST"), Kind.VERB: ("POST",)}[address.kind]
    if page_class == C.DEMO_ONLY and method in ("GET", "POST"):
        return 404 if method in served else 405
    if who is None and page_class not in (C.PUBLIC, C.TOKEN, C.DEMO_ONLY):
        return 401 if method == "POST" else 302
    if method not in served:
        return 405
    standing = "may" if who is None else line.access_of(who)
    if is_walled:
        return 404
    if standing == "may":
        if method == "POST":
            return address.after_post or (302 if address.kind is Kind.VERB else 200)
        return 200
    return {"refused": 403, "elsewhere": 302}.get(standing, 404)
