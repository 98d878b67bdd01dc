"""The draft of an update, from the records since the last one: figures beside the worker's texts, and first texts.

Everything comes from `shared_rows`: what the worker and the keyworker may both read.
"""

import datetime
from typing import Any

from accounts.models import User
from casework.recipients import keyworker_or_cover
from core import clock
from core.request_cache import cached
from plans.models import Achievement, GoalWording, Step
from reviews.models import KeyworkerUpdate
from reviews.updates.figures import WEEKS_AHEAD, Draft, closed_text, rated_goals, rating_text, record_sections
from reviews.updates.sections import RecordSections
from reviews.updates.shared_rows import Readers, without_walled
from visits.models import Visit

DAY = datetime.timedelta(days=1)
MOST_QUOTES = 5


def _last_sent_at(update: KeyworkerUpdate) -> datetime.datetime | None:
    sent = KeyworkerUpdate.objects.filter(package=update.package, submitted_at__isnull=False).exclude(pk=update.pk)
    return sent.order_by("-submitted_at").values_list("submitted_at", flat=True).first()


def since(update: KeyworkerUpdate) -> datetime.date:
    """The day after the last submission before this update, or the first day of support.

    The last update may be from before the cut-over (R63). Records from before the cut-over are not here.
    """
    return _since(update, _last_sent_at(update))


def _since(update: KeyworkerUpdate, last_sent_at: datetime.datetime | None) -> datetime.date:
    package = update.package
    last_on = clock.day_of(last_sent_at) if last_sent_at else package.last_update_on
    first = last_on + DAY if last_on else package.starts_on
    return package.case.contract.not_before_cut_over(first)


def draft_of(update: KeyworkerUpdate, writer: User) -> Draft:
    """Return what the draft is about, for `writer` and for whoever gets the update today."""

    def fetch() -> Draft:
        last_sent_at = _last_sent_at(update)
        readers = Readers(writer, keyworker_or_cover(update.package, clock.today()))
        return Draft(update.package, readers, _since(update, last_sent_at), last_sent_at)

    return cached(("draft of an update", update.pk, writer.pk), fetch)


def sections_of(update: KeyworkerUpdate, writer: User) -> RecordSections:
    """Return the sections from the records: as they were saved when it was sent; before that, as they are now."""
    return saved_sections(update) or record_sections(draft_of(update, writer))


def saved_sections(update: KeyworkerUpdate) -> RecordSections | None:
    """Return the sections that were sent, as `without_walled`; None for an update from before there were any."""
    return without_walled(RecordSections.from_json(update.figures)) if update.figures is not None else None


def prefilled_fields(update: KeyworkerUpdate, writer: User) -> dict[str, str]:
    """A first text for the parts that the records can begin. How things are is the worker's own.

    A visit that was logged after the last update was sent is in this one, whenever it took place.
    """
    draft = draft_of(update, writer)
    changes = draft.readers.changes_both_read(draft.package).filter(draft.new_since("local_on"))
    return {
        "progress": _goals(draft),
        "what_changed": "\n".join(_change(visit) for visit in changes.order_by("started_at", "pk")),
        "next_weeks": _steps_ahead(draft),
    }


def _goals(draft: Draft) -> str:
    """Each goal in force with the steps done since or a new rating, and what was achieved."""
    wordings = rated_goals(draft)
    steps = Step.objects.not_dropped().filter(wording__in=wordings, done_on__gte=draft.from_on)
    done: dict[Any, list[str]] = {}
    for step in draft.readers.both_read(steps).order_by("done_on", "position", "pk"):
        done.setdefault(step.wording_id, []).append(step.text)
    lines = [f"“{row.words}”: {_of_goal(row, done.get(row.pk, []), draft)}." for row in wordings]
    achieved = Achievement.objects.not_struck().filter(package=draft.package, achieved_on__gte=draft.from_on)
    rows = draft.readers.both_read(achieved).order_by("achieved_on", "pk")
    return "\n".join([*lines, *(f"{row.achieved_on:%-d %B}: {row.description}." for row in rows)])


def _of_goal(row: Any, steps: list[str], draft: Draft) -> str:
    """Return what to say of a goal: its finished steps, else its new rating; and that it is closed or paused."""
    parts = list(steps)
    if not parts and row.now is not None and row.now_on >= draft.from_on:
        parts = [f"rating {rating_text(row)}"]
    if closed := closed_text(row):
        parts.append(closed)
    return "; ".join(parts) or "no step finished and no new rating in this time"


def _change(visit: Visit) -> str:
    kind = visit.get_change_noticed_display().lower()
    return f"{visit.local_on:%-d %B}: {kind}. {visit.change_description}".strip()


def _steps_ahead(draft: Draft) -> str:
    """The steps that have a day of the next weeks."""
    until_on = draft.period.until_on + WEEKS_AHEAD * 7 * DAY
    wordings = GoalWording.objects.in_force().filter(plan__package=draft.package)
    steps = Step.objects.not_dropped().filter(wording__in=wordings, done_on=None, by_on__lt=until_on)
    rows = draft.readers.both_read(steps).order_by("by_on", "position", "pk")
    return "\n".join(f"{step.text} (by {step.by_on:%-d %B})." for step in rows)


def quotes_of(update: KeyworkerUpdate, writer: User) -> list[Visit]:
    """Return the newest visits since the last update at which the worker noted the person's words.

    For the worker only, who asks the person what may be passed on.
    """
    draft = draft_of(update, writer)
    visits = Visit.objects.visible_to(writer).not_struck().filter(draft.new_since("local_on"), package=draft.package)
    return list(visits.exclude(quote="").order_by("-started_at", "pk")[:MOST_QUOTES])
