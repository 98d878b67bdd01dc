"""The answers of a referral as the first values of the forms of its parts."""

from collections.abc import Collection
from typing import Any

from casework.people.forms.safe_to_use import safety_answer
from core import clock
from referrals.models import Referral
from referrals.parts.profile import first_values

# Stored as a list, and written one item a line.
LINE_NAMES = ("outcomes", "former_names")
SAFETY_NAMES = ("telephone_is_safe", "text_is_safe", "email_is_safe")


def initial_of(referral: Referral, names: Collection[str]) -> dict[str, Any]:
    """Return the first values of the fields with these `names`, from the referral."""
    initial = {name: getattr(referral, name) for name in names if hasattr(referral, name)}
    initial |= {name: "\n".join(getattr(referral, name)) for name in LINE_NAMES if name in names}
    initial |= first_values(referral.profile)
    initial |= {name: safety_answer(getattr(referral, name)) for name in SAFETY_NAMES if name in names}
    if "wanted_domains" in names:
        initial["wanted_domains"] = referral.wanted_domains.all()
    if "received_on" in names and referral.reached_us_at:
        local = referral.reached_us_at.astimezone(clock.LONDON)
        initial |= {"received_on": local.date(), "received_time": local.time()}
        initial["repeated"] = clock.repeated_answer(referral.reached_us_at)
    return initial
