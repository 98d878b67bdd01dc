"""One person made in bulk: the referral, the package with its rows, the stays in hospital, the end."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
from uuid import UUID, uuid5

from accounts.models import User
from casework.access_needs.enums import NEED_REVIEW, NeedKind
from casework.enums import (
    AgreementAnswer,
    AllocationKind,
    ContactKind,
    CouncilDocumentKind,
    Destination,
    EndReason,
    HospitalKind,
    PackageState,
    RelationshipKind,
)
from casework.models import (
    AccessNeed,
    Address,
    Allocation,
    Case,
    ContactPoint,
    CouncilDocument,
    Ending,
    HospitalSpell,
    Individual,
    KeyworkerTerm,
    PackageStrand,
    Relationship,
    SupportPackage,
    WeeklyHours,
)
from casework.particulars.enums import AddressKind
from core.models import Document, Record, StateChange
from demo.bulk.copying import Rows
from demo.bulk.ground import Ground, name
from demo.people import PersonDetails, born_at_age, describe
from demo.text.goals import WISHES
from demo.world import DAY, at
from referrals.enums import ReferralState
from referrals.models import Referral
from workforce.models import Worker

ENDED_SHARE = 0.75
# How it ended and where the person went; the first is the most frequent.
ENDS = (
    (EndReason.GOALS_REACHED, Destination.INDEPENDENCE),
    (EndReason.GOALS_REACHED, Destination.INDEPENDENCE),
    (EndReason.STEP_DOWN, Destination.STEP_DOWN),
    (EndReason.CHOICE, Destination.NOT_KNOWN),
    (EndReason.MOVED, Destination.MOVED),
)
# The outcomes of ten referrals that were not accepted.
UNDECIDED = (
    *(ReferralState.SENT,) * 2,
    ReferralState.QUERIED,
    *(ReferralState.WAITING,) * 2,
    *(ReferralState.DECLINED,) * 2,
    ReferralState.INELIGIBLE,
    *(ReferralState.WITHDRAWN,) * 2,
)
VERBS = {
    ReferralState.QUERIED: "query",
    ReferralState.WAITING: "wait",
    ReferralState.DECLINED: "decline",
    ReferralState.INELIGIBLE: "find ineligible",
    ReferralState.WITHDRAWN: "withdraw",
}


class Recorded(TypedDict):
    """When and by whom a row was recorded; `recorded_by` is None for a scheduled job."""

    recorded_at: datetime.datetime
    recorded_by: User | None


@dataclass
class Run:
    """A run of support while it is made."""

    ground: Ground
    person: PersonDetails
    individual: Individual
    package: SupportPackage
    worker: Worker | None
    starts_on: datetime.date
    ended_on: datetime.date | None
    today: datetime.date
    held: list[tuple[datetime.date, datetime.date | None]]
    keyworker: User | None = None
    was_in_hospital: bool = False

    @property
    def until_on(self) -> datetime.date:
        """The first day without support, or today."""
        return self.ended_on or self.today

    def is_held(self, day: datetime.date) -> bool:
        return any(from_on <= day and (until is None or day < until) for from_on, until in self.held)

    @property
    def lead_user(self) -> User:
        """The lead worker, or the manager if there is none."""
        return self.worker.user if self.worker else self.ground.manager

    def record_columns(self, day: datetime.date, hour: int = 10) -> Recorded:
        """Return when and by whom something was recorded."""
        return {"recorded_at": at(day, hour), "recorded_by": self.lead_user}


def move(
    rows: Rows,
    record: Record,
    verb: str,
    before: str,
    after: str,
    *,
    about: Iterable[UUID] = (),
    reason: str = "",
    **recorded: Unpack[Recorded],
) -> None:
    """Add the state change `verb` of `record`."""
    rows.add(
        StateChange,
        record_kind=record._meta.label,
        record_id=record.pk,
        verb=verb,
        from_state=before,
        to_state=after,
        reason=reason,
        about_ids=[record.pk, *about],
        **recorded,
    )


def particulars(rows: Rows, ground: Ground, serial: int, on: datetime.date) -> PersonDetails:
    """Return somebody whom the contract's terms accept on `on`; without an age limit, an adult."""
    least, limit = ground.terms.minimum_age or 18, ground.terms.age_limit or 90
    age = rows.chance.randint(least + 1, limit - 2)
    links = "tameside" if ground.terms.update_days else "links"
    born_on = born_at_age(age, on, rows.chance)
    return describe(name(rows.chance), "", serial=serial, contract=links, born_on=born_on, chance=rows.chance)


