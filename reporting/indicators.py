"""Every figure of a return, defined once (T9.6): the same rows make the number and the list behind it.

The figure is the sum of the rows' amounts; most amounts are one. Where a query finds the rows, the database adds them
up: only the list reads them.
"""

from itertools import product

from django.db.models import F, Q, QuerySet

from casework.models import Hold, PackageQuerySet, SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract
from core.dates import Period
from plans.enums import GoalState
from plans.models import Achievement, Goal
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral, ReferralDocument
from reporting.counted import Counted, Row
from reporting.enums import Unit
from reporting.indicator_register import INDICATORS, Asked, Indicator, indicator, indicators_of, totals
from reviews.connections.enums import MapChange, MapFigure
from reviews.models import (
    REVIEW_LABELS,
    ConnectionsMap,
    KeyworkerUpdate,
    Review,
    ReviewQuerySet,
    UpdateQuerySet,
)
from reviews.package_reviews.enums import ReviewAnswer
from safeguarding.models import Concern
from visits.enums import NeedsMet
from visits.log.needs_met import contacts_by_answer, visits_by_answer
from visits.models import ContactEntry, Visit
from workforce.enums import SicknessReason
from workforce.hours.by_contract import contracted_in, lost_to_sickness
from workforce.models import Worker

__all__ = ["INDICATORS", "Asked", "Indicator", "indicators_of", "totals"]


def _packages(contract: Contract) -> PackageQuerySet:
    return SupportPackage.objects.filter(case__contract=contract).order_by("case__individual", "starts_on")


def _one_each(packages: QuerySet[SupportPackage]) -> Counted:
    return Counted(packages, individual="case__individual")


def _people(packages: QuerySet[SupportPackage]) -> Counted:
    """Count each person once; merged records are one person."""
    people = packages.annotate(person=primary_of("case__individual"))
    return Counted(people, individual="person", record="person")


@indicator("supported", 1, "People supported at any time in the period", Unit.PEOPLE)
def people_supported(contract: Contract, period: Period) -> Counted:
    """People with a support package open on at least one day of the period. A person with two packages counts once.
    A package on hold because of a hospital stay counts as open."""
    return _people(_packages(contract).within(period.from_on, period.until_on))


@indicator("open-at-start", 1, "Packages open at the start of the period", Unit.PACKAGES)
def packages_open_at_start(contract: Contract, period: Period) -> Counted:
    """Support packages that started before the first day of the period and were open on that day."""
    return _one_each(_packages(contract).on(period.from_on).filter(starts_on__lt=period.from_on))


@indicator("started", 1, "Packages started", Unit.PACKAGES)
def packages_started(contract: Contract, period: Period) -> Counted:
    """Support packages whose first day of support is in the period. A package that ended on its first day was never
    open: it is not counted as started or as ended."""
    return _one_each(
        _packages(contract).ever_open().filter(starts_on__gte=period.from_on, starts_on__lt=period.until_on)
    )


@indicator("ended", 1, "Packages ended", Unit.PACKAGES)
def packages_ended(contract: Contract, period: Period) -> Counted:
    """Support packages whose last day of support is in the period."""
    packages = _packages(contract).ever_open()
    return _one_each(packages.filter(ended_on__gt=period.from_on, ended_on__lte=period.until_on))


@indicator("held", 1, "Packages on hold because of a hospital stay", Unit.PACKAGES)
def packages_held(contract: Contract, period: Period) -> Counted:
    """Support packages on hold on at least one day of the period."""
    holds = Hold.objects.within(period.from_on, period.until_on).values("package")
    return _one_each(_packages(contract).filter(pk__in=holds))


def _visits(contract: Contract, period: Period) -> QuerySet[Visit]:
    visits = Visit.objects.took_place().within(period.from_on, period.until_on)
    return visits.filter(package__case__contract=contract).order_by("started_at", "pk")


@indicator("visits", 1, "Visits and calls that took place", Unit.VISITS)
def visits(contract: Contract, period: Period) -> Counted:
    """Every visit and call that went ahead, by the date on which it started. Entries marked as entered in error are not
    counted."""
    return Counted(_visits(contract, period))


@indicator("hours", 1, "Time spent with people", Unit.MINUTES)
def hours(contract: Contract, period: Period) -> Counted:
    """The length of the visits and calls that took place, from start to end, without travel."""
    return Counted(_visits(contract, period), amount="minutes")


