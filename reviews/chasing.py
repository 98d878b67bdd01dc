"""The keyworker is reminded of updates and reviews that wait to be acknowledged."""

import datetime
from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from core import sweeps
from reviews.acknowledgement import chase_one, ids_to_chase
from reviews.package_reviews.acknowledgement import REVIEWS
from reviews.updates.acknowledgement import UPDATES

KINDS = (UPDATES, REVIEWS)


def chase_acknowledgements(*, on: datetime.date) -> int:
    """Remind the keyworker of each update and review that waits since the terms' `acknowledge_days`, once (a sweep);
    return how many. After as many days again it is a duty of the managers (`reviews.duties`).
    """
    return sweeps.each(acknowledgements_to_chase(on), lambda pk: chase_acknowledgement(pk, on))


def acknowledgements_to_chase(on: datetime.date) -> Iterable[UUID]:
    """Return the ids of the updates and reviews of which the keyworker is reminded on `on`."""
    return chain(*(ids_to_chase(kind, on) for kind in KINDS))


def chase_acknowledgement(record_id: UUID, on: datetime.date) -> bool:
    """Remind the keyworker of one update or review on `on`; return True if a message was queued."""
    kind = UPDATES if UPDATES.model.objects.filter(pk=record_id).exists() else REVIEWS
    return chase_one(kind, record_id, on)
