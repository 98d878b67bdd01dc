"""A manager looks at unusual access, and records what they found."""

import datetime

from accounts.models import User
from casework.models import AccessReview, Individual
from casework.unusual_access.enums import UnusualKind
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb


@verb
def review_access(
    *, kind: str, user: User, individual: Individual | None, on: datetime.date, note: str, by: User
) -> AccessReview:
    """Record what was found about a line of unusual access; it does not come again.

    Raises Refused without a note, about one's own access, and where somebody has looked already.
    """
    if not note.strip():
        raise Refused("Enter what you found.", field="note")
    return AccessReview.objects.create(
        kind=UnusualKind(kind),
        user=user,
        individual=None if kind == UnusualKind.MANY else individual,
        on=None if kind == UnusualKind.SURNAME else on,
        note=note.strip(),
        recorded_by=by,
    )


@verb
def strike_access_review(*, review: AccessReview, reason: str, by: User) -> AccessReview:
    """Strike through a look that was recorded by mistake: the line comes again.

    Raises NotPossible if it is struck through, and Refused without a reason.
    """
    return strike_row(review, by=by, reason=reason)
