"""What is attached to a referral."""

from accounts.models import User
from demo.attachments import pdf_file
from demo.text import referrals as words
from referrals import services
from referrals.models import Referral


def attach(referral: Referral, kind: str, by: User) -> None:
    """A page of text as PDF, made from what the referral says."""
    title, text = words.COVER_LETTER[kind]
    paragraphs = [referral.full_name, text, referral.needs, *referral.outcomes, referral.agreed_end_point]
    services.attach(
        referral=referral,
        kind=kind,
        file=pdf_file(f"{kind.replace(' ', '-')}.pdf", f"{title}: {referral.reference}", paragraphs),
        content_type="application/pdf",
        by=by,
    )
