"""A referral is written, sent, answered for and withdrawn: the referrer's side."""

import datetime

from casework.models import SupportPackage
from contracts.models import Contract
from core import clock, documents, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import notifications
from referrals.enums import TO_DECIDE, ReferralDocumentKind, ReferralState
from referrals.models import Referral, ReferralDocument


@verb
def start(*, contract: Contract, by, **particulars) -> Referral:
    """Begin a referral as a draft. Refused for a source the contract's terms do not name (T5.1, C5a)."""
    referral = _write(contract, by, {"referrer": by, **particulars})
    transitions.record_created(referral, by=by, verb="start")
    return referral


@verb
def enter_on_behalf(*, contract: Contract, received_at: datetime.datetime, came_by: str, by, **particulars) -> Referral:
    """Enter a referral that came by e-mail, telephone or letter at `received_at`; its documents may follow.

    `referrer` is who refers, where they sign in here; else `referrer_words` says who, and how to reach them.
    """
    if received_at > clock.now():
        raise Refused("It cannot have come in the future.", field="received_on")
    _refuse_without_start(particulars.get("planned_start_on"))
    columns = {"came_by": came_by, "received_at": received_at, "state": ReferralState.SENT}
    referral = _write(contract, by, {**particulars, **columns})
    transitions.record_created(referral, by=by, verb="key in", reason=f"Came {referral.get_came_by_display().lower()}")
    notifications.notify_received(referral, by)
    return referral


def _write(contract, by, particulars) -> Referral:
    if particulars["source"] not in contract.terms_on(clock.today()).sources:
        raise Refused("This contract does not take referrals from there.", field="source")
    domains = particulars.pop("wanted_domains", ())
    referral = Referral.objects.create(contract=contract, recorded_by=by, **particulars)
    referral.wanted_domains.set(domains)
    return referral


@verb
def refer_again(*, package: SupportPackage, by, **particulars) -> Referral:
    """Begin a referral of somebody whose support has ended, from that package: the person is known (T5.4).

    Refused while the package is open, or when a referral from it is under way.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on is None:
        raise Refused("Support has not ended: there is nothing to refer again.")
    if Referral.objects.filter(returns_from=package, state__in=(ReferralState.DRAFT, *TO_DECIDE)).exists():
        raise Refused("A referral from this package is under way already.")
    write = enter_on_behalf if "received_at" in particulars else start
    return write(contract=package.case.contract, returns_from=package, by=by, **particulars)


@verb
def edit(*, referral: Referral, revision: int, by, **particulars) -> Referral:
    """Change a draft. Raises Conflict when somebody saved it since `revision`."""
    referral.check_revision(revision)
    if not Referral.objects.get(pk=referral.pk).is_draft:
        raise NotPossible("This referral was sent already; what was sent stays as it is.")
    if "wanted_domains" in particulars:
        referral.wanted_domains.set(particulars.pop("wanted_domains"))
    for name, value in particulars.items():
        setattr(referral, name, value)
    referral.save(update_fields=["revision", *particulars])
    return referral


@verb
def attach(*, referral: Referral, kind: str, file, content_type: str, by) -> ReferralDocument:
    """Attach a document, before or after sending; not once the referral is decided."""
    referral = Referral.objects.get_locked(referral.pk)
    if not (referral.is_draft or referral.is_to_decide):
        raise NotPossible(f"This referral is “{referral.get_state_display()}”; nothing can be attached any more.")
    kept = documents.store(file=file, title=ReferralDocumentKind(kind).label, content_type=content_type, by=by)
    return ReferralDocument.objects.create(referral=referral, kind=kind, document=kept, recorded_by=by)


@verb
def send(*, referral: Referral, by) -> Referral:
    """Send it: from now on it waits for the provider's decision, and its particulars stay as they are."""
    _refuse_without_start(referral.planned_start_on)
    transitions.apply(referral, "send", by=by, received_at=clock.now())
    notifications.notify_received(referral, by)
    return referral


@verb
def answer(*, referral: Referral, words: str, by) -> Referral:
    """The referrer answers; the referral stands where it stood when it was asked: to be decided, or on the list."""
    asked = transitions.history(referral).filter(to_state=ReferralState.QUERIED).last()
    waited = asked is not None and asked.from_state == ReferralState.WAITING
    transitions.apply(referral, "answer and wait" if waited else "answer", by=by, reason=words)
    notifications.notify_received(referral, by)
    return referral


@verb
def withdraw(*, referral: Referral, reason: str, by) -> Referral:
    """The referrer takes it back."""
    was_sent = referral.received_at is not None
    transitions.apply(referral, "withdraw", by=by, reason=reason)
    if was_sent:
        notifications.notify_withdrawn(referral, by)
    return referral


def _refuse_without_start(planned_start_on) -> None:
    if not planned_start_on:
        raise Refused("Give the planned start before sending.", field="planned_start_on")
