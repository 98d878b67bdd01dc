"""Safety plans: versions written with the person, reviews, copies, and who else reads them."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.db import models, transaction
from django.urls import reverse

from accounts.enums import Permission as P
from accounts.permissions import can
from accounts.walls import raise_wall
from casework.duties import duty_items
from casework.models import Individual
from casework.services import merge, record_death
from core import clock
from core.errors import Conflict, NotPossible, Refused
from core.models import StateChange
from plans.models import SupportPlan
from plans.services import start
from risk.assessments.forms import HazardForm
from risk.models import AdvanceChoice, RiskAssessment, SafetyPlan, SafetyPlanConsent, SafetyPlanCopy
from risk.safety_plans.enums import SafetySection
from risk.services import (
    begin_safety_plan,
    change_advance_choice,
    confirm_safety_plan,
    decide_safety_sharing,
    drop_safety_plan,
    end_safety_plan,
    make_safety_plan_live,
    record_copy,
    strike_safety_plan,
    write_safety_plan,
)
from tests.factories import PlannedVisitFactory, VisitFactory, at_ten, days_ago
from tests.pages.urls import Walker
from tests.risk.safety_plan_builders import TEXTS, draft_safety_plan, make_safety_plan
from visits.models import ContactEntry, Visit
from visits.phone.data import cards, planned_of

DAY = datetime.timedelta(days=1)
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


def page_of(cast, who, name, *args, query="") -> str:
    return Walker(cast).ask(who, "GET", reverse(name, args=args) + query).text


def status(cast, who, name, *args) -> int:
    return Walker(cast).ask(who, "GET", reverse(name, args=args)).status


def other_person() -> Individual:
    """Return a record without support."""
    return Individual.objects.create(full_name="Maya Larsen", date_of_birth=datetime.date(1990, 3, 1))


# Versions.


def test_a_new_version_starts_as_a_copy_and_the_old_one_stays_readable(cast):
    first = make_safety_plan(cast.individual, cast.amara)
    draft = begin_safety_plan(individual=cast.individual, by=cast.amara)
    assert (draft.version, draft.state, draft.own_steps) == (2, "draft", TEXTS["own_steps"])
    assert begin_safety_plan(individual=cast.individual, by=cast.tess) == draft, "one draft at a time"
    write_safety_plan(plan=draft, revision=draft.revision, reasons="My cat and the sea", by=cast.amara)
    make_safety_plan_live(plan=draft, made_with="Maya", made_on=cast.today, review_on=cast.today + DAY, by=cast.amara)
    assert list(SafetyPlan.objects.values_list("version", "state")) == [(2, "in force"), (1, "superseded")]
    assert "My cat and the sea" in page_of(cast, "amara", "person_safety_plan", cast.individual.pk)
    old = page_of(cast, "omar", "person_safety_plan", cast.individual.pk, query="?version=1")
    assert "My cat" in old
    assert "My cat and the sea" not in old
    with pytest.raises(NotPossible), transaction.atomic():
        write_safety_plan(plan=first, revision=first.revision, reasons="x", by=cast.amara)


def test_two_who_write_at_once_lose_nothing(cast):
    draft = draft_safety_plan(cast.individual, cast.amara)
    with pytest.raises(Conflict), transaction.atomic():
        write_safety_plan(plan=draft, revision=draft.revision - 1, reasons="Another", by=cast.tess)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"made_with": " "}, "who wrote it together"),
        ({"made_on": DAY}, "future"),
        ({"review_on": 0 * DAY}, "after today"),
        ({"review_on": 400 * DAY}, "within a year"),
    ],
)
def test_what_a_live_version_needs(cast, columns, words):
    draft = draft_safety_plan(cast.individual, cast.amara)
    days = {"made_on": 0 * DAY, "review_on": 90 * DAY, **columns}
    days |= {name: cast.today + days[name] for name in ("made_on", "review_on")}
    with pytest.raises(Refused, match=words), transaction.atomic():
        make_safety_plan_live(plan=draft, by=cast.amara, **{"made_with": "Maya", **days})


def test_an_empty_plan_is_not_made_live_and_none_is_begun_without_support(cast):
    draft = begin_safety_plan(individual=cast.individual, by=cast.amara)
    with pytest.raises(Refused, match="at least one part"), transaction.atomic():
        make_safety_plan_live(
            plan=draft, made_with="Maya", made_on=cast.today, review_on=cast.today + DAY, by=cast.amara
        )
    with pytest.raises(Refused, match="no open support package"), transaction.atomic():
        begin_safety_plan(individual=other_person(), by=cast.amara)


def test_a_version_entered_in_error_leaves_the_one_before_in_force(cast):
    first = make_safety_plan(cast.individual, cast.amara)
    second = make_safety_plan(cast.individual, cast.amara, reasons="Somebody else's dog")
    strike_safety_plan(plan=second, reason="Another person's", by=cast.amara)
    assert list(SafetyPlan.objects.order_by("version").values_list("state", flat=True)) == ["in force", "in error"]
    page = page_of(cast, "omar", "person_safety_plan", cast.individual.pk)
    assert "Somebody else" not in page
    assert TEXTS["own_steps"] in page
    assert status(cast, "omar", "safety_plan", second.pk) == 404
    assert "Entered in error" in page_of(cast, "amara", "safety_plan", second.pk)
    first.refresh_from_db()
    assert first.is_in_force


def test_nothing_of_a_safety_plan_is_a_number_or_a_level():
    """No column holds a score or a choice of levels: the only numbers are the version and the count of saves."""
    columns = [field for field in SafetyPlan._meta.fields if isinstance(field, NUMBERS) or field.choices]
    assert {field.name for field in columns} == {"version", "revision", "state"}
    words = " ".join(f"{section.label} {section.prompt}" for section in SafetySection).lower()
    assert not [word for word in ("score", "rate", "level", "high", "medium", "0 to 10") if f" {word} " in words]


# Who reads it.


def test_a_draft_is_read_by_its_writers_only(cast):
    draft = draft_safety_plan(cast.individual, cast.amara)
    assert can(cast.amara, P.READ_RISK, draft)
    assert not can(cast.omar, P.READ_RISK, draft)
    assert not can(cast.maya, P.READ_OWN, draft)
    plan = make_safety_plan(cast.individual, cast.amara)
    assert can(cast.omar, P.READ_RISK, plan)
    assert can(cast.maya, P.READ_OWN, plan)
    assert not can(cast.lewis, P.READ_RISK, plan)


def test_the_keyworker_reads_it_only_while_the_person_agrees(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    address = reverse("safety_plan", args=[plan.pk])
    assert status(cast, "priya", "safety_plan", plan.pk) == 404
    decide = {"individual": cast.individual, "reader": "keyworker", "how": "At a visit", "by": cast.amara}
    decide_safety_sharing(is_given=True, **decide)
    assert TEXTS["own_steps"] in page_of(cast, "priya", "safety_plan", plan.pk)
    assert address in page_of(cast, "priya", "person", cast.individual.pk)
    assert status(cast, "kofi", "safety_plan", plan.pk) == 404
    assert status(cast, "priya", "person_safety_plan", cast.individual.pk) == 403
    decide_safety_sharing(is_given=False, **decide)
    assert status(cast, "priya", "safety_plan", plan.pk) == 404
    assert address not in page_of(cast, "priya", "person", cast.individual.pk)


def test_a_no_under_another_record_counts_until_the_person_agrees_after_the_merge(cast):
    other = other_person()
    shared = {"reader": "keyworker", "how": "At a visit"}
    SafetyPlanConsent.objects.create(individual=other, is_given=False, decided_at=clock.now() - 2 * DAY, **shared)
    SafetyPlanConsent.objects.create(individual=cast.individual, is_given=True, decided_at=clock.now() - DAY, **shared)
    assert SafetyPlanConsent.objects.in_force("keyworker").exists()
    merge(duplicate=other, into=cast.individual, reason="The same NHS number", by=cast.ben)
    assert not SafetyPlanConsent.objects.in_force("keyworker").exists()
    decide_safety_sharing(individual=cast.individual, is_given=True, by=cast.amara, **shared)
    assert SafetyPlanConsent.objects.in_force("keyworker").exists()


def test_whoever_is_walled_off_the_plan_or_the_person_reads_nothing(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    raise_wall(record_id=plan.pk, user=cast.amara, reason="Named in it", by=cast.sunita)
    assert not SafetyPlan.objects.visible_to(cast.amara).exists()
    assert TEXTS["own_steps"] not in page_of(cast, "amara", "person_safety_plan", cast.individual.pk)


# Copies and advance choice documents.


def test_a_copy_names_who_has_it_and_how_the_person_agreed(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    columns = {"plan": plan, "name": "Rosa", "how": "On paper", "by": cast.amara}
    for given_on, words in ((cast.today + DAY, "future"), (cast.today - DAY, "not live")):
        with pytest.raises(Refused, match=words), transaction.atomic():
            record_copy(agreed_how="At a visit", given_on=given_on, **columns)
    copy = record_copy(agreed_how="She said so at a visit", given_on=cast.today, **columns)
    page = page_of(cast, "omar", "person_safety_plan", cast.individual.pk)
    assert "Rosa" in page
    assert "She said so at a visit" in page
    answer = Walker(cast).ask(
        "amara", "POST", reverse("safety_plan_copy_withdraw", args=[copy.pk]), {"reason": "She gave it back"}, keep=True
    )
    assert answer.status == 302
    assert not SafetyPlanCopy.objects.exists()
    assert SafetyPlanCopy.with_struck.get().struck_by == cast.amara


def test_an_advance_choice_document_has_its_date_and_its_holder_and_may_end(cast):
    choice = AdvanceChoice.objects.create(
        individual=cast.individual, kind="refusal", dated_on=cast.today - 30 * DAY, held_by="Dr Ali"
    )
    assert "Dr Ali" in page_of(cast, "omar", "person_safety_plan", cast.individual.pk)
    columns = {"kind": "refusal", "dated_on": choice.dated_on, "held_by": "Dr Ali", "where": "", "note": ""}
    change_advance_choice(choice=choice, until_on=cast.today, by=cast.amara, **columns)
    assert "No longer valid" in page_of(cast, "omar", "person_safety_plan", cast.individual.pk)
    assert not AdvanceChoice.objects.current().exists()


# Reviews: by calendar, and after each contact in a crisis.


def due(cast, who="amara") -> list[tuple[str, str, datetime.date]]:
    kinds = ("safety-plan", "safety-plan-review")
    items = duty_items(getattr(cast, who), cast.today)
    return [(item.kind, item.label, item.due_on) for item in items if item.kind in kinds]


def in_crisis(cast, *, at=None) -> Visit:
    """Log a visit in a crisis, written down `at`, by default now."""
    return VisitFactory(
        package=cast.package,
        worker=cast.worker,
        support_kinds=["crisis"],
        change_noticed="crisis",
        change_description="She cried",
        urgency="noticed",
        recorded_at=at or clock.now(),
    )


def test_a_contact_in_a_crisis_without_a_plan_asks_to_write_one(cast):
    assert due(cast) == []
    visit = in_crisis(cast)
    assert [(kind, day) for kind, _, day in due(cast)] == [("safety-plan", cast.today + 3 * DAY)]
    assert [kind for kind, *_ in due(cast, "ben")] == ["safety-plan"]
    assert due(cast, "lewis") == []
    draft = draft_safety_plan(cast.individual, cast.amara)
    assert due(cast), "a draft is no plan"
    drop_safety_plan(plan=draft, is_unwanted=True, reason="She does not want one", by=cast.amara)
    assert due(cast) == [], "she does not want one now"
    in_crisis(cast, at=clock.now() + datetime.timedelta(minutes=5))
    assert [kind for kind, *_ in due(cast)] == ["safety-plan"], "asked again after the next"
    Visit.objects.exclude(pk=visit.pk).update(struck_at=clock.now(), struck_by=cast.amara, struck_reason="Another")
    assert due(cast) == []


def test_a_plan_that_the_person_no_longer_wants_ends(cast):
    """Given a live plan; when she no longer wants it; then no review is due until the next contact in a crisis."""
    plan = make_safety_plan(cast.individual, cast.amara, days=60)
    end_safety_plan(plan=plan, reason="She wants no plan at the moment", by=cast.amara)
    assert not SafetyPlan.objects.in_force().exists()
    assert due(cast) == []
    in_crisis(cast, at=clock.now() + datetime.timedelta(minutes=5))
    assert [kind for kind, *_ in due(cast)] == ["safety-plan"]
    again = begin_safety_plan(individual=cast.individual, by=cast.amara)
    assert again.own_steps == plan.own_steps, "the next one starts with its words"


def test_contacts_from_before_this_support_do_not_count(cast):
    in_crisis(cast, at=at_ten(days_ago(4000)))
    assert due(cast) == []


def test_a_review_is_due_by_its_day_and_sooner_after_a_crisis(cast):
    plan = make_safety_plan(cast.individual, cast.amara, days=60)
    assert due(cast) == [("safety-plan-review", "Safety plan review", cast.today + 60 * DAY)]
    later = clock.now() + datetime.timedelta(minutes=5)
    ContactEntry.objects.create(
        package=cast.package, at=later, recorded_at=later, with_whom="person", how="call", about="She cried",
        was_crisis=True, urgency="noticed",
    )  # fmt: skip
    label = "After a crisis contact: review the safety plan together"
    assert due(cast) == [("safety-plan-review", label, cast.today + 3 * DAY)]
    with clock.frozen_at(later + datetime.timedelta(minutes=5)):
        confirm_safety_plan(plan=plan, note="Read it with her", review_on=cast.today + 30 * DAY, by=cast.amara)
        assert due(cast) == [("safety-plan-review", "Safety plan review", cast.today + 30 * DAY)]
    assert "Read it with her" in page_of(cast, "amara", "person_safety_plan", cast.individual.pk)
    record_death(individual=cast.individual, died_on=cast.today, by=cast.ben)
    assert due(cast, "ben") == []


def test_a_plan_from_the_support_plan_is_written_together_not_confirmed(cast):
    plan = make_safety_plan(cast.individual, cast.amara)
    SafetyPlan.objects.update(is_carried=True, made_with="", made_on=None)
    assert [label for _, label, _ in due(cast)] == ["Safety plan from the support plan: write it together"]
    assert "Not written together yet" in page_of(cast, "amara", "person_safety_plan", cast.individual.pk)
    with pytest.raises(Refused, match="comes from the support plan"), transaction.atomic():
        confirm_safety_plan(plan=plan, note="Read", review_on=cast.today + DAY, by=cast.amara)


def test_the_safety_plan_is_one_press_from_the_record_the_visit_and_the_briefing(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    link = f'href="{reverse("person_safety_plan", args=[cast.individual.pk])}"'
    pages = [("person", cast.individual.pk), ("person_risk", cast.individual.pk), ("visit", visit.pk)]
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today)
    for name, pk in (*pages, ("visit_briefing", planned.pk)):
        assert link in page_of(cast, "amara", name, pk), name
    assert not RiskAssessment.objects.exists(), "also without a risk assessment"


# The one text for a crisis, also without a signal.


def get_card(cast) -> dict:
    PlannedVisitFactory(package=cast.package, worker=cast.worker, on=cast.today)
    return cards(cast.amara, list(planned_of(cast.amara)))[0]


def test_it_is_on_a_workers_phone_only_if_the_person_agreed(cast):
    make_safety_plan(cast.individual, cast.amara)
    line = [f"Safety plan: {SafetySection.OWN_STEPS.label}", TEXTS["own_steps"]]
    assert line not in get_card(cast)["instructions"]
    decide = {"individual": cast.individual, "reader": "phone", "how": "At a visit", "by": cast.amara}
    decide_safety_sharing(is_given=True, **decide)
    assert line in cards(cast.amara, list(planned_of(cast.amara)))[0]["instructions"]
    decide_safety_sharing(is_given=False, **decide)
    assert line not in cards(cast.amara, list(planned_of(cast.amara)))[0]["instructions"]


def test_what_to_do_about_harm_to_self_is_not_put_in_a_hazard():
    sent = {"kind": "harm to self", "description": "x", "who_harmed": "x", "measures": "x", "contingency": "Ring"}
    assert "contingency" in HazardForm(sent).errors
    assert HazardForm({**sent, "contingency": ""}).is_valid()
    assert HazardForm({**sent, "kind": "health"}).is_valid()


def test_the_text_of_the_support_plan_becomes_a_first_version_not_written_together_yet(cast):
    """Given plans that say what helps; then each person has one version of the text in force, unless they have one."""
    carry_texts = import_module("risk.migrations.0006_crisis_texts_into_safety_plans").carry_texts
    SupportPlan.objects.filter(pk=cast.plan.pk).update(in_a_crisis="Sit with me")
    draft = start(package=cast.package, by=cast.amara)
    SupportPlan.objects.filter(pk=draft.pk).update(in_a_crisis="Not agreed yet")
    other = make_safety_plan(cast.other_individual, cast.lewis)
    carry_texts(apps, None)
    carry_texts(apps, None)
    plan = SafetyPlan.objects.get(individual=cast.individual)
    assert (plan.state, plan.other_help, plan.is_carried, plan.made_with) == ("in force", "Sit with me", True, "")
    assert plan.review_on == cast.today + 28 * DAY
    assert SafetyPlan.objects.filter(individual=cast.other_individual).get() == other
    assert "Taken from the support plan" in StateChange.objects.get(record_id=plan.pk).reason
    assert "These words come from your support plan" in page_of(cast, "maya", "my_safety_plan")
    draft = begin_safety_plan(individual=cast.individual, by=cast.amara)
    assert (draft.other_help, draft.is_carried) == ("Sit with me", False)
