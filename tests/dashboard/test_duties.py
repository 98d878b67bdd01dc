"""The register of duties: a declared duty is on every list, for those who may do it, and closed with its subject."""

import ast
import datetime

import pytest
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from accounts.enums import Permission
from accounts.walls import raise_wall
from casework.danger import DangerRank
from casework.duties import PersonDuty, duty_items
from casework.models import AccessObjection, AccessQuestion, Individual, Question, SupportPackage
from casework.services import end_package, merge, open_package, record_admission, record_death
from core import duties
from core.models import Duty, SweepRun
from dashboard import caseload_board
from dashboard.home.reader import duties_of_week
from plans.models import AnswerDuty
from plans.services import comment
from reporting.models import ReturnDue
from reviews.models import KeyworkerUpdate, Review
from risk.models import PositiveRiskReview, RiskRequest, RiskReview
from risk.services import resume_risk_reviews
from scheduler import sweeps
from tests.architecture import ROOT
from tests.architecture import models as house_models
from tests.factories import PlannedVisitFactory, ReviewFactory, UpdateFactory, VisitFactory, days_ago
from tests.risk.positive_risk_builders import draft_decision, make_decision
from tests.risk.test_assessments import make_assessment
from tests.safeguarding.test_concerns import make_concern
from tests.safeguarding.test_incidents import make_incident
from tests.visits.test_alerts import log
from visits.models import EngagementDuty

DAY = datetime.timedelta(days=1)
ENDED_WITH_SUPPORT = {
    "keyworker-update",
    "review",
    "engagement",
    "risk-review",
    "positive-risk-review",
    "exit-plan",
    "review-answer",
    "visit-to-log",
    "readmission",
    "age-limit",
}
OUTLIVING_SUPPORT = {"comment", "alert", "concern", "incident"}
ALL = ENDED_WITH_SUPPORT | OUTLIVING_SUPPORT
# Named by a referral, which the package of the tests has not: tested with the risk assessment.
OF_THE_REFERRAL = {"risk-assessment"}
# About somebody who has no record yet: tested with the referral.
BEFORE_SUPPORT = {"referral-query", "referral-decision"}
# About a person's needs, stays, consent and pages: tested with these.
OF_THE_PERSON = {
    "access-needs",
    "access-question",
    "concern-children",
    "disclosure",
    "disclosure-hidden",
    "ending-in-error",
    "incident-action",
    "incident-notice",
    "long-stay",
    "missed-visit",
    "objection",
    "portal-lock",
    "question",
    "risk-request",
    "safety-plan",
    "safety-plan-review",
}
# About an update or a review that was written or sent, of a manager or its keyworker: tested with these.
OF_AN_UPDATE = {
    "update-to-check",
    "update-not-acknowledged",
    "update-reply",
    "review-next",
    "review-reply",
    "review-not-acknowledged",
    "review-to-share",
    "review-hours",
    "review-exit-plan",
    "review-package",
    "review-plan",
    "review-risk",
    "review-to-arrange",
    "update-to-acknowledge",
    "review-to-acknowledge",
}
# About a contract and nobody: tested with the returns.
OF_A_CONTRACT = {"return-due"}
OF_A_LEAD_WORKER = (ENDED_WITH_SUPPORT - {"age-limit"}) | {"comment"}
STORED_OF_THE_PERSON = (AccessObjection, AccessQuestion, Question, RiskRequest)
STORED = (KeyworkerUpdate, Review, EngagementDuty, RiskReview, PositiveRiskReview)  # ended with support


def make_engagement_duty(package, worker, *, due_on) -> EngagementDuty:
    return EngagementDuty.objects.create(
        package=package, visit=VisitFactory(package=package, worker=worker), due_on=due_on
    )


@pytest.fixture
def every_kind_of_duty(cast):
    """One duty of every kind in Maya's package, due today or in three days. Her exit plan and a visit are late."""
    ahead = cast.today + 3 * DAY
    UpdateFactory(package=cast.package, terms=cast.terms, due_on=ahead)
    asked = {"asked_by": "person", "asked_on": ahead - 7 * DAY}
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=ahead, **asked)
    make_engagement_duty(cast.package, cast.worker, due_on=ahead)
    make_assessment(cast, days=3)
    make_decision(draft_decision(cast.package, cast.amara), cast.amara, review_on=ahead)
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=days_ago(2))
    comment(plan=cast.plan, words="Can we meet later?", by=cast.maya)
    log(cast)
    make_concern(cast)
    make_incident(cast)
    make_readmission(cast)
    turned_on = cast.today + 3 * DAY
    Individual.objects.filter(pk=cast.individual.pk).update(date_of_birth=turned_on.replace(year=turned_on.year - 66))


