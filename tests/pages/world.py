"""The world: one record of every kind for the page tests, about Maya and about Tomasz.

Built on the cast through the services, over sixty days. The records of both people have the same names:
`world.mine.plan`, `world.theirs.plan`.
"""

import datetime
import uuid
from dataclasses import dataclass, fields
from types import SimpleNamespace
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import CodeLink, Invitation, User
from casework.models import (
    AccessGrant,
    AccessNeed,
    AccessObjection,
    AccessQuestion,
    AccessReview,
    Address,
    AgeLimitDecision,
    Allocation,
    Case,
    Circumstance,
    ConsentDecision,
    ContactPoint,
    CouncilDocument,
    CouncilReference,
    DeclaredRelation,
    Ending,
    GpRegistration,
    HospitalSpell,
    ImportRun,
    Individual,
    KeyworkerAbsence,
    NeedToKnow,
    NoAccessNeeds,
    Override,
    PackageStrand,
    ProfileAnswer,
    Question,
    RecordAccess,
    Relationship,
    Representative,
    SafetyDisclosure,
    SharingDecision,
    SupportPackage,
    TimePreference,
    WardStay,
    WeeklyHours,
)
from casework.recipients import keyworker_of
from casework.services import (
    allocate,
    answer_access_question,
    answer_objection,
    ask_about_access,
    ask_question,
    begin_import,
    change_hours,
    change_keyworker,
    change_strand,
    check_import,
    confirm_access_needs,
    declare_relation,
    end_package,
    let_workers_know,
    lock_portal,
    merge,
    name_representative,
    object_to_access,
    open_package,
    override,
    record_access_need,
    record_address,
    record_admission,
    record_age_limit_decision,
    record_circumstance,
    record_contact_point,
    record_council_reference,
    record_disclosure,
    record_gp,
    record_no_access_needs,
    record_no_digital_contact,
    record_profile_answer,
    record_relationship,
    record_sharing_decision,
    record_time_preference,
    record_ward,
    review_access,
    verify_nhs_number,
)
from casework.unusual_access.lines import MANY_RECORDS
from contracts.models import Contract, ContractYear, Council, LifeDomain, Post, SecondFactorReset, SetUpLink
from contracts.services import (
    ProviderDetails,
    add_year,
    appoint,
    ask_for_reset,
    change_terms,
    open_account,
    save_logo,
    save_provider,
)
from core import clock, documents
from core.dates import quarters_before
from core.models import Document, Message
from core.tasks import send_messages
from core.tokens import hash_token
from plans.enums import RatedBy
from plans.models import (
    Achievement,
    AnswerDuty,
    ExitAgreement,
    ExitCondition,
    ExitPlan,
    GoalRating,
    GoalWording,
    MeasureScore,
    Participant,
    PlanPdf,
    Step,
    SupportPlan,
    TransitionPlan,
    TransitionSharing,
)
from plans.services import (
    add_goal,
    add_participant,
    agree,
    comment,
    offer,
    rate,
    record_achievement,
    start,
    take_measure,
    write,
)
from referrals import services as referrals
from referrals.models import (
    CapacityNotice,
    CriterionOverride,
    PlanSharing,
    Referral,
    ReferralAddition,
    ReferralDocument,
)
from reporting import services as reporting
from reporting.models import Return
from reviews.connections.entries import DomainEntries, MapLine
from reviews.models import ConnectionsMap, KeyworkerUpdate, Review, ReviewPdf, StepNotNeeded, UpdatePdf
from reviews.package_reviews.goals import goals_to_review
from reviews.services import (
    arrange_review,
    ask_as_representative,
    ask_for_review,
    conduct_review,
    drop_agreed_step,
    raise_updates,
    record_connections_map,
    record_review_acknowledgement,
    send_review_link,
    send_update_link,
    share_review,
    submit_update,
    write_update,
)
from risk import services as risk_services
from risk.models import (
    AdvanceChoice,
    Hazard,
    PositiveRisk,
    PositiveRiskReview,
    RiskAssessment,
    RiskDisclosure,
    RiskRequest,
    RiskStep,
    RiskView,
    SafetyPlan,
    SafetyPlanCopy,
)
from safeguarding.models import Concern, ConcernSheet, Incident, IncidentAction, IncidentNotice
from safeguarding.services import (
    add_action,
    close_incident,
    make_incident_sheet,
    raise_concern,
    record_incident,
    request_incident_sheet,
)
from tests.casework.consent_builders import give_consent
from tests.cast import Cast, assemble
from tests.factories import MessageFactory, UpdateFactory, VisitFactory
from tests.files import PDF, make_picture
from tests.referral_answers import REFERRAL_ANSWERS
from tests.risk.positive_risk_builders import make_decisions
from tests.risk.safety_plan_builders import make_safety_records
from tests.visits import escalation_builders
from tests.visits.phone_notes import note
from visits.models import (
    Alert,
    ContactEntry,
    DowntimePack,
    EngagementAttempt,
    EngagementDuty,
    Escalation,
    EscalationStep,
    LoneWorkingCheck,
    PackTeam,
    PhoneEntry,
    PlannedVisit,
    RecurringVisit,
    SameDayRequest,
    Visit,
    VisitRequest,
)
from visits.phone.intake import check_note
from visits.services import (
    ask_about_visit,
    begin_recurring_visit,
    change_passphrase,
    follow_up_visit,
    log_contact,
    log_visit,
    make_feed,
    plan_visit,
    receive,
    record_ringing,
    try_again,
)
from workforce.models import Absence, HoursDivision, OnCallShift, Team, TrainingCourse, TrainingDone, Worker
from workforce.services import divide_hours, employ, end_employment, record_absence, record_training

PROVIDER: ProviderDetails = {
    "name": "Kestrel Lane Support",
    "telephone": "01632 960120",
    "email": "office@kestrel.example",
    "office_hours": "9am to 5pm, Monday to Friday",
    "out_of_hours_telephone": "01632 960121",
    "out_of_hours": "The on-call senior answers",
    "unanswered_from": datetime.time(22),
    "unanswered_until": datetime.time(8),
    "crisis_numbers": ["Crisis line: 01632 960155"],
}
SET_UP_TOKEN = "token-of-the-set-up-link"
INVITATION_TOKEN = "token-of-the-invitation"
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


