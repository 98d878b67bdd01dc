"""A referral is written, sent, answered for and withdrawn: the referrer's side."""

from contracts.models import Contract
from core import clock, documents, moves
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import notifications
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral, ReferralDocument


@verb
def start(*, contract: Contract, by, **particulars) -> Referral:
    """Begin a referral as a draft. Refused for a source the contract's terms do not name (T5.1, C5a)."""
    terms = contract.terms_on(clock.today())
    if particulars["source"] not in terms.sources:
        raise Refused("This contract does not take referrals from there.", field="source")
    domains = particulars.pop("wanted_domains", ())
    if not particulars.get("referrer_words"):
        particulars.setdefault("referrer", by)
    referral = Referral.objects.create(contract=contract, recorded_by=by, **particulars)
    referral.wanted_domains.set(domains)
    moves.begin(referral, by=by, verb="start")
    return referral


@verb
def edit(*, referral: Referral, revision: int, by, **particulars) -> Referral:
    """Change a draft. Raises Conflict when somebody saved it since `revision`."""
    referral.claim(revision)
    if not Referral.objects.get(pk=referral.pk).is_draft:
        raise NotPossible("This referral was sent already; what was sent stays as it is.")
    for name, value in particulars.items():
        setattr(referral, name, value)
    referral.save(update_fields=["revision", *particulars])
    return referral


@verb
def attach(*, referral: Referral, kind: str, file, content_type: str, by) -> ReferralDocument:
    """Attach a document, before or after sending; not once the referral is decided."""
    referral = Referral.objects.locked(referral.pk)
    if not (referral.is_draft or referral.is_to_decide):
        raise NotPossible(f"This referral is “{referral.get_state_display()}”; nothing can be attached any more.")
    kept = documents.keep(file=file, title=ReferralDocumentKind(kind).label, content_type=content_type, by=by)
    return ReferralDocument.objects.create(referral=referral, kind=kind, document=kept, recorded_by=by)


@verb
def send(*, referral: Referral, by) -> Referral:
    """Send it: from now on it waits for the provider's decision, and its particulars stay as they are."""
    if not referral.planned_start_on:
        raise Refused("Give the planned start before sending.", field="planned_start_on")
    moves.make(referral, "send", by=by, received_at=clock.now())
    notifications.received(referral, by)
    return referral


@verb
def answer(*, referral: Referral, words: str, by) -> Referral:
    """The referrer answers; the referral waits for its decision again."""
    moves.make(referral, "answer", by=by, reason=words)
    notifications.received(referral, by)
    return referral


@verb
def withdraw(*, referral: Referral, reason: str, by) -> Referral:
    """The referrer takes it back."""
    moves.make(referral, "withdraw", by=by, reason=reason)
    return referral
