"""Recording and correcting a death. Support ends, messages to the person stop, concerns stay open (case 15)."""

import datetime

import pghistory

from accounts.models import User
from casework import notifications
from casework.enums import AgreementAnswer, Destination, EndReason
from casework.hospital import hold_calculation
from casework.models import Individual, SupportPackage
from casework.packages.services.ending import end_package
from casework.packages.services.undo_ending import undo_endings_by_death
from casework.people.models import DEATH_BEFORE_BIRTH
from casework.recipients import everybody_concerned
from core import clock
from core.errors import Refused
from core.verbs import verb

DAY = datetime.timedelta(days=1)


@verb
def record_death(*, individual: Individual, died_on: datetime.date, by: User) -> Individual:
    """Record a death on every record of the person and end their open packages.

    A package ends on the day after the death, or on its first day if that is later. Raises Refused for a day in
    the future or before the birth, and if a death is recorded already.
    """
    individual = hold_calculation.lock(individual)
    if individual.died_on is not None:
        raise Refused(f"The person's death on {individual.died_on:%-d %B %Y} is already recorded.")
    _refuse_day(individual, died_on)
    _set_died_on(individual, died_on)
    packages = SupportPackage.objects.open().filter(case__individual__in=Individual.objects.same_person(individual))
    for package in packages.select_related("case__contract", "case__individual"):
        users = everybody_concerned(package, clock.today())
        end_package(
            package=package,
            ended_on=max(died_on + DAY, package.starts_on),
            reason=EndReason.DIED,
            destination=Destination.DIED,
            person_agreed=AgreementAnswer.NOT_ASKED,
            council_agreed=AgreementAnswer.NOT_ASKED,
            by=by,
        )
        notifications.notify_death(package, users, by=by)
    individual.died_on = died_on
    return individual


@verb
def correct_death(*, individual: Individual, died_on: datetime.date | None, reason: str, by: User) -> Individual:
    """Correct the day of death; None if the person is alive: the support that the death ended continues.

    Everybody concerned gets a message. Raises Refused as `record_death` does, and
    without a reason.
    """
    individual = hold_calculation.lock(individual)
    if individual.died_on is None:
        raise Refused("No death is recorded for this person.")
    if not reason.strip():
        raise Refused("Enter what was wrong.", field="reason")
    if died_on is not None:
        _refuse_day(individual, died_on)
    with pghistory.context(reason=reason.strip()):
        _set_died_on(individual, died_on)
    individual.died_on = died_on
    if died_on is None:
        _resume_support(individual, reason.strip(), by)
    return individual


def _resume_support(individual: Individual, reason: str, by: User) -> None:
    packages = SupportPackage.objects.filter(
        case__individual__in=Individual.objects.same_person(individual), end_reason=EndReason.DIED
    )
    ended = packages.select_related("case__contract", "case__individual").order_by("pk")
    undo_endings_by_death(packages=list(ended), reason=reason, by=by)


def _refuse_day(individual: Individual, died_on: datetime.date) -> None:
    if died_on > clock.today():
        raise Refused("The date of death cannot be in the future.", field="died_on")
    if individual.date_of_birth is not None and died_on < individual.date_of_birth:
        raise Refused(DEATH_BEFORE_BIRTH, field="died_on")


def _set_died_on(individual: Individual, died_on: datetime.date | None) -> None:
    Individual.objects.same_person(individual).update(died_on=died_on)