@dataclass
class PersonRecords:
    """The records of one person, and the referrals by their keyworker's colleagues."""

    individual: Individual
    case: Case
    package: SupportPackage
    ended: SupportPackage  # before it, in the same case
    hours: WeeklyHours  # of the package
    strand: PackageStrand  # of the package
    council_document: CouncilDocument
    limit_decision: AgeLimitDecision
    plan: SupportPlan  # in force
    answer_duty: AnswerDuty  # to a comment of the person on it
    wording: GoalWording
    draft: SupportPlan  # of the next version
    offered: SupportPlan  # to `by_phone`
    draft_wording: GoalWording
    participant: Participant  # of the draft
    plan_pdf: PlanPdf  # of the plan, made
    step: Step
    achievement: Achievement  # with a document
    rating: GoalRating
    own_rating: GoalRating  # of the person alone
    score: MeasureScore
    risk: RiskAssessment  # in force
    risk_draft: RiskAssessment  # of the next version
    hazard: Hazard  # of the draft
    disclosure: RiskDisclosure  # of the version in force, sent as PDF
    risk_request: RiskRequest  # of the keyworker, not answered
    safety_plan: SafetyPlan  # in force
    safety_draft: SafetyPlan  # of the next version
    safety_copy: SafetyPlanCopy  # of the version in force
    advance_choice: AdvanceChoice
    decision: PositiveRisk  # decided
    decision_step: RiskStep
    decision_review: PositiveRiskReview
    decision_draft: PositiveRisk
    decision_view: RiskView
    decision_draft_step: RiskStep
    transition_plan: TransitionPlan
    transition_sharing: TransitionSharing
    exit_plan: ExitPlan
    exit_condition: ExitCondition
    exit_agreement: ExitAgreement
    update_due: KeyworkerUpdate
    update_sent: KeyworkerUpdate
    update_written: KeyworkerUpdate  # sent to check for a manager's check, about `by_phone`
    update_reported: KeyworkerUpdate  # about `by_phone`, whose keyworker rang us that they have read it
    update_pdf: UpdatePdf  # of the sent update, made
    review_pdf: ReviewPdf  # of the shared review, made
    keyworker_absence: KeyworkerAbsence  # of the keyworker, without a cover
    review: Review  # due
    represented_review: Review  # that the representative asked for
    review_done: Review  # not shared yet
    first_map: ConnectionsMap
    later_map: ConnectionsMap  # without words about the change
    review_arranged: Review  # asked for by a carer by phone
    review_shared: Review  # not acknowledged
    review_reported: Review  # whose keyworker rang us that they have read it
    step_not_needed: StepNotNeeded
    planned: PlannedVisit
    planned_today: PlannedVisit
    visit_request: VisitRequest  # about another visit
    recurring_visit: RecurringVisit
    calendar_token: str  # of the worker
    visit: Visit  # with a change noticed
    contact: ContactEntry
    engagement: EngagementDuty
    attempt: EngagementAttempt
    missed_visit: Visit  # nobody recorded what was tried
    follow_up: EngagementDuty  # of one missed visit, recorded by the worker
    phone_note: PhoneEntry  # a question about it is open
    alert: Alert
    escalation: Escalation
    team_call: EscalationStep  # to the Council's duty team, in that call for help
    team_message: Message  # to the Council's duty team, about the alert
    check: LoneWorkingCheck
    same_day: SameDayRequest
    on_call: OnCallShift  # in the contract
    spell: HospitalSpell  # not discharged
    hold_decision: Override  # on one of the days to come
    ward_stay: WardStay
    concern: Concern  # does not name a worker; its sheet is made
    incident: Incident  # names no user; its sheet is made
    incident_notice: IncidentNotice  # not answered
    incident_action: IncidentAction  # of the worker
    closed_incident: Incident
    representative: Representative
    consent: ConsentDecision
    consent_to_ask: ConsentDecision  # the representative may ask for a review
    contact_point: ContactPoint  # of the person
    relationship: Relationship  # of the person
    access_need: AccessNeed  # of the person, to be reviewed
    no_access_needs: NoAccessNeeds  # of the relationship
    sharing_decision: SharingDecision
    support_question: Question  # of the keyworker, not answered
    profile_answer: ProfileAnswer  # of a question that is not restricted
    need_to_know: NeedToKnow
    time_preference: TimePreference  # in force
    address: Address  # of the person
    gp: GpRegistration  # of the person
    circumstance: Circumstance  # of the person
    council_reference: CouncilReference  # of the person
    without_account: Individual  # supported by the same worker, with the same keyworker; the pages are locked
    by_phone: Individual  # beside them, who wants no digital contact
    decision_by_phone: ConsentDecision  # about the relationship, recorded by staff
    objection: AccessObjection  # not answered
    answered_objection: AccessObjection
    answered_question: AccessQuestion  # about yesterday
    opened: RecordAccess  # yesterday
    question: AccessQuestion  # about today, not answered
    outside: RecordAccess  # two days ago, with a reason
    question_by_phone: AccessQuestion  # about that, recorded by staff, not answered
    review_of_access: AccessReview
    shared: SafetyDisclosure  # no manager has seen it
    message: Message  # to the worker, in Casework, about the update
    undelivered: Message  # an email to the worker that failed
    contract: Contract
    added_council: Council  # nothing uses it
    added_contract: Contract  # nothing uses it
    twin: Individual  # merged into the person
    referral_draft: Referral
    referral_sent: Referral
    referral_queried: Referral  # the person lives elsewhere
    document: ReferralDocument  # of the sent referral
    addition: ReferralAddition  # to the queried referral
    referral_waived: Referral  # the person lives elsewhere, and the Council agreed
    waiver: CriterionOverride  # of that referral
    plan_sharing: PlanSharing  # of the referral sent
    referral_assessed: Referral
    notice: CapacityNotice
    preparing: Return
    sealed: Return
    council_copy: Document
    link: CodeLink  # to the sent update
    link_token: str  # of its address
    review_link_token: str  # of the address of a link to the shared review
    worker: Worker  # who leads
    training: TrainingDone  # of the worker
    division: HoursDivision  # of the worker's hours, all for one contract
    former_worker: Worker  # of the contract
    allocation: Allocation
    relation: DeclaredRelation  # of the worker, to somebody else
    account: User  # with a post in the contract
    invited: User  # with a post in the contract, and never signed in
    post: Post  # of the account
    later_post: Post  # of the account, not begun
    locked_out: User  # of the contract, with a second factor
    reset: SecondFactorReset  # of another account, asked for by an administrator
    team: Team  # of the worker
    course: TrainingCourse  # that nobody has done
    absence: Absence  # of the worker, in some weeks, without an end
    year: ContractYear  # the price of this year
    pack_team: PackTeam  # of the worker, or of the other contract
    pack: DowntimePack  # about nobody
    import_run: ImportRun  # checked: one row may match the person, one has errors

    def ids(self) -> list[UUID]:
        """Return the ids of all these records."""
        return [getattr(self, field.name).pk for field in fields(self)]


