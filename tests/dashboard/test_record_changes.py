"""The pages that list the changes of the records about a person (R59)."""

import datetime

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse

from casework.models import RecordAccess, Representative
from casework.services import (
    change_contact_point,
    change_person,
    end_need_to_know,
    end_no_digital_contact,
    end_representative,
    let_workers_know,
    open_with_reason,
    record_contact_point,
    record_disclosure,
    record_no_digital_contact,
    remove_contact_point,
    strike_disclosure,
)
from core import clock
from dashboard.record_changes import KINDS
from design.changes import TrackedLinks, column_text
from tests.factories import VisitFactory
from tests.pages.world import refer
from visits.models import Visit

DAY = datetime.timedelta(days=1)


def listed(user, kind: str, pk) -> list[tuple[str, ...]]:
    """Return who, what and the lines of each change that the page lists, the newest first."""
    client = Client()
    client.force_login(user)
    response = client.get(reverse("record_changes", args=[kind, pk]))
    return [(change.by, change.title, *change.lines) for change in response.context["changes"]]


def changed(rows):
    return [row for row in rows if "Added" not in row[2:]]


def test_a_detail_of_the_person_before_and_after_with_who(cast):
    person = cast.individual
    names = ("full_name", "known_as", "former_names", "date_of_birth", "born_about", "nhs_number")
    columns = {name: getattr(person, name) for name in (*names, "worker_gender_wish", "worker_language_wish")}
    change_person(individual=person, revision=person.revision, by=cast.amara, **columns | {"known_as": "May"})
    assert changed(listed(cast.amara, "person", person.pk)) == [
        (str(cast.amara), "The person", "Name to use: none → May")
    ]


def test_a_contact_that_was_changed_and_removed_says_why(cast):
    before = len(listed(cast.amara, "person", cast.individual.pk))
    columns = {"kind": "telephone", "value": "07700 900111", "is_safe": True, "note": ""}
    point = record_contact_point(individual=cast.individual, by=cast.amara, **columns)
    change_contact_point(point=point, by=cast.ben, **columns | {"is_safe": False})
    remove_contact_point(point=point, reason="Not theirs", by=cast.ben)
    rows = listed(cast.amara, "person", cast.individual.pk)
    assert rows[:3] == [
        (str(cast.ben), "Phone call: 07700 900111", "Withdrawn: Not theirs"),
        (str(cast.ben), "Phone call: 07700 900111", "Safe to use: Yes → No"),
        (str(cast.amara), "Phone call: 07700 900111", "Added"),
    ]
    assert len(rows) == before + 3


def test_a_correction_of_a_visit_is_listed(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker, notes="A walk")
    before = listed(cast.amara, "visit", visit.pk)
    assert before == [(before[0][0], "Visit", "Added")]
    Visit.objects.filter(pk=visit.pk).update(notes="A long walk")
    assert listed(cast.amara, "visit", visit.pk)[0][1:] == ("Visit", "Notes: A walk → A long walk")


def test_what_ended_about_who_reads_the_record_is_still_read(cast):
    """Given each of these, ended: the page has when it began, when it ended and why."""
    person, ben = cast.individual, cast.ben
    open_with_reason(individual=person, reason="She rang the office", by=cast.lewis)
    rosa = Representative.objects.on(cast.today).get(individual=person, user=cast.rosa)
    end_representative(representative=rosa, reason="She moved away", by=ben)
    rows = listed(ben, "sharing", person.pk)
    assert (str(cast.lewis), "Opened with a reason: Lewis Hartley", "Why: She rang the office") in [
        (who, title, *lines[-1:]) for who, title, *lines in rows
    ]
    who, title, line, why = changed(rows)[0]
    assert (who, title) == (str(ben), f"Representative: {rosa}")
    assert line.startswith("Last day: none → ")
    assert why.endswith("→ She moved away")

    record_no_digital_contact(individual=person, reason="No phone now", said_on=cast.today, by=cast.amara)
    end_no_digital_contact(individual=person, reason="Has a new phone", by=ben)
    ended, added = listed(cast.amara, "own-pages", person.pk)
    assert added[1:] == ("No digital contact", "What the person said: No phone now")
    assert ended[0] == str(ben)
    assert "Why it ended: none → Has a new phone" in ended

    needs = let_workers_know(individual=person, question="forensic", reason="Two workers visit", by=ben)
    end_need_to_know(need=needs, reason="One worker again", by=ben)
    ended, added = listed(ben, "need-to-know", person.pk)
    assert added[-1] == "Why they need to know: Two workers visit"
    assert ended[-1] == "Withdrawn: One worker again"

    shared = {"shared_with": "Ambulance service", "what": "Where she was", "why": "She had taken tablets"}
    disclosure = record_disclosure(individual=person, shared_at=clock.now(), by=cast.amara, **shared)
    strike_disclosure(disclosure=disclosure, reason="Wrong person", by=cast.amara)
    struck, added = listed(cast.amara, "shared-for-safety", person.pk)
    assert added[2:] == ("What was shared: Where she was", "Why it was needed: She had taken tablets")
    assert struck[-1] == "Withdrawn: Wrong person"


