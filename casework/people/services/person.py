"""Keyworker, warning before a visit, representatives and their consents."""

import datetime

from accounts.models import User
from casework.enums import ConsentPurpose
from casework.models import (
    Consent,
    Individual,
    KeyworkerTerm,
    Representative,
)
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def change_keyworker(*, individual: Individual, user: User, from_on: datetime.date, by: User | None) -> KeyworkerTerm:
    """Make `user` of the Council the person's keyworker from a day, and end the term before. Duties keep their days."""
    Individual.objects.get_locked(individual.pk)
    individual.keyworker_terms.filter(until_on=None, from_on__lt=from_on).update(until_on=from_on)
    return KeyworkerTerm.objects.create(individual=individual, user=user, from_on=from_on, recorded_by=by)


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


@verb
def name_representative(
    *, individual: Individual, user: User, relation: str, from_on: datetime.date, by: User
) -> Representative:
    """Record that `user` represents the person from a day. They see nothing until the person consents."""
    return Representative.objects.create(
        individual=individual, user=user, relation=relation, from_on=from_on, recorded_by=by
    )


@verb
def give_consent(*, representative: Representative, purpose: ConsentPurpose, how: str, by: User) -> Consent:
    """Record that the person lets a representative see something, from now on."""
    return Consent.objects.create(
        representative=representative, purpose=purpose, given_at=clock.now(), given_how=how, recorded_by=by
    )


@verb
def withdraw_consent(*, consent: Consent, by: User) -> Consent:
    """Withdraw a consent from this moment on, also for messages not yet sent. Raises Refused if it is withdrawn."""
    consent = Consent.objects.get_locked(consent.pk)
    if consent.withdrawn_at is not None:
        raise Refused("This consent has already been withdrawn.")
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    return consent
