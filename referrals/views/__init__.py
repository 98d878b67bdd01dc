from referrals.views.deciding import accept, ask, decline, ineligible, wait
from referrals.views.writing import answer, attach, document, edit, new, referral_page, referrals, send, withdraw

__all__ = [
    "accept",
    "answer",
    "ask",
    "attach",
    "decline",
    "document",
    "edit",
    "ineligible",
    "new",
    "referral_page",
    "referrals",
    "send",
    "wait",
    "withdraw",
]
