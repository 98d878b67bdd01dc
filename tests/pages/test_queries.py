"""Pages need as many queries for twelve rows as for three, and no more than the numbers here.

Each run asks all of them: a change to code that many pages use moves the numbers of pages far from it. PAGES="my_plan"
asks only this one.
"""

import datetime
import re
import uuid
from collections import Counter

import pghistory
import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Permission
from accounts.models import LinkOpening, User
from casework.models import AccessObjection, Individual, KeyworkerAbsence, RecordAccess
from casework.services import (
    allocate,
    change_keyworker,
    open_package,
    record_access_need,
    record_address,
    record_admission,
    record_circumstance,
    record_contact_point,
    record_disclosure,
    record_gp,
    record_relationship,
    review_access,
)
from contracts.models import Strand
from contracts.posts import permissions
from contracts.services import (
    add_name,
    appoint,
    ask_for_reset,
    correct_name,
    correct_role,
    give_role,
    open_account,
    saved_provider,
)
from core import clock
from core.messages import queue_message
from core.tasks import send_messages
from plans.models import ExitArrangement, ExitCondition, Goal, GoalWording, Step
from plans.services import add_participant, comment, rate, record_achievement
from plans.services import take_measure as ask_wellbeing
from referrals.models import NoticeLine
from referrals.services import put_on_waiting_list, send_notice
from reviews.connections.entries import DomainEntries, MapLine
from reviews.models import KeyworkerUpdate
from reviews.services import (
    ask_for_review,
    conduct_review,
    raise_updates,
    record_connections_map,
    send_update_link,
    share_review,
    submit_update,
    write_update,
)
from risk.models import AdvanceChoice, Hazard, PositiveRiskReview, RiskStep, RiskView, SafetyPlanCopy
from risk.services import (
    ask_for_risk,
    begin_risk,
    begin_safety_plan,
    decide_safety_sharing,
    decline_risk_request,
    disclose_to_council,
    drop_safety_plan,
    put_in_force,
    sign_risk,
    write_risk,
)
from safeguarding.services import raise_concern, record_incident
from tests.casework.consent_builders import give_consent
from tests.casework.test_package import make_worker
from tests.factories import MessageFactory, PlannedVisitFactory, ReturnFactory, UpdateFactory, VisitFactory
from tests.pages.sampling import ONLY
from tests.pages.world import DAY, HOUR, refer
from tests.risk.positive_risk_builders import draft_decision, make_decision
from tests.visits.escalation_builders import make_same_day_request, make_shift
from tests.visits.phone_notes import note
from visits.models import Alert, AlertVisit, EscalationStep, LoneWorkingCheck
from visits.phone.intake import check_note
from visits.services import begin_escalation, begin_recurring_visit, log_visit, plan_visit, receive
from workforce.services import add_course, add_team, end_employment

