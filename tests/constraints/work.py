"""Breaking the rules of plans, visits, safeguarding, reviews and returns."""

import datetime

from core import clock
from plans.models import (
    Achievement,
    Goal,
    GoalRating,
    GoalWording,
    MeasureScore,
    Participant,
    PlanComment,
    PlanPdf,
    Step,
    SupportPlan,
)
from reporting.models import CountedRecord, Return, ReturnFigure, ReturnSection
from reviews.models import KeyworkerUpdate, Review
from safeguarding.models import Concern
from tests.constraints.base import breaks, copy_of, set_on
from tests.factories import (
    ConcernFactory,
    PlannedVisitFactory,
    ReturnFactory,
    ReviewFactory,
    UpdateFactory,
    VisitFactory,
)
from visits.models import ContactEntry, EngagementDuty, GoalWork, PlannedVisit, Visit, VisitVersion

DAY = datetime.timedelta(days=1)


# plans


@breaks("plan_version_once")
def _(cast):
    copy_of(cast.plan, state="declined")


@breaks("plan_one_in_force")
def _(cast):
    copy_of(cast.plan, version=2)


@breaks("plan_one_open")
def _(cast):
    for version in (2, 3):
        SupportPlan.objects.create(package=cast.package, version=version)


@breaks("plan_answered")
def _(cast):
    set_on(SupportPlan, cast.plan, answered_how="")


@breaks("plan_in_force_agreed")
def _(cast):
    set_on(SupportPlan, cast.plan, answered_on=None, answered_how="")


@breaks("goal_state_day")
def _(cast):
    set_on(Goal, cast.wording.goal, state="achieved")


@breaks("goal_words")
def _(cast):
    set_on(GoalWording, cast.wording, words="")


@breaks("step_once")
def _(cast):
    copy_of(Step.objects.filter(wording=cast.wording)[0])


@breaks("rating_range")
def _(cast):
    GoalRating.objects.create(wording=cast.wording, value=11, rated_on=cast.today, rated_by="person")


@breaks("comment_words")
def _(cast):
    PlanComment.objects.create(plan=cast.plan, author=cast.maya, words="")


@breaks("comment_about_one")
def _(cast):
    PlanComment.objects.create(
        plan=cast.plan, author=cast.maya, words="Both", wording=cast.wording, section="matters_to_me"
    )


@breaks("plan_signature")
def _(cast):
    set_on(SupportPlan, cast.plan, answered_how="signature")


@breaks("plan_scan")
def _(cast):
    set_on(SupportPlan, cast.plan, answered_how="paper")


@breaks("participant_named")
def _(cast):
    Participant.objects.create(plan=cast.plan, role="advocate", how="At the table")


@breaks("plan_pdf_requested_once")
def _(cast):
    for _time in range(2):
        PlanPdf.objects.create(plan=cast.plan, kind="plain")


@breaks("goal_not_from_itself")
def _(cast):
    set_on(Goal, cast.wording.goal, grew_from=cast.wording.goal)


@breaks("goal_once_a_version")
def _(cast):
    copy_of(cast.wording)


def _achieved(cast, **columns):
    given = {"kind": "course", "description": "A course", "achieved_on": cast.today, "evidence": "Seen", **columns}
    return Achievement.objects.create(package=cast.package, **given)


@breaks("achievement_evidence")
def _(cast):
    _achieved(cast, evidence="")


@breaks("achievement_struck")
def _(cast):
    _achieved(cast, struck_reason="A slip")


@breaks("rating_struck")
def _(cast):
    GoalRating.objects.create(
        wording=cast.wording,
        value=4,
        rated_on=cast.today,
        rated_by="person",
        struck_reason="A slip",
        recorded_by=cast.amara,
    )


def _measured(cast, **columns):
    given = {"kind": "ons4", "taken_on": cast.today, "answered_by": "person", "happy": 5, **columns}
    return MeasureScore.objects.create(individual=cast.individual, **given)


