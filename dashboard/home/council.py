"""What a keyworker reads: updates and reviews to acknowledge, and updates that the provider has not sent in time."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.urls import reverse

from accounts.enums import Permission
from casework.access.user_rows import first_rows
from casework.models import SupportPackage
from dashboard.home.reader import Reader
from reviews.acknowledgement import newest_waiting, with_acknowledge_by
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.acknowledgement import REVIEWS
from reviews.updates.acknowledgement import UPDATES
from reviews.updates.raising import next_updates

MOST_ROWS = 5
MOST_LATE = 3


@dataclass(frozen=True)
class ToRead:
    """An update or the outcome of a review that the user has still to acknowledge, by `acknowledge_by`, if any."""

    what: str
    person: str
    href: str
    sent_at: datetime.datetime
    acknowledge_by: datetime.date | None


@dataclass(frozen=True)
class CouncilReading:
    """The first rows to read, the longest sent first; how many there are in all, and of these updates; what is late."""

    rows: list[ToRead]
    total: int
    update_count: int
    late: list[SupportPackage]


def council_reading(reader: Reader, most: int = MOST_ROWS) -> CouncilReading | None:
    """Return what the user acknowledges and what they wait for; None for who acknowledges nothing."""
    if Permission.ACKNOWLEDGE_UPDATE not in reader.may:
        return None
    updates, reviews = updates_to_read(reader, most), reviews_to_read(reader, most)
    rows = [_row("Update", "update", each, each.submitted_at) for each in updates]
    rows += [_row("Review", "review", each, each.shared_at) for each in reviews]
    rows.sort(key=lambda row: (row.sent_at, row.href))
    totals = [each[0].total if each else 0 for each in (updates, reviews)]
    return CouncilReading(rows[:most], sum(totals), totals[0], late_updates(reader))


def _row(what: str, page: str, record: Any, sent_at: datetime.datetime) -> ToRead:
    return ToRead(
        what=what,
        person=record.package.case.individual.full_name,
        href=reverse(page, args=[record.pk]),
        sent_at=sent_at,
        acknowledge_by=record.acknowledge_by,
    )


def updates_to_read(reader: Reader, most: int) -> list[Any]:
    """Return the newest update of each package that waits for the user, the longest sent first, each with `total`."""

    def build() -> QuerySet[Any]:
        allowed = KeyworkerUpdate.objects.allowing(reader.user, Permission.ACKNOWLEDGE_UPDATE)
        updates = with_acknowledge_by(UPDATES, newest_waiting(UPDATES, allowed, reader.day), reader.day)
        updates = updates.select_related("package__case__individual").annotate(total=Window(Count("pk")))
        return updates.order_by("submitted_at", "pk")

    return first_rows(reader.user, ("to acknowledge", reader.day), build, most)


def reviews_to_read(reader: Reader, most: int) -> list[Any]:
    """Return the newest shared review of each package that waits for the user, the longest sent first, with `total`."""
    user, day = reader.user, reader.day

    def build() -> QuerySet[Any]:
        rows = newest_waiting(REVIEWS, Review.objects.allowing(user, Permission.ACKNOWLEDGE_UPDATE), day)
        rows = with_acknowledge_by(REVIEWS, rows, day).annotate(total=Window(Count("pk")))
        return rows.select_related("package__case__individual").order_by("shared_at", "pk")

    return first_rows(user, ("reviews to acknowledge", day), build, most)


def late_updates(reader: Reader) -> list[Any]:
    """Return the packages whose next update is late, with its day as `due_on` and `total`, the longest late first."""
    user, day = reader.user, reader.day

    def build() -> QuerySet[Any]:
        packages = next_updates(SupportPackage.objects.allowing(user, Permission.READ_UPDATE), day)
        late = packages.filter(due_on__lt=day).annotate(total=Window(Count("pk")))
        return late.select_related("case__individual").order_by("due_on", "pk")

    return first_rows(user, ("late updates", day), build, MOST_LATE)