FEW, MANY = 3, 12
# (page, user) → the most queries of a page on its second request.
MOST_QUERIES = {
    ("people", "ben"): 9,
    ("people", "amara"): 9,
    ("people_csv", "ben"): 9,
    ("home", "amara"): 16,
    ("person_plan", "amara"): 34,
    ("plan_changes", "amara"): 34,
    ("person_measures", "amara"): 20,
    ("goals", "amara"): 12,
    ("check_in_with", "amara"): 9,
    ("person_risk", "amara"): 21,
    ("person_risk", "ben"): 21,
    ("home", "ben"): 33,
    ("home", "priya"): 15,
    ("home", "tess"): 22,  # one for the reviews ahead
    ("home", "omar"): 17,
    ("home", "sunita"): 12,  # the kinds and wishes of the concerns
    ("home", "rui"): 13,
    ("duties", "ben"): 19,
    ("ahead", "priya"): 14,  # what there is to read as well
    ("notifications", "ben"): 7,
    ("person", "ben"): 16,
    ("person_details", "amara"): 28,
    ("person_access_needs", "amara"): 21,  # the needs that a review confirmed, and their days before
    ("person_profile", "ben"): 16,
    ("profile_coverage", "ben"): 11,  # one for accommodation, work and carers
    ("my_profile", "maya"): 12,
    ("person_times", "amara"): 14,  # one for whether they may read what changed
    ("my_times", "maya"): 11,
    ("record_changes", "amara"): 30,
    ("person_access_log", "ben"): 18,
    ("person_positive_risk", "amara"): 15,
    ("person_safety_plan", "amara"): 19,
    ("safety_plan", "ben"): 12,
    ("positive_risk", "ben"): 16,
    ("person_transition", "ben"): 16,
    ("person_exit", "ben"): 19,
    ("person_hospital", "ben"): 21,
    ("package", "ben"): 34,
    ("person_visits", "amara"): 20,
    ("person_reviews", "ben"): 27,  # what was entered in error
    ("review", "ben"): 27,  # the links and the copies
    ("person_connections", "amara"): 17,
    ("referrals", "ben"): 11,
    ("referrals", "rui"): 12,
    ("referrals_csv", "ben"): 7,
    ("referrals_csv", "rui"): 7,
    ("waiting_list", "ben"): 10,
    ("notices", "ben"): 7,
    ("notices", "helen"): 6,
    ("notice", "ben"): 8,
    ("notice_new", "ben"): 17,
    ("referral_times", "ben"): 5,
    ("referral", "ben"): 25,
    ("visits", "amara"): 10,
    ("escalations", "ben"): 12,
    ("escalations", "omar"): 12,
    ("alert", "ben"): 23,
    ("escalation", "ben"): 24,
    ("lone_working_check", "amara"): 16,
    ("same_day", "ben"): 6,
    ("same_day_request", "ben"): 14,
    ("on_call", "ben"): 12,  # own shifts
    ("rota", "amara"): 11,  # the reviews and who takes part
    ("rota", "ben"): 11,
    ("person_rota", "amara"): 18,
    ("cover_by_hour", "ben"): 9,
    ("phone_pack", "amara"): 11,
    ("phone_notes", "amara"): 12,
    ("workers", "ben"): 17,
    ("workers", "tess"): 14,
    ("workers_csv", "ben"): 12,
    ("former_workers", "ben"): 7,
    ("former_workers_csv", "ben"): 4,
    ("my_notifications", "amara"): 7,
    ("undelivered_messages", "alan"): 11,
    ("teams", "alan"): 7,
    ("courses", "alan"): 7,
    ("second_factor_resets", "ben"): 6,  # one for who may record incidents
    ("account_list", "ben"): 8,  # one for who may record incidents
    ("account_list_csv", "ben"): 3,
    ("account_access", "ben"): 10,
    ("account_access", "alan"): 13,
    ("account_changes", "ben"): 10,  # one for who may record incidents
    ("team_changes", "alan"): 9,
    ("course_changes", "alan"): 9,
    ("council_changes", "alan"): 9,
    ("provider_changes", "alan"): 9,  # one for who may record incidents
    ("contract_changes", "ben"): 17,
    ("contract_changes", "alan"): 20,
    ("worker", "ben"): 31,
    ("worker", "amara"): 27,
    ("worker_reallocate", "ben"): 37,
    ("allocate", "ben"): 28,
    ("holds", "ben"): 10,
    ("code_links", "ben"): 5,
    ("update", "ben"): 19,  # one for who reads it today
    ("update_write", "amara"): 48,  # one for the incidents
    ("updates", "ben"): 6,
    ("updates_late", "ben"): 12,  # four lists
    ("keyworkers_away", "ben"): 5,
    ("updates", "priya"): 7,
    ("concerns", "ben"): 7,
    ("incidents", "ben"): 7,
    ("returns", "ben"): 6,
    ("imports", "ben"): 6,
    ("import", "ben"): 12,
    ("contracts", "ben"): 5,
    ("councils", "alan"): 9,
    ("set_up", "alan"): 17,  # one for who may record incidents
    ("contract_names", "alan"): 9,
    ("contract", "ben"): 9,
    ("contract_price", "ben"): 9,
    ("hours", "ben"): 20,
    ("hours", "farah"): 20,
    ("hours_rows", "ben"): 12,
    ("hours_money", "ben"): 9,
    ("downtime", "ben"): 9,
    ("downtime_team", "ben"): 12,
    ("downtime_enter", "ben"): 12,
    # One query per figure and quarter. The number of quarters depends on the day.
    ("return", "ben"): 38,
    ("return", "dana"): 38,
    ("me", "maya"): 38,
    ("my_plan", "maya"): 23,
    ("my_plan_easy_read", "maya"): 22,
    ("my_changes", "maya"): 26,
    ("own_details", "maya"): 16,
    ("own_carer", "maya"): 17,
    ("my_visits", "maya"): 18,
    ("my_messages", "maya"): 26,  # five for what is new, one for what was taken back
    ("person_messages", "ben"): 30,
    ("my_connections", "maya"): 14,
    ("my_safety_plan", "maya"): 23,  # two for who else may have it
    ("my_decisions", "maya"): 14,
    ("person_consent", "ben"): 20,
    ("my_reviews", "maya"): 19,  # of which three for what they agreed, one for whether they want to see scores
    ("unusual_access", "ben"): 11,  # one to count the looks, for their pages
    ("my_sharing", "maya"): 21,  # one for who decided about the needs, under any record
    ("my_access_log", "maya"): 21,  # of which five for who they were to the person, one for the councils
    ("me", "rosa"): 27,
}


