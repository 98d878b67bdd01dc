"""Two records of one person: a pointer from one to the other, and back."""

from casework.hospital import suspensions
from casework.models import Individual, Merge, SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb


@verb
def merge(*, duplicate: Individual, into: Individual, reason: str, by) -> Merge:
    """`into` is the primary record of the person from now on; both records keep their histories.

    Safety facts, walls and declared relations of either record count for both while they are merged (derived).
    Refused when either is merged already, others point to the duplicate, or both have an open package in one contract.
    """
    locked = {pk: Individual.objects.get_locked(pk) for pk in sorted({duplicate.pk, into.pk})}
    if len(locked) == 1:
        raise Refused("A record cannot be merged into itself.")
    duplicate, into = locked[duplicate.pk], locked[into.pk]
    for record in (duplicate, into):
        if record.is_merged:
            raise Refused(f"{record.reference} is merged into {record.primary.reference} already.")
    if duplicate.duplicates.exists():
        raise Refused(f"Other records are merged into {duplicate.reference}. Make that one the primary record.")
    if (duplicate.died_on is None) != (into.died_on is None):
        raise Refused("One of the records says that the person has died. Record the death on the other first.")
    theirs, ours = (SupportPackage.objects.open().filter(case__individual=one) for one in (duplicate, into))
    both = theirs.filter(case__contract__in=ours.values("case__contract")).select_related("case__contract").first()
    if both:
        raise Refused(f"Both records have an open package in {both.case.contract}. End one of them first.")
    made = Merge.objects.create(duplicate=duplicate, into=into, reason=reason.strip(), recorded_by=by)
    _point(duplicate, into)
    suspensions.recompute(into)
    return made


@verb
def undo_merge(*, merge: Merge, reason: str, by) -> Merge:
    """Undo a merge: each record is its own primary record again. Refused when it is undone already."""
    for pk in sorted({merge.duplicate_id, merge.into_id}):
        Individual.objects.get_locked(pk)
    merge = Merge.objects.select_related("duplicate", "into").get_locked(merge.pk)
    if merge.undone_at is not None:
        raise Refused("This merge is undone already.")
    if not reason.strip():
        raise Refused("Say why the merge is undone.", field="reason")
    merge.undone_at, merge.undone_by, merge.undone_reason = clock.now(), by, reason.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _point(merge.duplicate, None)
    suspensions.recompute(merge.duplicate)
    suspensions.recompute(merge.into)
    return merge


def _point(duplicate: Individual, into: Individual | None) -> None:
    duplicate.merged_into = into
    duplicate.save(update_fields=["merged_into"])
