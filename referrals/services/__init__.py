from referrals.services.deciding import (
    accept,
    ask,
    decline,
    find_ineligible,
    put_on_waiting_list,
    raise_concern_for_staff,
)
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
    "answer",
    "ask",
    "attach",
    "begin_assessment",
    "decline",
    "edit",
    "find_ineligible",
    "finish_assessment",
    "key_in",
    "override_criterion",
    "put_on_waiting_list",
    "raise_concern_for_staff",
    "refer_again",
    "send",
    "share_transition_plan",
    "start",
    "weigh_same_day",
    "withdraw",
]