def test_opening_the_page_is_logged(cast):
    listed(cast.amara, "support", cast.package.pk)
    path = reverse("record_changes", args=["support", cast.package.pk])
    access = RecordAccess.objects.get(path=path)
    assert (access.recorded_by, access.individual, access.page_name) == (
        cast.amara,
        cast.individual,
        "History of changes",
    )


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("rui", 403), ("kofi", 404), ("amara", 404)])
def test_who_reads_what_changed_in_a_referral(cast, who, status):
    """Those who decide it. Its referrer reads it as it was sent."""
    sent = refer(cast.tameside, cast.rui)
    client = Client()
    client.force_login(getattr(cast, who))
    assert client.get(reverse("record_changes", args=["referral", sent.pk])).status_code == status


def test_a_kind_that_does_not_exist_is_not_there(cast):
    client = Client()
    client.force_login(cast.amara)
    assert client.get(reverse("record_changes", args=["nothing", cast.package.pk])).status_code == 404


# Columns that no page lists: what the row is about, and what is recorded about the row itself.
NOT_LISTED = {"id", "recorded_at", "recorded_by_id", "revision", "state", "struck_at", "struck_by_id", "struck_reason"}
NOT_LISTED |= {"individual_id", "package_id", "case_id", "terms_id", "reference", "version"}
LEFT_OUT = {
    "exit-plan": {"written_on"},
    "plan": {"scan_id", "signature"},
    "positive-risk": {"follows_id"},
    "visit": {"entry_route", "planned_id", "rating_id", "written_at"},
    "planned-visit": {"recurrence_on", "recurring_visit_id"},
    "concern": {"visit_id"},
    "incident": {"contract_id", "is_from_log", "visit_id"},
    "update": {"acknowledged_link_id", "figures"},
    "review": {"acknowledged_link_id", "follows_id"},
    "follow-up": {"is_single", "visit_id"},
    "hospital-stay": {"corrected_at"},
}


@pytest.mark.parametrize("key", sorted(KINDS.keys() - {"referral"}))  # a referral stays as it was sent
def test_every_column_of_a_record_is_listed_or_named_here(key):
    """A column that is added later is listed, or somebody decides that it is not."""
    kind = KINDS[key]
    first = next(iter(kind.rows(kind.model())))
    model = first.rows.model if hasattr(first.rows, "model") else kind.model
    columns = {field.attname for field in model._meta.concrete_fields if not field.generated}
    left_out = columns - set(first.labels) - NOT_LISTED
    assert left_out == LEFT_OUT.get(key, set())


@pytest.mark.parametrize("key", KINDS)
def test_labels_and_names_are_of_columns(key):
    kind = KINDS[key]
    for rows in kind.rows(kind.model()):
        if isinstance(rows, TrackedLinks):
            continue
        model = rows.rows.model if hasattr(rows.rows, "model") else kind.model
        fields = {field.attname: field for field in model._meta.concrete_fields}
        assert set(rows.labels) <= set(fields)
        for column in rows.names:
            assert isinstance(fields[column], ForeignKey)


