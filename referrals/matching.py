"""Who of the people known already might be the person referred. Suggested with the reason, never decided here."""

from casework.models import Individual
from casework.people.matching import PersonToMatch, likely_people
from referrals.models import Referral


def likely(referral: Referral, among) -> list[tuple[Individual, str]]:
    """Up to five people of the queryset `among` with why each may be the same."""
    who = PersonToMatch(
        full_name=referral.full_name,
        date_of_birth=referral.date_of_birth,
        nhs_number=referral.nhs_number,
        known_as=referral.known_as,
        former_names=referral.former_names,
    )
    return likely_people(who, among)