def make_readmission(cast) -> None:
    """Two stays with no support between them: the first can be held until three days from today."""
    stay = {"individual": cast.individual, "hospital": "Stonefield", "kind": "acute", "by": cast.amara}
    record_admission(**stay, admitted_on=cast.today - 25 * DAY, discharged_on=cast.today - 4 * DAY)
    record_admission(**stay, admitted_on=cast.today)


@pytest.fixture
def register_kind(monkeypatch):
    """Return a function that registers a kind of duty for this test, in place of those of its model."""

    def register(kind: PersonDuty) -> PersonDuty:
        monkeypatch.setattr(
            duties, "_kinds", {key: other for key, other in duties._kinds.items() if other.model != kind.model}
        )
        duties.register(kind)
        return kind

    return register


def get_page(user, name, *args) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def items_about(items, individual) -> list:
    return [item for item in items if item.individual_id == individual.pk]


# The order


def test_a_danger_that_is_due_stands_before_what_is_older(cast, register_kind):
    """Given an old visit to log and a danger of each day; then what is due now of the dangers comes first."""
    ring = PersonDuty(
        key="ring",
        label="Ring",
        model=EngagementDuty,
        permission=Permission.PLAN_VISIT,
        page="engagement",
        is_danger=True,
    )
    register_kind(ring)
    ReviewFactory(package=cast.package, terms=cast.terms, due_on=cast.today - 9 * DAY)
    make_engagement_duty(cast.package, cast.worker, due_on=cast.today + 3 * DAY)
    make_engagement_duty(cast.other_package, cast.other_worker, due_on=cast.today - DAY)
    kinds = [item.kind for item in duty_items(cast.ben, cast.today) if item.kind not in ("exit-plan", "review-next")]
    assert kinds == ["ring", "review", "ring"]


def test_the_order_of_dangers_is_declared_by_each_kind():
    """Alerts, then missed visits, concerns, messages and hospital decisions; then all that can wait."""
    dangers = sorted((kind.danger, kind.key) for kind in duties.kinds() if kind.is_danger)
    assert [key for _, key in dangers] == [
        "alert",
        "engagement",
        "missed-visit",
        "concern",
        "concern-children",
        "incident",
        "comment",
        "ending-in-error",
        "long-stay",
        "readmission",
    ]
    assert all(kind.danger is DangerRank.ROUTINE for kind in duties.kinds() if kind.key in OF_AN_UPDATE | {"exit-plan"})


# Declared duties are on every list


def test_a_declared_duty_is_on_every_list_and_closed_when_support_ends(cast, register_kind):
    """Given a newly registered kind of duty; then every list and sweep handles it without a change."""
    label = Concat(Value("Ring about "), "visit__outcome", output_field=CharField())
    register_kind(
        PersonDuty(
            key="ring",
            label=label,
            short_label="Ring",
            model=EngagementDuty,
            permission=Permission.PLAN_VISIT,
            page="engagement",
        )
    )
    duty = make_engagement_duty(cast.package, cast.worker, due_on=cast.today + 2 * DAY)
    words = f"Ring about {duty.visit.outcome}"
    assert words in get_page(cast.amara, "home")
    assert reverse("engagement", args=[duty.pk]) in get_page(cast.amara, "home")
    assert words.lower() in get_page(cast.ben, "workers").lower()
    assert words in get_page(cast.ben, "worker", cast.worker.pk)
    assert words in get_page(cast.amara, "person", cast.individual.pk)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    sweeps.tick(on=cast.today)
    duty.refresh_from_db()
    assert duty.expired_on == cast.today
    assert words not in get_page(cast.ben, "person", cast.individual.pk)


