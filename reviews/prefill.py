"""First texts of an update, from the records since the last one, for the worker to rewrite."""

import datetime
from typing import Any

from django.db.models import Q

from core import clock
from plans.models import GoalWording
from reviews.models import KeyworkerUpdate
from visits.enums import VisitOutcome
from visits.models import Visit

DAY = datetime.timedelta(days=1)


def _last_sent_at(update: KeyworkerUpdate) -> datetime.datetime | None:
    sent = KeyworkerUpdate.objects.filter(package=update.package, submitted_at__isnull=False).exclude(pk=update.pk)
    return sent.order_by("-submitted_at").values_list("submitted_at", flat=True).first()


def since(update: KeyworkerUpdate) -> datetime.date:
    """The day after the last submission before this update, or the first day of support.

    The last update may be from before the cut-over (R63). Records from before the cut-over are not here.
    """
    package, last_sent_at = update.package, _last_sent_at(update)
    last_on = clock.day_of(last_sent_at) if last_sent_at else package.last_update_on
    first = last_on + DAY if last_on else package.starts_on
    return package.case.contract.not_before_cut_over(first)


def prefilled_fields(update: KeyworkerUpdate) -> dict[str, str]:
    """A first text for each part of the update, from visits and goals.

    A visit that was logged after the last update was sent is in this one, whenever it took place.
    """
    from_on, last_sent_at = since(update), _last_sent_at(update)
    is_new = Q(local_on__gte=from_on)
    if last_sent_at:
        is_new |= Q(recorded_at__gt=last_sent_at)
    visits = list(
        Visit.objects.not_struck()
        .filter(is_new, package=update.package)
        .order_by("started_at")
        .only("outcome", "minutes", "change_noticed", "change_description", "local_on", "next_step", "started_at")
    )
    from_on = min([from_on, *(visit.local_on for visit in visits)])
    return {
        "how_it_is": _visits(visits, from_on),
        "progress": _goals(update),
        "what_changed": _signs(visits),
        "next_weeks": next((visit.next_step for visit in reversed(visits) if visit.next_step), ""),
    }


def _visits(visits: list[Visit], from_on: datetime.date) -> str:
    visits_made = [visit for visit in visits if visit.outcome == VisitOutcome.YES]
    total = _duration(sum(visit.minutes for visit in visits_made))
    times = "once" if len(visits_made) == 1 else f"{len(visits_made)} times"
    text = f"Since {from_on:%-d %B} we met {times}, {total} in total."
    missed_count = len(visits) - len(visits_made)
    if missed_count:
        text += f" {missed_count} {'visit' if missed_count == 1 else 'visits'} did not take place."
    return text


def _duration(minutes: int) -> str:
    """Minutes as "8 hours 42 minutes", "1 hour" or "45 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour")] if hours else []
    parts += [(rest, "minute")] if rest or not hours else []
    return " ".join(f"{count} {unit}" if count == 1 else f"{count} {unit}s" for count, unit in parts)


def _goals(update: KeyworkerUpdate) -> str:
    wordings: Any = GoalWording.objects.in_force().filter(plan__package=update.package).with_first_and_last()
    lines = []
    for wording in wordings.order_by("position"):
        words = f"“{wording.words}”"
        if wording.last_on and wording.first_value == wording.last_value:
            words += f": rated {wording.last_value} out of 10 on {wording.last_on:%-d %B}"
        elif wording.last_on:
            words += (
                f": first rated {wording.first_value} out of 10, "
                f"last rated {wording.last_value} out of 10 on {wording.last_on:%-d %B}"
            )
        lines.append(words + ".")
    return "\n".join(lines)


def _signs(visits: list[Visit]) -> str:
    return "\n".join(
        f"{visit.local_on:%-d %B}: {visit.get_change_noticed_display().lower()}. {visit.change_description}".strip()
        for visit in visits
        if visit.change_noticed
    )
