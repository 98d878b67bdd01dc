from visits.services.contact import log_contact, strike_contact
from visits.services.downtime import (
    change_passphrase,
    empty_old_packs,
    make_downtime_packs,
    read_passphrase,
    take_pack,
    write_downtime_packs,
)
from visits.services.engagement import lapse_engagement, look_into_engagement, settle_engagement
from visits.services.log import correct_visit, is_free_to_correct, log_visit, strike_visit
from visits.services.planning import cancel_planned, plan_visit

__all__ = [
    "cancel_planned",
    "change_passphrase",
    "correct_visit",
    "empty_old_packs",
    "is_free_to_correct",
    "lapse_engagement",
    "log_contact",
    "log_visit",
    "look_into_engagement",
    "make_downtime_packs",
    "plan_visit",
    "read_passphrase",
    "settle_engagement",
    "strike_contact",
    "strike_visit",
    "take_pack",
    "write_downtime_packs",
]
