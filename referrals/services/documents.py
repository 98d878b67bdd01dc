"""The documents of a referral: attached, replaced and withdrawn."""

from django.core.files.base import File

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import CouncilDocument
from casework.services import withdraw_council_document
from core import documents
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals.enums import ReferralDocumentKind
from referrals.models import Referral, ReferralDocument

# Reasons of withdrawals for which nobody is asked for one.
NOT_SENT_YET = "Removed before the referral was sent."
REPLACED = "Replaced by another file."


@verb
def attach(*, referral: Referral, kind: str, file: File, content_type: str, by: User | None) -> ReferralDocument:
    """Attach a document, before or after sending; not once the referral is decided."""
    referral = Referral.objects.get_locked(referral.pk)
    if closed := referral.why_no_documents:
        raise NotPossible(closed)
    title = str(ReferralDocumentKind(kind).label)
    document = documents.store(file=file, title=title, content_type=content_type, by=by)
    return ReferralDocument.objects.create(referral=referral, kind=kind, document=document, recorded_by=by)


def may_withdraw_document(document: ReferralDocument, referral: Referral, user: User) -> bool:
    """Return whether `user` may withdraw the document: who attached it until the decision, and who decides always.

    Of a draft, whoever may write it.
    """
    if can(user, Permission.MAKE_REFERRAL if referral.is_draft else Permission.DECIDE_REFERRAL, referral):
        return True
    return document.recorded_by_id == user.pk and referral.is_to_decide


@verb
def replace_document(*, document: ReferralDocument, file: File, content_type: str, by: User) -> ReferralDocument:
    """Attach `file` in place of a document of the same kind, until the decision. The earlier one stays on file.

    Raises Refused for somebody who `may_withdraw_document` does not name, and NotPossible once it is decided.
    """
    new = attach(referral=document.referral, kind=document.kind, file=file, content_type=content_type, by=by)
    withdraw_document(document=document, reason=REPLACED, by=by)
    return new


@verb
def withdraw_document(*, document: ReferralDocument, by: User, reason: str = "") -> ReferralDocument:
    """Withdraw a document that does not belong to the referral; after acceptance, from the package as well.

    Raises Refused for somebody who `may_withdraw_document` does not name, and without a reason once it was sent.
    """
    referral = Referral.objects.get_locked(document.referral_id)
    document = ReferralDocument.with_struck.get_locked(document.pk)
    if not may_withdraw_document(document, referral, by):
        raise Refused("The referral is decided. Ask the provider's manager to withdraw the document.")
    document.strike(by=by, reason=reason or (NOT_SENT_YET if referral.is_draft else ""))
    copies = CouncilDocument.objects.filter(package=referral.package_id, document=document.document_id)
    for copy in copies if referral.package_id else ():
        withdraw_council_document(council_document=copy, reason=reason, by=by)
    return document