def test_a_derived_duty_is_on_every_list_and_gone_when_support_ends(cast, register_kind):
    def without_end_point(packages, day):
        return packages.open().on(day).filter(agreed_end_point="").annotate(since=F("starts_on"))

    register_kind(
        PersonDuty(
            key="end-point",
            label="Agree the end point",
            model=SupportPackage,
            permission=Permission.WRITE_PLAN,
            page="package",
            due_on="since",
            outstanding=without_end_point,
            package="pk",
            individual="case__individual",
        )
    )
    lists = [
        ("home", cast.amara, []),
        ("workers", cast.ben, []),
        ("worker", cast.ben, [cast.worker.pk]),
        ("person", cast.ben, [cast.individual.pk]),
    ]

    def lists_that_show_it() -> list[str]:
        return [name for name, user, ids in lists if "agree the end point" in get_page(user, name, *ids).lower()]

    SupportPackage.objects.update(agreed_end_point="")
    assert lists_that_show_it() == ["home", "workers", "worker", "person"]
    SupportPackage.objects.update(agreed_end_point="She lives alone, safely")
    assert lists_that_show_it() == []
    SupportPackage.objects.update(agreed_end_point="")
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert sweeps.tick(on=cast.today)["close duties of ended packages"] == 0
    assert "Agree the end point" not in get_page(cast.ben, "person", cast.individual.pk)


@pytest.mark.usefixtures("every_kind_of_duty")
def test_every_kind_of_duty_is_on_every_list(cast):
    lead = (cast.worker.pk, cast.amara.full_name)
    for items, kinds in (
        (duties_of_week(cast.amara, cast.today), OF_A_LEAD_WORKER),
        (items_about(duties_of_week(cast.ben, cast.today), cast.individual), ALL),
        (items_about(caseload_board.duties(cast.ben, cast.today), cast.individual), ALL),
        (caseload_board.duties(cast.ben, cast.today, [cast.package.pk]), ALL),
        (duty_items(cast.ben, cast.today, is_reading=True, individual=cast.individual), ALL),
    ):
        assert {item.kind for item in items} == kinds
        assert {(item.lead_id, item.lead_name) for item in items} == {lead}
        assert {item.package_id for item in items} == {cast.package.pk}
        in_order = [(not item.is_danger_now, item.due_on) for item in items]
        assert in_order == sorted(in_order)
        late = [(item.kind, item.days_late) for item in items if item.is_late]
        assert late == [("exit-plan", 60), ("visit-to-log", 2)]


@pytest.mark.usefixtures("every_kind_of_duty")
def test_every_duty_address_opens_for_those_who_may_do_it(cast):
    client = Client()
    for user, kinds in ((cast.amara, OF_A_LEAD_WORKER), (cast.ben, ALL)):
        client.force_login(user)
        items = items_about(duties_of_week(user, cast.today), cast.individual)
        assert {item.kind: client.get(item.href).status_code for item in items} == dict.fromkeys(kinds, 200)


# Who sees them


@pytest.mark.usefixtures("every_kind_of_duty")
def test_a_wall_hides_every_kind(cast):
    raise_wall(record_id=cast.individual.pk, user=cast.ben, reason="Her cousin", by=cast.dana)
    for items in (
        duties_of_week(cast.ben, cast.today),
        caseload_board.duties(cast.ben, cast.today),
        duty_items(cast.ben, cast.today, is_reading=True, individual=cast.individual),
    ):
        assert items_about(items, cast.individual) == []


@pytest.mark.usefixtures("every_kind_of_duty")
def test_a_duty_is_hidden_from_those_who_may_not_do_or_read_it(cast):
    assert items_about(duties_of_week(cast.lewis, cast.today), cast.individual) == []
    assert {item.kind for item in duties_of_week(cast.priya, cast.today)} == {"alert", "readmission", "age-limit"}
    to_read = duty_items(cast.priya, cast.today, is_reading=True, individual=cast.individual)
    read = {"review", "review-answer", "exit-plan", "alert", "readmission", "age-limit"}
    assert {item.kind for item in to_read} == read


