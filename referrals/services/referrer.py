"""A referral is written, sent, answered for and withdrawn: the referrer's side."""

import datetime
from collections.abc import Iterable
from typing import Any, Required, TypedDict, Unpack

from accounts.models import User
from casework.models import SupportPackage
from casework.services import ProfileAnswerColumns, check_profile_answer
from contracts.models import Contract, LifeDomain, Strand
from core import clock, messages, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import eligibility, notifications
from referrals.enums import TO_DECIDE, ReferralState
from referrals.models import Referral
from referrals.parts.required import missing_parts


class ReferralParticulars(TypedDict, total=False):
    """The columns of a referral that its form fills in; see `Referral` for what each means."""

    referrer: User | None
    referrer_words: str
    strand: Strand | None
    planned_start_on: datetime.date | None
    asks_same_day: bool
    formal_review_on: datetime.date | None
    full_name: str
    known_as: str
    former_names: list[str]
    date_of_birth: datetime.date | None
    born_about: int | None
    birth_is_unknown: bool
    nhs_number: str
    council_reference: str
    address: str
    area: str
    postcode: str
    lives_in_area: str
    has_mental_health_services: str
    care_act_outcomes: list[str]
    has_significant_impact: str
    wanted_minutes: int | None
    wanted_domains: Iterable[LifeDomain]
    needs: str
    outcomes: list[str]
    agreed_end_point: str
    expected_end_on: datetime.date | None
    worker_gender_wish: str
    worker_language_wish: str
    telephone: str
    telephone_is_safe: bool | None
    text_is_safe: bool | None
    email: str
    email_is_safe: bool | None
    contact_note: str
    emergency_name: str
    emergency_kind: str
    emergency_telephone: str
    emergency_safety: str
    knows_of_referral: str
    agreement: str
    best_interest_by: str
    agreement_words: str
    in_hospital: str
    hospital: str
    ward: str
    hospital_kind: str
    admitted_on: datetime.date | None
    expected_discharge_on: datetime.date | None
    gp_surgery: str
    gp_telephone: str
    interpreter: str
    interpreter_language: str
    communication_needs: str
    profile: dict[str, ProfileAnswerColumns]
    has_carer: str
    carer_name: str
    carer_telephone: str
    may_contact_carer: str
    is_carer: str
    cares_for: str
    staff_risk: str
    staff_risk_words: str
    staff_risk_help: str


class EditedParticulars(ReferralParticulars, total=False):
    source: str
    came_by: str
    reached_us_at: datetime.datetime


class NewParticulars(ReferralParticulars, total=False):
    source: Required[str]


@verb
def start(
    *,
    contract: Contract,
    by: User | None,
    returns_from: SupportPackage | None = None,
    **particulars: Unpack[NewParticulars],
) -> Referral:
    """Begin a referral as a draft; `by` is its referrer unless `referrer` names another.

    Refused for a source that the contract's terms do not name (T5.1, C5a).
    """
    particulars.setdefault("referrer", by)
    referral = _create(contract, by, particulars, returns_from=returns_from)
    transitions.record_created(referral, by=by, verb="start")
    return referral


@verb
def enter_on_behalf(
    *,
    contract: Contract,
    reached_us_at: datetime.datetime,
    came_by: str,
    by: User | None,
    returns_from: SupportPackage | None = None,
    **particulars: Unpack[NewParticulars],
) -> Referral:
    """Begin to enter a referral that came by email, telephone or letter; its parts and documents follow.

    Once it is sent, it counts as received at `reached_us_at`. `referrer` is who refers, if they sign in here;
    otherwise `referrer_words` names them and how to reach them.
    """
    _refuse_future(reached_us_at)
    referral = _create(
        contract, by, particulars, returns_from=returns_from, came_by=came_by, reached_us_at=reached_us_at
    )
    transitions.record_created(referral, by=by, verb="enter")
    return referral


def _refuse_future(reached_us_at: datetime.datetime) -> None:
    if reached_us_at > clock.now():
        raise Refused("The date received cannot be in the future.", field="received_on")


def _refuse_wrong_profile(particulars: ReferralParticulars) -> None:
    for question, answer in particulars.get("profile", {}).items():
        check_profile_answer(question=question, **answer)


