from referrals.views.deciding import accept, ask, concern, ineligible
from referrals.views.lists import referrals
from referrals.views.notices import acknowledge_notice, notice_page, notice_pdf, notices, send_notice
from referrals.views.page import referral_page
from referrals.views.waiting import change_place, decline, wait, waiting_list
from referrals.views.weighing import assessment, same_day, sharing, waive
from referrals.views.writing import again, answer, attach, document, edit, key_in, new, send, withdraw

__all__ = [
    "accept",
    "acknowledge_notice",
    "again",
    "answer",
    "ask",
    "assessment",
    "attach",
    "change_place",
    "concern",
    "decline",
    "document",
    "edit",
    "ineligible",
    "key_in",
    "new",
    "notice_page",
    "notice_pdf",
    "notices",
    "referral_page",
    "referrals",
    "same_day",
    "send",
    "send_notice",
    "sharing",
    "wait",
    "waiting_list",
    "waive",
    "withdraw",
]
