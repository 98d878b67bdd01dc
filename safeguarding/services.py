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

__all__ = [
    "CONCERN_SHEET",
    "add_details",
    "close",
    "contact_children_team",
    "contact_council",
    "current_sheet",
    "escalate_concerns",
    "make_concern_sheet",
    "may_add",
    "may_withdraw",
    "name_users",
    "raise_concern",
    "record_decision",
    "report_on_portal",
    "request_sheet",
    "seen_before_wall",
    "undo_decision",
    "withdraw",
]