class World(SimpleNamespace):
    cast: Cast
    mine: PersonRecords
    theirs: PersonRecords
    made_at: datetime.datetime


def build_with_cast() -> World:
    """Create the cast and its world in the database."""
    return build(assemble())


def build(cast: Cast) -> World:
    """Create the world in the database."""
    both = [
        _person(cast, cast.individual, cast.package, cast.amara, cast.worker, cast.maya, cast.rosa, "portal"),
        _person(
            cast,
            cast.other_individual,
            cast.other_package,
            cast.lewis,
            cast.other_worker,
            cast.tomasz,
            None,
            "in person",
        ),
    ]
    for records, referrer in zip(both, (cast.rui, cast.kofi), strict=True):
        records.update(_referrals(cast.tameside, referrer, cast.ben))
    _calls(cast, both)
    _updates(cast, both)
    for records, manager in zip(both, (cast.ben, cast.nadia), strict=True):
        records["notice"] = _notice(records["contract"], manager)
        records["year"] = _year(records["contract"])
        LifeDomain.objects.create(contract=records["contract"], name="Faith", position=9)
        change_terms(contract=records["contract"], from_on=cast.today + 400 * DAY, by=cast.alan, update_ahead_days=10)
        records["former_worker"] = _former_worker(cast, records["contract"], manager)
        records |= _pack(records["contract"], cast.team if records is both[0] else cast.other_team, manager)
        names = ("Mo Hale", "Uma Lind") if records is both[0] else ("Gil Marsh", "Vera Stahl")
        records |= _second_factors(cast, records["contract"], names)
        records["import_run"] = _import(records["contract"], records["individual"], manager)
    save_provider(revision=1, by=cast.alan, **PROVIDER)
    save_logo(picture=make_picture("PNG"), by=cast.alan)
    for records in both:
        records["invited"] = _invited(records["contract"], cast.alan)
    Invitation.objects.filter(user=both[0]["invited"]).update(token_hash=hash_token(INVITATION_TOKEN))
    SetUpLink.objects.create(token_hash=hash_token(SET_UP_TOKEN), expires_at=clock.now() + SetUpLink.LASTS)
    both[0].update(_returns(cast, cast.tameside, cast.ben, cast.dana))
    lena = _user("Lena Moss")  # signs in the other contract
    Post.objects.create(user=lena, role="deputy", contract=cast.links, from_on=cast.starts_on)
    both[1].update(_returns(cast, cast.links, cast.nadia, lena))
    send_messages()
    for records, worker in zip(both, (cast.amara, cast.lewis), strict=True):
        records["message"] = Message.objects.in_app(worker).get(path=f"/updates/{records['update_due'].pk}/")
        records["undelivered"] = MessageFactory(
            to=worker, state="failed", reason="The mail server refused this address."
        )
    return World(cast=cast, mine=PersonRecords(**both[0]), theirs=PersonRecords(**both[1]), made_at=clock.now())


def _calls(cast, both) -> None:
    """Make one urgent record of each kind. In the other contract nobody is an on-call senior."""
    shifts = (
        escalation_builders.make_shift(cast.tameside, cast.omar),
        escalation_builders.make_shift(cast.links, cast.nadia),
    )
    for records, by, shift in zip(both, (cast.amara, cast.lewis), shifts, strict=True):
        records.update(escalation_builders.make_one_of_each(records["package"], records["planned"], by, shift))
        rung = {"contact": "duty team", "began_at": clock.now(), "outcome": "no answer", "by": by}
        records["team_call"] = record_ringing(escalation=records["escalation"], **rung)
        records["team_message"] = MessageFactory(
            to=cast.duty,
            channel="in app",
            address="",
            key=f"alert:{records['alert'].pk}:asked",
            about_ids=[records["alert"].pk, records["package"].pk],
        )


READ_BY_PHONE = {"reader_name": "Priya Shah", "report_method": "telephone", "answer": "She agrees."}


def _reviewed_need(individual, by) -> AccessNeed:
    """A need that was reviewed, and has not changed."""
    need = record_access_need(individual=individual, kind="format", code="large print", by=by)
    confirm_access_needs(individual=individual, review_on=clock.today() + 300 * DAY, by=by)
    return need


def _arranged_review(package, by) -> Review:
    """A review that a carer asked for by phone; they do not know the date."""
    initials = package.case.individual.initials
    asked = {"asked_by": "carer", "asked_how": "telephone", "reason": f"More hours for {initials}"}
    review = ask_for_review(package=package, due_on=clock.today() + 9 * DAY, by=by, **asked)
    return arrange_review(review=review, revision=review.revision, meets_at=clock.now() + 8 * DAY, by=by)


def _step_not_needed(package, by) -> StepNotNeeded:
    """More hours that a review agreed, and that are not needed."""
    review = ask_for_review(package=package, due_on=clock.today() + 2 * DAY, asked_by="provider", by=by)
    texts = {"outcome": "One more visit", "participants": "The person", "hours_change": "up", "hours_minutes": 60}
    conduct_review(review=review, conducted_on=clock.today() - DAY, by=by, **texts)
    return drop_agreed_step(review=review, step="more-hours", reason="Better already", by=by)


def _shared_review(package, by) -> Review:
    """A review that was shared with the keyworker."""
    today = clock.today()
    review = ask_for_review(package=package, due_on=today + DAY, asked_by="provider", by=by)
    goals = [{"wording": wording, "words": "Going well", "rating": 6} for wording in goals_to_review(review)]
    texts = {"outcome": "Continues", "participants": "All of us", "own_words": "I feel better"}
    conduct_review(review=review, conducted_on=today, goals=goals, by=by, **texts)
    return share_review(review=review, by=by)


def _visit_request(package: SupportPackage, worker: Worker, user: User) -> VisitRequest:
    """Make a request of the person about a visit of its own."""
    starts_at = clock.instant_on(clock.today() + 4 * DAY, datetime.time(11))
    planned = plan_visit(package=package, worker=worker, starts_at=starts_at, ends_at=starts_at + HOUR, by=worker.user)
    return ask_about_visit(planned=planned, kind="move", wished="Friday", by=user)


def _strand(package: SupportPackage, cast) -> PackageStrand:
    """Make two changes of the strand, and return the later, which can be withdrawn."""
    change = {"reason": "Support at work", "agreed_by": "Kofi Mensah", "by": cast.ben}
    change_strand(package=package, strand=cast.strands[1], from_on=cast.today - DAY, **change)
    return change_strand(package=package, strand=cast.strands[2], from_on=cast.today, **change)


def _training(worker: Worker, by: User) -> TrainingDone:
    course, _ = TrainingCourse.objects.get_or_create(name="First aid")
    return record_training(worker=worker, course=course, done_on=worker.started_on, by=by)


