from casework.access.portal_accounts import (
    end_portal_account,
    end_representative,
    invite_representative,
    open_portal_account,
    stop_text_codes,
)
from casework.access.questions import answer_access_question, ask_about_access, withdraw_access_question
from casework.access.services import (
    grant_inspection,
    name_representative,
    open_with_reason,
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
from casework.consent.disclosures import decide_showing, record_disclosure, see_disclosure, strike_disclosure
from casework.consent.objections import answer_objection, object_to_access, withdraw_objection
from casework.consent.services import record_consent, stop_sharing_with, strike_consent
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
from casework.particulars.services import (
    change_address,
    change_circumstance,
    change_council_reference,
    change_gp,
    record_address,
    record_circumstance,
    record_council_reference,
    record_gp,
    verify_nhs_number,
    withdraw_address,
    withdraw_circumstance,
    withdraw_council_reference,
    withdraw_gp,
    withdraw_nhs_check,
)
from casework.people.services.death import correct_death, record_death
from casework.people.services.details import (
    change_contact_point,
    change_name_to_use,
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
from casework.profile.services import (
    end_need_to_know,
    let_workers_know,
    record_profile_answer,
    withdraw_profile_answer,
)
from casework.times.services import change_time_preference, record_time_preference, withdraw_time_preference
from casework.unusual_access.services import review_access, strike_access_review

__all__ = [
    "allocate",
    "answer_access_question",
    "answer_objection",
    "answer_readmission",
    "arrange_cover",
    "ask_about_access",
    "attach_council_document",
    "begin_attempt",
    "begin_import",
    "change_access_need",
    "change_address",
    "change_circumstance",
    "change_contact_point",
    "change_council_reference",
    "change_gp",
    "change_hours",
    "change_keyworker",
    "change_name_to_use",
    "change_person",
    "change_relationship",
    "change_strand",
    "change_time_preference",
    "check_import",
    "confirm_access_needs",
    "correct_change",
    "correct_death",
    "correct_spell",
    "decide_showing",
    "declare_relation",
    "end_allocation",
    "end_expired_holds",
    "end_need_to_know",
    "end_no_digital_contact",
    "end_package",
    "end_portal_account",
    "end_representative",
    "end_support",
    "grant_inspection",
    "import_next_rows",
    "invite_representative",
    "let_workers_know",
    "lock_portal",
    "mark_rest_as_new",
    "merge",
    "name_representative",
    "object_to_access",
    "open_package",
    "open_portal_account",
    "open_with_reason",
    "override",
    "plan_end",
    "reallocate",
    "reasons_against",
    "record_access_need",
    "record_address",
    "record_admission",
    "record_age_limit_decision",
    "record_circumstance",
    "record_consent",
    "record_contact_point",
    "record_council_reference",
    "record_death",
    "record_discharge",
    "record_disclosure",
    "record_gp",
    "record_match",
    "record_no_digital_contact",
    "record_profile_answer",
    "record_relationship",
    "record_resumption",
    "record_sharing_decision",
    "record_time_preference",
    "record_ward",
    "record_who_is_who",
    "remove_contact_point",
    "resume_import",
    "resume_imports",
    "review_access",
    "review_portal_lock",
    "run_import",
    "see_disclosure",
    "set_cut_over",
    "set_visit_warning",
    "stop_sharing_with",
    "stop_text_codes",
    "strike_access_review",
    "strike_admission",
    "strike_consent",
    "strike_disclosure",
    "take_over_admission",
    "take_over_allocation",
    "undo_ending",
    "undo_import",
    "undo_merge",
    "unlock_portal",
    "verify_nhs_number",
    "warn_of_holds",
    "withdraw_access_need",
    "withdraw_access_question",
    "withdraw_address",
    "withdraw_age_limit_decision",
    "withdraw_allocation",
    "withdraw_change",
    "withdraw_circumstance",
    "withdraw_council_document",
    "withdraw_council_reference",
    "withdraw_gp",
    "withdraw_keyworker",
    "withdraw_nhs_check",
    "withdraw_objection",
    "withdraw_override",
    "withdraw_profile_answer",
    "withdraw_relation",
    "withdraw_relationship",
    "withdraw_sharing_decision",
    "withdraw_time_preference",
    "write_ending",
]