def _add_map(cast, package, number: int) -> None:
    day = clock.today() - (4 + number) * DAY
    entries = [DomainEntries(cast.life_domains[1].pk, (MapLine(f"Neighbour {number}"),), (MapLine("A café"),))]
    columns = {"made_on": day, "agreed_on": day, "agreed_how": "Said yes", "worker": cast.worker, "by": cast.amara}
    record_connections_map(package=package, entries=entries, **columns)


def _add_incident(cast, package, number: int) -> None:
    facts = {"kind": "accident", "severity": "none", "happened_on": clock.today(), "account": f"A fall, {number}"}
    record_incident(contract=package.case.contract, package=package, by=cast.amara, **facts)


def add_one_of_each(world, number: int) -> None:
    """Add one row of every kind, for a new person and for Maya."""
    cast, mine, today = world.cast, world.mine, clock.today()
    with clock.frozen_at(clock.instant_on(cast.starts_on, datetime.time(10))):
        person = Individual.objects.create(
            full_name=f"Person {number:02}", date_of_birth=datetime.date(1980, 1, 1), recorded_by=cast.ben
        )
        package = open_package(
            individual=person, contract=cast.tameside, starts_on=cast.starts_on, minutes_a_week=30, by=cast.ben
        )
        allocate(package=package, worker=cast.worker, kind="lead", from_on=cast.starts_on, by=cast.ben)
        change_keyworker(individual=person, user=cast.priya, from_on=cast.starts_on, by=cast.ben)
    _add_risk_assessment(cast, person, mine, number)
    _add_safety_records(cast, mine, number)
    record_contact_point(
        individual=mine.individual, kind="letter", value=f"{number} Mill Lane", is_safe=True, note="", by=cast.amara
    )
    record_access_need(individual=mine.individual, kind="support", words=f"Need {number}", by=cast.amara)
    relative = {"kind": "friend", "telephone": "", "note": "", "from_on": today, "until_on": None, "by": cast.amara}
    record_relationship(individual=mine.individual, name=f"Friend {number}", **relative)
    _add_particulars(cast, mine, number)
    record_admission(
        individual=person, hospital="Stonefield Hospital", kind="general", admitted_on=today - DAY, by=cast.amara
    )
    for of in (package, mine.package):
        _add_visit(cast, of, number)
        _add_recurring_visit(cast, of, number)
        ask_for_review(package=of, due_on=today + (20 + number) * DAY, asked_by="carer", by=cast.amara)
        _add_shared_review(cast, of, number)
        raise_concern(
            package=of,
            account=f"Seen on the stairs, {number}",
            kinds=["neglect"],
            source_of_risk="other known",
            wishes_asked="not asked",
            by=cast.amara,
        )
        _add_incident(cast, of, number)
    _add_map(cast, mine.package, number)
    ask_for_review(package=package, due_on=today + 3 * DAY, asked_by="person", by=cast.amara)
    _add_updates(cast, package)
    away = cast.today + (300 + 2 * number) * DAY
    KeyworkerAbsence.objects.create(user=cast.priya, cover=cast.kofi, from_on=away, until_on=away + DAY)
    _add_link(cast, mine, number)
    _add_reset(cast, mine, number)
    _add_submitted_update(cast, mine.package, number)
    _add_hospital_spell(cast, mine.individual, number)
    # No service adds to a plan in force, so its goals are added directly.
    goal = Goal.objects.create(package=cast.package)
    wording = GoalWording.objects.create(
        plan=mine.plan, goal=goal, words=f"Goal {number}", life_domain=cast.life_domains[0]
    )
    wording.outcomes.set(cast.package.agreed_outcomes.all())
    Step.objects.create(wording=wording, text="One step")
    rate(wording=wording, value=4, rated_on=today, rated_by="person", by=cast.amara)
    comment(plan=mine.plan, wording=wording, words=f"About goal {number}", by=cast.maya)
    comment(plan=mine.plan, words=f"Thought {number}", by=cast.maya)
    comment(plan=mine.plan, section="matters_to_me", words=f"About this {number}", by=cast.maya)
    achieve = {"kind": "course", "achieved_on": today, "evidence": "Seen", "wording": wording, "by": cast.amara}
    record_achievement(package=cast.package, description=f"Course {number}", **achieve)
    add_participant(plan=mine.draft, role="carer", name=f"Aunt {number}", how="By telephone", by=cast.amara)
    ask_wellbeing(individual=cast.individual, kind="ons4", taken_on=today, answered_by="person", happy=4, by=cast.amara)
    _add_decision(cast, mine, number)
    _add_consent(cast, mine, number)
    _add_unusual(cast, mine, number)
    _add_urgent_records(cast, mine, package, number)
    refer(cast.tameside, cast.rui, full_name=f"Referred {number:02}")
    _add_staffing(cast, mine, number)
    former_worker = make_worker(cast, f"leaver{number}")
    end_employment(worker=former_worker, left_on=today - (number + 1) * DAY, reason="retired", by=cast.ben)
    _add_waiting_referral(cast, mine.notice, number)
    ReturnFactory(
        contract=cast.tameside,
        from_on=today - (1000 + 10 * number) * DAY,
        until_on=today - (995 + 10 * number) * DAY,
        restricted_to=cast.dana,
    )
    for user in (cast.amara, cast.ben, cast.priya):
        MessageFactory(to=user, state="failed", reason="The mail server refused this address.")
        queue_message(user, key=f"round:{number}", subject="Words", body="More words", path="/")
    for user in (cast.tess, cast.omar):
        client = Client()
        client.force_login(user)
        client.get(reverse("person", args=[mine.individual.pk]))


