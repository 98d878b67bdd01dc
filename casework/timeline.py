"""What the case brings to a person's timeline."""

from casework.models import Individual, SupportPackage
from core import clock
from core.models import Move
from core.timeline import LENGTH, Entry


def entries(individual: Individual, user) -> list[Entry]:
    """Packages opened and ended, stays in hospital, workers allocated, as `user` may see them."""
    packages = {
        package.pk: package
        for package in SupportPackage.objects.visible_to(user)
        .filter(case__individual=individual)
        .select_related("case__contract")
    }
    moves = Move.objects.filter(record_id__in=packages).select_related("recorded_by").order_by("-recorded_at")
    found = [_package_line(packages[move.record_id], move) for move in moves[:LENGTH]]
    for spell in individual.hospital_spells.select_related("recorded_by").order_by("-admitted_on")[:LENGTH]:
        found += _spell_lines(spell)
    for package in packages.values():
        for allocation in package.allocations.select_related("worker__user", "recorded_by"):
            found.append(
                Entry(
                    at=allocation.recorded_at,
                    title=f"{allocation.worker} is {allocation.get_kind_display().lower()} "
                    f"from {allocation.from_on:%-d %B %Y}",
                    by=str(allocation.recorded_by or "the clock"),
                )
            )
    return found


def _package_line(package, move) -> Entry:
    if move.to_state == "ended":
        title = f"Support ended: {package.get_end_reason_display().lower()}"
    else:
        title = f"Support package {package.reference} opened in {package.case.contract}"
    return Entry(at=move.recorded_at, title=title, body=move.reason, by=str(move.recorded_by or "the clock"))


def _spell_lines(spell) -> list[Entry]:
    by = str(spell.recorded_by or "the clock")
    lines = [
        Entry(
            at=spell.recorded_at,
            title=f"Admitted to {spell.hospital} on {spell.admitted_on:%-d %B %Y}",
            body=spell.struck_reason,
            by=by,
            struck=spell.struck_at is not None,
        )
    ]
    if spell.discharged_on:
        at = clock.instant_on(spell.discharged_on)
        lines.append(Entry(at=at, title=f"Left {spell.hospital}", by=by))
    return lines
