"""Measures besides the goals are recorded, and whether the person wants to see their ratings."""

import datetime
from decimal import Decimal

from accounts.models import User
from casework.models import Individual
from core import clock
from core.errors import Refused
from core.verbs import verb
from plans.measures.pairs import RANGES
from plans.models import MeasureScore, RatingPreference


@verb
def take_measure(
    *,
    individual: Individual,
    kind: str,
    taken_on: datetime.date,
    answered_by: str,
    by: User | None,
    satisfied: int | None = None,
    worthwhile: int | None = None,
    happy: int | None = None,
    anxious: int | None = None,
    score: Decimal | None = None,
    version: str = "",
    has_licence: bool = False,
) -> MeasureScore:
    """Record the answers of ONS4 (0 to 10, any may be missing), or the score of a licensed measure with its version.

    Refused for a score outside the range of its measure, both ends inclusive, and for a future day.
    """
    if taken_on > clock.today():
        raise Refused("The date of the answers can't be in the future.", field="taken_on")
    if score is not None and kind in RANGES:
        least, most = RANGES[kind]
        if not least <= score <= most:
            raise Refused(f"The score must be between {least} and {most}.", field="score")
    return MeasureScore.objects.create(
        individual=individual,
        kind=kind,
        taken_on=taken_on,
        answered_by=answered_by,
        satisfied=satisfied,
        worthwhile=worthwhile,
        happy=happy,
        anxious=anxious,
        score=score,
        version=version,
        has_licence=has_licence,
        recorded_by=by,
    )


@verb
def strike_measure(*, score: MeasureScore, reason: str, by: User | None) -> MeasureScore:
    """Mark a result as entered in error: it counts in no pair and no figure."""
    score = MeasureScore.objects.get_locked(score.pk)
    score.strike(by=by, reason=reason)
    return score


@verb
def set_rating_preference(*, individual: Individual, wants_ratings: bool, by: User | None) -> RatingPreference:
    """Record whether the person wants to see how their ratings change; it can be changed at any time."""
    Individual.objects.get_locked(individual.pk)
    preference, is_new = RatingPreference.objects.get_or_create(
        individual=individual, defaults={"wants_ratings": wants_ratings, "recorded_by": by}
    )
    if not is_new and preference.wants_ratings != wants_ratings:
        preference.wants_ratings = wants_ratings
        preference.save(update_fields=["wants_ratings"])
    return preference