def _add_particulars(cast, mine, number) -> None:
    """Add one former row of each of Maya's particulars, and one emergency contact."""
    days = {"from_on": cast.today - (2 * number + 200) * DAY, "until_on": cast.today - (2 * number + 199) * DAY}
    person = {"individual": mine.individual, "by": cast.amara}
    place = {"kind": "staying", "lines": f"{number} Elm Close", "area": "", "postcode": "", "note": ""}
    record_address(is_start_known=True, **place, **days, **person)
    gp = {"surgery": f"Surgery {number}", "doctor": "", "telephone": "", "address": "", "practice_code": ""}
    record_gp(**gp, **days, **person)
    record_circumstance(question="employment", answer="seeking", note="", **days, **person)
    friend = {"kind": "friend", "name": f"Emergency {number}", "telephone": "01632 960001", "note": ""}
    record_relationship(emergency_order=1, from_on=cast.today, until_on=None, **friend, **person)


def _add_risk_assessment(cast, person, mine, number) -> None:
    """Add one assessment to sign and review, and one hazard, signature and disclosure of Maya's."""
    risk = begin_risk(individual=person, by=cast.ben)
    texts = {"lone_working": "Alone", "visit_instructions": "Ring", "contingency": "", "took_part": ""}
    write_risk(assessment=risk, revision=risk.revision, by=cast.ben, **texts)
    put_in_force(assessment=risk, review_on=clock.today() + 3 * DAY, none_known=True, by=cast.ben)
    Hazard.objects.create(
        assessment=mine.risk,
        kind="surroundings",
        description=f"Hazard {number}",
        who_harmed="All",
        likelihood=1,
        severity=1,
        measures="Look",
    )
    sign_risk(assessment=mine.risk, by=User.objects.create_user(f"signs{number}@people.example", f"Signer {number}"))
    disclose_to_council(
        assessment=mine.risk,
        asked_by=f"Somebody {number}",
        asked_by_post="Post",
        asked_on=clock.today(),
        how="in person",
        by=cast.ben,
    )
    request = ask_for_risk(
        package=mine.package,
        reason="The ward round",
        asked_by_name=f"Somebody {number}",
        asked_by_post="Post",
        by=cast.ben,
    )
    decline_risk_request(request=request, reason="Out of date", by=cast.ben)