@breaks("measure_ons4")
def _(cast):
    _measured(cast, happy=None)


@breaks("measure_score")
def _(cast):
    _measured(cast, kind="dialog", happy=None, score=5)


@breaks("measure_range")
def _(cast):
    _measured(cast, happy=11)


@breaks("measure_struck")
def _(cast):
    _measured(cast, struck_reason="A slip")


# visits


@breaks("planned_visit_times")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    set_on(PlannedVisit, planned, ends_at=planned.starts_at)


@breaks("visit_times")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    set_on(Visit, visit, ended_at=visit.started_at - DAY)


@breaks("visit_change_noticed")
def _(cast):
    set_on(Visit, VisitFactory(package=cast.package, worker=cast.worker), change_noticed="relapse")


@breaks("visit_struck")
def _(cast):
    set_on(Visit, VisitFactory(package=cast.package, worker=cast.worker), struck_at=clock.now())


@breaks("visit_of_planned_once")
def _(cast):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        VisitFactory(package=cast.package, worker=cast.worker, planned=planned)


@breaks("visit_notice")
def _(cast):
    set_on(Visit, VisitFactory(package=cast.package, worker=cast.worker), notice_minutes=30)


@breaks("visit_written")
def _(cast):
    set_on(Visit, VisitFactory(package=cast.package, worker=cast.worker), entry_route="paper")


@breaks("visit_money")
def _(cast):
    set_on(Visit, VisitFactory(package=cast.package, worker=cast.worker), money_pounds=3)


