"""Every state × every verb: the state changes and is logged, or the verb is not possible and nothing changes."""

import datetime
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction

from casework import services as casework
from casework.models import ImportRun, SupportPackage
from contracts import services as contracts
from contracts.models import SecondFactorReset
from contracts.services import set_terms
from core import clock, transitions
from core.errors import NotPossible, Refused
from core.models import StateChange, Stateful
from plans import services as plans
from plans.models import Goal, SupportPlan
from referrals import services as referrals
from referrals.models import CapacityNotice, Referral
from reporting import services as reporting
from reporting.models import Return, ReturnSection
from reviews import services as reviews
from reviews.models import KeyworkerUpdate, Review
from risk import services as risks
from risk.models import PositiveRisk, PositiveRiskReview, RiskAssessment, SafetyPlan
from safeguarding import services as safeguarding
from safeguarding.models import Concern, Incident
from tests.architecture import models as house_models
from tests.cast import FULL_TERMS
from tests.constraints.phone import make_phone_entry as make_phone_note
from tests.constraints.referrals import make_notice as make_capacity_notice
from tests.factories import (
    HOUR,
    ConcernFactory,
    DocumentFactory,
    IncidentFactory,
    PlannedVisitFactory,
    ReferralFactory,
    ReturnFactory,
    ReviewFactory,
    UpdateFactory,
    VisitFactory,
    at_ten,
    days_ago,
)
from tests.risk.positive_risk_builders import draft_decision, make_decision
from tests.visits.escalation_builders import make_same_day_request
from visits import services as visits
from visits.models import Alert, Escalation, LoneWorkingCheck, PhoneEntry, PlannedVisit, SameDayRequest
from workforce.services import record_absence

REASON = "She asked for it on the telephone"


# A record in a state: (cast, state, verb) → record. Columns are set without a service.


def update_row(record, **columns):
    """Write columns without a service and return the row read again."""
    model = type(record)
    model.objects.filter(pk=record.pk).update(**columns)
    return model.objects.get(pk=record.pk)


def make_package(cast, state, verb):
    if state == "ended":
        return update_row(cast.package, state=state, ended_on=cast.today, end_reason="choice")
    return cast.package


def make_referral(cast, state, verb):
    """Make a referral to the contract without tests, or, to be found ineligible, to the other with a failed test."""
    by_tests = verb == "find ineligible"
    package = cast.other_package if by_tests else cast.links_package
    columns = {"state": state}
    if state not in ("draft", "withdrawn"):
        columns["received_at"] = clock.now()
    if state in ("accepted", "declined", "ineligible"):
        columns["decided_at"] = clock.now()
    if state == "accepted":
        columns["package"] = package
    referral = ReferralFactory(
        contract=cast.tameside if by_tests else cast.links,
        source="Mental health team" if by_tests else "Hub",
        lives_in_area="no",
        recorded_by=cast.rui,
    )
    if verb == "answer and wait":
        change = {"verb": "query", "from_state": "waiting", "to_state": "queried", "reason": REASON}
        StateChange.objects.create(
            record_kind="referrals.Referral", record_id=referral.pk, recorded_by=cast.ben, **change
        )
    return update_row(referral, **columns)


def make_plan(cast, state, verb):
    if state in ("draft", "offered", "declined"):
        return update_row(cast.plan, state=state, answered_on=None, answered_how="")
    return update_row(cast.plan, state=state)


def make_goal(cast, state, verb):
    update_row(cast.wording.goal, state=state, state_on=None if state == "active" else cast.today)
    return cast.wording.goal


def make_risk(cast, state, verb):
    was_in_force = state in ("in force", "superseded")
    dates = {"in_force_on": days_ago(30), "review_on": days_ago(-1)} if was_in_force else {}
    texts = {"lone_working": "By day", "visit_instructions": "Ring"}
    return RiskAssessment.objects.create(individual=cast.individual, state=state, **texts, **dates)


def make_safety_plan(cast, state, verb):
    columns = {"state": state, "other_help": "Sit with me"}
    if state not in ("draft", "dropped"):
        columns["reviewed_at"] = clock.now()
    if state in ("in force", "superseded", "ended", "in error"):
        columns |= {"in_force_on": days_ago(30), "review_on": days_ago(-1)}
        columns |= {"made_with": "Maya and Amara", "made_on": days_ago(30)}
    return SafetyPlan.objects.create(individual=cast.individual, **columns)


def make_planned_visit(cast, state, verb):
    return update_row(PlannedVisitFactory(package=cast.package, worker=cast.worker), state=state)


def make_phone_entry(cast, state, verb):
    columns = {"state": state}
    if state == "saved":
        columns["visit"] = VisitFactory(package=cast.package, worker=cast.worker)
    if state in ("asks", "settled"):
        columns["question"] = "When did it end?"
    return update_row(make_phone_note(cast), **columns)


