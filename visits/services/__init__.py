from visits.services.calendar import make_feed, read_feed, revoke_feed
from visits.services.contact import log_contact, strike_contact
from visits.services.covering import cover_visits
from visits.services.downtime import (
    change_passphrase,
    empty_old_packs,
    make_downtime_packs,
    read_passphrase,
    take_pack,
    write_downtime_packs,
)
from visits.services.engagement import lapse_engagement, look_into_engagement, settle_engagement
from visits.services.escalating import answer_call, call_for_help, close_escalation, go_on_calling, record_ringing
from visits.services.log import correct_visit, is_free_to_correct, log_visit, strike_visit
from visits.services.phone import ask_about, keep_note, leave_out, receive, say_unsent, take_in
from visits.services.planning import cancel_planned, move_planned, plan_visit
from visits.services.rota import begin_rule, change_rule, end_rule, make_planned_visits, not_made
from visits.services.same_day import (
    assess_same_day,
    promise_same_day,
    refuse_same_day,
    request_same_day,
    visited_same_day,
)
from visits.services.telling import close_telling, take_on_telling, tell_of
from visits.services.watching import (
    begin_watches,
    end_by_log,
    expect_no_signal,
    go_alone,
    go_on_watching,
    go_together,
    say_found,
    say_safe,
    stay_longer,
)

__all__ = [
    "answer_call",
    "ask_about",
    "assess_same_day",
    "begin_rule",
    "begin_watches",
    "call_for_help",
    "cancel_planned",
    "change_passphrase",
    "change_rule",
    "close_escalation",
    "close_telling",
    "correct_visit",
    "cover_visits",
    "empty_old_packs",
    "end_by_log",
    "end_rule",
    "expect_no_signal",
    "go_alone",
    "go_on_calling",
    "go_on_watching",
    "go_together",
    "is_free_to_correct",
    "keep_note",
    "lapse_engagement",
    "leave_out",
    "log_contact",
    "log_visit",
    "look_into_engagement",
    "make_downtime_packs",
    "make_feed",
    "make_planned_visits",
    "move_planned",
    "not_made",
    "plan_visit",
    "promise_same_day",
    "read_feed",
    "read_passphrase",
    "receive",
    "record_ringing",
    "refuse_same_day",
    "request_same_day",
    "revoke_feed",
    "say_found",
    "say_safe",
    "say_unsent",
    "settle_engagement",
    "stay_longer",
    "strike_contact",
    "strike_visit",
    "take_in",
    "take_on_telling",
    "take_pack",
    "tell_of",
    "visited_same_day",
    "write_downtime_packs",
]
