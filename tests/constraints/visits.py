"""Breaking the rules of visits, contacts and engagement duties."""

import datetime

from core import clock
from tests.constraints.registry import breaks, update_row
from tests.factories import (
    PlannedVisitFactory,
    VisitFactory,
)
from visits.models import ContactEntry, EngagementAttempt, EngagementDuty, GoalWork, PlannedVisit, Visit, VisitVersion

DAY = datetime.timedelta(days=1)


@breaks("planned_visit_left_after_arriving")
def leave_before_arriving(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    update_row(PlannedVisit, planned, arrived_at=planned.ends_at, left_at=planned.starts_at)


@breaks("planned_visit_times")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    update_row(PlannedVisit, planned, ends_at=planned.starts_at)


@breaks("visit_times")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    update_row(Visit, visit, ended_at=visit.started_at - DAY)


@breaks("visit_change_noticed")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), change_noticed="relapse")


@breaks("visit_in_crisis")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), support_kinds=["crisis"])


@breaks("visit_nobody_reason")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), nobody_reason="She told her nurse")


@breaks("visit_needs_reason")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), needs_met="no")


@breaks("visit_carer_needs_reason")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), carer_needs_met="no")


@breaks("visit_struck")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), struck_at=clock.now())


@breaks("visit_of_planned_once")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        VisitFactory(package=cast.package, worker=cast.worker, planned=planned)


@breaks("visit_notice")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), notice_minutes=30)


@breaks("visit_written")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), entry_route="paper")


@breaks("visit_money")
def _(cast):
    update_row(Visit, VisitFactory(package=cast.package, worker=cast.worker), money_pounds=3)


@breaks("visit_version_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        VisitVersion.objects.create(visit=visit, number=1, content={}, reason="A slip")


@breaks("visit_version_reason")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    VisitVersion.objects.create(visit=visit, number=1, content={}, reason="")


def make_engagement_duty(cast, **columns):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    return EngagementDuty.objects.create(package=cast.package, visit=visit, due_on=clock.today(), **columns)


@breaks("engagement_one_open")
def _(cast):
    for _ in range(2):
        make_engagement_duty(cast)


@breaks("engagement_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    done = {"met_on": clock.today(), "done": "spoke", "words": "She is well", "due_on": clock.today()}
    for _ in range(2):
        EngagementDuty.objects.create(package=cast.package, visit=visit, is_single=True, **done)


@breaks("engagement_met")
def _(cast):
    make_engagement_duty(cast, met_on=clock.today())


@breaks("engagement_met_or_expired")
def _(cast):
    make_engagement_duty(cast, met_on=clock.today(), done="spoke", words="She is well", expired_on=clock.today())


@breaks("engagement_reached")
def _(cast):
    make_engagement_duty(cast, met_on=clock.today(), done="not reached", words="No answer")


@breaks("engagement_attempt_texts")
def _(cast):
    EngagementAttempt.objects.create(duty=make_engagement_duty(cast), done="welfare check", tried="A text", words="")


@breaks("engagement_attempt_struck")
def _(cast):
    texts = {"done": "not reached", "tried": "A text", "words": "No answer"}
    EngagementAttempt.objects.create(duty=make_engagement_duty(cast), struck_reason="A slip", **texts)


def make_contact(cast, **columns):
    defaults = {"package": cast.package, "at": clock.now(), "with_whom": "family", "how": "call", "about": "Sunday"}
    return ContactEntry.objects.create(**defaults | columns)


@breaks("contact_about")
def _(cast):
    make_contact(cast, about="")


@breaks("contact_in_crisis")
def _(cast):
    make_contact(cast, was_crisis=True)


@breaks("contact_nobody_reason")
def _(cast):
    make_contact(cast, was_crisis=True, urgency="nobody")


@breaks("contact_needs_reason")
def _(cast):
    make_contact(cast, needs_reason="No loop")


@breaks("contact_shared_by_consent")
def _(cast):
    make_contact(cast, shared="consent")


@breaks("contact_shared_for_safety")
def _(cast):
    make_contact(cast, shared="safety")


@breaks("contact_struck")
def _(cast):
    make_contact(cast, struck_reason="A slip")


@breaks("goal_work_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        GoalWork.objects.create(visit=visit, wording=cast.wording)