def test_two_records_of_one_person_count_once(cast):
    """Given a review under the merged record and a risk assessment under the other; then both are Maya's."""
    make_assessment(cast, days=3)
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    ReviewFactory(package=cast.other_package, terms=cast.terms, due_on=cast.today + DAY)
    merge(duplicate=cast.other_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    duplicate = Individual.objects.get(pk=cast.other_individual.pk)
    for record in (cast.individual, duplicate):
        on_record = duty_items(cast.ben, cast.today, is_reading=True, individual=record)
        assert {"review", "risk-review"} <= {item.kind for item in on_record}
    items = {item.kind: item for item in caseload_board.duties(cast.ben, cast.today)}
    for item in (items["review"], items["risk-review"]):
        assert (item.individual_id, item.individual_name) == (cast.individual.pk, cast.individual.full_name)
        assert (item.package_id, item.lead_id) == (cast.other_package.pk, cast.other_worker.pk)
    assert str(duplicate.pk) in items["review"].href, "where the review is recorded"
    assert duties.expire_ended(on=cast.today) == 0, "support continues under the other record"


# How they are closed


@pytest.mark.usefixtures("every_kind_of_duty")
@pytest.mark.parametrize("how", ["the package ends", "death"])
def test_every_kind_is_closed_with_its_subject_unless_it_outlives_support(cast, how):
    assert duties.expire_ended(on=cast.today) == 0
    if how == "death":
        record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    else:
        end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert [duties.expire_ended(on=cast.today) for _ in range(2)] == [len(STORED), 0]
    assert [model.objects.get().expired_on for model in STORED] == [cast.today] * len(STORED)
    left = duty_items(cast.ben, cast.today, is_reading=True, individual=cast.individual)
    assert {item.kind for item in left} == OUTLIVING_SUPPORT


def test_a_death_closes_what_is_due_in_a_package_still_to_begin(cast):
    """Given a package that starts in a week; when the person dies; then its duties are closed."""
    person = Individual.objects.create(full_name="Iris Calloway", date_of_birth=datetime.date(1980, 4, 4))
    starts_on = cast.today + 7 * DAY
    ahead = open_package(individual=person, contract=cast.tameside, starts_on=starts_on, minutes_a_week=60, by=cast.ben)
    ReviewFactory(package=ahead, terms=cast.terms, due_on=cast.today)
    UpdateFactory(package=ahead, terms=cast.terms, due_on=cast.today)
    make_engagement_duty(ahead, cast.worker, due_on=cast.today)
    record_death(individual=person, died_on=cast.today, by=cast.ben)
    assert SupportPackage.objects.get(pk=ahead.pk).ended_on == starts_on
    assert duties.expire_ended(on=cast.today) == 3


def test_merging_with_a_supported_record_resumes_the_risk_review(cast):
    make_assessment(cast)
    end_package(package=cast.package, ended_on=days_ago(1), reason="choice", by=cast.ben)
    assert duties.expire_ended(on=cast.today) == 1
    assert resume_risk_reviews(on=cast.today) == 0
    merge(duplicate=cast.other_individual, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert resume_risk_reviews(on=cast.today) == 1


def test_a_kind_that_fails_stops_no_other_and_is_named(cast, monkeypatch):
    broken = PersonDuty(
        key="broken", label="Broken", model=Review, permission=Permission.CONDUCT_REVIEW, page="home", package="nowhere"
    )
    monkeypatch.setattr(duties, "_kinds", {"broken": broken, **duties._kinds})
    duty = make_engagement_duty(cast.package, cast.worker, due_on=cast.today)
    end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    sweeps.tick(on=cast.today)
    duty.refresh_from_db()
    assert duty.expired_on == cast.today
    run = SweepRun.objects.get(name="close duties of ended packages")
    assert "duties not closed: broken" in run.error


# The register


def test_every_duty_is_registered():
    duty_models = {model for model in house_models() if issubclass(model, Duty)}
    assert duty_models == {kind.model for kind in duties.kinds() if not kind.is_derived}
    every = ALL | OF_THE_PERSON | OF_THE_REFERRAL | OF_AN_UPDATE | BEFORE_SUPPORT | OF_A_CONTRACT
    assert {kind.key for kind in duties.kinds()} == every
    assert duty_models == {*STORED, AnswerDuty, ReturnDue, *STORED_OF_THE_PERSON}


def test_a_key_is_registered_once():
    with pytest.raises(ValueError, match="'review' is registered already"):
        duties.register(duties._kinds["review"])


@pytest.mark.parametrize(
    "path",
    [
        "dashboard/home/reader.py",
        "dashboard/home/duties_table.py",
        "dashboard/home/urgent/duties.py",
        "dashboard/caseload_board.py",
        "scheduler/sweeps.py",
        "casework/duties.py",
    ],
)
def test_lists_import_no_duty_model(path):
    imported = {
        alias.name
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported & {kind.model.__name__ for kind in duties.kinds() if not kind.is_derived} == set()
