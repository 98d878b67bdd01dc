"""A referral is written, sent, answered for and withdrawn: the referrer's side."""

import datetime
from collections.abc import Iterable
from typing import Any, Required, TypedDict, Unpack

from django.core.files.base import File

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import CouncilDocument, SupportPackage
from casework.services import withdraw_council_document
from contracts.models import Contract, LifeDomain, Strand
from core import clock, documents, messages, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import notifications
from referrals.enums import TO_DECIDE, ReferralDocumentKind, ReferralState
from referrals.models import Referral, ReferralDocument


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
    nhs_number: str
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
    telephone_is_safe: bool
    text_is_safe: bool
    email: str
    email_is_safe: bool
    contact_note: str
    communication_needs: str


class EditedParticulars(ReferralParticulars, total=False):
    source: str


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
    received_at: datetime.datetime,
    came_by: str,
    by: User | None,
    returns_from: SupportPackage | None = None,
    **particulars: Unpack[NewParticulars],
) -> Referral:
    """Enter a referral that came by email, telephone or letter at `received_at`; its documents may follow.

    `referrer` is who refers, if they sign in here; otherwise `referrer_words` names them and how to reach them.
    """
    if received_at > clock.now():
        raise Refused("The date received cannot be in the future.", field="received_on")
    _refuse_without_start(particulars.get("planned_start_on"))
    referral = _create(
        contract,
        by,
        particulars,
        returns_from=returns_from,
        came_by=came_by,
        received_at=received_at,
        state=ReferralState.SENT,
    )
    transitions.record_created(
        referral, by=by, verb="enter", reason=f"Received {referral.get_came_by_display().lower()}"
    )
    notifications.notify_received(referral, by)
    return referral


def _create(contract: Contract, by: User | None, particulars: NewParticulars, **columns: Any) -> Referral:
    if not contract.runs_on(clock.today()):
        raise Refused(f"This contract takes no referrals today. It runs {contract.days}.")
    if particulars["source"] not in contract.terms_on(clock.today()).sources:
        raise Refused("This contract does not take referrals from this source.", field="source")
    domains = particulars.pop("wanted_domains", ())
    referral = Referral.objects.create(contract=contract, recorded_by=by, **particulars, **columns)
    referral.wanted_domains.set(domains)
    return referral


@verb
def refer_again(
    *,
    package: SupportPackage,
    by: User | None,
    received_at: datetime.datetime | None = None,
    came_by: str = "",
    **particulars: Unpack[NewParticulars],
) -> Referral:
    """Begin a referral of somebody whose support has ended, from that package: the person is known (T5.4, case 6).

    With `received_at`, it is entered as one that came by email, telephone or letter (`came_by`). Refused while the
    package is open, or when a referral from it is under way.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on is None:
        raise Refused("Support has not ended, so the person cannot be referred again.")
    if Referral.objects.filter(returns_from=package, state__in=(ReferralState.DRAFT, *TO_DECIDE)).exists():
        raise Refused("There is already an open referral for this person.")
    contract = package.case.contract
    if received_at is None:
        return start(contract=contract, returns_from=package, by=by, **particulars)
    return enter_on_behalf(
        contract=contract, returns_from=package, received_at=received_at, came_by=came_by, by=by, **particulars
    )


@verb
def edit(*, referral: Referral, revision: int, by: User | None, **particulars: Unpack[EditedParticulars]) -> Referral:
    """Change a draft. Raises Conflict when somebody saved it since `revision`."""
    referral.check_revision(revision)
    if not Referral.objects.get(pk=referral.pk).is_draft:
        raise NotPossible("This referral has already been sent, so it can no longer be changed.")
    if "wanted_domains" in particulars:
        referral.wanted_domains.set(particulars.pop("wanted_domains"))
    for name, value in particulars.items():
        setattr(referral, name, value)
    referral.save(update_fields=["revision", *particulars])
    return referral


@verb
def attach(*, referral: Referral, kind: str, file: File, content_type: str, by: User | None) -> ReferralDocument:
    """Attach a document, before or after sending; not once the referral is decided."""
    referral = Referral.objects.get_locked(referral.pk)
    if not (referral.is_draft or referral.is_to_decide):
        raise NotPossible(f"This referral is “{referral.get_state_display()}”, so you can no longer attach documents.")
    title = str(ReferralDocumentKind(kind).label)
    document = documents.store(file=file, title=title, content_type=content_type, by=by)
    return ReferralDocument.objects.create(referral=referral, kind=kind, document=document, recorded_by=by)


def may_withdraw_document(document: ReferralDocument, referral: Referral, user: User) -> bool:
    """Return whether `user` may withdraw the document: who attached it until the decision, and who decides always."""
    if can(user, Permission.DECIDE_REFERRAL, referral):
        return True
    return document.recorded_by_id == user.pk and (referral.is_draft or referral.is_to_decide)


@verb
def withdraw_document(*, document: ReferralDocument, reason: str, by: User) -> ReferralDocument:
    """Withdraw a document that does not belong to the referral; after acceptance, from the package as well.

    Raises Refused for somebody who `may_withdraw_document` does not name, and without a reason.
    """
    referral = Referral.objects.get_locked(document.referral_id)
    document = ReferralDocument.with_struck.get_locked(document.pk)
    if not may_withdraw_document(document, referral, by):
        raise Refused("The referral is decided. Ask the provider's manager to withdraw the document.")
    document.strike(by=by, reason=reason)
    copies = CouncilDocument.objects.filter(package=referral.package_id, document=document.document_id)
    for copy in copies if referral.package_id else ():
        withdraw_council_document(council_document=copy, reason=reason, by=by)
    return document


@verb
def send(*, referral: Referral, by: User | None) -> Referral:
    """Send the draft to the provider, who decides; from then on its particulars cannot be changed."""
    _refuse_without_start(referral.planned_start_on)
    transitions.apply(referral, "send", by=by, received_at=clock.now())
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


def _refuse_without_start(planned_start_on: datetime.date | None) -> None:
    if not planned_start_on:
        raise Refused("Enter the planned start date before sending.", field="planned_start_on")
