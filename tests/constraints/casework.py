"""Breaking the rules of people's records, packages and imports."""

import datetime

from casework.models import (
    AccessGrant,
    AccessNeed,
    AccessObjection,
    AccessQuestion,
    AccessReview,
    Address,
    AgeLimitDecision,
    AgreedOutcome,
    Allocation,
    Circumstance,
    ConsentDecision,
    ContactPoint,
    CouncilDocument,
    CouncilReference,
    DeclaredRelation,
    Ending,
    GpRegistration,
    IdentityCheck,
    Imported,
    ImportRow,
    ImportRun,
    Individual,
    KeyworkerAbsence,
    KeyworkerTerm,
    Merge,
    NeedToKnow,
    NoAccessNeeds,
    NoDigitalContact,
    PackageStrand,
    PortalLock,
    ProfileAnswer,
    Question,
    RecordAccess,
    Relationship,
    Representative,
    SafetyDisclosure,
    SharingDecision,
    SupportPackage,
    TimePreference,
    WeeklyHours,
)
from casework.services import lock_portal, record_no_digital_contact
from core import clock
from tests.constraints.accounts import make_link
from tests.constraints.registry import breaks, copy_row, update_row
from tests.factories import DocumentFactory

DAY = datetime.timedelta(days=1)


@breaks("individual_born")
def _(cast):
    update_row(Individual, cast.individual, date_of_birth=datetime.date(1899, 12, 31))


@breaks("portal_lock_once")
def _(cast):
    copy_row(lock_portal(individual=cast.individual, by=cast.amara))


@breaks("portal_lock_unlocked")
def _(cast):
    update_row(PortalLock, lock_portal(individual=cast.individual, by=cast.amara), unlocked_at=clock.now())


def _no_digital_contact(cast) -> NoDigitalContact:
    return record_no_digital_contact(
        individual=cast.individual, reason="No phone", said_on=clock.today(), by=cast.amara
    )


@breaks("no_digital_contact_once")
def _(cast):
    copy_row(_no_digital_contact(cast))


@breaks("no_digital_contact_reason")
def _(cast):
    update_row(NoDigitalContact, _no_digital_contact(cast), reason="")


@breaks("no_digital_contact_ended")
def _(cast):
    update_row(NoDigitalContact, _no_digital_contact(cast), ended_at=clock.now())


@breaks("individual_born_about")
def _(cast):
    update_row(Individual, cast.individual, born_about=1958)


@breaks("individual_died_after_birth")
def _(cast):
    update_row(Individual, cast.individual, died_on=cast.individual.date_of_birth - DAY)


@breaks("individual_nhs_number")
def _(cast):
    update_row(Individual, cast.individual, nhs_number="999000001")


@breaks("individual_merged_into_another")
def _(cast):
    update_row(Individual, cast.individual, merged_into=cast.individual)


def make_merge(cast, **changed):
    return Merge.objects.create(
        **{"duplicate": cast.other_individual, "into": cast.individual, "reason": "The same NHS number"} | changed
    )


@breaks("merge_once")
def _(cast):
    make_merge(cast)
    make_merge(cast, into=cast.links_individual)


@breaks("merge_of_two")
def _(cast):
    make_merge(cast, duplicate=cast.individual)


@breaks("merge_reason")
def _(cast):
    make_merge(cast, reason="")


@breaks("merge_undone")
def _(cast):
    update_row(Merge, make_merge(cast), undone_at=clock.now(), undone_by=cast.ben)


def make_relationship(cast, **changed):
    return Relationship.objects.create(
        **{"individual": cast.individual, "kind": "carer", "name": "Rosa Lindqvist", "from_on": cast.today} | changed
    )


