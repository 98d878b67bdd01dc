from casework.access.portal_accounts import (
    end_portal_account,
    end_representative,
    invite_representative,
    open_portal_account,
    stop_text_codes,
)
from casework.access.services import (
    give_consent,
    grant_inspection,
    name_representative,
    open_with_reason,
    withdraw_consent,
)
from casework.access_needs.services import (
    change_access_need,
    confirm_access_needs,
    record_access_need,
    record_sharing_decision,
    withdraw_access_need,
    withdraw_sharing_decision,
)
from casework.age_limit.services import record_age_limit_decision, withdraw_age_limit_decision
from casework.allocation.services.allocation import allocate, end_allocation, reasons_against
from casework.allocation.services.reallocation import arrange_cover, reallocate
from casework.allocation.services.relations import declare_relation, withdraw_relation
from casework.allocation.services.withdrawal import withdraw_allocation
from casework.digital_contact.services import end_no_digital_contact, record_no_digital_contact
from casework.hospital.services.hold_warnings import warn_of_holds
from casework.hospital.services.override import override, withdraw_override
from casework.hospital.services.spells import (
    answer_readmission,
    correct_spell,
    record_admission,
    record_discharge,
    record_resumption,
    record_ward,
    strike_admission,
)
from casework.importing.cut_over import take_over_admission, take_over_allocation
from casework.importing.services import (
    begin_attempt,
    begin_import,
    check_import,
    import_next_rows,
    mark_rest_as_new,
    record_match,
    record_who_is_who,
    resume_import,
    resume_imports,
    run_import,
    set_cut_over,
    undo_import,
)
from casework.packages.services.corrections import correct_change, withdraw_change, withdraw_council_document
from casework.packages.services.council_documents import attach_council_document
from casework.packages.services.ending import end_expired_holds, end_package, end_support, write_ending
from casework.packages.services.package import change_hours, change_strand, open_package, plan_end
from casework.packages.services.undo_ending import undo_ending
from casework.people.services.death import correct_death, record_death
from casework.people.services.details import (
    change_contact_point,
    change_person,
    change_relationship,
    record_contact_point,
    record_relationship,
    remove_contact_point,
    withdraw_relationship,
)
from casework.people.services.merging import merge, undo_merge
from casework.people.services.person import change_keyworker, set_visit_warning, withdraw_keyworker
from casework.portal_lock.services import lock_portal, review_portal_lock, unlock_portal

__all__ = [
    "allocate",
    "answer_readmission",
    "arrange_cover",
    "attach_council_document",
    "begin_attempt",
    "begin_import",
    "change_access_need",
    "change_contact_point",
    "change_hours",
    "change_keyworker",
    "change_person",
    "change_relationship",
    "change_strand",
    "check_import",
    "confirm_access_needs",
    "correct_change",
    "correct_death",
    "correct_spell",
    "declare_relation",
    "end_allocation",
    "end_expired_holds",
    "end_no_digital_contact",
    "end_package",
    "end_portal_account",
    "end_representative",
    "end_support",
    "give_consent",
    "grant_inspection",
    "import_next_rows",
    "invite_representative",
    "lock_portal",
    "mark_rest_as_new",
    "merge",
    "name_representative",
    "open_package",
    "open_portal_account",
    "open_with_reason",
    "override",
    "plan_end",
    "reallocate",
    "reasons_against",
    "record_access_need",
    "record_admission",
    "record_age_limit_decision",
    "record_contact_point",
    "record_death",
    "record_discharge",
    "record_match",
    "record_no_digital_contact",
    "record_relationship",
    "record_resumption",
    "record_sharing_decision",
    "record_ward",
    "record_who_is_who",
    "remove_contact_point",
    "resume_import",
    "resume_imports",
    "review_portal_lock",
    "run_import",
    "set_cut_over",
    "set_visit_warning",
    "stop_text_codes",
    "strike_admission",
    "take_over_admission",
    "take_over_allocation",
    "undo_ending",
    "undo_import",
    "undo_merge",
    "unlock_portal",
    "warn_of_holds",
    "withdraw_access_need",
    "withdraw_age_limit_decision",
    "withdraw_allocation",
    "withdraw_change",
    "withdraw_consent",
    "withdraw_council_document",
    "withdraw_keyworker",
    "withdraw_override",
    "withdraw_relation",
    "withdraw_relationship",
    "withdraw_sharing_decision",
    "write_ending",
]
