from safeguarding.concerns.services.council import (
    close,
    contact_children_team,
    contact_council,
    record_decision,
    report_on_portal,
    undo_decision,
)
from safeguarding.concerns.services.naming import name_users, seen_before_wall
from safeguarding.concerns.services.overdue import escalate_concerns
from safeguarding.concerns.services.raising import add_details, may_add, may_withdraw, raise_concern, withdraw
from safeguarding.concerns.services.sheets import CONCERN_SHEET, current_sheet, make_concern_sheet, request_sheet
from safeguarding.incidents.follow_up.services import (
    add_action,
    answer_notice,
    complete_action,
    may_answer,
    record_candour,
    why_not_completed,
    withdraw_action,
)
from safeguarding.incidents.follow_up.sheet_services import (
    INCIDENT_SHEET,
    current_incident_sheet,
    make_incident_sheet,
    request_incident_sheet,
)
from safeguarding.incidents.services.from_log import record_incidents_of_logs
from safeguarding.incidents.services.handling import close_incident, investigate, reopen_incident
from safeguarding.incidents.services.recording import (
    correct_incident,
    may_correct,
    may_withdraw_incident,
    name_involved,
    record_incident,
    withdraw_incident,
)

__all__ = [
    "CONCERN_SHEET",
    "INCIDENT_SHEET",
    "add_action",
    "add_details",
    "answer_notice",
    "close",
    "close_incident",
    "complete_action",
    "contact_children_team",
    "contact_council",
    "correct_incident",
    "current_incident_sheet",
    "current_sheet",
    "escalate_concerns",
    "investigate",
    "make_concern_sheet",
    "make_incident_sheet",
    "may_add",
    "may_answer",
    "may_correct",
    "may_withdraw",
    "may_withdraw_incident",
    "name_involved",
    "name_users",
    "raise_concern",
    "record_candour",
    "record_decision",
    "record_incident",
    "record_incidents_of_logs",
    "reopen_incident",
    "report_on_portal",
    "request_incident_sheet",
    "request_sheet",
    "seen_before_wall",
    "undo_decision",
    "why_not_completed",
    "withdraw",
    "withdraw_action",
    "withdraw_incident",
]