def make_update(cast, state, verb):
    update = UpdateFactory(package=cast.package, terms=cast.terms, how_it_is="Well.", progress="She cooks.")
    columns = {"state": state}
    if verb in ("send to check", "check", "send back", "withdraw from check"):
        columns["terms"] = set_terms(
            contract=cast.tameside,
            from_on=cast.terms.from_on + datetime.timedelta(days=1),
            by=None,
            **{**FULL_TERMS, "update_needs_check": True},
        )
    if state in ("sent", "acknowledged"):
        columns |= {"submitted_at": clock.now(), "submitted_by": cast.amara, "met_on": cast.today}
    if state == "acknowledged":
        columns |= {"acknowledged_at": clock.now(), "acknowledged_by": cast.priya, "answer": "Thank you"}
    if verb == "withdraw acknowledgement" and state == "acknowledged":
        columns |= {"reader_name": "Priya", "report_method": "email", "reported_on": cast.today}
    if state == "expired":
        columns["expired_on"] = cast.today
    return update_row(update, **columns)


def make_review(cast, state, verb):
    columns = {"state": state}
    if verb == "answer":
        columns["meets_at"] = clock.now() + HOUR
    if verb == "withdraw acknowledgement" and state == "shared":
        columns |= {"acknowledged_on": cast.today, "acknowledged_how": "telephone", "acknowledged_by": "Priya"}
    if verb == "answer reply" and state == "shared":
        columns |= {"acknowledged_on": cast.today, "acknowledged_how": "casework", "acknowledged_by": "Priya"}
        columns["reply"] = "From when?"
    if state in ("conducted", "shared"):
        columns |= {"conducted_on": cast.today, "met_on": cast.today}
    if state == "shared":
        columns["shared_at"] = clock.now()
    if state == "expired":
        columns["expired_on"] = cast.today
    return update_row(ReviewFactory(package=cast.package, terms=cast.terms), **columns)


def make_positive_risk(cast, state, verb):
    risk = draft_decision(cast.package, cast.amara)
    return risk if state == "draft" else update_row(make_decision(risk, cast.amara), **_decision_columns(state))


def _decision_columns(state) -> dict:
    nothing = {"decision": "", "decision_words": "", "decided_by": "", "decided_on": None, "review_on": None}
    return {"state": state, **(nothing if state == "dropped" else {})}


def make_risk_review(cast, state, verb):
    columns = {"state": state}
    if state == "reviewed":
        columns |= {"reviewed_on": cast.today, "met_on": cast.today, "outcome": "continues"}
    if state == "expired":
        columns["expired_on"] = cast.today
    return update_row(make_decision(draft_decision(cast.package, cast.amara), cast.amara).reviews.get(), **columns)


def make_concern(cast, state, verb):
    columns = {"state": state}
    if state != "raised":
        columns |= {
            "council_contacted_at": clock.now(),
            "council_contacted_by": cast.sunita,
            "council_contact": "The duty desk",
        }
    if state in ("enquiry", "reported", "no enquiry", "closed"):
        kind = "none" if state == "no enquiry" else "section 42"
        columns |= {"council_decision_kind": kind, "council_decided_by": "J. Mbeki", "council_decided_at": clock.now()}
    if state == "reported":
        columns |= {"portal_reference": "PB-71", "portal_sent_on": cast.today, "portal_sent_by": "Sunita Rao"}
    return update_row(ConcernFactory(package=cast.package), **columns)


def make_incident(cast, state, verb):
    columns = {"state": state}
    if state in ("investigated", "closed"):
        columns |= {"investigator": cast.sunita, "investigation_due_on": cast.today, "findings": "A wet step"}
    return update_row(IncidentFactory(package=cast.package), **columns)


def decide_concern(cast, concern, kind, decision):
    return safeguarding.record_decision(
        concern=concern, kind=kind, decision=decision, decided_by="J. Mbeki", decided_at=clock.now(), by=cast.sunita
    )


def make_return(cast, state, verb):
    columns = {"restricted_signed_at": clock.now(), "restricted_signed_by": cast.sunita, "state": state}
    if state == "sealed":
        columns |= {"sealed_at": clock.now(), "sealed_by": cast.ben, "fingerprint": "a" * 64}
    quarterly = ReturnFactory(contract=cast.tameside, restricted_to=cast.sunita)
    ReturnSection.objects.create(in_return=quarterly, number=1)
    return update_row(quarterly, **columns)


def make_notice(cast, state, verb):
    columns = {"acknowledged_at": clock.now(), "acknowledged_by": cast.helen} if state == "acknowledged" else {}
    return update_row(make_capacity_notice(cast, recorded_by=cast.ben), state=state, **columns)


def make_import(cast, state, verb):
    return update_row(ImportRun.objects.create(contract=cast.tameside, document=DocumentFactory()), state=state)


def make_alert(cast, state, verb):
    by = {"accepted_at": clock.now(), "accepted_by": cast.ben} if state != "open" else {}
    done = {"closed_at": clock.now(), "closed_by": cast.ben, "done": "Rang her"} if state == "closed" else {}
    return update_row(Alert.objects.create(package=cast.package, level="today"), state=state, **by, **done)


