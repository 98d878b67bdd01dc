"""A worker's visits as a calendar (RFC 5545): times and initials, nothing else."""

import datetime

from accounts.walls import hidden_from
from core import clock
from visits.models import CalendarFeed, PlannedVisit
from workforce.models import Worker

BEFORE, AHEAD = datetime.timedelta(days=7), datetime.timedelta(days=42)
LONGEST = 75  # octets of a line
CRLF = "\r\n"


def feed_of(user) -> CalendarFeed | None:
    """The address that `user` made for themselves and has not revoked."""
    return CalendarFeed.objects.standing().filter(worker__user=user).first()


def visits_of(worker: Worker):
    """What stands in the calendar: planned for this worker, a week back and six weeks ahead, less what is walled."""
    hidden, today = hidden_from(worker.user), clock.today()
    visits = PlannedVisit.objects.filter(worker=worker).exclude(state="cancelled").within_support()
    visits = visits.within(today - BEFORE, today + AHEAD).with_holds().filter(is_held=False)
    visits = visits.exclude(pk__in=hidden).exclude(package__in=hidden).exclude(package__case__individual__in=hidden)
    return visits.select_related("package__case__individual").order_by("starts_at", "pk")


def text_of(visits, made_at: datetime.datetime) -> str:
    """The calendar as text; instants in UTC, so that no time zone has to be described."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Casework//Visits//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Visits",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for visit in visits:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{visit.pk}@casework",
            f"DTSTAMP:{_instant(made_at)}",
            f"DTSTART:{_instant(visit.starts_at)}",
            f"DTEND:{_instant(visit.ends_at)}",
            f"SUMMARY:{_escaped(visit.package.individual.initials)}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return CRLF.join(_folded(line) for line in [*lines, "END:VCALENDAR"]) + CRLF


def _instant(instant: datetime.datetime) -> str:
    return f"{instant.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of more than 75 octets goes on after a line break and a space, never within a letter."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > LONGEST - bool(parts):
            parts.append(part)
            part = ""
        part += letter
    return f"{CRLF} ".join([*parts, part])