def _division(worker: Worker, by: User) -> HoursDivision:
    return divide_hours(
        worker=worker, from_on=worker.started_on, shares=dict.fromkeys(worker.contracts.all(), 100), by=by
    )


def _hospital(cast, individual, by) -> dict[str, object]:
    spell = record_admission(
        individual=individual, hospital="Stonefield Hospital", kind="mental health", admitted_on=cast.today - DAY, by=by
    )
    decision = override(
        spell=spell,
        effect="continue",
        from_on=cast.today,
        until_on=cast.today + 6 * DAY,
        said_by=None,
        said_by_name="The team",
        said_on=cast.today,
        authority="By telephone",
        reason="The ward asked for a visit",
        by=by,
    )
    ward_stay = record_ward(spell=spell, kind="ward", name="Ash ward", from_on=cast.today - DAY, by=by)
    return {"spell": spell, "hold_decision": decision, "ward_stay": ward_stay}


def _person(cast, individual, package, by: User, worker: Worker, user: User, beside, how) -> dict:
    if beside:
        plan, wording, representative, consent = cast.plan, cast.wording, cast.representative, cast.consent
    else:
        with clock.frozen_at(clock.instant_on(cast.starts_on)):
            plan, wording = _agreed_plan(cast, package, by, how)
            representative = name_representative(
                individual=individual, user=_user("Ula Zielinska"), relation="Aunt", from_on=cast.starts_on, by=user
            )
            consent = give_consent(representative, "see plan", user)
    today = clock.today()
    draft = start(package=package, by=by)
    visited_at = clock.instant_on(today - 5 * DAY, datetime.time(10))
    visit = log_visit(
        id=uuid.uuid4(),
        package=package,
        worker=worker,
        started_at=visited_at,
        ended_at=visited_at + HOUR,
        outcome="yes",
        kind="face to face",
        notes="We cooked soup together.",
        next_step="Buy rice",
        change_noticed="relapse",
        change_description="Slept little this week",
        urgency="today",
        goals=[wording],
        rated_goal=wording,
        rating=4,
        by=by,
    )
    engagement = EngagementDuty.objects.create(package=package, visit=visit, due_on=today + 2 * DAY)
    planned_at = clock.instant_on(today + 2 * DAY, datetime.time(10))
    this_evening = clock.instant_on(today, datetime.time(21))
    consent_to_ask = give_consent(representative, "ask review", user)
    give_consent(representative, "see safety plan", user)
    return {
        "individual": individual,
        "case": package.case,
        "package": package,
        "ended": _earlier_package(package, by),
        "council_document": _council_document(package, by),
        "plan": plan,
        "answer_duty": comment(plan=plan, words="Can we meet earlier?", by=user).answer_duty,
        "wording": wording,
        "draft": draft,
        "draft_wording": draft.goal_wordings.get(),
        **_plan_parts(cast, package, plan, wording, draft, by),
        **_risk(package, by, cast.ben),
        **make_safety_records(individual, by),
        "visit": visit,
        "contact": _contact(package, by),
        "engagement": engagement,
        "attempt": try_again(
            duty=engagement, done="not reached", tried=f"A text to {individual.initials}", words="No reply", by=by
        ),
        "missed_visit": VisitFactory(package=package, worker=worker, outcome="no answer"),
        "follow_up": follow_up_visit(
            visit=VisitFactory(package=package, worker=worker, outcome="declined"),
            tried=f"A text to {individual.initials}",
            done="spoke",
            words="All is well",
            by=by,
        ),
        "recurring_visit": _recurring_visit(package, worker, by),
        "calendar_token": make_feed(by=by),
        "phone_note": check_note(receive(text=note(by, package=package, ended=["ten to"]), by=by)),
        "planned": plan_visit(package=package, worker=worker, starts_at=planned_at, ends_at=planned_at + HOUR, by=by),
        "planned_today": plan_visit(
            package=package, worker=worker, starts_at=this_evening, ends_at=this_evening + HOUR / 2, by=by
        ),
        "visit_request": _visit_request(package, worker, user),
        "review": ask_for_review(package=package, due_on=today + 6 * DAY, asked_by="person", by=by),
        "review_done": conduct_review(
            review=ask_for_review(package=package, due_on=today, asked_by="carer", by=by),
            conducted_on=today,
            outcome="Continues as agreed",
            participants="The person and the keyworker",
            next_route="direct payments",
            by=by,
        ),
        **_maps(cast, package, worker, by),
        "review_arranged": _arranged_review(package, by),
        "review_shared": _shared_review(package, by),
        "step_not_needed": _step_not_needed(package, by),
        "review_reported": record_review_acknowledgement(
            review=_shared_review(package, by), **READ_BY_PHONE, reported_on=today, by=by
        ),
        "concern": raise_concern(
            package=package,
            visit=visit,
            account=f"A neighbour holds the purse of {individual.initials}",
            kinds=["financial"],
            source_of_risk="other known",
            wishes_asked="expressed",
            wishes="That it stops",
            by=by,
        ),
        **_incidents(cast, package, visit, by),
        **_hospital(cast, individual, by),
        "representative": representative,
        "consent": consent,
        "consent_to_ask": consent_to_ask,
        "represented_review": ask_as_representative(
            package=package, representative=representative, reason="", urgency="weeks", by=representative.user
        ),
        **make_decisions(package, by),
        "twin": _merged_record(cast, individual),
        "contact_point": record_contact_point(
            individual=individual, kind="letter", value="Flat 9, Quay House", is_safe=True, note="", by=by
        ),
        **_particulars(cast, individual, package, by),
        "access_need": _reviewed_need(individual, by),
        "support_question": ask_question(
            package=package, words="When is the next visit?", asked_by=keyworker_of(individual, today), by=by
        ),
        "profile_answer": record_profile_answer(
            individual=individual,
            question="religion",
            answered="given",
            codes=["sikh"],
            how="At a visit",
            asked_on=today,
            by=by,
        ),
        "time_preference": record_time_preference(
            individual=individual,
            kind="does not suit",
            weekdays=[4],
            begins=datetime.time(12),
            ends=datetime.time(14),
            reason="faith",
            words="",
            from_on=today,
            until_on=None,
            by=by,
        ),
        "need_to_know": let_workers_know(
            individual=individual, question="substances", reason="They cook together", by=by
        ),
        "sharing_decision": record_sharing_decision(
            individual=individual, sharing="consent", how="Visit", decided_on=today, equality_act="yes", by=by
        ),
        "without_account": _locked(cast, worker, individual),
        "by_phone": _by_phone(cast, worker, individual),
        **_sharing(individual, by, cast.ben),
        **_unusual(cast, individual, by, cast.lewis if beside else cast.amara),
        "contract": cast.tameside if beside else cast.links,
        **_added_by_mistake(cast, individual.initials),
        "hours": change_hours(
            package=package, minutes=300, from_on=today - DAY, reason="Needs", agreed_by="The keyworker", by=cast.ben
        ),
        "limit_decision": record_age_limit_decision(
            package=package, revision=1, outcome="continues", agreed_with="The team", agreed_on=today, by=cast.ben
        ),
        "strand": _strand(package, cast),
        "worker": worker,
        "training": _training(worker, cast.ben),
        "team": worker.team,
        "course": TrainingCourse.objects.create(name=f"Lifting, {individual.initials}", recorded_by=cast.alan),
        "division": _division(worker, cast.ben),
        "allocation": Allocation.objects.get(package=package),
        "relation": _relation(cast, by),
        **_account(by if beside else cast.gwen),
        "absence": record_absence(worker=worker, kind="leave", from_on=today + 20 * DAY, by=cast.ben),
    }


