"""The exit plan is written, agreed by the three, and what it waits for comes true (T2.4, T4.6, T4.19)."""

import datetime

from casework.enums import Destination
from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.verbs import verb
from plans.exit.rules import asks_exit_plan
from plans.models import ExitAgreement, ExitArrangement, ExitCondition, ExitPlan


@verb
def write_exit_plan(
    *,
    package: SupportPackage,
    revision: int,
    where_to: str,
    conditions: list[str],
    carried: list[tuple[str, str]],
    by,
    where_words: str = "",
    expected_on: datetime.date | None = None,
) -> ExitPlan:
    """Save the exit plan; the first save makes it (T2.4, T4.6). Raises Conflict when it was saved since `revision`.

    `conditions`: what has to be true; `carried`: pairs of who and what. Lines that are gone are dropped, not lost.
    Refused where the terms ask for none (C5e), and once support has ended.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended: what comes after stands in the record of the ending.")
    if not asks_exit_plan(package, clock.today()):
        raise Refused("The contract asks for no exit plan: support lasts as long as it is needed.")
    if where_to == Destination.DIED:
        raise Refused("Choose where the person goes on.", field="where_to")
    plan = ExitPlan.objects.filter(package=package).first()
    if plan is None:
        # Counted as a save of its own, so that two who begin at once do not write over each other.
        plan = ExitPlan(package=package, revision=2, recorded_by=by)
    else:
        plan.check_revision(revision)
    plan.where_to, plan.where_words, plan.expected_on = where_to, where_words, expected_on
    plan.save()
    _keep(plan, ExitCondition, [(what,) for what in conditions], by)
    _keep(plan, ExitArrangement, carried, by)
    return plan


def _keep(plan: ExitPlan, model, lines: list[tuple], by) -> None:
    """Write the lines in their order; what stood before and is not among them is dropped as of today."""
    names = ("who", "what") if model is ExitArrangement else ("what",)
    known = {tuple(getattr(row, name) for name in names): row for row in model.objects.filter(plan=plan)}
    wanted = list(dict.fromkeys(lines))
    for position, values in enumerate(wanted):
        said = {"position": position, "dropped_on": None}
        # Only the place is written: whether a condition is met may be said at the same moment.
        model.objects.update_or_create(
            plan=plan,
            **dict(zip(names, values, strict=True)),
            defaults=said,
            create_defaults={**said, "recorded_by": by},
        )
    for values, row in known.items():
        if values not in wanted and row.dropped_on is None:
            row.dropped_on = clock.today()
            row.save(update_fields=["dropped_on"])


@verb
def finish_exit_condition(*, condition: ExitCondition, by) -> ExitCondition:
    """What had to be true is true, as of today (T4.6). Refused when it was recorded before."""
    condition = ExitCondition.objects.get_locked(condition.pk)
    if condition.done_on is not None:
        raise Refused("This is recorded already.")
    condition.done_on = clock.today()
    condition.save(update_fields=["done_on"])
    return condition


@verb
def agree_exit_plan(
    *, plan: ExitPlan, revision: int, party: str, who: str, agreed_on: datetime.date, by
) -> ExitAgreement:
    """The person, the Council or the provider agrees to the exit plan as it stands (T4.6): who, and when.

    Refused for a day still to come, and when the plan was changed since `revision` was read.
    """
    plan = ExitPlan.objects.get_locked(plan.pk)
    if plan.revision != revision:
        raise Refused("The exit plan was changed since you opened this page. Go back, read it, and record it again.")
    if agreed_on > clock.today():
        raise Refused("Nobody can have agreed in the future.", field="agreed_on")
    return ExitAgreement.objects.create(
        plan=plan, party=party, revision=revision, who=who, agreed_on=agreed_on, recorded_by=by
    )
