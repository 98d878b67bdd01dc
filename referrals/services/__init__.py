from referrals.services.deciding import accept, ask, decline, find_ineligible, put_on_waiting_list
from referrals.services.writing import answer, attach, edit, send, start, withdraw

__all__ = [
    "accept",
    "answer",
    "ask",
    "attach",
    "decline",
    "edit",
    "find_ineligible",
    "put_on_waiting_list",
    "send",
    "start",
    "withdraw",
]