def add_supported(rows: Rows, ground: Ground, serial: int, today: datetime.date) -> Run:
    """A person who was referred and accepted, at most eighteen months ago."""
    chance = rows.chance
    starts_on = today - DAY * chance.randint(10, 540)
    ended_on = None
    if chance.random() < ENDED_SHARE and (today - starts_on).days > 90:
        ended_on = starts_on + DAY * chance.randint(60, (today - starts_on).days)
    person = particulars(rows, ground, serial, starts_on)
    recorded: Recorded = {"recorded_at": at(starts_on - DAY, 9), "recorded_by": ground.manager}
    individual = _individual(rows, person, recorded)
    case = rows.add(Case, individual=individual, contract=ground.contract, opened_on=starts_on, **recorded)
    reason, destination = chance.choice(ENDS)
    package = rows.add(
        SupportPackage,
        reference=rows.reference(SupportPackage),
        case=case,
        state=PackageState.ENDED if ended_on else PackageState.OPEN,
        starts_on=starts_on,
        ended_on=ended_on,
        end_reason=reason if ended_on else "",
        first_review_on=starts_on + DAY * 56,
        **recorded,
    )
    is_led = ended_on is not None or chance.random() < 0.99
    run = Run(ground, person, individual, package, None, starts_on, ended_on, today, [])
    run.worker = ground.next_worker() if is_led else None
    _add_package_rows(rows, run, recorded)
    _add_referral(rows, run)
    _council_documents(rows, run, recorded)
    move(rows, package, "open", "", PackageState.OPEN, about=[individual.pk], **recorded)
    if ended_on:
        _ending(rows, run, ended_on, destination)
    _in_hospital(rows, run)
    return run


def _council_documents(rows: Rows, run: Run, recorded: Recorded) -> None:
    """Add the documents that the terms ask for. Their keys are derived, so that random numbers stay the same."""
    asked = {
        CouncilDocumentKind.SUPPORT_PLAN: run.ground.terms.asks_council_support_plan,
        CouncilDocumentKind.RISK_ASSESSMENT: run.ground.terms.asks_council_risk_assessment,
    }
    for kind in (kind for kind, is_asked in asked.items() if is_asked):
        key = uuid5(run.package.pk, kind)
        document = rows.add(Document, id=key, **rows.stored_file(kind.label), **recorded)
        columns = {"package": run.package, "document": document, "received_on": run.starts_on - DAY * 8}
        rows.add(CouncilDocument, id=uuid5(key, "of the package"), kind=kind, **columns, **recorded)


def _ending(rows: Rows, run: Run, ended_on: datetime.date, destination: Destination) -> None:
    """Add the end of support and its state change."""
    recorded = run.record_columns(ended_on)
    rows.add(
        Ending,
        package=run.package,
        destination=destination,
        person_agreed=AgreementAnswer.YES,
        council_agreed=AgreementAnswer.NOT_ASKED,
        **recorded,
    )
    move(rows, run.package, "end", PackageState.OPEN, "ended", about=[run.individual.pk], **recorded)


def _individual(rows: Rows, person: PersonDetails, recorded: Recorded) -> Individual:
    chance = rows.chance
    individual = rows.add(
        Individual,
        reference=rows.reference(Individual),
        full_name=person.full_name,
        known_as=person.known_as,
        former_names=[name(chance)] if chance.random() < 0.05 else [],
        date_of_birth=person.date_of_birth,
        nhs_number=person.nhs_number or None,
        visit_warning=person.visit_warning,
        **recorded,
    )
    rows.add(
        Address,
        individual=individual,
        kind=AddressKind.HOME,
        lines=person.address,
        area=person.area,
        postcode=person.postcode,
        from_on=recorded["recorded_at"].date(),
        is_start_known=False,
        **recorded,
    )
    _add_contacts(rows, individual, person, recorded)
    return individual


def _add_contacts(rows: Rows, individual: Individual, person: PersonDetails, recorded: Recorded) -> None:
    """Add how to reach the person, and what helps them to understand."""
    for kind, value, is_safe in (
        (ContactKind.TELEPHONE, person.telephone, person.telephone_is_safe),
        (ContactKind.EMAIL, person.email, person.email_is_safe),
    ):
        if value:
            rows.add(
                ContactPoint,
                individual=individual,
                kind=kind,
                value=value,
                is_safe=is_safe,
                note=person.contact_note,
                **recorded,
            )
    if person.communication_needs:
        rows.add(
            AccessNeed,
            individual=individual,
            kind=NeedKind.SUPPORT,
            words=person.communication_needs,
            review_on=recorded["recorded_at"].date() + NEED_REVIEW,
            **recorded,
        )