# Records about a person with a history that no such page lists, and where it is listed instead.
LISTED_ELSEWHERE = {
    "on its own page, with each step": {"Alert", "CouncilResponse", "Escalation", "EscalationStep", "SameDayRequest"},
    "on the page of the plan or the goal": {
        "Achievement",
        "Comment",
        "Goal",
        "GoalContractOutcomeLink",
        "GoalOutcomeLink",
        "GoalRating",
        "MeasureScore",
        "PlanPdf",
        "RatingPreference",
    },
    "on the page of the update": {"UpdatePdf"},
    "on the page of the review": {"ReviewPdf"},
    "on the page of the concern": {"ConcernSheet"},
    "on the page of the incident": {"IncidentSheet"},
    "on the page of the plan, where it is added and ended": {"ExitAgreement"},
    "on the page of the risk assessment": {
        "PositiveRiskReview",
        "RiskDisclosure",
        "RiskRequest",
        "RiskReview",
        "RiskSignature",
    },
    "on the page of the person's visits": {
        "AlertVisit",
        "ContactEntry",
        "GoalWork",
        "LoneWorkingCheck",
        "PhoneEntry",
        "RecurringVisit",
        "VisitRequest",
    },
    "on the page of the profile, by the rule of the reader": {"ProfileAnswer"},
    "on the page of the access log": {"AccessQuestion"},
    "on the page of consent and sharing": {"AccessObjection", "ConsentDecision"},
    "on the page of unusual access": {"AccessReview"},
    "it cannot be changed, or the duty beside it says all": {
        "AnswerDuty",
        "Case",
        "ConcernNamedUser",
        "IncidentInvolvedUser",
        "PackageWantedDomain",
        "ReferralWantedDomain",
    },
    "on the page of the import": {"Imported", "ImportRun"},
    "a wall: for administrators": {"DeclaredRelation"},
    "derived": {"Hold"},
    "on the page of merging": {"Merge"},
    "not about one person": {
        "CalendarFeed",
        "CapacityNotice",
        "DowntimePack",
        "KeyworkerAbsence",
        "PackTeam",
        "PhoneDevice",
    },
}
CARE_APPS = {"casework", "plans", "referrals", "reviews", "risk", "safeguarding", "visits"}


def test_every_record_with_a_history_is_on_a_page():
    """A model that is added later is listed, or somebody decides that it is not."""
    listed_models = set()
    for kind in KINDS.values():
        for rows in kind.rows(kind.model()):
            if isinstance(rows, TrackedLinks):
                listed_models.add(rows.model.__name__)
            else:
                listed_models.add(rows.rows.model.__name__ if hasattr(rows.rows, "model") else kind.model.__name__)
    tracked = {
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in CARE_APPS and hasattr(model, "pgh_event_model")
    }
    elsewhere = set().union(*LISTED_ELSEWHERE.values())
    assert tracked - listed_models == elsewhere


def test_a_change_of_a_list_is_listed(cast):
    """Given a full name that becomes a former name by itself."""
    person, old_name = cast.individual, cast.individual.full_name
    names = ("known_as", "former_names", "date_of_birth", "born_about", "nhs_number", "worker_gender_wish")
    columns = {name: getattr(person, name) for name in (*names, "worker_language_wish")}
    change_person(individual=person, revision=person.revision, by=cast.amara, full_name="Maya Brook", **columns)
    assert f"Former names: none → {old_name}" in listed(cast.amara, "person", person.pk)[0]


@pytest.mark.parametrize("key", KINDS)
def test_every_listed_column_has_a_text(key):
    """A page of changes fails for a column whose value no text can be made of."""
    kind = KINDS[key]
    for rows in kind.rows(kind.model()):
        if isinstance(rows, TrackedLinks):
            continue
        model = rows.rows.model if hasattr(rows.rows, "model") else kind.model
        row = model()
        for name in rows.labels:
            column = next(field for field in model._meta.concrete_fields if field.attname == name)
            choices = getattr(getattr(column, "base_field", column), "flatchoices", None)
            value = choices[0][0] if choices else "x"
            setattr(row, name, [value] if hasattr(column, "base_field") else None)
            text = column_text(rows, row, name, row) if name not in rows.texts else "has its own"
            assert text
            assert not choices or not hasattr(column, "base_field") or name in rows.texts or text == choices[0][1]
