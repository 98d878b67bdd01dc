from referrals.services.deciding import (
    accept,
    ask,
    find_ineligible,
    raise_concern_for_staff,
)
from referrals.services.notices import acknowledge_notice, band_words, keep_paper, make_missing_papers, send_notice
from referrals.services.waiting import change_place, decline, put_on_waiting_list
from referrals.services.weighing import (
    begin_assessment,
    finish_assessment,
    override_criterion,
    share_transition_plan,
    weigh_same_day,
)
from referrals.services.writing import answer, attach, edit, key_in, refer_again, send, start, withdraw

__all__ = [
    "accept",
    "acknowledge_notice",
    "answer",
    "ask",
    "attach",
    "band_words",
    "begin_assessment",
    "change_place",
    "decline",
    "edit",
    "find_ineligible",
    "finish_assessment",
    "keep_paper",
    "key_in",
    "make_missing_papers",
    "override_criterion",
    "put_on_waiting_list",
    "raise_concern_for_staff",
    "refer_again",
    "send",
    "send_notice",
    "share_transition_plan",
    "start",
    "weigh_same_day",
    "withdraw",
]
