"""Measures besides the goals are taken; whether the person wants to see ratings is kept."""

import datetime

from casework.models import Individual
from core import clock
from core.errors import Refused
from core.verbs import verb
from plans.measures.pairs import RANGES
from plans.models import MeasureScore, RatingPreference


@verb
def take_measure(
    *, individual: Individual, kind: str, taken_on: datetime.date, given_by: str, by, **answers
) -> MeasureScore:
    """Keep the answers of ONS4 (0 to 10, any may be missing), or the score of a licensed measure with its version.

    Nothing is filled in for what was not answered. A score lies within the measure's range, both ends included.
    """
    if taken_on > clock.today():
        raise Refused("The day is still to come.", field="taken_on")
    score = answers.get("score")
    if score is not None and kind in RANGES:
        least, most = RANGES[kind]
        if not least <= score <= most:
            raise Refused(f"The score lies between {least} and {most}.", field="score")
    return MeasureScore.objects.create(
        individual=individual, kind=kind, taken_on=taken_on, given_by=given_by, recorded_by=by, **answers
    )


@verb
def strike_measure(*, score: MeasureScore, reason: str, by) -> MeasureScore:
    """A measure was entered by mistake: in no pair and no figure any more, kept for audit."""
    score = MeasureScore.objects.get_locked(score.pk)
    score.strike(by=by, reason=reason)
    return score


@verb
def set_rating_preference(*, individual: Individual, wants_ratings: bool, by) -> RatingPreference:
    """Keep whether the person wants to see how their ratings change; asked again at any time."""
    Individual.objects.get_locked(individual.pk)
    wish, made = RatingPreference.objects.get_or_create(
        individual=individual, defaults={"wants_ratings": wants_ratings, "recorded_by": by}
    )
    if not made and wish.wants_ratings != wants_ratings:
        wish.wants_ratings = wants_ratings
        wish.save(update_fields=["wants_ratings"])
    return wish
