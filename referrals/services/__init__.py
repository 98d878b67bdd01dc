from referrals.services.additions import add_to_referral, read_addition, withdraw_addition
from referrals.services.decision import (
    accept,
    ask,
    find_ineligible,
    raise_concern_for_staff,
)
from referrals.services.documents import attach, replace_document, withdraw_document
from referrals.services.notices import NOTICE_PDF, acknowledge_notice, band_label, make_pdf, send_notice
from referrals.services.pre_decision import (
    assess_same_day_risk,
    begin_assessment,
    correct_assessment,
    finish_assessment,
    override_criterion,
    share_transition_plan,
    withdraw_plan_sharing,
    withdraw_waiver,
)
from referrals.services.referrer import (
    ReferralParticulars,
    answer,
    edit,
    enter_on_behalf,
    refer_again,
    send,
    start,
    withdraw,
)
from referrals.services.taken_over import ReferredStay, records_from, warning_in
from referrals.services.waiting_list import change_place, decline, put_on_waiting_list

__all__ = [
    "NOTICE_PDF",
    "ReferralParticulars",
    "ReferredStay",
    "accept",
    "acknowledge_notice",
    "add_to_referral",
    "answer",
    "ask",
    "assess_same_day_risk",
    "attach",
    "band_label",
    "begin_assessment",
    "change_place",
    "correct_assessment",
    "decline",
    "edit",
    "enter_on_behalf",
    "find_ineligible",
    "finish_assessment",
    "make_pdf",
    "override_criterion",
    "put_on_waiting_list",
    "raise_concern_for_staff",
    "read_addition",
    "records_from",
    "refer_again",
    "replace_document",
    "send",
    "send_notice",
    "share_transition_plan",
    "start",
    "warning_in",
    "withdraw",
    "withdraw_addition",
    "withdraw_document",
    "withdraw_plan_sharing",
    "withdraw_waiver",
]