def _unusual(cast, individual, by: User, outsider: User) -> dict:
    """Make many openings in an hour by the worker, one with a reason by somebody else, and a look at another."""
    people = Individual.objects.bulk_create(
        Individual(full_name=f"{individual.initials} {number}", recorded_by=cast.ben) for number in range(MANY_RECORDS)
    )
    at = clock.instant_on(cast.today - 2 * DAY, datetime.time(11))
    grant = AccessGrant.objects.create(
        individual=individual, user=outsider, kind="reason", reason="Rang", from_at=at, until_at=at + HOUR
    )
    RecordAccess.objects.bulk_create(
        RecordAccess(individual=row, path="/people/", about_ids=[row.pk], recorded_at=at, recorded_by=user, grant=given)
        for row, user, given in [*((row, by, None) for row in [*people, individual]), (individual, outsider, grant)]
    )
    review = review_access(
        kind="night", user=by, individual=individual, on=cast.today, note="On call that night", by=cast.ben
    )
    outside = RecordAccess.objects.get(grant=grant)
    question = ask_about_access(
        individual=individual,
        opened_on=clock.day_of(outside.recorded_at),
        user=outsider,
        words="Who is that?",
        asked_how="By phone",
        by=by,
    )
    return {"review_of_access": review, "outside": outside, "question_by_phone": question}


def _added_by_mistake(cast, initials: str) -> dict:
    """Make a council and a contract that nothing uses."""
    council = Council.objects.create(name=f"Entered twice, {initials}", area="Nowhere", recorded_by=cast.alan)
    contract = Contract.objects.create(
        council=cast.council,
        name=f"Entered twice, {initials}",
        starts_on=cast.today + 90 * DAY,
        telephone="01632 960130",
        email="service@kestrel.example",
        hours="8am to 8pm",
        recorded_by=cast.alan,
    )
    return {"added_council": council, "added_contract": contract}


def _sharing(individual, by: User, manager: User) -> dict:
    """Make somebody close with consent that staff recorded, an objection, and what was shared without consent."""
    relationship = record_relationship(
        individual=individual,
        kind="family",
        name="Ursula Brandt",
        telephone="01632 960188",
        note="",
        from_on=clock.today(),
        until_on=None,
        by=by,
    )
    _today, opened = (
        RecordAccess.objects.create(
            individual=individual,
            path=f"/people/{individual.pk}/plan/",
            about_ids=[individual.pk],
            recorded_at=at,
            recorded_by=by,
        )
        for at in (clock.now(), clock.now() - DAY)
    )
    asked = {"individual": individual, "opened_on": clock.day_of(opened.recorded_at), "user": by, "words": ""}
    question = ask_about_access(**asked, by=individual.user)
    objection = object_to_access(individual=individual, about="managers", words="Not them", how="By phone", by=by)
    return {
        "answered_objection": answer_objection(
            objection=objection, is_upheld=False, answer="They answer for the service.", by=manager
        ),
        "answered_question": answer_access_question(question=question, answer="It was a visit.", by=manager),
        "relationship": relationship,
        "no_access_needs": record_no_access_needs(
            individual=individual, relationship=relationship, asked_on=clock.today(), how="By phone", by=by
        ),
        "decision_by_phone": give_consent(relationship, "talk", by),
        "objection": object_to_access(
            individual=individual, about="finance", words="Not my hours", how="By phone", by=by
        ),
        "opened": opened,
        "question": ask_about_access(
            individual=individual, opened_on=clock.today(), user=by, words="Why?", by=individual.user
        ),
        "shared": record_disclosure(
            individual=individual,
            shared_with="Ursula Brandt, aunt",
            what="Where they are",
            why="They were at the bridge",
            shared_at=clock.now() - DAY,
            by=by,
        ),
    }


def _relation(cast, user: User) -> DeclaredRelation:
    """Declare that a worker knows somebody whom nothing else here is about."""
    known = Individual.objects.create(
        full_name=f"Edith Marlowe, known to {user}", date_of_birth=datetime.date(1960, 1, 9), recorded_by=cast.ben
    )
    open_package(individual=known, contract=cast.tameside, starts_on=cast.starts_on, minutes_a_week=60, by=cast.ben)
    return declare_relation(user=user, individual=known, declared_on=cast.today, words="Neighbour", by=cast.ben)


def _invited(contract, by: User) -> User:
    return open_account(
        email=f"ilse.{contract.pk}@people.example",
        full_name="Ilse Marsh",
        telephone="",
        identity="Her manager sent the address",
        role="finance_reader",
        contract=contract,
        from_on=clock.today(),
        by=by,
    )


def _account(user: User) -> dict:
    post = Post.objects.get(user=user)
    later = {"role": "referrer", "contract": post.contract, "from_on": clock.today() + 30 * DAY}
    return {"account": user, "post": post, "later_post": appoint(user=user, by=None, **later)}


def _second_factors(cast, contract: Contract, names: tuple[str, str]) -> dict:
    """Make two accounts with an app. An administrator has asked to reset that of the second one."""
    users = [_user(name) for name in names]
    for user in users:
        Post.objects.create(user=user, role="finance_reader", contract=contract, from_on=cast.starts_on)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    reset = ask_for_reset(user=users[1], check="Seen at the office", by=cast.alan)
    return {"locked_out": users[0], "reset": reset}


def _recurring_visit(package, worker, by: User) -> RecurringVisit:
    """Make a fortnightly recurring visit from three weeks on."""
    return begin_recurring_visit(
        package=package,
        worker=worker,
        repeats="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        begins=datetime.time(14),
        minutes=60,
        from_on=clock.today() + 21 * DAY,
        by=by,
    )