def _add_safety_records(cast, mine, number) -> None:
    """Add one version, copy, decision and document to Maya's."""
    drop_safety_plan(plan=mine.safety_draft, is_unwanted=False, reason="Another day", by=cast.amara)
    mine.safety_draft = begin_safety_plan(individual=mine.individual, by=cast.amara)
    person = {"individual": mine.individual, "by": cast.amara}
    decide_safety_sharing(**person, reader="phone", is_given=bool(number % 2), how=f"Visit {number}")
    SafetyPlanCopy.objects.create(
        plan=mine.safety_plan, name=f"Friend {number}", how="Paper", agreed_how="Visit", given_on=clock.today()
    )
    AdvanceChoice.objects.create(
        individual=mine.individual, kind="other", dated_on=clock.today(), held_by=f"Friend {number}"
    )


def _add_reset(cast, mine, number) -> None:
    """Add a request for the reset of another account's second factor."""
    user = User.objects.create_user(f"lost{number}@people.example", f"Lost {number:02}")
    appoint(user=user, role="finance_reader", contract=cast.tameside, from_on=clock.today(), by=cast.ben)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    ask_for_reset(user=user, check="Seen", by=cast.dana)


def _add_link(cast, mine, number) -> None:
    """Send another link to the update, which was opened."""
    update = KeyworkerUpdate.objects.get(pk=mine.update_sent.pk)
    columns = {"name": f"Reader {number}", "email": f"reader{number}@council.example"}
    link = send_update_link(update=update, last_on=clock.today(), by=cast.amara, **columns)
    LinkOpening.objects.create(link=link)


def _add_staffing(cast, mine, number) -> None:
    """Add a team, a course, an account, and a role of Amara's whose days were corrected."""
    add_team(name=f"Team {number:02}", by=cast.alan)
    add_course(name=f"Course {number:02}", is_required=False, valid_months=None, by=cast.alan)
    from_on = clock.today() + (100 + 2 * number) * DAY
    role = {"role": "finance_reader", "contract": cast.tameside, "from_on": from_on, "until_on": from_on + DAY}
    open_account(
        email=f"opened{number}@people.example",
        full_name=f"Opened {number:02}",
        telephone="",
        identity="By telephone",
        by=cast.ben,
        **role,
    )
    post = give_role(user=mine.account, by=cast.ben, **role)
    correct_role(post=post, from_on=from_on, until_on=from_on + 2 * DAY, by=cast.dana)
    _add_changes(cast, mine, number)


def _add_changes(cast, mine, number) -> None:
    """Change each record that has a page of its changes, each time by another user, and add a name."""
    by = User.objects.create_user(f"changes{number}@people.example", f"Changer {number}")
    for row in (mine.contract, mine.contract.council, saved_provider(), mine.team, mine.course):
        with pghistory.context(verb="test", by=str(by.pk)):
            type(row)._default_manager.filter(pk=row.pk).update(name=f"{row.name} {number}")
    name = add_name(kind=Strand, contract=mine.contract, name=f"Strand {number}", by=by)
    correct_name(row=name, revision=name.revision, name=f"Strand number {number}", by=by)


