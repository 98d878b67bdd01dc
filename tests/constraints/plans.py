"""Breaking the rules of support plans, goals and measures."""

from core import clock
from plans.models import (
    Achievement,
    AnswerDuty,
    Comment,
    Goal,
    GoalRating,
    GoalWording,
    MeasureScore,
    Participant,
    PlanPdf,
    Step,
    SupportPlan,
)
from plans.services import comment
from tests.constraints.registry import breaks, copy_row, update_row


@breaks("plan_version_once")
def _(cast):
    copy_row(cast.plan, state="declined")


@breaks("plan_one_in_force")
def _(cast):
    copy_row(cast.plan, version=2)


@breaks("plan_one_open")
def _(cast):
    for version in (2, 3):
        SupportPlan.objects.create(package=cast.package, version=version)


@breaks("plan_answered")
def _(cast):
    update_row(SupportPlan, cast.plan, answered_how="")


@breaks("plan_in_force_agreed")
def _(cast):
    update_row(SupportPlan, cast.plan, answered_on=None, answered_how="")


@breaks("goal_state_day")
def _(cast):
    update_row(Goal, cast.wording.goal, state="achieved")


@breaks("goal_words")
def _(cast):
    update_row(GoalWording, cast.wording, words="")


@breaks("step_once")
def _(cast):
    copy_row(Step.objects.filter(wording=cast.wording)[0])


@breaks("rating_range")
def _(cast):
    GoalRating.objects.create(wording=cast.wording, value=11, rated_on=cast.today, rated_by="person")


@breaks("comment_words")
def _(cast):
    Comment.objects.create(package=cast.package, plan=cast.plan, author=cast.maya, words="")


@breaks("comment_about_one")
def _(cast):
    Comment.objects.create(
        package=cast.package,
        plan=cast.plan,
        author=cast.maya,
        words="Both",
        goal=cast.wording.goal,
        section="matters_to_me",
    )


def _answer_duty(cast) -> AnswerDuty:
    return AnswerDuty.objects.get(comment=comment(plan=cast.plan, words="Ring me", by=cast.maya))


@breaks("answer_duty_answered")
def _(cast):
    update_row(AnswerDuty, _answer_duty(cast), met_on=cast.today)


@breaks("answer_duty_met_or_expired")
def _(cast):
    update_row(
        AnswerDuty,
        _answer_duty(cast),
        met_on=cast.today,
        answered_at=clock.now(),
        answered_by=cast.amara,
        expired_on=cast.today,
    )


@breaks("plan_signature")
def _(cast):
    update_row(SupportPlan, cast.plan, answered_how="signature")


@breaks("plan_scan")
def _(cast):
    update_row(SupportPlan, cast.plan, answered_how="paper")


@breaks("participant_named")
def _(cast):
    Participant.objects.create(plan=cast.plan, role="advocate", how="At the table")


@breaks("plan_pdf_requested_once")
def _(cast):
    for _time in range(2):
        PlanPdf.objects.create(plan=cast.plan, kind="plain")


@breaks("goal_not_from_itself")
def _(cast):
    update_row(Goal, cast.wording.goal, grew_from=cast.wording.goal)


@breaks("goal_once_a_version")
def _(cast):
    copy_row(cast.wording)


def make_achievement(cast, **columns):
    defaults = {"kind": "course", "description": "A course", "achieved_on": cast.today, "evidence": "Seen", **columns}
    return Achievement.objects.create(package=cast.package, **defaults)


@breaks("achievement_evidence")
def _(cast):
    make_achievement(cast, evidence="")


@breaks("achievement_struck")
def _(cast):
    make_achievement(cast, struck_reason="A slip")


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


def make_measure(cast, **columns):
    defaults = {"kind": "ons4", "taken_on": cast.today, "answered_by": "person", "happy": 5, **columns}
    return MeasureScore.objects.create(individual=cast.individual, **defaults)


@breaks("measure_ons4")
def _(cast):
    make_measure(cast, happy=None)


@breaks("measure_score")
def _(cast):
    make_measure(cast, kind="dialog", happy=None, score=5)


@breaks("measure_range")
def _(cast):
    make_measure(cast, happy=11)


@breaks("measure_struck")
def _(cast):
    make_measure(cast, struck_reason="A slip")


@breaks("comment_with_or_without_plan")
def _(cast):
    row = comment(plan=cast.plan, words="See you", by=cast.amara)
    update_row(Comment, row, about="the visit on Friday")


@breaks("comment_for_managers_without_plan")
def _(cast):
    row = comment(plan=cast.plan, words="See you", by=cast.maya)
    update_row(Comment, row, for_managers=True)
