from referrals.views.deciding import accept, ask, concern, decline, ineligible, wait
from referrals.views.page import referral_page
from referrals.views.weighing import assessment, same_day, sharing, waive
from referrals.views.writing import again, answer, attach, document, edit, key_in, new, referrals, send, withdraw

__all__ = [
    "accept",
    "again",
    "answer",
    "ask",
    "assessment",
    "attach",
    "concern",
    "decline",
    "document",
    "edit",
    "ineligible",
    "key_in",
    "new",
    "referral_page",
    "referrals",
    "same_day",
    "send",
    "sharing",
    "wait",
    "waive",
    "withdraw",
]
