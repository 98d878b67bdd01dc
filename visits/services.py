from visits.downtime.services import (
    DOWNTIME_PACK,
    change_passphrase,
    empty_old_packs,
    make_downtime_packs,
    make_pack,
    read_passphrase,
    take_pack,
    write_downtime_packs,
)
from visits.log.services.contact import log_contact, strike_contact
from visits.log.services.engagement import raise_engagement_duty, settle_engagement
from visits.log.services.visit import correct_visit, is_free_to_correct, log_visit, strike_visit
from visits.lone_working.services.alert_reminders import remind_of_alerts
from visits.lone_working.services.alerts import accept_alert, close_alert, raise_alert
from visits.lone_working.services.check_sweep import advance_checks
from visits.lone_working.services.checks import (
    arrive,
    begin_checks,
    confirm_safe,
    confirm_safe_by_other,
    end_by_log,
    expect_no_signal,
    expect_signal,
    extend_check,
    leave,
    mark_accompanied,
    mark_alone,
    undo_arrival,
)
from visits.lone_working.services.escalations import (
    advance_escalations,
    answer_escalation,
    begin_escalation,
    close_escalation,
    record_ringing,
)
from visits.phone.services import accept_note, keep_note, query_note, receive, reject_note, report_unsent
from visits.rota.services.calendar import make_feed, read_feed, revoke_feed
from visits.rota.services.cover import cover_visits
from visits.rota.services.planning import cancel_planned, move_planned, plan_visit
from visits.rota.services.recurring import (
    begin_recurring_visit,
    change_recurring_visit,
    end_recurring_visit,
    make_planned_visits,
    unplannable_dates,
)
from visits.same_day.services import (
    assess_same_day,
    link_same_day_visit,
    promise_same_day,
    refuse_same_day,
    request_same_day,
)

__all__ = [
    "DOWNTIME_PACK",
    "accept_alert",
    "accept_note",
    "advance_checks",
    "advance_escalations",
    "answer_escalation",
    "arrive",
    "assess_same_day",
    "begin_checks",
    "begin_escalation",
    "begin_recurring_visit",
    "cancel_planned",
    "change_passphrase",
    "change_recurring_visit",
    "close_alert",
    "close_escalation",
    "confirm_safe",
    "confirm_safe_by_other",
    "correct_visit",
    "cover_visits",
    "empty_old_packs",
    "end_by_log",
    "end_recurring_visit",
    "expect_no_signal",
    "expect_signal",
    "extend_check",
    "is_free_to_correct",
    "keep_note",
    "leave",
    "link_same_day_visit",
    "log_contact",
    "log_visit",
    "make_downtime_packs",
    "make_feed",
    "make_pack",
    "make_planned_visits",
    "mark_accompanied",
    "mark_alone",
    "move_planned",
    "plan_visit",
    "promise_same_day",
    "query_note",
    "raise_alert",
    "raise_engagement_duty",
    "read_feed",
    "read_passphrase",
    "receive",
    "record_ringing",
    "refuse_same_day",
    "reject_note",
    "remind_of_alerts",
    "report_unsent",
    "request_same_day",
    "revoke_feed",
    "settle_engagement",
    "strike_contact",
    "strike_visit",
    "take_pack",
    "undo_arrival",
    "unplannable_dates",
    "write_downtime_packs",
]
