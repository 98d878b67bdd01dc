from visits.services.contact import log_contact, strike_contact
from visits.services.engagement import lapse_engagement, look_into_engagement, settle_engagement
from visits.services.log import correct_visit, is_free_to_correct, log_visit, strike_visit
from visits.services.phone import ask_about, keep_note, leave_out, receive, say_unsent, take_in
from visits.services.planning import cancel_planned, plan_visit

__all__ = [
    "ask_about",
    "cancel_planned",
    "correct_visit",
    "is_free_to_correct",
    "keep_note",
    "lapse_engagement",
    "leave_out",
    "log_contact",
    "log_visit",
    "look_into_engagement",
    "plan_visit",
    "receive",
    "say_unsent",
    "settle_engagement",
    "strike_contact",
    "strike_visit",
    "take_in",
]