def _add_package_rows(rows: Rows, run: Run, recorded: Recorded) -> None:
    """Hours, strand, worker, keyworker and carer, from the first day of support."""
    chance, ground, package = rows.chance, run.ground, run.package
    from_on, until_on = run.starts_on, run.ended_on
    days = {"from_on": from_on, "until_on": until_on} if until_on != from_on else {"from_on": from_on}
    minutes = chance.choice((60, 60, 90))
    rows.add(WeeklyHours, package=package, minutes=minutes, agreed_by="Council", **days, **recorded)
    if ground.strands:
        strand = chance.choice(ground.strands)
        rows.add(PackageStrand, package=package, strand=strand, agreed_by="Council", **days, **recorded)
    if run.worker:
        rows.add(Allocation, package=package, worker=run.worker, kind=AllocationKind.LEAD, **days, **recorded)
    if ground.terms.asks_keyworker and ground.keyworkers:
        run.keyworker = chance.choice(ground.keyworkers)
        rows.add(KeyworkerTerm, individual=run.individual, user=run.keyworker, from_on=from_on, **recorded)
    if chance.random() < 0.3:
        kind = chance.choice((RelationshipKind.CARER, RelationshipKind.FAMILY, RelationshipKind.ADVOCATE))
        carer = name(chance)
        rows.add(Relationship, individual=run.individual, kind=kind, name=carer, from_on=from_on, **recorded)


def _add_referral(rows: Rows, run: Run) -> None:
    received_on = run.starts_on - DAY * rows.chance.randint(8, 20)
    referral = _referral(
        rows,
        run.ground,
        run.person,
        received_on,
        state=ReferralState.ACCEPTED,
        planned_start_on=run.starts_on,
        package=run.package,
        decided_at=at(run.starts_on - DAY, 9),
    )
    manager: Recorded = {"recorded_at": at(run.starts_on - DAY, 9), "recorded_by": run.ground.manager}
    about = [run.package.pk, run.individual.pk]
    move(rows, referral, "accept", ReferralState.SENT, ReferralState.ACCEPTED, about=about, **manager)


def add_undecided(rows: Rows, ground: Ground, serial: int, today: datetime.date) -> Referral:
    """A referral that led to no package, or not yet."""
    chance = rows.chance
    state = chance.choice(UNDECIDED)
    is_decided = state in (ReferralState.DECLINED, ReferralState.INELIGIBLE)
    is_over = is_decided or state == ReferralState.WITHDRAWN
    received_on = today - DAY * (chance.randint(20, 540) if is_over else chance.randint(1, 40))
    person = particulars(rows, ground, serial, received_on)
    decided_at = at(received_on + DAY * 5, 15)
    referral = _referral(
        rows,
        ground,
        person,
        received_on,
        state=state,
        planned_start_on=received_on + DAY * 30,
        decided_at=decided_at if is_decided else None,
    )
    if state in VERBS:
        verb, on = VERBS[state], min(decided_at, at(today, 0))
        by = referral.recorded_by if verb == "withdraw" else ground.manager
        reason = "No capacity at the moment." if verb in ("wait", "decline") else "As discussed by phone."
        move(rows, referral, verb, ReferralState.SENT, state, reason=reason, recorded_at=on, recorded_by=by)
    return referral


def _referral(
    rows: Rows, ground: Ground, person: PersonDetails, received_on: datetime.date, **columns: Any
) -> Referral:
    chance = rows.chance
    source = chance.choice(ground.terms.sources)
    by = chance.choice(ground.keyworkers if ground.terms.asks_keyworker and ground.keyworkers else ground.referrers)
    recorded: Recorded = {"recorded_at": at(received_on, 9), "recorded_by": by}
    referral = rows.add(
        Referral,
        reference=rows.reference(Referral),
        contract=ground.contract,
        strand=chance.choice(ground.strands) if ground.strands else None,
        source=source,
        referrer=by,
        received_at=at(received_on, 11),
        full_name=person.full_name,
        date_of_birth=person.date_of_birth,
        nhs_number=person.nhs_number,
        address=person.address,
        area=person.area,
        postcode=person.postcode,
        needs=chance.choice(WISHES["tameside"]).words,
        telephone=person.telephone,
        telephone_is_safe=person.telephone_is_safe,
        **columns,
        **recorded,
    )
    move(rows, referral, "start", "", ReferralState.DRAFT, **recorded)
    sent: Recorded = {"recorded_at": at(received_on, 11), "recorded_by": by}
    move(rows, referral, "send", ReferralState.DRAFT, ReferralState.SENT, **sent)
    return referral


def _in_hospital(rows: Rows, run: Run) -> None:
    """One in ten has been in hospital; one in a hundred of those supported is there now."""
    chance, days = rows.chance, (run.until_on - run.starts_on).days
    admitted_on = discharged_on = None
    if days > 60 and chance.random() < 0.1:
        admitted_on = run.starts_on + DAY * chance.randint(10, days - 40)
        discharged_on = admitted_on + DAY * chance.randint(3, 25)
    elif run.ended_on is None and days > 30 and chance.random() < 0.01:
        admitted_on = run.today - DAY * chance.randint(1, 20)
    if admitted_on is None:
        return
    rows.add(
        HospitalSpell,
        individual=run.individual,
        hospital="Stonefield Hospital",
        kind=chance.choice(HospitalKind.values),
        admitted_on=admitted_on,
        discharged_on=discharged_on,
        **run.record_columns(admitted_on, 17),
    )
    run.was_in_hospital = True
    if run.ground.terms.hold_days is not None:
        run.held.append((admitted_on, discharged_on))