def _contact(package, by: User) -> ContactEntry:
    at = clock.now() - DAY
    return log_contact(package=package, at=at, with_whom="family", how="call", about="Whether Sunday suits", by=by)


def _risk(package, by: User, manager: User) -> dict:
    """Make a version in force, shared with the Council, a draft of the next, and a request."""
    individual = package.case.individual
    risk = risk_services.begin_risk(individual=individual, by=by)
    risk_services.write_risk(
        assessment=risk,
        revision=risk.revision,
        lone_working="One worker, by day.",
        visit_instructions="Ring first.",
        contingency="Ring the on-call senior.",
        took_part="",
        by=by,
    )
    risk_services.add_hazard(
        assessment=risk,
        kind="surroundings",
        description="A step is loose",
        who_harmed="Workers",
        likelihood=3,
        severity=3,
        measures="Look",
        by=by,
    )
    risk = risk_services.put_in_force(assessment=risk, review_on=clock.today() + 90 * DAY, by=by)
    disclosure = risk_services.disclose_to_council(
        assessment=risk,
        asked_by="Petra Lund",
        asked_by_post="Commissioning",
        asked_on=clock.today(),
        how="sent",
        by=manager,
    )
    disclosure.document = documents.store_bytes(
        content=PDF, file_name="risk.pdf", title="Risk", content_type="application/pdf", by=None
    )
    disclosure.save(update_fields=["document"])
    draft = risk_services.begin_risk(individual=individual, by=by)
    records = {"risk": risk, "risk_draft": draft, "hazard": draft.hazards.get(), "disclosure": disclosure}
    keyworker = keyworker_of(individual, clock.today())
    request = risk_services.ask_for_risk(package=package, reason="The ward round", asked_by=keyworker, by=keyworker)
    return {**records, "risk_request": request}


def _merged_record(cast, individual) -> Individual:
    """Make an older record of the same person with ended support, and merge it."""
    twin = Individual.objects.create(
        full_name=f"{individual.full_name} Ash", date_of_birth=individual.date_of_birth, recorded_by=cast.ben
    )
    package = open_package(
        individual=twin, contract=cast.tameside, starts_on=cast.starts_on, minutes_a_week=60, by=cast.ben
    )
    end_package(package=package, ended_on=cast.starts_on + 10 * DAY, reason="choice", by=cast.ben)
    merge(duplicate=twin, into=individual, reason="The same NHS number on both letters", by=cast.ben)
    return twin


def _particulars(cast, individual: Individual, package: SupportPackage, by: User) -> dict[str, object]:
    """Make one of each of the person's particulars, and check their NHS number."""
    individual.refresh_from_db()
    if individual.nhs_number is None:
        individual.nhs_number = "9990000026"
        individual.save(update_fields=["nhs_number"])
    verify_nhs_number(individual=individual, revision=individual.revision, checked_on=cast.today, how="gp", by=by)
    person, days = {"individual": individual, "by": by}, {"from_on": cast.today, "until_on": None}
    place = {"kind": "staying", "lines": "9 Elm Close", "area": "Denton", "postcode": "", "note": ""}
    gp = {"surgery": "Lock Street", "doctor": "", "telephone": "01632 960300", "address": "", "practice_code": ""}
    return {
        "address": record_address(is_start_known=True, **place, **days, **person),
        "gp": record_gp(**gp, **days, **person),
        "circumstance": record_circumstance(question="has-carer", answer="yes", note="", **days, **person),
        "council_reference": record_council_reference(
            council=package.case.contract.council, reference=f"LS-{individual.reference}", **person
        ),
    }


def _locked(cast, worker: Worker, like: Individual) -> Individual:
    individual = _without_account(cast, worker, like, "Ngozi Penhale", nhs_number="9990000034")
    lock_portal(individual=individual, by=worker.user)
    return individual


def _by_phone(cast, worker: Worker, like: Individual) -> Individual:
    individual = _without_account(cast, worker, like, "Edna Fairhurst")
    record_no_digital_contact(
        individual=individual, reason="She has no phone of her own", said_on=clock.today(), by=worker.user
    )
    return individual


def _without_account(cast, worker: Worker, like: Individual, name: str, nhs_number: str | None = None) -> Individual:
    """Make somebody who does not sign in, with the worker and the keyworker of another person."""
    individual = Individual.objects.create(
        full_name=f"{name}, like {like.initials}",
        date_of_birth=datetime.date(1971, 6, 2),
        nhs_number=nhs_number,
        recorded_by=cast.ben,
    )
    package = open_package(
        individual=individual, contract=cast.tameside, starts_on=cast.starts_on, minutes_a_week=60, by=cast.ben
    )
    allocate(package=package, worker=worker, kind="lead", from_on=cast.starts_on, by=cast.ben)
    keyworker = like.keyworker_terms.get().user
    change_keyworker(individual=individual, user=keyworker, from_on=cast.starts_on, by=cast.ben)
    return individual


def _earlier_package(package: SupportPackage, by: User) -> SupportPackage:
    """Make an earlier package, a year ago, without a service: a person has one open package at a time."""
    earlier = SupportPackage.objects.create(
        case=package.case,
        starts_on=package.starts_on - 400 * DAY,
        state="ended",
        ended_on=package.starts_on - 350 * DAY,
        end_reason="choice",
        recorded_by=by,
    )
    Ending.objects.create(
        package=earlier, destination="independence", person_agreed="yes", council_agreed="not asked", recorded_by=by
    )
    return earlier


def _council_document(package: SupportPackage, by: User) -> CouncilDocument:
    stored_document = documents.store_bytes(
        content=PDF, file_name="plan.pdf", title="Support plan", content_type="application/pdf", by=by
    )
    return CouncilDocument.objects.create(
        package=package, kind="support plan", document=stored_document, received_on=clock.today(), recorded_by=by
    )


def _user(name: str) -> User:
    """Make a user outside the cast."""
    return User.objects.create_user(f"{name.split()[0].lower()}@people.example", name)


def _offer(cast, package, by) -> tuple[SupportPlan, GoalWording]:
    """Make a plan that is with the person."""
    plan = start(package=package, by=by)
    plan = write(plan=plan, revision=plan.revision, matters_to_me="My dog.", support_me_best="Come on foot.", by=by)
    wording = add_goal(
        plan=plan,
        words="I want to walk to the reservoir",
        life_domain=cast.life_domains[1],
        outcomes=[],
        no_outcome_reason="The Council named none",
        steps=["To the park", "To the lock"],
        by=by,
    )
    return offer(plan=plan, by=by), wording


def _agreed_plan(cast, package, by, how) -> tuple[SupportPlan, GoalWording]:
    plan, wording = _offer(cast, package, by)
    return agree(plan=plan, how=how, statement="Yes, that is mine.", by=by), wording


