from casework.services.access import grant_inspection, open_with_reason
from casework.services.allocation import against_a_caseload, allocate
from casework.services.ending import end_expired_suspensions, end_package
from casework.services.hospital import override, record_admission, record_discharge, strike_admission
from casework.services.merging import merge, undo_merge
from casework.services.package import change_hours, open_package
from casework.services.person import change_keyworker, give_consent, name_representative, withdraw_consent
from casework.services.sending import against_reminders_to_the_dead, against_unsafe_channels

__all__ = [
    "against_a_caseload",
    "against_reminders_to_the_dead",
    "against_unsafe_channels",
    "allocate",
    "change_hours",
    "change_keyworker",
    "end_expired_suspensions",
    "end_package",
    "give_consent",
    "grant_inspection",
    "merge",
    "name_representative",
    "open_package",
    "open_with_reason",
    "override",
    "record_admission",
    "record_discharge",
    "strike_admission",
    "undo_merge",
    "withdraw_consent",
]