@breaks("visit_version_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        VisitVersion.objects.create(visit=visit, number=1, content={}, reason="A slip")


@breaks("visit_version_reason")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    VisitVersion.objects.create(visit=visit, number=1, content={}, reason="")


def _engagement(cast, **columns):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    return EngagementDuty.objects.create(package=cast.package, visit=visit, due_on=clock.today(), **columns)


@breaks("engagement_one_open")
def _(cast):
    for _ in range(2):
        _engagement(cast)


@breaks("engagement_met")
def _(cast):
    _engagement(cast, met_on=clock.today())


@breaks("engagement_met_or_lapsed")
def _(cast):
    _engagement(cast, met_on=clock.today(), done="spoke", words="She is well", lapsed_on=clock.today())


def _contact(cast, **columns):
    given = {"package": cast.package, "at": clock.now(), "with_whom": "family", "how": "call", "about": "Sunday"}
    return ContactEntry.objects.create(**given | columns)


@breaks("contact_about")
def _(cast):
    _contact(cast, about="")


@breaks("contact_struck")
def _(cast):
    _contact(cast, struck_reason="A slip")


@breaks("goal_work_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        GoalWork.objects.create(visit=visit, wording=cast.wording)


# safeguarding


@breaks("concern_contacted")
def _(cast):
    set_on(Concern, ConcernFactory(package=cast.package), council_contacted_at=clock.now())


@breaks("concern_council_first")
def _(cast):
    set_on(Concern, ConcernFactory(package=cast.package), state="enquiry")


@breaks("concern_decided_after_contact")
def _(cast):
    now = clock.now()
    concern = ConcernFactory(
        package=cast.package,
        council_contacted_at=now,
        council_contacted_by=cast.sunita,
        council_contact="The duty desk",
    )
    set_on(Concern, concern, council_decided_at=now - DAY)


@breaks("concern_portal")
def _(cast):
    concern = ConcernFactory(
        package=cast.package,
        council_contacted_at=clock.now(),
        council_contacted_by=cast.sunita,
        council_contact="The duty desk",
    )
    set_on(Concern, concern, state="reported")


@breaks("concern_kinds")
def _(cast):
    ConcernFactory(package=cast.package, kinds=[])


@breaks("concern_named_worker")
def _(cast):
    ConcernFactory(package=cast.package, named_worker=cast.worker)


# reviews


@breaks("update_once")
def _(cast):
    UpdateFactory(package=cast.package, terms=cast.terms)
    UpdateFactory(package=cast.package, terms=cast.terms, state="lapsed")


@breaks("update_one_due")
def _(cast):
    for due_on in (cast.today, cast.today + DAY):
        UpdateFactory(package=cast.package, terms=cast.terms, due_on=due_on)


@breaks("update_submitted")
def _(cast):
    set_on(KeyworkerUpdate, UpdateFactory(package=cast.package, terms=cast.terms), state="sent")


@breaks("update_acknowledged")
def _(cast):
    update = UpdateFactory(
        package=cast.package,
        terms=cast.terms,
        state="sent",
        submitted_at=clock.now(),
        submitted_by=cast.amara,
    )
    set_on(KeyworkerUpdate, update, state="acknowledged")


@breaks("update_met_or_lapsed")
def _(cast):
    update = UpdateFactory(package=cast.package, terms=cast.terms)
    set_on(KeyworkerUpdate, update, met_on=cast.today, lapsed_on=cast.today)


@breaks("review_once")
def _(cast):
    for _ in range(2):
        ReviewFactory(package=cast.package, terms=cast.terms)


@breaks("review_conducted")
def _(cast):
    set_on(Review, ReviewFactory(package=cast.package, terms=cast.terms), state="conducted")


@breaks("review_shared")
def _(cast):
    set_on(Review, ReviewFactory(package=cast.package, terms=cast.terms), shared_at=clock.now())


@breaks("review_met_or_lapsed")
def _(cast):
    review = ReviewFactory(package=cast.package, terms=cast.terms)
    set_on(Review, review, met_on=cast.today, lapsed_on=cast.today)


# reporting


def prepared_return(cast):
    """A return in preparation, with one section, one figure and one counted record."""
    prepared = ReturnFactory(contract=cast.tameside, restricted_to=cast.sunita)
    ReturnSection.objects.create(in_return=prepared, number=1)
    figure = ReturnFigure.objects.create(
        in_return=prepared,
        key="supported",
        section=1,
        position=0,
        label="People",
        definition="D",
        unit="people",
        value=1,
    )
    CountedRecord.objects.create(figure=figure, reference="C-22222", record_id=cast.individual.pk)
    return prepared


def sealed_return(cast):
    """The same, sealed."""
    sealed = prepared_return(cast)
    set_on(
        Return,
        sealed,
        state="sealed",
        restricted_signed_at=clock.now(),
        restricted_signed_by=cast.sunita,
        sealed_at=clock.now(),
        sealed_by=cast.ben,
        fingerprint="f" * 64,
    )
    sealed.refresh_from_db()
    return sealed


@breaks("return_once")
def _(cast):
    for _ in range(2):
        ReturnFactory(contract=cast.tameside)


@breaks("return_period")
def _(cast):
    opened = ReturnFactory(contract=cast.tameside)
    set_on(Return, opened, until_on=opened.from_on)


@breaks("return_sealed")
def _(cast):
    set_on(Return, ReturnFactory(contract=cast.tameside), state="sealed", sealed_at=clock.now())


@breaks("return_restricted_signed")
def _(cast):
    set_on(Return, ReturnFactory(contract=cast.tameside), restricted_signed_at=clock.now())


@breaks("return_section_once")
def _(cast):
    copy_of(prepared_return(cast).sections.get())


@breaks("return_figure_once")
def _(cast):
    copy_of(prepared_return(cast).figures.get())


@breaks("counted_once")
def _(cast):
    copy_of(prepared_return(cast).figures.get().counted.get())


@breaks("rule_return_seal")
def _(cast):
    set_on(Return, sealed_return(cast), fingerprint="0" * 64)


@breaks("rule_return_sealed")
def _(cast):
    set_on(ReturnSection, sealed_return(cast).sections.get(), narrative="It was better than that.")
