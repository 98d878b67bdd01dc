"""The merges of a record that were undone, for whoever merges it again."""

from django.db.models import Q

from accounts.enums import Permission
from accounts.models import User
from casework.models import Individual, Merge


def undone_merges(individual: Individual, user: User) -> list[Merge]:
    """Return the merges of this record that were undone, with records that the user may change, the latest first."""
    others = Individual.objects.allowing(user, Permission.EDIT_PERSON).values("pk")
    merges = Merge.objects.filter(undone_at__isnull=False).filter(
        Q(duplicate=individual, into__in=others) | Q(into=individual, duplicate__in=others)
    )
    return list(merges.select_related("duplicate", "into", "undone_by").order_by("-undone_at"))
