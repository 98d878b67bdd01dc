"""Merging two records of one person, and undoing it."""

from accounts.models import User
from casework.hospital.services.spells import join_stays
from casework.models import Individual, Merge, SupportPackage
from casework.people.merge import UNDO_REASON_MISSING
from casework.people.models import MERGED_INTO_ITSELF
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def merge(*, duplicate: Individual, into: Individual, reason: str, by: User) -> Merge:
    """Make `into` the primary record of the person. Both records keep their histories.

    Safety facts, walls and declared relations of either record count for both while they are merged (derived).
    Raises Refused if either is merged already, if other records are merged into the duplicate, if only one says that
    the person has died, if both have an open package in one contract, and if the verified NHS numbers differ: they are
    different people.
    """
    individuals = {pk: Individual.objects.get_locked(pk) for pk in sorted({duplicate.pk, into.pk})}
    if len(individuals) == 1:
        raise Refused(MERGED_INTO_ITSELF)
    duplicate, into = individuals[duplicate.pk], individuals[into.pk]
    for record in (duplicate, into):
        if record.is_merged:
            raise Refused(f"{record.reference} is already merged into {record.primary.reference}.")
    if duplicate.duplicates.exists():
        raise Refused(f"Other records are merged into {duplicate.reference}. Choose it as the record to keep using.")
    if (duplicate.died_on is None) != (into.died_on is None):
        raise Refused("One of the records says that the person has died. Record the death on the other first.")
    _refuse_other_number(duplicate, into)
    of_duplicate, of_primary = (
        SupportPackage.objects.open().filter(case__individual=record) for record in (duplicate, into)
    )
    clashes = of_duplicate.filter(case__contract__in=of_primary.values("case__contract"))
    clash = clashes.select_related("case__contract").first()
    if clash:
        raise Refused(f"Both records have an open package in {clash.case.contract}. End one of them first.")
    row = Merge.objects.create(duplicate=duplicate, into=into, reason=reason.strip(), recorded_by=by)
    _set_primary(duplicate, into)
    join_stays(individual=into, by=by)
    return row


def _refuse_other_number(duplicate: Individual, into: Individual) -> None:
    """Raise Refused if `duplicate` and a record of the person of `into` have different verified NHS numbers."""
    if not duplicate.is_nhs_verified or duplicate.nhs_number is None:
        return
    if Individual.objects.same_person(into).with_other_verified_number(duplicate.nhs_number).exists():
        raise Refused("The verified NHS numbers of the two records differ: they are different people.")


@verb
def undo_merge(*, merge: Merge, reason: str, by: User) -> Merge:
    """Undo a merge: each record is its own primary record again.

    Raises Refused without a reason, and if the merge is undone already.
    """
    for pk in sorted({merge.duplicate_id, merge.into_id}):
        Individual.objects.get_locked(pk)
    merge = Merge.objects.select_related("duplicate", "into").get_locked(merge.pk)
    if merge.undone_at is not None:
        raise Refused("This merge has already been undone.")
    if not reason.strip():
        raise Refused(UNDO_REASON_MISSING, field="reason")
    merge.undone_at, merge.undone_by, merge.undone_reason = clock.now(), by, reason.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _set_primary(merge.duplicate, None)
    for record in (merge.duplicate, merge.into):
        join_stays(individual=record, by=by)
    return merge


def _set_primary(duplicate: Individual, primary: Individual | None) -> None:
    duplicate.merged_into = primary
    duplicate.save(update_fields=["merged_into"])
