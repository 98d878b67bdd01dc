from referrals.services.decision import (
    accept,
    ask,
    find_ineligible,
    raise_concern_for_staff,
)
from referrals.services.notices import NOTICE_PDF, acknowledge_notice, band_label, make_pdf, send_notice
from referrals.services.pre_decision import (
    assess_same_day_risk,
    begin_assessment,
    finish_assessment,
    override_criterion,
    share_transition_plan,
)
from referrals.services.referrer import (
    answer,
    attach,
    edit,
    enter_on_behalf,
    refer_again,
    send,
    start,
    withdraw,
    withdraw_document,
)
from referrals.services.waiting_list import change_place, decline, put_on_waiting_list

__all__ = [
    "NOTICE_PDF",
    "accept",
    "acknowledge_notice",
    "answer",
    "ask",
    "assess_same_day_risk",
    "attach",
    "band_label",
    "begin_assessment",
    "change_place",
    "decline",
    "edit",
    "enter_on_behalf",
    "find_ineligible",
    "finish_assessment",
    "make_pdf",
    "override_criterion",
    "put_on_waiting_list",
    "raise_concern_for_staff",
    "refer_again",
    "send",
    "send_notice",
    "share_transition_plan",
    "start",
    "withdraw",
    "withdraw_document",
]