def _create(contract: Contract, by: User | None, particulars: NewParticulars, **columns: Any) -> Referral:
    if not contract.runs_on(clock.today()):
        raise Refused(f"This contract takes no referrals today. It runs {contract.days}.")
    if particulars["source"] not in contract.terms_on(clock.today()).sources:
        raise Refused("This contract does not take referrals from this source.", field="source")
    _refuse_wrong_profile(particulars)
    domains = particulars.pop("wanted_domains", ())
    referral = Referral.objects.create(contract=contract, recorded_by=by, **particulars, **columns)
    referral.wanted_domains.set(domains)
    return referral


@verb
def refer_again(
    *,
    package: SupportPackage,
    by: User | None,
    reached_us_at: datetime.datetime | None = None,
    came_by: str = "",
    **particulars: Unpack[NewParticulars],
) -> Referral:
    """Begin a referral of somebody whose support has ended, from that package: the person is known (T5.4, case 6).

    With `reached_us_at`, it is entered as one that came by email, telephone or letter (`came_by`). Refused while the
    package is open, or when a referral from it is under way.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on is None:
        raise Refused("Support has not ended, so the person cannot be referred again.")
    if Referral.objects.filter(returns_from=package, state__in=(ReferralState.DRAFT, *TO_DECIDE)).exists():
        raise Refused("There is already an open referral for this person.")
    contract = package.case.contract
    if reached_us_at is None:
        return start(contract=contract, returns_from=package, by=by, **particulars)
    return enter_on_behalf(
        contract=contract, returns_from=package, reached_us_at=reached_us_at, came_by=came_by, by=by, **particulars
    )


@verb
def edit(
    *, referral: Referral, part: str, revision: int, by: User | None, **particulars: Unpack[EditedParticulars]
) -> Referral:
    """Change answers of one part of a draft; other parts may be saved at the same time.

    Raises Conflict when somebody saved the part since `revision`, and Refused for an answer about the person that the
    list of its question does not have.
    """
    referral.check_part_revision(part, revision)
    if closed := Referral.objects.get(pk=referral.pk).why_not_edited:
        raise NotPossible(closed)
    if "reached_us_at" in particulars:
        _refuse_future(particulars["reached_us_at"])
    if "wanted_domains" in particulars:
        referral.wanted_domains.set(particulars.pop("wanted_domains"))
    _refuse_wrong_profile(particulars)
    for name, value in particulars.items():
        setattr(referral, name, value)
    referral.save(update_fields=["part_revisions", *particulars])
    return referral


@verb
def send(*, referral: Referral, by: User | None) -> Referral:
    """Send the draft to the provider, who decides; from then on its answers cannot be changed.

    One that was entered on behalf was received when it reached the provider, however late it is entered. Refused
    while a part has a required answer missing.
    """
    referral = Referral.objects.select_related("contract").get_locked(referral.pk)
    if referral.is_draft:
        missing = missing_parts(referral, eligibility.terms_for(referral, clock.today()))
        if missing:
            titles = "; ".join(str(part.label) for part in missing)
            raise Refused(f"Answer these parts before you send the referral: {titles}.")
    reason = f"Received {referral.get_came_by_display().lower()}" if referral.was_entered_on_behalf else ""
    transitions.apply(referral, "send", by=by, reason=reason, received_at=referral.reached_us_at or clock.now())
    notifications.notify_received(referral, by)
    return referral


@verb
def answer(*, referral: Referral, words: str, by: User | None) -> Referral:
    """Record the referrer's answer; the referral returns to the state in which it was queried."""
    query = transitions.history(referral).filter(to_state=ReferralState.QUERIED).last()
    was_waiting = query is not None and query.from_state == ReferralState.WAITING
    transitions.apply(referral, "answer and wait" if was_waiting else "answer", by=by, reason=words)
    notifications.notify_received(referral, by)
    return referral


@verb
def withdraw(*, referral: Referral, reason: str, by: User | None) -> Referral:
    """Withdraw the referral; the managers are notified if it had been sent."""
    was_sent = referral.received_at is not None
    transitions.apply(referral, "withdraw", by=by, reason=reason)
    messages.settle(f"referral-{ReferralState.QUERIED}:{referral.pk}")
    if was_sent:
        notifications.notify_withdrawn(referral, by)
    return referral