def _plan_parts(cast, package, plan, wording, draft, by) -> dict:
    """Make a participant, a PDF, a scan, a step, an achievement and a measure."""

    def store_pdf(title):
        return documents.store_bytes(
            content=PDF, file_name="kept.pdf", title=title, content_type="application/pdf", by=by
        )

    SupportPlan.objects.filter(pk=plan.pk).update(scan=store_pdf("Scan"))
    individual, today = package.case.individual, clock.today()
    achievement = record_achievement(
        package=package, kind="course", description="A first aid course", achieved_on=today, evidence="Seen", by=by
    )
    achievement.document = store_pdf("Evidence")
    achievement.save()
    return {
        "participant": add_participant(plan=draft, role="carer", name="An aunt", how="By telephone", by=by),
        "plan_pdf": PlanPdf.objects.create(plan=plan, kind="plain", document=store_pdf("Plan"), recorded_by=by),
        "step": wording.steps.first(),
        "achievement": achievement,
        "rating": wording.ratings.get(),
        "own_rating": rate(wording=wording, value=7, rated_on=today, rated_by=RatedBy.PERSON, by=by),
        "score": take_measure(individual=individual, kind="ons4", taken_on=today, answered_by="person", happy=4, by=by),
    }


def _maps(cast, package: SupportPackage, worker: Worker, by: User) -> dict[str, ConnectionsMap]:
    """Make a first connections map and a later one, with somebody else in it."""
    maps = {}
    for name, ago, words in (("first_map", 40, "A sister"), ("later_map", 3, "Two friends")):
        day = clock.today() - ago * DAY
        entries = [DomainEntries(cast.life_domains[0].pk, (MapLine(words, ago),), (MapLine("The library"),))]
        columns = {"made_on": day, "agreed_on": day, "agreed_how": "Said yes at a visit", "worker": worker}
        maps[name] = record_connections_map(package=package, entries=entries, by=by, **columns)
    return maps


def _updates(cast, both) -> None:
    """Submit the first update, due after forty-two days. The next is due in about three weeks."""
    first_due = cast.starts_on + cast.terms.update_days * DAY
    with clock.frozen_at(clock.instant_on(first_due, datetime.time(9))):
        raise_updates(on=first_due)
        for records in both:
            update = KeyworkerUpdate.objects.get(package=records["package"])
            by = cast.amara if records is both[0] else cast.lewis
            write_update(
                update=update,
                revision=update.revision,
                how_it_is="Better than in spring.",
                progress="Cooks once a week.",
                what_changed="",
                next_weeks="Go to town by bus.",
                by=by,
            )
            records["update_sent"] = submit_update(update=update, by=by)
    raise_updates(on=first_due + cast.terms.update_days * DAY)
    for records in both:
        records["update_due"] = KeyworkerUpdate.objects.get(package=records["package"], state="due")
    for records, keyworker in zip(both, (cast.priya, cast.kofi), strict=True):
        records |= _more_updates(records, keyworker)
        _make_sheet(records["concern"])
        make_incident_sheet(sheet_id=request_incident_sheet(incident=records["incident"], by=by).pk)
        records["offered"] = _offer(cast, SupportPackage.objects.get(case__individual=records["by_phone"]), by)[0]
    cast.tameside.council.email_domains = "council.example"
    cast.tameside.council.save(update_fields=["email_domains"])
    for records, by in zip(both, (cast.amara, cast.lewis), strict=True):
        update = KeyworkerUpdate.objects.get(pk=records["update_sent"].pk)
        last_on = clock.today() + 9 * DAY
        reader = {"name": "Jo Ferris", "email": "jo.ferris@council.example", "last_on": last_on, "by": by}
        records["link"] = send_update_link(update=update, **reader)
        records["link_token"] = _token_of(records["link"])
        review = Review.objects.get(pk=records["review_shared"].pk)
        records["review_link_token"] = _token_of(send_review_link(review=review, **reader))


def _token_of(link: CodeLink) -> str:
    return Message.objects.get(key=f"code-link:{link.pk}").path.strip("/").rpartition("/")[2]


def _incidents(cast: Cast, package: SupportPackage, visit: Visit, by: User) -> dict[str, object]:
    """Record an incident from a visit, with an action, and one that is closed."""
    facts = {"contract": package.case.contract, "package": package, "happened_on": clock.today(), "by": by}
    facts |= {"severity": "minor", "account": "A cup broke on the stairs and cut a hand.", "made_safe": "A plaster."}
    closed = record_incident(kind="near miss", **facts)
    incident = record_incident(kind="accident", visit=visit, **facts)
    due_on = clock.today() + 20 * DAY
    return {
        "incident": incident,
        "incident_notice": incident.notices.get(recipient="council"),
        "incident_action": add_action(incident=incident, words="Mend the step", owner=by, due_on=due_on, by=cast.ben),
        "closed_incident": close_incident(incident=closed, findings="A loose step", lessons="Mended", by=cast.ben),
    }


def _make_sheet(concern: Concern) -> None:
    content = {"content": b"%PDF-1.7", "content_type": "application/pdf"}
    document = documents.store_bytes(file_name="sheet.pdf", title="Sheet", by=None, **content)
    ConcernSheet.objects.create(concern=concern, revision=concern.revision, steps=1, document=document)


def _more_updates(records, keyworker: User) -> dict[str, object]:
    """Make an update that a manager checks and one that the keyworker rang us about, a PDF, and an absence."""
    package = SupportPackage.objects.get(case__individual=records["by_phone"])
    written = KeyworkerUpdate.objects.get(package=package, state="due")
    KeyworkerUpdate.objects.filter(pk=written.pk).update(state="written", how_it_is="Well.", progress="Cooks.")
    written.refresh_from_db()
    document = documents.store_bytes(
        content=b"%PDF-1.7", file_name="update.pdf", title="Update", content_type="application/pdf", by=None
    )
    review_document = documents.store_bytes(
        content=b"%PDF-1.7", file_name="review.pdf", title="Review", content_type="application/pdf", by=None
    )
    away = {"from_on": clock.today() + 200 * DAY, "until_on": clock.today() + 205 * DAY}
    reported = UpdateFactory(
        package=package,
        terms=written.terms,
        due_on=package.starts_on,
        state="acknowledged",
        submitted_at=clock.now() - 40 * DAY,
        submitted_by=written.package.allocations.get().worker.user,
        met_on=clock.today() - 40 * DAY,
        acknowledged_at=clock.now() - 39 * DAY,
        acknowledged_by=written.package.allocations.get().worker.user,
        reader_name=keyworker.full_name,
        report_method="telephone",
        reported_on=clock.today() - 39 * DAY,
        answer="Thank you.",
    )
    return {
        "update_written": written,
        "update_reported": reported,
        "update_pdf": UpdatePdf.objects.create(update=records["update_sent"], document=document),
        "review_pdf": ReviewPdf.objects.create(review=records["review_shared"], document=review_document),
        "keyworker_absence": KeyworkerAbsence.objects.create(user=keyworker, recorded_by=keyworker, **away),
    }


