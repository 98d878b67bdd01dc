"""Name somebody in a concern later: the wall is there at once, and what they had seen before is listed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User, Wall
from casework.models import RecordAccess
from core import transitions
from core.errors import Refused
from core.messages import withhold
from core.models import Message, MessageState
from core.verbs import verb
from safeguarding.concerns.enums import SourceOfRisk
from safeguarding.concerns.named_people import names_staff
from safeguarding.concerns.services.raising import ABOUT_YOURSELF, wall_off
from safeguarding.models import Concern

MOST_LISTED = 20


@verb
def name_users(*, concern: Concern, users: list[User], reason: str, by: User) -> Concern:
    """Name users in a concern that was raised already: it is hidden from them from now on.

    Their access ends, and what was queued to them is withheld, in this transaction. A concern about somebody who works
    for the service has the service as its source of risk. Raises Refused for oneself, and without a reason.
    """
    if by in users:
        raise Refused(ABOUT_YOURSELF, field="users")
    concern = Concern.objects.select_related("package__case").get_locked(concern.pk)
    wall_off(concern=concern, users=users, by=by)
    concern.named_users.add(*users)
    is_service = names_staff(concern.package, users)
    source = SourceOfRisk.SERVICE_PROVIDER if is_service else concern.source_of_risk
    transitions.apply(concern, "name", by=by, reason=reason, about=[concern.individual_id], source_of_risk=source)
    for user in users:
        withhold(user, record_id=concern.pk, reason="not for this recipient")
    return concern


@dataclass(frozen=True)
class SeenBefore:
    """What a user whom the concern names had seen before the wall: when they opened it, and when they were alerted."""

    user: User
    walled_at: datetime.datetime
    opened_at: list[datetime.datetime]
    alerted_at: list[datetime.datetime]


def seen_before_wall(concern: Concern) -> list[SeenBefore]:
    """Return the users walled off from the concern who had seen something of it, by name; three queries.

    Each list has the latest MOST_LISTED instants.
    """
    walls = Wall.objects.active().filter(record_id=concern.pk).select_related("user").order_by("user__full_name", "pk")
    walls_by_user = {wall.user_id: wall for wall in walls}
    if not walls_by_user:
        return []
    opened = RecordAccess.objects.filter(about_ids__contains=[concern.pk], recorded_by__in=walls_by_user)
    alerted = Message.objects.filter(about_ids__contains=[concern.pk], to__in=walls_by_user, state=MessageState.SENT)
    openings = list(opened.order_by("recorded_at").values_list("recorded_by", "recorded_at"))
    alerts = list(alerted.order_by("sent_at").values_list("to", "sent_at"))
    rows = [
        SeenBefore(wall.user, wall.recorded_at, _before(wall, openings), _before(wall, alerts))
        for wall in walls_by_user.values()
    ]
    return [row for row in rows if row.opened_at or row.alerted_at]


def _before(wall: Wall, pairs: Iterable[tuple[UUID | None, datetime.datetime | None]]) -> list[datetime.datetime]:
    times = sorted({at for user_id, at in pairs if at and user_id == wall.user_id and at <= wall.recorded_at})
    return times[-MOST_LISTED:]