def _needs(contract: Contract, period: Period, answer: NeedsMet) -> Counted:
    contacts = ContactEntry.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    others = Counted(contacts_by_answer(contacts.order_by("at", "pk"), answer))
    return Counted(visits_by_answer(_visits(contract, period), answer), also=others)


@indicator("needs-met", 1, "Contacts at which access needs were met", Unit.RECORDS)
def needs_met(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, where the worker
    recorded that the person's access needs were met."""
    return _needs(contract, period, NeedsMet.YES)


@indicator("needs-not-met", 1, "Contacts at which access needs were not met", Unit.RECORDS)
def needs_not_met(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, where the worker
    recorded that an access need was not met. The record says why."""
    return _needs(contract, period, NeedsMet.NO)


@indicator("needs-not-answered", 1, "Contacts without an answer about access needs", Unit.RECORDS)
def needs_not_answered(contract: Contract, period: Period) -> Counted:
    """Visits that took place, and calls, letters and meetings in which the person was reached, of people with an access
    need recorded by then, where nobody answered the question if it was met."""
    return _needs(contract, period, NeedsMet.NOT_ASKED)


def _goals(contract: Contract, period: Period, state: GoalState) -> Counted:
    goals = Goal.objects.agreed().reached(state, period.from_on, period.until_on)
    return Counted(goals.filter(package__case__contract=contract).order_by("state_on", "pk"))


@indicator("goals-achieved", 1, "Goals achieved", Unit.RECORDS)
def goals_achieved(contract: Contract, period: Period) -> Counted:
    """Goals in agreed plans that were achieved in the period, by the date on which they were achieved. A goal
    reopened before the return was sealed is not counted."""
    return _goals(contract, period, GoalState.ACHIEVED)


@indicator("goals-partly-achieved", 1, "Goals partly achieved", Unit.RECORDS)
def goals_partly_achieved(contract: Contract, period: Period) -> Counted:
    """Goals in agreed plans that were closed in the period as partly achieved."""
    return _goals(contract, period, GoalState.PARTLY)


@indicator("achievements", 1, "Employment, training and other achievements", Unit.RECORDS)
def achievements(contract: Contract, period: Period) -> list[Row]:
    """What people achieved in the period, with evidence. Entries marked as entered in error are not counted."""
    achievements = Achievement.objects.not_struck().between(period.from_on, period.until_on)
    achievements = achievements.filter(package__case__contract=contract).order_by("achieved_on", "pk")
    return [
        Row(gain.pk, gain.package.case.individual_id, 1, gain.get_kind_display())
        for gain in achievements.select_related("package__case")
    ]


@indicator("connections-maps", 1, "People with a connections map then and now", Unit.PEOPLE, "asks_connections_map")
def connections_maps(contract: Contract, period: Period) -> Counted:
    """People who made a connections map in the period and had made a first one in the same package before. Their last
    map in the period is compared with the first. Withdrawn maps are not counted."""
    return Counted(ConnectionsMap.objects.later_in(contract, period), individual="person")


MAP_FIGURES = {
    MapFigure.SPREAD: ("spread", "the number of life domains with anyone or anything in them"),
    MapFigure.PEOPLE: ("people", "the number of people"),
    MapFigure.PLACES: ("places", "the number of places"),
}


def _map_indicator(figure: MapFigure, change: MapChange) -> None:
    """Register the figure for one change of the connections maps."""
    name, words = MAP_FIGURES[figure]
    than = {MapChange.UP: "is higher than", MapChange.SAME: "is the same as", MapChange.DOWN: "is lower than"}[change]

    def count(contract: Contract, period: Period) -> Counted:
        maps = ConnectionsMap.objects.later_in(contract, period)
        return Counted(maps.changed(figure, change), individual="person")

    count.__doc__ = (
        f"People with a connections map then and now for whom {words} in the later map {than} that in the first map. "
        "A life domain that only one of the two maps has is not compared."
    )
    key, label = f"connections-{name}-{change.value}", f"Connections maps: {name} {change.label.lower()}"
    indicator(key, 1, label, Unit.PEOPLE, "asks_connections_map")(count)


for _figure, _change in product(MapFigure, MapChange):
    _map_indicator(_figure, _change)


REVIEW_QUESTIONS = {
    "social_network": ("network", "Social network"),
    "quality_of_life": ("life", "Quality of life and confidence"),
    "managing_distress": ("distress", "Managing distress"),
}
REVIEW_ANSWERS = {
    ReviewAnswer.BETTER: "better",
    ReviewAnswer.SAME: "about the same",
    ReviewAnswer.WORSE: "worse",
    ReviewAnswer.NOT_SAID: "prefers not to say",
}


def _answer_indicator(question: str, answers: tuple[ReviewAnswer, ...], key: str, words: str, meaning: str) -> None:
    """Register the figure of the people who gave one of `answers` to a question that reviews ask (C10, R54)."""
    name, topic = REVIEW_QUESTIONS[question]

    def count(contract: Contract, period: Period) -> Counted:
        return Counted(Review.objects.last_answers(contract, period, question, answers), individual="person")

    count.__doc__ = (
        f"People with a review in the period who said of “{REVIEW_LABELS[question].lower()}” {meaning}. "
        "Each person counts once, with the last review of the period in which they were asked."
    )
    indicator(f"{name}-{key}", 1, f"{topic}: {words}", Unit.PEOPLE, "counts_review_answers")(count)


for _question in REVIEW_QUESTIONS:
    _said = (ReviewAnswer.BETTER, ReviewAnswer.SAME, ReviewAnswer.WORSE)
    _answer_indicator(_question, _said, "answered", "people who answered", "if it is better, the same or worse")
    for _answer, _words in REVIEW_ANSWERS.items():
        _meaning = "that they prefer not to say" if _answer == ReviewAnswer.NOT_SAID else f"that it is {_words}"
        _answer_indicator(_question, (_answer,), _answer.value.replace(" ", "-"), _words, _meaning)


@indicator("concerns", 3, "Safeguarding concerns raised", Unit.RECORDS)
def concerns(contract: Contract, period: Period) -> Counted:
    """Safeguarding concerns raised in the period, whatever the Council decided about them."""
    rows = Concern.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    return Counted(rows.order_by("raised_on", "pk"), individual="individual")


@indicator("enquiries", 3, "Concerns that became a safeguarding enquiry", Unit.RECORDS)
def enquiries(contract: Contract, period: Period) -> Counted:
    """Concerns raised in the period that the Council had decided to treat as a safeguarding enquiry (section 42 or
    other) when the return was sealed."""
    rows = Concern.objects.within(period.from_on, period.until_on).filter(package__case__contract=contract)
    decided_rows = rows.filter(state__in=["enquiry", "reported"]) | rows.exclude(portal_reference="")
    return Counted(decided_rows.order_by("raised_on", "pk"), individual="individual")


def _workers(contract: Contract) -> QuerySet[Worker]:
    return Worker.objects.filter(contracts=contract).order_by("started_on", "pk")


@indicator("starters", 6, "Staff who started", Unit.WORKERS)
def starters(contract: Contract, period: Period) -> Counted:
    """Staff on this contract whose first day of employment is in the period."""
    workers = _workers(contract).filter(started_on__gte=period.from_on, started_on__lt=period.until_on)
    return Counted(workers, individual="")


@indicator("leavers", 7, "Staff who left", Unit.WORKERS)
def leavers(contract: Contract, period: Period) -> list[Row]:
    """Staff on this contract whose last day of employment is in the period, with the reason where known."""
    workers = _workers(contract).filter(left_on__gte=period.from_on, left_on__lt=period.until_on)
    return [Row(worker.pk, None, 1, worker.get_leaving_reason_display()) for worker in workers]


@indicator("contracted-hours", 8, "Contracted hours of staff", Unit.MINUTES)
def contracted_hours(contract: Contract, period: Period) -> list[Row]:
    """The hours in the period for which staff are employed on this contract, up to their last day of employment. Of
    staff on several contracts only this contract's share counts; where no manager has divided their hours, each
    contract has an equal share. The share of a contract that has ended goes to the others. A day has the hours of the
    working pattern, adjusted so that a week has the contracted hours; without a pattern, a fifth of the week on each
    day from Monday to Friday. Bank holidays count."""
    return [Row(pk, None, minutes) for pk, minutes in contracted_in(contract, period)]


@indicator("sick-hours", 8, "Contracted hours lost to sickness", Unit.MINUTES)
def sick_hours(contract: Contract, period: Period) -> list[Row]:
    """Contracted hours of staff, counted in the same way, on the days in the period on which they were off sick, up to
    their last day of employment, with the reason for each absence by group where given. The sickness level is these
    hours as a percentage of the contracted hours."""
    lost = lost_to_sickness(contract, period)
    return [Row(pk, None, minutes, str(SicknessReason(reason).label)) for pk, minutes, reason in lost]


def _updates(contract: Contract, period: Period) -> UpdateQuerySet:
    was_due = Q(expired_on=None) | Q(package__ended_on__gt=F("due_on"))
    due = KeyworkerUpdate.objects.filter(was_due, package__case__contract=contract)
    return due.filter(due_on__gte=period.from_on, due_on__lt=period.until_on).order_by("due_on", "pk")


@indicator("updates-due", 9, "Keyworker updates due", Unit.RECORDS)
def updates_due(contract: Contract, period: Period) -> Counted:
    """Updates due in the period, whether they were sent or not. One due after support had ended is not counted."""
    return Counted(_updates(contract, period))


@indicator("updates-in-time", 9, "Keyworker updates sent on time", Unit.RECORDS)
def updates_in_time(contract: Contract, period: Period) -> Counted:
    """Updates due in the period that were sent on or before the due date."""
    return Counted(_updates(contract, period).met_in_time())


@indicator("updates-sent", 9, "Keyworker updates sent", Unit.RECORDS, "update_days")
def updates_sent(contract: Contract, period: Period) -> Counted:
    """Updates due in the period that had been sent when the return was sealed, on time or late."""
    return Counted(_updates(contract, period).sent())


@indicator("updates-acknowledged", 9, "Keyworker updates acknowledged", Unit.RECORDS, "update_days")
def updates_acknowledged(contract: Contract, period: Period) -> Counted:
    """Updates due in the period that were sent, and that somebody at the Council had acknowledged when the return was
    sealed: in Casework, by a link, or as they said to our staff. Compare it with the updates sent."""
    return Counted(_updates(contract, period).acknowledged())


def _reviews(contract: Contract, period: Period) -> ReviewQuerySet:
    reviews = Review.objects.filter(package__case__contract=contract)
    in_period = reviews.filter(conducted_on__gte=period.from_on, conducted_on__lt=period.until_on)
    return in_period.order_by("conducted_on", "pk")


@indicator("reviews-conducted", 9, "Reviews conducted", Unit.RECORDS)
def reviews_conducted(contract: Contract, period: Period) -> Counted:
    """Reviews of support packages that took place in the period."""
    return Counted(_reviews(contract, period))


@indicator("reviews-shared", 9, "Reviews shared with the keyworker", Unit.RECORDS)
def reviews_shared(contract: Contract, period: Period) -> Counted:
    """Reviews conducted in the period whose outcome had been shared with the keyworker when the return was sealed."""
    return Counted(_reviews(contract, period).shared())


@indicator("reviews-acknowledged", 9, "Reviews acknowledged by the keyworker", Unit.RECORDS, "asks_keyworker")
def reviews_acknowledged(contract: Contract, period: Period) -> Counted:
    """Reviews conducted in the period whose outcome was shared, and whose last version somebody at the Council had
    acknowledged when the return was sealed. Compare it with the reviews shared."""
    return Counted(_reviews(contract, period).acknowledged())


@indicator("needs-assessments", 10, "Council support plans received with referrals", Unit.RECORDS)
def support_plans_received(contract: Contract, period: Period) -> Counted:
    """Council support plans attached to referrals received in the period."""
    return _document_rows(contract, period, ReferralDocumentKind.SUPPORT_PLAN)


@indicator("risk-assessments", 10, "Council risk assessments received with referrals", Unit.RECORDS)
def risk_assessments_received(contract: Contract, period: Period) -> Counted:
    """Council risk assessments attached to referrals received in the period."""
    return _document_rows(contract, period, ReferralDocumentKind.RISK_ASSESSMENT)


def _document_rows(contract: Contract, period: Period, kind: ReferralDocumentKind) -> Counted:
    referrals = Referral.objects.sent().filter(
        contract=contract, received_at__date__gte=period.from_on, received_at__date__lt=period.until_on
    )
    documents = ReferralDocument.objects.filter(kind=kind, referral__in=referrals).order_by("recorded_at", "pk")
    return Counted(documents, individual="referral__package__case__individual")