def make_escalation(cast, state, verb):
    by = {"answered_at": clock.now(), "answered_by": cast.omar} if state == "answered" else {}
    done = {"closed_at": clock.now(), "done": "Rang her"} if state == "closed" else {}
    escalation = Escalation.objects.create(
        package=cast.package, cause="pressed", caller=cast.amara, notified_at=clock.now()
    )
    return update_row(escalation, state=state, **by, **done)


def make_check(cast, state, verb):
    planned = PlannedVisitFactory(package=cast.package, worker=cast.worker)
    columns = {"asked_at": clock.now()} if state in ("asked", "called") else {}
    if state == "called":
        columns["escalation"] = Escalation.objects.create(package=cast.other_package, cause="overdue")
    if state == "over":
        columns |= {"ended_at": clock.now(), "ended_how": "safe"}
    return update_row(LoneWorkingCheck.objects.create(planned=planned, due_at=clock.now()), state=state, **columns)


def expect_signal(cast, record, reason):
    LoneWorkingCheck.objects.filter(pk=record.pk).update(no_signal_expected=True)
    return visits.expect_signal(planned=record.planned, by=cast.amara)


def go_alone(cast, record, reason):
    LoneWorkingCheck.objects.filter(pk=record.pk, state="over").update(ended_how="accompanied")
    return visits.mark_alone(planned=record.planned, by=cast.amara)


def begin_today(planned):
    PlannedVisit.objects.filter(pk=planned.pk).update(starts_at=clock.now(), ends_at=clock.now() + HOUR)
    return PlannedVisit.objects.get(pk=planned.pk)


def undo_arrival(cast, planned, why):
    begin_today(planned)
    PlannedVisit.objects.filter(pk=planned.pk).update(arrived_at=clock.now())
    return visits.undo_arrival(planned=planned, by=cast.amara)


def make_same_day(cast, state, verb):
    request, now = make_same_day_request(cast.package, cast.amara), clock.now()
    columns = {} if state == "requested" else {"assessed_at": now, "assessed_by": cast.amara, "risk": "Low"}
    if state in ("promised", "refused", "visited", "withdrawn"):
        columns["answered_at"] = now
        columns |= {"refusal": "No room"} if state == "refused" else {"comes_at": now}
    if state == "visited":
        columns["visit"] = VisitFactory(package=cast.package, worker=cast.worker)
    return update_row(request, state=state, **columns)


def link_visit(cast, record, reason):
    start = clock.now() - datetime.timedelta(minutes=20)
    visit = VisitFactory(package=cast.package, worker=cast.worker, started_at=start, ended_at=clock.now())
    return visits.link_same_day_visit(request=record, visit=visit, by=cast.amara)


def make_reset(cast, state, verb):
    """Return Ben's request for Amara, who has an app."""
    Authenticator.objects.create(user=cast.amara, type="totp", data={"secret": "x"})
    now = clock.now()
    times = {"recorded_at": now, "expires_at": now + 24 * HOUR}
    reset = SecondFactorReset.objects.create(user=cast.amara, asked_check="Seen", recorded_by=cast.ben, **times)
    columns = {} if state == "open" else {"decided_at": clock.now()}
    if state == "confirmed":
        columns |= {"decided_by": cast.dana, "confirmed_check": "Rang her"}
    return update_row(reset, state=state, **columns)


RECORDS = {
    SecondFactorReset: make_reset,
    Alert: make_alert,
    Escalation: make_escalation,
    LoneWorkingCheck: make_check,
    SameDayRequest: make_same_day,
    SupportPackage: make_package,
    Referral: make_referral,
    CapacityNotice: make_notice,
    ImportRun: make_import,
    SupportPlan: make_plan,
    Goal: make_goal,
    RiskAssessment: make_risk,
    PlannedVisit: make_planned_visit,
    PhoneEntry: make_phone_entry,
    KeyworkerUpdate: make_update,
    Review: make_review,
    PositiveRisk: make_positive_risk,
    PositiveRiskReview: make_risk_review,
    SafetyPlan: make_safety_plan,
    Concern: make_concern,
    Incident: make_incident,
    Return: make_return,
}


# A verb: the user who acts, and (cast, record, reason) → the service call.


def on_wording(service):
    """Wrap a service that takes the wording of Maya's goal."""
    return lambda cast, record, reason: service(wording=cast.wording, reason=reason, by=cast.amara)


def visit_arguments(cast) -> dict:
    start = at_ten(days_ago(1))
    return {
        "id": uuid4(),
        "package": cast.package,
        "worker": cast.worker,
        "started_at": start,
        "ended_at": start + HOUR,
        "outcome": "yes",
        "kind": "face to face",
        "notes": "We walked to the market.",
    }


def log_planned(cast, record, reason):
    return visits.log_visit(**visit_arguments(cast), planned=record, by=cast.amara)


