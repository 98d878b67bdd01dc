"""Which rows an update may draw on: those that its writer and the keyworker may both read. Only this file says so.

It asks the rules of the rows themselves, for the writer and for whoever gets the update at the Council. Without such a
user it asks the keyworker's role.

The keyworker reads no record of an incident either; decision 85 says what of it is in an update all the same.

The keyworker reads no notes of visits or contacts. The contract asks how many there were (T4.9): they are counted, and
their text goes into no update.
"""

from dataclasses import dataclass
from typing import Any

from accounts.enums import Permission
from accounts.models import User
from accounts.roles import ROLES
from accounts.walls import hidden_from
from casework.models import SupportPackage
from reviews.updates.sections import RecordSections
from safeguarding.models import Incident
from visits.models import Visit

INCIDENT = "incident"  # the rows of a figure that is about an incident


@dataclass(frozen=True)
class Readers:
    """Who writes the update, and who at the Council gets it; None while nobody there is known."""

    writer: User
    keyworker: User | None

    def both_read(self, rows: Any) -> Any:
        """Return those of `rows` that both may read."""
        rows = rows.visible_to(self.writer)
        if self.keyworker:
            return rows.filter(pk__in=rows.model.objects.visible_to(self.keyworker).values("pk"))
        return rows if _role_has(rows.model.READ) else rows.none()

    def count_for_both(self, rows: Any) -> Any:
        """Return those of `rows` that are counted: the writer reads them, and no wall hides them from the keyworker."""
        hidden = hidden_from(self.keyworker) if self.keyworker else ()
        return rows.visible_to(self.writer).exclude(pk__in=hidden)

    def incidents_for_both(self, package: SupportPackage) -> Any:
        """Return the incidents of the package of which the day, the kind and the harm are in an update (decision 85):
        the writer reads them, and there is no wall around them.
        """
        rows = Incident.objects.not_withdrawn().without_walls().filter(package=package)
        return self.count_for_both(rows)

    def changes_both_read(self, package: SupportPackage) -> Any:
        """Return the visits that noticed a change: its description, and nothing else of the visit, both may read."""
        visits = Visit.objects.changes_visible_to(self.writer).filter(package=package)
        if self.keyworker:
            return visits.filter(pk__in=Visit.objects.changes_visible_to(self.keyworker).values("pk"))
        return visits if _role_has(SupportPackage.READ) else visits.none()


def without_walled(record: RecordSections) -> RecordSections:
    """Return the sections that were sent, without incidents around which a wall was raised since, for whoever reads."""
    ids = [
        pk for section in record.sections for figure in section.figures if figure.rows == INCIDENT for pk in figure.ids
    ]
    if not ids:
        return record
    may_stay = {str(pk) for pk in Incident.objects.without_walls().filter(pk__in=ids).values_list("pk", flat=True)}
    return record.without([figure_id for figure_id in ids if figure_id not in may_stay])


def _role_has(permission: Permission) -> bool:
    """Return whether the keyworker's role gives `permission`."""
    return any(permission in role.grants for role in ROLES.values() if Permission.BE_KEYWORKER in role.grants)
