"""Keyworker, and warning before a visit."""

import datetime

from accounts.models import User
from casework.models import Individual, KeyworkerTerm
from core.verbs import verb


@verb
def change_keyworker(*, individual: Individual, user: User, from_on: datetime.date, by: User | None) -> KeyworkerTerm:
    """Make `user` of the Council the person's keyworker from a day, and end the term before. Duties keep their days."""
    Individual.objects.get_locked(individual.pk)
    individual.keyworker_terms.filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return KeyworkerTerm.objects.create(individual=individual, user=user, from_on=from_on, recorded_by=by)


@verb
def withdraw_keyworker(*, term: KeyworkerTerm, reason: str, by: User) -> KeyworkerTerm:
    """Withdraw a keyworker recorded by mistake: the one before is the keyworker again, as if nothing had changed.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    individual = Individual.objects.get_locked(term.individual_id)
    term = KeyworkerTerm.with_struck.get_locked(term.pk)
    from_on, until_on = term.from_on, term.until_on
    term.strike(by=by, reason=reason)
    individual.keyworker_terms.filter(until_on=from_on).update(until_on=until_on)
    return term


@verb
def set_visit_warning(
    *, individual: Individual, revision: int, visit_warning: str, by: User, access_notes: str | None = None
) -> Individual:
    """Set the warning that is read before a visit, and how to get in; None leaves `access_notes` as they are (T6.5).

    Raises Conflict when somebody saved the record since `revision`.
    """
    individual.check_revision(revision)
    individual.visit_warning = visit_warning.strip()
    if access_notes is not None:
        individual.access_notes = access_notes.strip()
    individual.save(update_fields=["revision", "visit_warning", "access_notes"])
    return individual
