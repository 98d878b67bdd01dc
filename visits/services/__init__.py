from visits.services.calendar import make_feed, read_feed, revoke_feed
from visits.services.contact import log_contact, strike_contact
from visits.services.covering import cover_visits
from visits.services.engagement import lapse_engagement, look_into_engagement, settle_engagement
from visits.services.log import correct_visit, is_free_to_correct, log_visit, strike_visit
from visits.services.planning import cancel_planned, move_planned, plan_visit
from visits.services.rota import begin_rule, change_rule, end_rule, make_planned_visits, not_made

__all__ = [
    "begin_rule",
    "cancel_planned",
    "change_rule",
    "correct_visit",
    "cover_visits",
    "end_rule",
    "is_free_to_correct",
    "lapse_engagement",
    "log_contact",
    "log_visit",
    "look_into_engagement",
    "make_feed",
    "make_planned_visits",
    "move_planned",
    "not_made",
    "plan_visit",
    "read_feed",
    "revoke_feed",
    "settle_engagement",
    "strike_contact",
    "strike_visit",
]
