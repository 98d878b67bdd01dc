"""A worker's visits as a calendar (RFC 5545): times and initials, nothing else."""

import datetime
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from core import clock
from visits.models import CalendarFeed, PlannedVisit
from workforce.models import Worker

BEFORE, AHEAD = datetime.timedelta(days=7), datetime.timedelta(days=42)
LINE_LENGTH = 75  # octets of a line
CRLF = "\r\n"


def feed_of(user: User) -> CalendarFeed | None:
    """Return the address that `user` made and has not revoked."""
    return CalendarFeed.objects.unrevoked().filter(worker__user=user).first()


def visits_of(worker: Worker) -> QuerySet[PlannedVisit]:
    """Return the visits the worker may see, from a week ago to six weeks ahead, without cancelled and held ones."""
    today = clock.today()
    visits = PlannedVisit.objects.visible_to(worker.user).filter(worker=worker).exclude(state="cancelled")
    visits = visits.within_support().within(today - BEFORE, today + AHEAD).with_holds().filter(is_held=False)
    return visits.select_related("package__case__individual").order_by("starts_at", "pk")


def as_text(visits: Iterable[PlannedVisit], made_at: datetime.datetime) -> str:
    """Return the calendar as text. Instants are in UTC, so it needs no time zone description."""
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
            f"SUMMARY:{_escape(visit.package.individual.initials)}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return CRLF.join(_fold(line) for line in [*lines, "END:VCALENDAR"]) + CRLF


def _instant(instant: datetime.datetime) -> str:
    return f"{instant.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Return the line, broken after at most 75 octets and never within a letter. A broken part begins with a space."""
    parts: list[str] = []
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LINE_LENGTH - bool(parts):
            parts.append(part)
            part = ""
        part += letter
    return f"{CRLF} ".join([*parts, part])
