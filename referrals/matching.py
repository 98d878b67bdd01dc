"""Who of the people known already might be the person referred. Suggested with the reason, never decided here."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from casework.models import Individual
from referrals.models import Referral

LIKE_ENOUGH = 0.45


def likely(referral: Referral, among) -> list[tuple[Individual, str]]:
    """Up to five people of the queryset `among` with why each may be the same."""
    close = among.annotate(likeness=TrigramSimilarity("full_name", referral.full_name))
    same = Q(date_of_birth=referral.date_of_birth, likeness__gte=0.2) | Q(likeness__gte=LIKE_ENOUGH + 0.25)
    if referral.nhs_number:
        same |= Q(nhs_number=referral.nhs_number)
    return [(person, _why(person, referral)) for person in close.filter(same).order_by("-likeness", "pk")[:5]]


def _why(person, referral) -> str:
    reasons = []
    if referral.nhs_number and person.nhs_number == referral.nhs_number:
        reasons.append("same NHS number")
    if person.date_of_birth == referral.date_of_birth:
        reasons.append("same date of birth")
    reasons.append("same name" if person.full_name.casefold() == referral.full_name.casefold() else "similar name")
    return ", ".join(reasons)