def _add_shared_review(cast, package, number) -> None:
    """Add a review that was shared, with what was said of a goal and a new version of the plan."""
    due_on = clock.today() + (60 + number) * DAY
    review = ask_for_review(package=package, due_on=due_on, asked_by="person", by=cast.amara)
    goals = [{"wording": cast.wording, "words": f"Round {number}", "rating": 5}] if package == cast.package else []
    texts = {"outcome": "Continues", "participants": "All", "own_words": "Good"}
    conduct_review(review=review, conducted_on=clock.today(), goals=goals, by=cast.amara, **texts)
    share_review(review=review, by=cast.amara)


def _add_unusual(cast, mine, number) -> None:
    """Add an opening at night by another worker, and one that somebody has looked at."""
    user = User.objects.create_user(f"wakes{number}@people.example", f"Wakes {number}")
    appoint(user=user, role="finance_reader", contract=cast.tameside, from_on=clock.today(), by=cast.ben)
    person = mine.individual
    at = clock.instant_on(clock.today() - DAY, datetime.time(3))
    RecordAccess.objects.create(
        individual=person, path="/people/", about_ids=[person.pk], recorded_at=at, recorded_by=user
    )
    review_access(kind="outside", user=user, individual=person, on=clock.today(), note="Seen", by=cast.ben)


def _add_consent(cast, mine, number) -> None:
    """Add somebody close with a decision of the person, an answered objection, and what was shared without consent."""
    relationship = record_relationship(
        individual=mine.individual,
        kind="friend",
        name=f"Neighbour {number}",
        telephone="",
        note="",
        from_on=clock.today(),
        until_on=None,
        by=cast.amara,
    )
    give_consent(relationship, "talk", cast.amara)
    AccessObjection.objects.create(
        individual=mine.individual,
        about="workers",
        words=f"Not {number}",
        how="By phone",
        due_on=clock.today(),
        met_on=clock.today(),
        is_upheld=False,
        answer="It stays",
        answered_by=User.objects.create_user(f"answers{number}@people.example", f"Answers {number}"),
    )
    record_disclosure(
        individual=mine.individual,
        shared_with=f"Friend {number}",
        what="Where",
        why="To keep her safe",
        shared_at=clock.now(),
        by=User.objects.create_user(f"shares{number}@people.example", f"Shares {number}"),
    )


def _add_decision(cast, mine, number) -> None:
    """Add a decision and, without services, one more row to each existing decision."""
    make_decision(draft_decision(mine.package, cast.amara), cast.amara)
    RiskView.objects.create(risk=mine.decision, name=f"Friend {number}", relation="Friend", view="Let her")
    RiskStep.objects.create(risk=mine.decision, text=f"Step {number}", responsible="Maya")
    PositiveRiskReview.objects.create(
        risk=mine.decision,
        package=mine.package,
        state="reviewed",
        due_on=cast.today,
        reviewed_on=cast.today,
        met_on=cast.today,
        outcome="continues",
    )
    ExitCondition.objects.create(plan=mine.exit_plan, text=f"Condition {number}")
    ExitArrangement.objects.create(plan=mine.exit_plan, responsible=f"Friend {number}", task="The garden")


def _add_urgent_records(cast, mine, package, number) -> None:
    """Add one alert, escalation, overdue check, same-day request and on-call shift."""
    alert = Alert.objects.create(package=package, level="today")
    for of in (alert, mine.alert):
        visit = VisitFactory(package=of.package, worker=cast.worker, change_noticed="relapse", urgency="today")
        AlertVisit.objects.create(alert=of, visit=visit)
    call = begin_escalation(package=package, cause="pressed", by=cast.amara)
    for escalation in (call, mine.escalation):
        EscalationStep.objects.create(
            escalation=escalation, contact="manager", user=cast.ben, began_at=clock.now(), outcome="no answer"
        )
    started_at = clock.now() - HOUR
    for worker in (cast.worker, cast.other_worker):
        planned = PlannedVisitFactory(
            package=package, worker=worker, starts_at=started_at, ends_at=started_at + HOUR / 2
        )
        overdue = {"state": "called", "asked_at": started_at, "escalation": mine.escalation}
        LoneWorkingCheck.objects.create(planned=planned, due_at=clock.now(), **overdue)
    make_same_day_request(package, cast.amara)
    make_shift(cast.tameside, cast.omar, ahead=number + 1)