def _year(contract: Contract) -> ContractYear:
    first = clock.today() - 30 * DAY
    last = clock.today() + 300 * DAY
    return add_year(contract=contract, from_on=first, last_on=last, hourly_rate=20, maximum=9000, by=None)


def _former_worker(cast, contract: Contract, by: User) -> Worker:
    """Take on a worker who left a month ago."""
    worker = employ(
        user=_user("Nell Frost" if contract == cast.tameside else "Abel Stone"),
        team=cast.other_team,
        contracts=[contract],
        started_on=cast.starts_on,
        minutes_a_week=600,
        by=by,
    )
    return end_employment(worker=worker, left_on=clock.today() - 30 * DAY, reason="retired", by=by)


def _pack(contract: Contract, team, by: User) -> dict:
    """Make yesterday evening's pack of a team, with a small file, and its passphrase."""
    pack_team = PackTeam.objects.create(team=team, contract=contract)
    pack = DowntimePack.objects.create(
        pack_team=pack_team,
        passphrase=change_passphrase(pack_team=pack_team, reason="The first", by=by),
        made_on=clock.today() - DAY,
        first_on=clock.today(),
        last_on=clock.today() + DAY,
        content=PDF,
        sha256="0" * 64,
        size=len(PDF),
    )
    return {"pack_team": pack_team, "pack": pack}


def particulars(contract: Contract, **more) -> dict:
    """Return the particulars of a new person for `referrals.services.start`."""
    return {
        "source": "Mental health team",
        "strand": contract.strands.first(),
        "planned_start_on": clock.today() + 10 * DAY,
        "full_name": "Owen Castellan",
        "date_of_birth": datetime.date(1990, 3, 9),
        "lives_in_area": "yes",
        "has_mental_health_services": "yes",
        "care_act_outcomes": ["nutrition", "work"],
        "has_significant_impact": "yes",
        "needs": "Help with meals.",
        "outcomes": ["Eats at home"],
        "agreed_end_point": "Cooks alone",
        **REFERRAL_ANSWERS,
        **more,
    }


def refer(contract: Contract, by: User, *, sent: bool = True, **more) -> Referral:
    """Make a referral with both of the Council's documents, sent unless `sent` is False."""
    referral = referrals.start(contract=contract, by=by, **particulars(contract, **more))
    for kind in ("support plan", "risk assessment"):
        file = SimpleUploadedFile(f"{kind}.pdf", PDF)
        referrals.attach(referral=referral, kind=kind, file=file, content_type="application/pdf", by=by)
    return referrals.send(referral=referral, by=by) if sent else referral


def _referrals(contract, by, manager) -> dict:
    sent = refer(contract, by, full_name="Ada Quist")
    queried = refer(contract, by, full_name="Bodo Marsh", lives_in_area="no")
    waived = refer(contract, by, full_name="Dov Penhale", lives_in_area="no")
    return {
        "referral_draft": refer(contract, by, sent=False, full_name="Cleo Banks"),
        "referral_sent": sent,
        "referral_queried": referrals.ask(referral=queried, question="Is there a dog?", by=manager),
        "document": sent.documents.first(),
        "addition": referrals.add_to_referral(referral=queried, part="risk", words="A new dog", by=by),
        "referral_waived": waived,
        "referral_assessed": _assessed(contract, by, manager),
        "plan_sharing": referrals.share_transition_plan(
            referral=sent, agency="camhs", shared_with="Lena Frost", shared_on=clock.today(), by=manager
        ),
        "waiver": referrals.override_criterion(
            referral=waived,
            criterion="residence",
            agreed_by="Ruth Garside",
            agreed_on=clock.today(),
            reason="Moves in May",
            by=manager,
        ),
    }


def _assessed(contract, by, manager) -> Referral:
    """Make a referral with an assessment before the minimum age that is not finished."""
    referral = refer(contract, by, full_name="Ern Lidgate")
    referrals.begin_assessment(referral=referral, from_on=clock.today(), assessed_by="Ruth Garside", by=manager)
    return referral


def _notice(contract, manager) -> CapacityNotice:
    """Make a no-capacity notice without waiting referrals, with a small stand-in PDF."""
    notice = referrals.send_notice(contract=contract, kind="no capacity", by=manager)
    notice.pdf = documents.store_bytes(
        content=PDF, file_name="notice.pdf", title="Notice", content_type="application/pdf", by=None
    )
    notice.save(update_fields=["pdf"])
    return notice


def _import(contract, individual, manager) -> ImportRun:
    """Make an import with a possible match, a row without a name and an address of two names."""
    rows = ["Reference,Full name,Date of birth", f"1,{individual.full_name},{individual.date_of_birth}", "2,,1/1/1980"]
    file = SimpleUploadedFile("people.csv", "\n".join(rows).encode())
    run = begin_import(contract=contract, file=file, by=manager)
    check_import(run_id=run.pk, by=None)
    names = {"kimlowe": "Kim Lowe", "patgreenhow": "Pat Greenhow"}
    shared = {"email": "team@council.example", "names": names, "account": "", "answers": {}}
    ImportRun.objects.filter(pk=run.pk).update(shared_addresses=[shared])
    return ImportRun.objects.get(pk=run.pk)


def _returns(cast, contract, manager, signatory) -> dict:
    """Make returns of the last two quarters: the later in preparation, the earlier sealed."""
    later, earlier = quarters_before(clock.today(), 2)
    preparing = reporting.open_return(contract=contract, period=later, by=manager)
    sealed = reporting.open_return(contract=contract, period=earlier, by=manager)
    reporting.sign_restricted(quarterly=sealed, by=signatory)
    return _attach_pdfs(preparing, reporting.seal(quarterly=sealed, by=manager))


def _attach_pdfs(preparing, sealed) -> dict:
    """Attach small stand-in PDFs: the real ones take seconds and are made in the wall test."""
    for name in ("council_copy", "provider_copy"):
        paper = documents.store_bytes(
            content=PDF, file_name="return.pdf", title="Return", content_type="application/pdf", by=None
        )
        setattr(sealed, name, paper)
    sealed.save(update_fields=["council_copy", "provider_copy"])
    return {"preparing": preparing, "sealed": sealed, "council_copy": sealed.council_copy}