def cover_planned(cast, record, reason):
    away = record_absence(worker=cast.worker, kind="leave", from_on=record.local_on, by=cast.ben)
    return visits.cover_visits(absence=away, choices={record: cast.other_worker}, by=cast.ben)


def apply_transition(verb, **columns):
    """Apply a transition without a public service: a sweep or another verb makes it."""
    return lambda cast, record, reason: transitions.apply(record, verb, by=cast.ben, reason=reason, **columns)


def expire(cast, record, reason):
    return transitions.apply(record, "expire", by=cast.ben, expired_on=clock.today())


VERBS = {
    (SecondFactorReset, "confirm"): (
        "dana",
        lambda c, r, why: contracts.confirm_reset(reset=r, check="Rang her", by=c.dana),
    ),
    (SecondFactorReset, "decline"): ("dana", lambda c, r, why: contracts.decline_reset(reset=r, reason=why, by=c.dana)),
    (SecondFactorReset, "withdraw"): ("ben", lambda c, r, why: contracts.withdraw_reset(reset=r, by=c.ben)),
    (SecondFactorReset, "expire"): ("ben", apply_transition("expire", decided_at=clock.now())),
    (SupportPackage, "end allocation"): (
        "ben",
        lambda c, r, why: casework.end_allocation(
            allocation=r.allocations.get(), until_on=clock.today(), reason=why, by=c.ben
        ),
    ),
    (SupportPackage, "end"): (
        "ben",
        lambda c, r, why: casework.end_package(package=r, ended_on=clock.today(), reason="choice", note=why, by=c.ben),
    ),
    (SupportPackage, "withdraw allocation"): (
        "ben",
        lambda c, r, why: casework.withdraw_allocation(allocation=r.allocations.get(), reason=why, by=c.ben),
    ),
    (SupportPackage, "undo ending"): ("ben", lambda c, r, why: casework.undo_ending(package=r, reason=why, by=c.ben)),
    (Referral, "send"): ("rui", lambda c, r, why: referrals.send(referral=r, by=c.rui)),
    (Referral, "query"): ("ben", lambda c, r, why: referrals.ask(referral=r, question=why, by=c.ben)),
    (Referral, "raise concern"): (
        "ben",
        lambda c, r, why: referrals.raise_concern_for_staff(referral=r, concern=why, by=c.ben),
    ),
    (Referral, "answer"): ("rui", lambda c, r, why: referrals.answer(referral=r, words=why, by=c.rui)),
    (Referral, "answer and wait"): ("rui", lambda c, r, why: referrals.answer(referral=r, words=why, by=c.rui)),
    (Referral, "wait"): (
        "ben",
        lambda c, r, why: referrals.put_on_waiting_list(referral=r, reason=why, by=c.ben),
    ),
    (Referral, "change place"): ("ben", lambda c, r, why: referrals.change_place(referral=r, reason=why, by=c.ben)),
    (Referral, "accept"): (
        "ben",
        lambda c, r, why: referrals.accept(referral=r, minutes_a_week=120, first_review_on=None, by=c.ben),
    ),
    (Referral, "decline"): ("ben", lambda c, r, why: referrals.decline(referral=r, reason=why, by=c.ben)),
    (Referral, "find ineligible"): (
        "ben",
        lambda c, r, why: referrals.find_ineligible(referral=r, reason=why, by=c.ben),
    ),
    (Referral, "withdraw"): ("rui", lambda c, r, why: referrals.withdraw(referral=r, reason=why, by=c.rui)),
    (CapacityNotice, "acknowledge"): (
        "helen",
        lambda c, r, why: referrals.acknowledge_notice(notice=r, answer=why, by=c.helen),
    ),
    (ImportRun, "check"): ("ben", apply_transition("check")),
    (ImportRun, "fail"): ("ben", apply_transition("fail")),
    (ImportRun, "check again"): ("ben", lambda c, r, why: casework.record_who_is_who(run=r, answers={}, by=c.ben)),
    (ImportRun, "run"): ("ben", lambda c, r, why: casework.run_import(run=r, exclude_wrong=False, by=c.ben)),
    (ImportRun, "finish"): ("ben", apply_transition("finish")),
    (ImportRun, "undo"): ("ben", lambda c, r, why: casework.undo_import(run=r, reason=why, by=c.ben)),
    (SupportPlan, "offer"): ("amara", lambda c, r, why: plans.offer(plan=r, by=c.amara)),
    (SupportPlan, "withdraw offer"): ("amara", lambda c, r, why: plans.withdraw_offer(plan=r, reason=why, by=c.amara)),
    (SupportPlan, "drop"): ("amara", lambda c, r, why: plans.drop_draft(plan=r, reason=why, by=c.amara)),
    (SupportPlan, "agree"): ("maya", lambda c, r, why: plans.agree(plan=r, how="portal", by=c.maya)),
    (SupportPlan, "decline"): ("maya", lambda c, r, why: plans.decline(plan=r, reason=why, how="portal", by=c.maya)),
    (SupportPlan, "supersede"): ("ben", apply_transition("supersede")),
    (Goal, "pause"): ("amara", on_wording(plans.pause)),
    (Goal, "resume"): ("amara", on_wording(plans.resume)),
    (Goal, "achieve"): ("amara", on_wording(plans.achieve)),
    (Goal, "partly achieve"): ("amara", on_wording(plans.achieve_partly)),
    (Goal, "change"): ("amara", on_wording(plans.replace_goal)),
    (Goal, "abandon"): ("amara", on_wording(plans.abandon)),
    (Goal, "reopen"): ("amara", on_wording(plans.reopen)),
    (RiskAssessment, "make live"): (
        "amara",
        lambda c, r, why: risks.put_in_force(assessment=r, review_on=days_ago(-90), none_known=True, by=c.amara),
    ),
    (RiskAssessment, "supersede"): ("ben", apply_transition("supersede")),
    (RiskAssessment, "drop"): ("amara", lambda c, r, why: risks.drop_risk(assessment=r, reason=why, by=c.amara)),
    (RiskAssessment, "confirm"): (
        "amara",
        lambda c, r, why: risks.confirm_risk(assessment=r, note=why, review_on=days_ago(-90), by=c.amara),
    ),
    (SafetyPlan, "make live"): (
        "amara",
        lambda c, r, why: risks.make_safety_plan_live(
            plan=r, made_with="Maya and Amara", made_on=clock.today(), review_on=days_ago(-90), by=c.amara
        ),
    ),
    (SafetyPlan, "supersede"): ("ben", apply_transition("supersede")),
    (SafetyPlan, "restore"): ("ben", apply_transition("restore")),
    (SafetyPlan, "drop"): (
        "amara",
        lambda c, r, why: risks.drop_safety_plan(plan=r, is_unwanted=False, reason=why, by=c.amara),
    ),
    (SafetyPlan, "decline"): (
        "amara",
        lambda c, r, why: risks.drop_safety_plan(plan=r, is_unwanted=True, reason=why, by=c.amara),
    ),
    (SafetyPlan, "confirm"): (
        "amara",
        lambda c, r, why: risks.confirm_safety_plan(plan=r, note=why, review_on=days_ago(-90), by=c.amara),
    ),
    (SafetyPlan, "end"): ("amara", lambda c, r, why: risks.end_safety_plan(plan=r, reason=why, by=c.amara)),
    (SafetyPlan, "strike"): (
        "amara",
        lambda c, r, why: risks.strike_safety_plan(plan=r, reason=why, by=c.amara),
    ),
    (PositiveRisk, "decide"): ("amara", lambda c, r, why: make_decision(r, c.amara)),
    (PositiveRisk, "drop"): ("amara", lambda c, r, why: risks.drop_positive_risk(risk=r, reason=why, by=c.amara)),
    (PositiveRisk, "supersede"): ("ben", apply_transition("supersede")),
    (PositiveRiskReview, "review"): (
        "amara",
        lambda c, r, why: risks.review_decision(
            review=r,
            reviewed_on=clock.today(),
            outcome="continues",
            words="It went well",
            next_on=days_ago(-30),
            by=c.amara,
        ),
    ),
    (PositiveRiskReview, "expire"): ("ben", expire),
    (PositiveRiskReview, "reopen"): ("ben", apply_transition("reopen", expired_on=None)),
    (PlannedVisit, "log"): ("amara", log_planned),
    (PlannedVisit, "move"): (
        "amara",
        lambda c, r, why: visits.move_planned(
            planned=r, starts_at=r.starts_at + HOUR, ends_at=r.ends_at + HOUR, reason=why, by=c.amara
        ),
    ),
    (PlannedVisit, "arrive"): ("amara", lambda c, r, why: visits.arrive(planned=begin_today(r), by=c.amara)),
    (PlannedVisit, "undo arrival"): ("amara", undo_arrival),
    (PlannedVisit, "leave"): ("amara", lambda c, r, why: visits.leave(planned=begin_today(r), by=c.amara)),
    (PlannedVisit, "cover"): ("ben", cover_planned),
    (PlannedVisit, "unlog"): (
        "amara",
        lambda c, r, why: visits.strike_visit(
            visit=VisitFactory(package=r.package, worker=r.worker, planned=r), reason=why, by=c.amara
        ),
    ),
    (PlannedVisit, "cancel"): (
        "amara",
        lambda c, r, why: visits.cancel_planned(planned=r, reason=why, by=c.amara),
    ),
    (PhoneEntry, "accept"): (
        "amara",
        lambda c, r, why: visits.accept_note(
            entry=r, visit=VisitFactory(package=c.package, worker=c.worker), by=c.amara
        ),
    ),
    (PhoneEntry, "query"): ("amara", lambda c, r, why: visits.query_note(entry=r, question=why, by=c.amara)),
    (PhoneEntry, "keep"): (
        "amara",
        lambda c, r, why: visits.keep_note(entry=r, visit=VisitFactory(package=c.package, worker=c.worker), by=c.amara),
    ),
    (PhoneEntry, "reject"): ("amara", lambda c, r, why: visits.reject_note(entry=r, reason=why, by=c.amara)),
    (Alert, "accept"): ("ben", lambda c, r, why: visits.accept_alert(alert=r, by=c.ben)),
    (Alert, "release"): ("ben", lambda c, r, why: visits.release_alert(alert=r, reason=why, by=c.ben)),
    (Alert, "close"): ("ben", lambda c, r, why: visits.close_alert(alert=r, done=why, by=c.ben)),
    (Alert, "council rang"): (
        "duty",
        lambda c, r, why: visits.record_council_rang(
            alert=r, contact="on call", outcome="answered", conversation=why, began_at=clock.now(), by=c.duty
        ),
    ),
    (Alert, "reopen"): ("ben", lambda c, r, why: visits.reopen_alert(alert=r, reason=why, by=c.ben)),
    (Escalation, "answer"): ("omar", lambda c, r, why: visits.answer_escalation(escalation=r, by=c.omar)),
    (Escalation, "repeat"): ("ben", apply_transition("repeat", answered_at=None, answered_by=None)),
    (Escalation, "close"): ("omar", lambda c, r, why: visits.close_escalation(escalation=r, done=why, by=c.omar)),
    (LoneWorkingCheck, "ask"): ("ben", lambda c, r, why: transitions.apply(r, "ask", by=c.ben, asked_at=clock.now())),
    (LoneWorkingCheck, "call"): (
        "ben",
        lambda c, r, why: transitions.apply(
            r, "call", by=c.ben, asked_at=clock.now(), escalation=make_escalation(c, "open", "")
        ),
    ),
    (LoneWorkingCheck, "extend"): ("amara", lambda c, r, why: visits.extend_check(check=r, minutes=30, by=c.amara)),
    (LoneWorkingCheck, "expect no signal"): (
        "amara",
        lambda c, r, why: visits.expect_no_signal(planned=r.planned, by=c.amara),
    ),
    (LoneWorkingCheck, "expect signal"): ("amara", expect_signal),
    (LoneWorkingCheck, "arrive"): ("ben", apply_transition("arrive", asked_at=None)),
    (LoneWorkingCheck, "undo arrival"): ("ben", apply_transition("undo arrival", asked_at=None)),
    (LoneWorkingCheck, "leave"): ("ben", apply_transition("leave", asked_at=None)),
    (LoneWorkingCheck, "accompany"): (
        "amara",
        lambda c, r, why: visits.mark_accompanied(planned=r.planned, by=c.amara),
    ),
    (LoneWorkingCheck, "go alone"): ("amara", go_alone),
    (LoneWorkingCheck, "end"): ("amara", lambda c, r, why: visits.confirm_safe(check=r, by=c.amara)),
    (LoneWorkingCheck, "restart"): (
        "amara",
        lambda c, r, why: visits.move_planned(
            planned=r.planned,
            starts_at=r.planned.starts_at + HOUR,
            ends_at=r.planned.ends_at + HOUR,
            reason="Bus",
            by=c.amara,
        ),
    ),
    (SameDayRequest, "assess"): ("amara", lambda c, r, why: visits.assess_same_day(request=r, risk=why, by=c.amara)),
    (SameDayRequest, "promise"): (
        "amara",
        lambda c, r, why: visits.promise_same_day(request=r, comes_at=clock.now() + HOUR, by=c.amara),
    ),
    (SameDayRequest, "refuse"): ("amara", lambda c, r, why: visits.refuse_same_day(request=r, reason=why, by=c.amara)),
    (SameDayRequest, "visit"): ("amara", link_visit),
    (SameDayRequest, "withdraw"): (
        "amara",
        lambda c, r, why: visits.withdraw_same_day(request=r, reason=why, by=c.amara),
    ),
    (KeyworkerUpdate, "submit"): ("amara", lambda c, r, why: reviews.submit_update(update=r, by=c.amara)),
    (KeyworkerUpdate, "send to check"): ("amara", lambda c, r, why: reviews.send_update_to_check(update=r, by=c.amara)),
    (KeyworkerUpdate, "check"): ("ben", lambda c, r, why: reviews.check_update(update=r, by=c.ben)),
    (KeyworkerUpdate, "send back"): ("ben", lambda c, r, why: reviews.send_update_back(update=r, reason=why, by=c.ben)),
    (KeyworkerUpdate, "withdraw from check"): (
        "amara",
        lambda c, r, why: reviews.withdraw_from_check(update=r, by=c.amara),
    ),
    (KeyworkerUpdate, "postpone"): ("ben", apply_transition("postpone")),
    (KeyworkerUpdate, "bring forward"): ("ben", apply_transition("bring forward")),
    (KeyworkerUpdate, "withdraw acknowledgement"): (
        "ben",
        lambda c, r, why: reviews.withdraw_acknowledgement(update=r, reason=why, by=c.ben),
    ),
    (KeyworkerUpdate, "answer"): (
        "amara",
        lambda c, r, why: reviews.answer_reply(update=r, our_answer="Yes", by=c.amara),
    ),
    (KeyworkerUpdate, "acknowledge"): (
        "priya",
        lambda c, r, why: reviews.acknowledge_update(update=r, answer=why, by=c.priya),
    ),
    (KeyworkerUpdate, "correct"): (
        "amara",
        lambda c, r, why: reviews.correct_update(
            update=r,
            revision=r.revision,
            how_it_is="Better.",
            progress="She cooks.",
            what_changed="",
            next_weeks="",
            reason=why,
            by=c.amara,
        ),
    ),
    (KeyworkerUpdate, "expire"): ("ben", expire),
    (KeyworkerUpdate, "reopen"): ("ben", apply_transition("reopen", expired_on=None)),
    (Review, "conduct"): (
        "amara",
        lambda c, r, why: reviews.conduct_review(
            review=r, conducted_on=clock.today(), outcome="Go on", participants="Maya and Priya", by=c.amara
        ),
    ),
    (Review, "add to request"): ("ben", apply_transition("add to request")),
    (Review, "withdraw request"): (
        "ben",
        apply_transition("withdraw request", expired_on=datetime.date(2027, 1, 4)),
    ),
    (Review, "arrange"): (
        "amara",
        lambda c, r, why: reviews.arrange_review(
            review=r, revision=r.revision, meets_at=clock.now() + HOUR, moved_reason=why, by=c.amara
        ),
    ),
    (Review, "answer"): (
        "amara",
        lambda c, r, why: reviews.answer_review_request(
            review=r, answered_on=clock.today(), answered_how="telephone", by=c.amara
        ),
    ),
    (Review, "acknowledge"): ("priya", lambda c, r, why: reviews.acknowledge_review(review=r, by=c.priya)),
    (Review, "withdraw acknowledgement"): (
        "amara",
        lambda c, r, why: reviews.withdraw_review_acknowledgement(review=r, reason=why, by=c.amara),
    ),
    (Review, "answer reply"): (
        "amara",
        lambda c, r, why: reviews.answer_review_reply(review=r, answer="From May.", by=c.amara),
    ),
    (Review, "share"): ("amara", lambda c, r, why: reviews.share_review(review=r, by=c.amara)),
    (Review, "correct"): (
        "amara",
        lambda c, r, why: reviews.correct_review(
            review=r,
            revision=r.revision,
            conducted_on=clock.today(),
            outcome="Stop",
            participants="Maya",
            reason=why,
            by=c.amara,
        ),
    ),
    (Review, "withdraw"): ("amara", lambda c, r, why: reviews.withdraw_review(review=r, reason=why, by=c.amara)),
    (Review, "expire"): ("ben", expire),
    (Review, "reopen"): ("ben", apply_transition("reopen", expired_on=None)),
    (Concern, "contact council"): (
        "sunita",
        lambda c, r, why: safeguarding.contact_council(
            concern=r, contacted_at=clock.now(), contact="The duty desk", by=c.sunita
        ),
    ),
    (Concern, "record enquiry"): (
        "sunita",
        lambda c, r, why: decide_concern(c, r, "section 42", "They look into it"),
    ),
    (Concern, "contact children team"): (
        "sunita",
        lambda c, r, why: safeguarding.contact_children_team(
            concern=r, contacted_at=clock.now(), contact="Children’s duty desk", by=c.sunita
        ),
    ),
    (Concern, "name"): (
        "sunita",
        lambda c, r, why: safeguarding.name_users(concern=r, users=[c.amara], reason=why, by=c.sunita),
    ),
    (Concern, "record no enquiry"): (
        "sunita",
        lambda c, r, why: decide_concern(c, r, "none", why),
    ),
    (Concern, "undo decision"): (
        "sunita",
        lambda c, r, why: safeguarding.undo_decision(concern=r, reason=why, by=c.sunita),
    ),
    (Concern, "report on portal"): (
        "sunita",
        lambda c, r, why: safeguarding.report_on_portal(
            concern=r, portal_reference="PB-72", sent_on=clock.today(), sent_by="Sunita Rao", by=c.sunita
        ),
    ),
    (Concern, "close"): ("sunita", lambda c, r, why: safeguarding.close(concern=r, outcome=why, by=c.sunita)),
    (Concern, "withdraw"): ("sunita", lambda c, r, why: safeguarding.withdraw(concern=r, reason=why, by=c.sunita)),
    (Incident, "correct"): (
        "ben",
        lambda c, r, why: safeguarding.correct_incident(
            incident=r, revision=r.revision, reason=why, account="The left hand", by=c.ben
        ),
    ),
    (Incident, "name"): (
        "ben",
        lambda c, r, why: safeguarding.name_involved(incident=r, users=[c.lewis], reason=why, by=c.ben),
    ),
    (Incident, "investigate"): (
        "ben",
        lambda c, r, why: safeguarding.investigate(incident=r, investigator=c.sunita, due_on=c.today, by=c.ben),
    ),
    (Incident, "close"): (
        "ben",
        lambda c, r, why: safeguarding.close_incident(incident=r, findings=why, lessons="", by=c.ben),
    ),
    (Incident, "reopen"): ("ben", lambda c, r, why: safeguarding.reopen_incident(incident=r, reason=why, by=c.ben)),
    (Incident, "withdraw"): ("ben", lambda c, r, why: safeguarding.withdraw_incident(incident=r, reason=why, by=c.ben)),
    (Return, "seal"): ("ben", lambda c, r, why: reporting.seal(quarterly=r, by=c.ben)),
}