def _add_waiting_referral(cast, notice, number) -> None:
    """Add one waiting referral, in an existing notice and in a new one."""
    referral = refer(cast.tameside, cast.rui, full_name=f"Waiting {number:02}", wanted_minutes=42 * 60)
    place = {"band": 1, "band_agreed_with": "Petra Lund"}
    put_on_waiting_list(referral=referral, reason="No room", by=cast.ben, **place)
    NoticeLine.objects.create(notice=notice, referral=referral, received_on=clock.today(), position=number + 1)
    send_notice(contract=cast.tameside, kind="delay", by=cast.ben)


def _add_recurring_visit(cast, package, number) -> None:
    begin_recurring_visit(
        package=package,
        worker=cast.worker,
        repeats=f"FREQ=WEEKLY;INTERVAL=1;BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][number % 7]}",
        begins=datetime.time(9),
        minutes=30,
        from_on=cast.today,
        by=cast.amara,
    )


def _add_visit(cast, package, number) -> None:
    on = clock.today() - (10 + number) * DAY
    starts_at = clock.instant_on(on, datetime.time(11))
    log_visit(
        id=uuid.uuid4(),
        package=package,
        worker=cast.worker,
        started_at=starts_at,
        ended_at=starts_at + HOUR,
        outcome="yes",
        kind="face to face",
        notes=f"Round {number}",
        goals=[cast.wording] if package == cast.package else [],
        by=cast.amara,
    )
    for time in ("12:00", "no time"):
        check_note(receive(text=note(cast.amara, package=package, started=["11:30"], ended=[time]), by=cast.amara))
    for ahead in (0, 1):
        at = clock.instant_on(clock.today() + ahead * DAY, datetime.time(9, number))
        plan_visit(package=package, worker=cast.worker, starts_at=at, ends_at=at + HOUR, by=cast.amara)


TEXTS = {"how_it_is": "Well", "progress": "Some", "what_changed": "", "next_weeks": ""}


def _add_updates(cast, package) -> None:
    first_due = cast.starts_on + cast.terms.update_days * DAY
    with clock.frozen_at(clock.instant_on(first_due, datetime.time(9))):
        raise_updates(on=first_due)
        update = KeyworkerUpdate.objects.get(package=package)
        submit_update(
            update=write_update(update=update, revision=update.revision, by=cast.amara, **TEXTS), by=cast.amara
        )
    UpdateFactory(package=package, terms=cast.terms, due_on=clock.today() + 2 * DAY)


def _add_submitted_update(cast, package, number) -> None:
    """Add one submitted update, dated long ago."""
    at = clock.now() - number * DAY
    UpdateFactory(
        package=package,
        terms=cast.terms,
        due_on=clock.today() - (200 + number) * DAY,
        state="sent",
        submitted_at=at,
        submitted_by=cast.amara,
        met_on=clock.day_of(at),
        recipient=cast.priya,
    )


def _add_hospital_spell(cast, individual, number) -> None:
    admitted_on = clock.today() - (400 - 5 * number) * DAY
    record_admission(
        individual=individual,
        hospital="Stonefield Hospital",
        kind="general",
        admitted_on=admitted_on,
        discharged_on=admitted_on + DAY,
        by=cast.amara,
    )


