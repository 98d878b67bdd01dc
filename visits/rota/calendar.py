"""A user's tasks and visits as a calendar: times, what it is, the person's initials, and the link into Casework."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from icalendar import Calendar, Event

from accounts.enums import Permission
from accounts.models import User
from casework.duties import DutyItem, duty_items
from contracts.posts import permissions
from core import clock
from visits.models import CalendarFeed, PlannedVisit

BEFORE, AHEAD = datetime.timedelta(days=7), datetime.timedelta(weeks=8)
DAY = datetime.timedelta(days=1)
MOST = 500  # entries of a calendar
EVERY = datetime.timedelta(hours=1)  # how often calendar apps may ask


@dataclass(frozen=True)
class CalendarEntry:
    """Something at a time that is no visit, of a higher app: `what` and the person's initials, and its page."""

    uid: str
    what: str
    initials: str
    starts_at: datetime.datetime
    href: str


# Each returns the appointments of a user between two instants, the first on top.
CalendarSource = Callable[[User, datetime.datetime, datetime.datetime], list[CalendarEntry]]
_sources: list[CalendarSource] = []


def register_appointments(source: CalendarSource) -> None:
    """Add a source of appointments."""
    _sources.append(source)


def appointments_of(user: User) -> list[CalendarEntry]:
    """Return the user's appointments, from a week ago to eight weeks ahead."""
    first, last = clock.start_of(clock.today() - BEFORE), clock.start_of(clock.today() + AHEAD)
    return [row for source in _sources for row in source(user, first, last)][:MOST]


def feed_of(user: User) -> CalendarFeed | None:
    """Return the address that `user` made and has not revoked."""
    return CalendarFeed.objects.unrevoked().filter(user=user).first()


def visits_of(user: User) -> QuerySet[PlannedVisit]:
    """Return the user's own visits, from a week ago to eight weeks ahead, without cancelled and held ones."""
    today = clock.today()
    visits = PlannedVisit.objects.visible_to(user).filter(worker__user=user).exclude(state="cancelled")
    visits = visits.within_support().within(today - BEFORE, today + AHEAD).with_holds().filter(is_held=False)
    return visits.select_related("package__case__individual").order_by("starts_at", "pk")[:MOST]


def duties_of(user: User) -> list[DutyItem]:
    """Return what `user` does and is late or due within eight weeks, dangers first.

    For a worker what is expected of them; for whoever leads workers what the team does, too.
    """
    today = clock.today()
    items = duty_items(user, today, until=today + AHEAD, most=MOST)
    if Permission.ALLOCATE not in permissions(user):
        items = [item for item in items if item.is_expected_of(user)]
    return items[:MOST]


def calendar_of(user: User) -> bytes:
    """Return the calendar (RFC 5545) of the user's visits, appointments and tasks, at most MOST of them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Casework//Work//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Casework")
    calendar.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    timed = [*map(_visit_event, visits_of(user)), *map(_appointment_event, appointments_of(user))]
    for event in _first([*timed, *map(_duty_event, duties_of(user))]):
        calendar.add_component(event)
    return calendar.to_ical()


def _first(events: Iterable[Event]) -> list[Event]:
    return list(events)[:MOST]


def _visit_event(visit: PlannedVisit) -> Event:
    event = _event(f"{visit.pk}@casework", f"Visit, {visit.package.individual.initials}")
    event.add("dtstart", visit.starts_at.astimezone(datetime.UTC))
    event.add("dtend", visit.ends_at.astimezone(datetime.UTC))
    event.add("url", settings.SITE_ADDRESS + reverse("visit_briefing", args=[visit.pk]))
    return event


def _appointment_event(appointment: CalendarEntry) -> Event:
    """Return the appointment at its time; nobody says how long it is, so it has no end."""
    event = _event(f"{appointment.uid}@casework", f"{appointment.what}, {appointment.initials}")
    event.add("dtstart", appointment.starts_at.astimezone(datetime.UTC))
    event.add("url", settings.SITE_ADDRESS + appointment.href)
    return event


def _duty_event(duty: DutyItem) -> Event:
    """Return the task on the whole day on which it is due; one that is overdue is on today."""
    today = clock.today()
    summary = f"{duty.fixed_label}, {duty.initials}"
    event = _event(f"{duty.kind}-{duty.argument}@casework", f"Overdue: {summary}" if duty.is_late else summary)
    event.add("dtstart", max(duty.due_on, today))
    event.add("dtend", max(duty.due_on, today) + DAY)
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_ADDRESS + duty.href)
    return event


def _event(uid: str, summary: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", clock.now())
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    return event
