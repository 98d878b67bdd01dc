from casework.services.access import grant_inspection, open_with_reason
from casework.services.allocation import against_a_caseload, allocate, declare_relation, end_allocation
from casework.services.death import correct_death, record_death
from casework.services.ending import end_expired_suspensions, end_package, end_support, write_ending
from casework.services.hospital import (
    answer_readmission,
    correct_stay,
    record_admission,
    record_discharge,
    record_resumption,
    record_ward,
    strike_admission,
)
from casework.services.imports import (
    begin_import,
    check_import,
    go_on_with_import,
    go_on_with_imports,
    run_import,
    say_all_new,
    say_same,
    set_cut_over,
    take_some,
    undo_import,
)
from casework.services.merging import merge, undo_merge
from casework.services.overriding import override
from casework.services.package import change_hours, change_strand, open_package, plan_end
from casework.services.papers import attach_council_document
from casework.services.passing_on import arrange_cover, reallocate
from casework.services.person import (
    change_keyworker,
    give_consent,
    name_representative,
    set_door_warning,
    withdraw_consent,
)
from casework.services.sending import against_reminders_to_the_dead, against_unsafe_channels
from casework.services.taking_over import take_over_admission, take_over_allocation
from casework.services.warning import warn_of_holds

__all__ = [
    "against_a_caseload",
    "against_reminders_to_the_dead",
    "against_unsafe_channels",
    "allocate",
    "answer_readmission",
    "arrange_cover",
    "attach_council_document",
    "begin_import",
    "change_hours",
    "change_keyworker",
    "change_strand",
    "check_import",
    "correct_death",
    "correct_stay",
    "declare_relation",
    "end_allocation",
    "end_expired_suspensions",
    "end_package",
    "end_support",
    "give_consent",
    "go_on_with_import",
    "go_on_with_imports",
    "grant_inspection",
    "merge",
    "name_representative",
    "open_package",
    "open_with_reason",
    "override",
    "plan_end",
    "reallocate",
    "record_admission",
    "record_death",
    "record_discharge",
    "record_resumption",
    "record_ward",
    "run_import",
    "say_all_new",
    "say_same",
    "set_cut_over",
    "set_door_warning",
    "strike_admission",
    "take_over_admission",
    "take_over_allocation",
    "take_some",
    "undo_import",
    "undo_merge",
    "warn_of_holds",
    "withdraw_consent",
    "write_ending",
]