def address_arguments(world, page: str) -> list:
    if page == "record_changes":
        return ["support", world.mine.package.pk]
    if page in ("team_changes", "course_changes"):
        return [getattr(world.mine, page.removesuffix("_changes")).pk]
    if page == "council_changes":
        return [world.mine.contract.council_id]
    if page == "referral":
        return [world.mine.referral_sent.pk]
    if page in ("account_access", "account_changes"):
        return [world.mine.account.pk]
    if page.startswith("worker") and page not in ("workers", "workers_csv"):
        return [world.mine.worker.pk]
    if page == "allocate":
        return [world.theirs.package.pk]
    if page in ("alert", "escalation"):
        return [getattr(world.mine, page).pk]
    if page == "lone_working_check":
        return [world.mine.check.pk]
    if page == "same_day_request":
        return [world.mine.same_day.pk]
    if page == "positive_risk":
        return [world.mine.decision.pk]
    if page == "safety_plan":
        return [world.mine.safety_plan.pk]
    if page == "update_write":
        return [world.mine.update_due.pk]
    if page == "update":
        return [world.mine.update_sent.pk]
    if page == "review":
        return [world.mine.review_shared.pk]
    if page == "notice":
        return [world.mine.notice.pk]
    if page == "notice_new":
        return [world.mine.contract.pk]
    if page == "return":
        return [world.mine.preparing.pk]
    if page == "package":
        return [world.mine.package.pk]
    if page == "import":
        return [world.mine.import_run.pk]
    if page == "own_carer":
        return ["has-carer"]
    if page == "contract_names":
        return [world.mine.contract.pk, "life-domains"]
    if page in ("contract", "contract_changes", "contract_price"):
        return [world.mine.contract.pk]
    if page == "hours_money":
        return [world.mine.year.pk]
    if page.startswith("downtime_"):
        return [world.mine.pack_team.pk if page == "downtime_team" else world.mine.pack.pk]
    return [world.mine.individual.pk] if page.startswith(("person", "plan_")) else []


def most_queries(world, page: str, who: str) -> int:
    """Return the pinned number and one for the provider's name and numbers, which every page has; one more for those
    who log visits, whose own open call is a banner on every page, and for those without a post, whose pages end with a
    link to their own safety plan if they have a record.
    """
    allowed = permissions(getattr(world.cast, who))
    has_one_more = Permission.LOG_VISIT in allowed or not allowed
    return MOST_QUERIES[page, who] + (2 if has_one_more else 1)


def count_queries(world, pages) -> dict:
    """Return for each of `pages`, (page, user), the queries of the second request."""
    counted = {}
    for page, who in pages:
        client = Client()
        client.force_login(getattr(world.cast, who))
        path = reverse(page, args=address_arguments(world, page))
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(path)
        assert response.status_code == 200, f"GET {path} as {who}: {response.status_code}"
        counted[page, who] = [query["sql"] for query in queries]
    return counted


def describe_growth(few: list[str], many: list[str]) -> str:
    """Return the tables with more queries, and the start of each query."""

    def shape(sql):
        return re.sub(r"'[^']*'(::uuid)?|\b\d+\b", "…", sql)

    more = Counter(map(shape, many)) - Counter(map(shape, few))
    return "; ".join(f"{count} × {sql[:160]}" for sql, count in more.most_common(2))


def test_query_counts_are_constant_and_pinned(world):
    """Given three, then twelve rows of every kind; then query counts are equal and at most as pinned."""
    for number in range(FEW):
        add_one_of_each(world, number)
    send_messages()
    pages = [key for key in MOST_QUERIES if not ONLY or key[0] in ONLY]
    few = count_queries(world, pages)
    for number in range(FEW, MANY):
        add_one_of_each(world, number)
    send_messages()
    many = count_queries(world, pages)
    failures = [
        f"{page} as {who}: {len(few[page, who])} queries with {FEW} rows, {len(many[page, who])} with {MANY}: "
        f"{describe_growth(few[page, who], many[page, who])}"
        for page, who in pages
        if len(few[page, who]) != len(many[page, who])
    ]
    failures += [
        f"{page} as {who}: {len(many[page, who])} queries, at most {most_queries(world, page, who)} are pinned"
        for page, who in pages
        if len(many[page, who]) > most_queries(world, page, who)
    ]
    if failures:
        pytest.fail("Fetch related rows together, or pin anew what is needed:\n  " + "\n  ".join(failures), False)
