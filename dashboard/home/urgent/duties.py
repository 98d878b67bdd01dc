"""The duties of the register that are urgent, and those that are due today. It knows no kind."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from casework.duties import DutyItem
from core import clock
from core.duties import kind_named
from dashboard.home.reader import Reader
from dashboard.home.urgent.row import SOON, UrgentRow, by, overdue_since, waiting


def urgent_duties(reader: Reader) -> Iterator[UrgentRow]:
    """Yield the urgent duties and those due today; a danger is for now, unless it has until later."""
    for item in reader.other_duties:
        if item.is_urgent_now or item.due_on == reader.day:
            yield duty_row(item, reader)


def duty_row(item: DutyItem, reader: Reader) -> UrgentRow:
    kind = kind_named(item.kind)
    if item.due_at is not None:
        due_at, time = item.due_at, by(item.due_at, reader.now)
    elif item.came_at is not None:
        due_at, time = item.came_at, waiting(item.came_at, reader.now, "late" if item.is_danger_now else "soon")
    else:
        due_at, time = clock.start_of(item.due_on), overdue_since(item.due_on, reader.day)
    return UrgentRow(
        danger=item.danger,
        time=time,
        due_at=due_at,
        sentence=item.label,
        person=item.individual_name,
        lead="" if item.lead_user_id == reader.user.pk else item.lead_name,
        detail=item.note,
        href=item.href,
        action=kind.action,
        is_now=item.is_danger_now and (item.is_harm or due_at - reader.now <= SOON),
        record_id=item.argument if item.is_urgent_now and kind.argument == "pk" else None,
        duty=item,
        several=kind.several,
        several_href=f"{reverse('duties')}?{urlencode({'kind': kind.key})}",
    )