@breaks("relationship_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        make_relationship(cast, from_on=from_on)


@breaks("relationship_dates")
def _(cast):
    make_relationship(cast, until_on=cast.today)


@breaks("contact_point_once")
def _(cast):
    copy_row(ContactPoint.objects.filter(individual=cast.individual)[0])


def need(cast, **columns):
    columns = {"kind": "format", "code": "large print", **columns}
    return AccessNeed.objects.create(individual=cast.individual, review_on=cast.today, **columns)


@breaks("access_need_once")
def _(cast):
    for _ in range(2):
        need(cast)


@breaks("access_need_named")
def _(cast):
    need(cast, code="")


@breaks("access_need_code_of_kind")
def _(cast):
    need(cast, kind="support")


@breaks("access_need_struck")
def _(cast):
    update_row(AccessNeed, need(cast), struck_reason="A slip")


def no_needs(cast, **columns):
    columns = {"asked_on": cast.today, "how": "At a visit", **columns}
    return NoAccessNeeds.objects.create(individual=cast.individual, **columns)


@breaks("no_access_needs_how")
def _(cast):
    no_needs(cast, how="")


@breaks("no_access_needs_struck")
def _(cast):
    no_needs(cast, struck_reason="A slip")


def profile_answer(cast, **columns):
    columns = {"question": "religion", "answered": "given", "codes": ["sikh"], **columns}
    return ProfileAnswer.objects.create(individual=cast.individual, how="At a visit", asked_on=cast.today, **columns)


@breaks("profile_answer_given")
def _(cast):
    profile_answer(cast, answered="not known")


@breaks("profile_answer_struck")
def _(cast):
    update_row(ProfileAnswer, profile_answer(cast), struck_reason="A slip")


def need_to_know(cast, reason="He drives them"):
    return NeedToKnow.objects.create(individual=cast.individual, question="forensic", reason=reason)


@breaks("need_to_know_once")
def _(cast):
    for _ in range(2):
        need_to_know(cast)


@breaks("need_to_know_reason")
def _(cast):
    need_to_know(cast, reason="")


@breaks("need_to_know_struck")
def _(cast):
    update_row(NeedToKnow, need_to_know(cast), struck_reason="A slip")


def time_preference(cast, **columns):
    columns = {"kind": "does not suit", "reason": "faith", "from_on": cast.today, **columns}
    return TimePreference.objects.create(individual=cast.individual, **columns)


@breaks("time_preference_times")
def _(cast):
    time_preference(cast, begins=datetime.time(12))


@breaks("time_preference_length")
def _(cast):
    time_preference(cast, begins=datetime.time(12), ends=datetime.time(12))


@breaks("time_preference_weekdays")
def _(cast):
    time_preference(cast, weekdays=[7])


@breaks("time_preference_words")
def _(cast):
    time_preference(cast, reason="other")


@breaks("time_preference_dates")
def _(cast):
    time_preference(cast, until_on=cast.today)


@breaks("time_preference_struck")
def _(cast):
    update_row(TimePreference, time_preference(cast), struck_reason="A slip")


def sharing_decision(cast, **columns):
    columns = {"sharing": "consent", "how": "At a visit", "decided_on": cast.today, **columns}
    return SharingDecision.objects.create(individual=cast.individual, **columns)


@breaks("sharing_decision_best_interest")
def _(cast):
    sharing_decision(cast, sharing="best interest")


@breaks("sharing_decision_struck")
def _(cast):
    update_row(SharingDecision, sharing_decision(cast), struck_reason="A slip")


@breaks("keyworker_one_at_a_time")
def _(cast):
    KeyworkerTerm.objects.create(individual=cast.individual, user=cast.kofi, from_on=cast.today)


@breaks("keyworker_dates")
def _(cast):
    update_row(KeyworkerTerm, cast.keyworker_term, until_on=cast.keyworker_term.from_on)


def make_grant(cast, **changed):
    now = clock.now()
    return AccessGrant.objects.create(
        **{
            "individual": cast.individual,
            "user": cast.lewis,
            "kind": "reason",
            "reason": "Her sister rang",
            "from_at": now,
            "until_at": now + DAY,
        }
        | changed
    )


@breaks("record_access_about_something")
def _(cast):
    RecordAccess.objects.create(individual=cast.individual, path="/people/", recorded_by=cast.ben)


@breaks("record_access_user_or_link")
def _(cast):
    about = {"individual": cast.individual, "path": "/people/", "about_ids": [cast.individual.pk]}
    RecordAccess.objects.create(recorded_by=cast.ben, link=make_link(cast), **about)


@breaks("grant_times")
def _(cast):
    make_grant(cast, until_at=clock.now() - DAY)


@breaks("grant_reason")
def _(cast):
    make_grant(cast, reason="")


@breaks("representative_once")
def _(cast):
    copy_row(cast.representative, from_on=cast.today)


@breaks("representative_dates")
def _(cast):
    update_row(Representative, cast.representative, until_on=cast.representative.from_on - DAY)


@breaks("representative_struck")
def _(cast):
    update_row(Representative, cast.representative, struck_reason="A slip")


@breaks("consent_one_party")
def _(cast):
    update_row(ConsentDecision, cast.consent, representative=None)


@breaks("consent_to_see_by_account")
def _(cast):
    relationship = Relationship.objects.create(
        individual=cast.individual, kind="family", name="Joan", from_on=cast.today, recorded_by=cast.ben
    )
    update_row(ConsentDecision, cast.consent, representative=None, relationship=relationship)


@breaks("consent_best_interests")
def _(cast):
    update_row(ConsentDecision, cast.consent, capacity="lacks", decided_by="The team")


@breaks("consent_how")
def _(cast):
    update_row(ConsentDecision, cast.consent, how="")


@breaks("consent_struck")
def _(cast):
    update_row(ConsentDecision, cast.consent, struck_reason="A slip")


def make_question(cast, **changed):
    columns = {"individual": cast.individual, "asked_about": cast.amara, "opened_on": cast.today, "due_on": cast.today}
    return AccessQuestion.objects.create(**columns | changed)


@breaks("access_question_outcome")
def _(cast):
    make_question(cast, met_on=cast.today, expired_on=cast.today, answer="To cover", answered_by=cast.ben)


@breaks("access_question_about_one")
def _(cast):
    make_question(cast, asked_about=None)


@breaks("access_question_answered")
def _(cast):
    make_question(cast, answer="To cover")


@breaks("access_question_answered_by_another")
def _(cast):
    make_question(cast, met_on=cast.today, answer="To cover", answered_by=cast.amara)


@breaks("access_question_once")
def _(cast):
    make_question(cast)
    make_question(cast)


def make_review(cast, **changed):
    columns = {"kind": "night", "user": cast.amara, "individual": cast.individual, "on": cast.today, "note": "Asked"}
    return AccessReview.objects.create(**columns | {"recorded_by": cast.ben} | changed)


@breaks("access_review_once")
def _(cast):
    make_review(cast)
    make_review(cast)


@breaks("access_review_note")
def _(cast):
    make_review(cast, note="")


@breaks("access_review_subject")
def _(cast):
    make_review(cast, kind="many")


@breaks("access_review_by_another")
def _(cast):
    make_review(cast, recorded_by=cast.amara)


@breaks("access_review_struck")
def _(cast):
    make_review(cast, struck_reason="A slip")


def make_objection(cast, **changed):
    columns = {"individual": cast.individual, "about": "finance", "words": "No", "how": "By phone"}
    return AccessObjection.objects.create(**columns | {"due_on": cast.today} | changed)


@breaks("objection_outcome")
def _(cast):
    answered = {"is_upheld": True, "answer": "Done", "answered_by": cast.ben, "met_on": cast.today}
    make_objection(cast, **answered, expired_on=cast.today)


@breaks("objection_words")
def _(cast):
    make_objection(cast, words="")


@breaks("objection_answered")
def _(cast):
    make_objection(cast, met_on=cast.today, is_upheld=False, answered_by=cast.ben)


@breaks("objection_struck")
def _(cast):
    make_objection(cast, struck_reason="A slip")


@breaks("objection_open_once")
def _(cast):
    make_objection(cast)
    make_objection(cast)


def make_disclosure(cast, **changed):
    columns = {"individual": cast.individual, "shared_with": "Joan", "what": "Where", "why": "The bridge"}
    return SafetyDisclosure.objects.create(**columns | {"shared_at": clock.now()} | changed)


@breaks("disclosure_words")
def _(cast):
    make_disclosure(cast, why="")


@breaks("disclosure_seen")
def _(cast):
    make_disclosure(cast, seen_by=cast.ben)


@breaks("disclosure_hidden")
def _(cast):
    make_disclosure(cast, hidden_reason="He reads her post")


@breaks("disclosure_struck")
def _(cast):
    make_disclosure(cast, struck_reason="A slip")


@breaks("case_once")
def _(cast):
    copy_row(cast.package.case)


@breaks("package_ended")
def _(cast):
    update_row(SupportPackage, cast.package, ended_on=cast.today)


@breaks("package_dates")
def _(cast):
    before = cast.package.starts_on - DAY
    update_row(SupportPackage, cast.package, state="ended", ended_on=before, end_reason="choice")


@breaks("package_dates_once")
def _(cast):
    on = cast.package.starts_on
    copy_row(cast.package, reference="P-22223", state="ended", starts_on=on, ended_on=on + 5 * DAY, end_reason="choice")


@breaks("package_first_review")
def _(cast):
    update_row(SupportPackage, cast.package, first_review_on=cast.package.starts_on - DAY)


@breaks("rule_package_minimum_age")
def _(cast):
    update_row(Individual, cast.individual, date_of_birth=cast.today.replace(year=cast.today.year - 17, day=1))
    update_row(SupportPackage, cast.package, starts_on=cast.today - DAY)


@breaks("package_strand_once")
def _(cast):
    PackageStrand.objects.create(package=cast.package, strand=cast.strands[1], from_on=cast.today)


@breaks("package_strand_dates")
def _(cast):
    row = cast.package.strands.get()
    update_row(PackageStrand, row, until_on=row.from_on)


@breaks("weekly_hours_once")
def _(cast):
    WeeklyHours.objects.create(package=cast.package, from_on=cast.today, minutes=60)


@breaks("weekly_hours_dates")
def _(cast):
    hours = cast.package.weekly_hours.get()
    update_row(WeeklyHours, hours, until_on=hours.from_on)


@breaks("weekly_hours_range")
def _(cast):
    update_row(WeeklyHours, cast.package.weekly_hours.get(), minutes=0)


@breaks("agreed_outcome_once")
def _(cast):
    copy_row(AgreedOutcome.objects.filter(package=cast.package)[0])


@breaks("allocation_worker_once")
def _(cast):
    Allocation.objects.create(package=cast.package, worker=cast.worker, kind="buddy", from_on=cast.today)


@breaks("allocation_one_lead")
def _(cast):
    Allocation.objects.create(package=cast.package, worker=cast.other_worker, kind="lead", from_on=cast.today)


@breaks("allocation_dates")
def _(cast):
    allocation = Allocation.objects.get(package=cast.package)
    update_row(Allocation, allocation, until_on=allocation.from_on)


@breaks("declared_relation_once")
def _(cast):
    for words in ("Neighbour", "Cousin"):
        DeclaredRelation.objects.create(
            user=cast.amara, individual=cast.individual, declared_on=cast.today, words=words
        )


@breaks("declared_relation_withdrawn")
def _(cast):
    relation = DeclaredRelation.objects.create(
        user=cast.amara, individual=cast.individual, declared_on=cast.today, words="Neighbour"
    )
    update_row(DeclaredRelation, relation, withdrawn_at=clock.now())


# Council documents and endings


@breaks("council_document_once")
def _(cast):
    document = DocumentFactory()
    for kind in ("support plan", "risk assessment"):
        CouncilDocument.objects.create(package=cast.package, kind=kind, document=document, received_on=cast.today)


@breaks("ending_council_agreed")
def _(cast):
    Ending.objects.create(package=cast.package, destination="independence", person_agreed="yes", council_agreed="yes")


# Imports


def make_import_run(cast, **changed):
    return ImportRun.objects.create(contract=cast.tameside, document=DocumentFactory(), **changed)


@breaks("import_rows")
def _(cast):
    make_import_run(cast, rows_total=3, rows_done=4)


@breaks("import_row_once")
def _(cast):
    run = make_import_run(cast)
    for outcome in ("new", "same"):
        ImportRow.objects.create(run=run, sheet="people", number=2, cells={}, outcome=outcome)


@breaks("imported_once")
def _(cast):
    run = make_import_run(cast)
    for record in (cast.individual, cast.other_individual):
        Imported.objects.create(contract=cast.tameside, sheet="people", key="17", record_id=record.pk, run=run)


@breaks("weekly_hours_struck")
def _(cast):
    update_row(WeeklyHours, cast.package.weekly_hours.get(), struck_reason="A slip")


@breaks("package_strand_struck")
def _(cast):
    update_row(PackageStrand, cast.package.strands.get(), struck_reason="A slip")


@breaks("allocation_struck")
def _(cast):
    update_row(Allocation, cast.package.allocations.get(), struck_reason="A slip")


def make_keyworker_absence(cast, **changed) -> KeyworkerAbsence:
    columns = {"user": cast.priya, "from_on": cast.today, "until_on": cast.today + DAY, "cover": cast.kofi}
    return KeyworkerAbsence.objects.create(**columns | changed)


@breaks("keyworker_absence_one_at_a_time")
def _(cast):
    make_keyworker_absence(cast)
    make_keyworker_absence(cast)


@breaks("keyworker_absence_dates")
def _(cast):
    make_keyworker_absence(cast, until_on=cast.today)


@breaks("keyworker_absence_struck")
def _(cast):
    update_row(KeyworkerAbsence, make_keyworker_absence(cast), struck_reason="A slip")


@breaks("keyworker_absence_cover")
def _(cast):
    make_keyworker_absence(cast, cover=cast.priya)


@breaks("keyworker_struck")
def _(cast):
    update_row(KeyworkerTerm, cast.individual.keyworker_terms.get(), struck_reason="A slip")


@breaks("contact_point_struck")
def _(cast):
    update_row(ContactPoint, ContactPoint.objects.filter(individual=cast.individual)[0], struck_reason="A slip")


@breaks("relationship_struck")
def _(cast):
    update_row(Relationship, make_relationship(cast), struck_reason="A slip")


@breaks("council_document_struck")
def _(cast):
    document = CouncilDocument.objects.create(
        package=cast.package, kind="support plan", document=DocumentFactory(), received_on=cast.today
    )
    update_row(CouncilDocument, document, struck_reason="A slip")


def make_limit_decision(cast, **values):
    columns = {"age_limit": 66, "outcome": "continues", "agreed_with": "Priya Nair", "agreed_on": cast.today}
    return AgeLimitDecision.objects.create(package=cast.package, **columns | values)


@breaks("age_limit_decision_once")
def _(cast):
    copy_row(make_limit_decision(cast))


@breaks("age_limit_decision_service")
def _(cast):
    make_limit_decision(cast, outcome="moves")


@breaks("age_limit_decision_last_day")
def _(cast):
    make_limit_decision(cast, outcome="ends")


@breaks("age_limit_decision_agreed_with")
def _(cast):
    make_limit_decision(cast, agreed_with="")


@breaks("age_limit_decision_struck")
def _(cast):
    update_row(AgeLimitDecision, make_limit_decision(cast), struck_at=clock.now())


@breaks("identity_check_words")
def _(cast):
    IdentityCheck.objects.create(individual=cast.individual, user=cast.maya, words="")


@breaks("individual_nhs_verified")
def _(cast):
    update_row(Individual, cast.individual, nhs_verified_on=cast.today)


@breaks("relationship_emergency_order")
def _(cast):
    update_row(Relationship, make_relationship(cast), emergency_order=10)


def make_address(cast, **changed):
    columns = {"kind": "post", "lines": "PO Box 7", "from_on": cast.today, "recorded_by": cast.ben, **changed}
    return Address.objects.create(individual=cast.individual, **columns)


@breaks("address_one_of_a_kind")
def _(cast):
    make_address(cast)
    make_address(cast, lines="PO Box 8", from_on=cast.today + DAY)


@breaks("address_not_empty")
def _(cast):
    make_address(cast, lines="")


@breaks("address_dates")
def _(cast):
    make_address(cast, until_on=cast.today)


@breaks("address_struck")
def _(cast):
    update_row(Address, make_address(cast), struck_reason="A slip")


def make_gp(cast, **changed):
    columns = {"surgery": "Lock Street", "from_on": cast.today, "recorded_by": cast.ben, **changed}
    return GpRegistration.objects.create(individual=cast.individual, **columns)


@breaks("gp_one_at_a_time")
def _(cast):
    make_gp(cast)
    make_gp(cast, from_on=cast.today + DAY)


@breaks("gp_practice_code")
def _(cast):
    make_gp(cast, practice_code="84001")


@breaks("gp_dates")
def _(cast):
    make_gp(cast, until_on=cast.today)


@breaks("gp_struck")
def _(cast):
    update_row(GpRegistration, make_gp(cast), struck_reason="A slip")


def make_circumstance(cast, **changed):
    columns = {"question": "employment", "answer": "seeking", "from_on": cast.today, "recorded_by": cast.ben}
    return Circumstance.objects.create(individual=cast.individual, **{**columns, **changed})


@breaks("circumstance_one_answer")
def _(cast):
    make_circumstance(cast)
    make_circumstance(cast, from_on=cast.today + DAY)


@breaks("circumstance_answer_of_its_list")
def _(cast):
    make_circumstance(cast, answer="refuge")


@breaks("circumstance_dates")
def _(cast):
    make_circumstance(cast, until_on=cast.today)


@breaks("circumstance_struck")
def _(cast):
    update_row(Circumstance, make_circumstance(cast), struck_reason="A slip")


def make_council_reference(cast, **changed):
    columns = {"individual": cast.individual, "reference": "LS-1", "recorded_by": cast.ben, **changed}
    return CouncilReference.objects.create(council=cast.tameside.council, **columns)


@breaks("council_reference_once")
def _(cast):
    make_council_reference(cast)
    make_council_reference(cast, individual=cast.other_individual, reference="ls-1")


@breaks("council_reference_one_each")
def _(cast):
    make_council_reference(cast)
    make_council_reference(cast, reference="LS-2")


@breaks("council_reference_not_empty")
def _(cast):
    make_council_reference(cast, reference="")


@breaks("council_reference_struck")
def _(cast):
    update_row(CouncilReference, make_council_reference(cast), struck_reason="A slip")


def make_support_question(cast, **changed):
    columns = {"words": "When?", "asked_by": cast.priya, "due_on": cast.today, "recorded_by": cast.priya, **changed}
    return Question.objects.create(package=cast.package, **columns)


@breaks("question_words")
def _(cast):
    make_support_question(cast, words="")


@breaks("question_asked_by")
def _(cast):
    make_support_question(cast, asked_by=None)


@breaks("question_about")
def _(cast):
    make_support_question(cast, about_kind="visit")


@breaks("question_answered")
def _(cast):
    make_support_question(cast, answer="On Monday")


@breaks("question_outcome")
def _(cast):
    answer = {"answer": "On Monday", "answered_by": cast.ben, "answered_at": clock.now(), "met_on": cast.today}
    make_support_question(cast, expired_on=cast.today, **answer)


@breaks("question_struck")
def _(cast):
    update_row(Question, make_support_question(cast), struck_at=clock.now())