STATEFUL = [model for model in house_models() if issubclass(model, Stateful)]


def list_cases():
    for model in sorted(STATEFUL, key=lambda model: model.__name__):
        for verb in model.TRANSITIONS:
            for state in model.STATES:
                yield pytest.param(model, verb, state.value, id=f"{model.__name__}-{verb}-{state.value}")


def list_cases_with_reason():
    for model in sorted(STATEFUL, key=lambda model: model.__name__):
        for verb, line in model.TRANSITIONS.items():
            if line.needs_reason:
                yield pytest.param(model, verb, id=f"{model.__name__}-{verb}")


def test_every_verb_of_every_table_is_tested():
    declared_verbs = {(model, verb) for model in STATEFUL for verb in model.TRANSITIONS}
    assert set(RECORDS) == set(STATEFUL), "Add a builder for such a record in each state to RECORDS."
    assert set(VERBS) == declared_verbs, "Add the service to VERBS."


def test_every_state_has_a_transition():
    """A state without a transition cannot be reached or left."""
    dead = [
        f"{model.__name__}: {state}"
        for model in STATEFUL
        for state in model.STATES
        if not any(state in line.sources or line.target == state for line in model.TRANSITIONS.values())
    ]
    assert dead == []


def read_row(record) -> dict:
    return type(record).objects.filter(pk=record.pk).values().get()


@pytest.mark.parametrize(("model", "verb", "state"), list(list_cases()))
def test_a_verb_works_only_where_the_table_allows_it(cast, model, verb, state):
    """Given a record in a state; when the verb runs; then it works only if the table allows it."""
    line = model.TRANSITIONS[verb]
    record = RECORDS[model](cast, state, verb)
    who, call = VERBS[model, verb]
    before, moves_before = read_row(record), StateChange.objects.filter(record_id=record.pk).count()

    if state in line.sources:
        call(cast, record, REASON)
        changes = StateChange.objects.filter(record_id=record.pk).order_by("-recorded_at")
        assert changes.count() == moves_before + 1
        move = changes[0]
        assert (move.verb, move.from_state, move.to_state) == (verb, state, line.target or state)
        assert move.recorded_by == getattr(cast, who)
        assert read_row(record)["state"] == (line.target or state)
        if line.needs_reason:
            assert move.reason == REASON
        return

    with pytest.raises(NotPossible), transaction.atomic():
        call(cast, record, REASON)
    assert read_row(record) == before
    assert StateChange.objects.filter(record_id=record.pk).count() == moves_before


@pytest.mark.parametrize(("model", "verb"), list(list_cases_with_reason()))
def test_a_reason_is_required(cast, model, verb):
    """Given a verb that needs a reason; when the reason is blank; then it is refused and nothing changes."""
    state = next(state.value for state in model.STATES if state in model.TRANSITIONS[verb].sources)
    record = RECORDS[model](cast, state, verb)
    before, moves_before = read_row(record), StateChange.objects.filter(record_id=record.pk).count()
    with pytest.raises(Refused) as refusal, transaction.atomic():
        VERBS[model, verb][1](cast, record, "  ")
    assert not isinstance(refusal.value, NotPossible)
    assert refusal.value.field == "reason"
    assert read_row(record) == before
    assert StateChange.objects.filter(record_id=record.pk).count() == moves_before


def test_the_refusal_names_the_new_state_and_who_made_it(cast):
    """Given a plan that Maya agreed; when Amara offers it again; then the refusal names Maya's answer."""
    with pytest.raises(NotPossible, match=r"Agreed \(current plan\).*Maya Lindqvist"), transaction.atomic():
        plans.offer(plan=cast.plan, by=cast.amara)


def test_of_two_decisions_at_once_one_is_refused(cast):
    """Given two users with the same state on screen; when both act; then the second is refused."""
    referral = make_referral(cast, "sent", "decline")
    stale = Referral.objects.get(pk=referral.pk)
    referrals.decline(referral=referral, reason="No room before May", by=cast.ben)
    with pytest.raises(NotPossible), transaction.atomic():
        referrals.put_on_waiting_list(referral=stale, reason="Let them wait", by=cast.dana)


def test_state_changes_are_listed_oldest_first(cast):
    with clock.frozen_at(clock.now() + datetime.timedelta(minutes=1)):
        casework.end_package(package=cast.package, ended_on=cast.today, reason="choice", by=cast.ben)
    assert [move.verb for move in transitions.history(cast.package)] == ["open", "end"]
