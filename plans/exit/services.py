"""The exit plan is written and agreed by the three parties; its conditions are met (T2.4, T4.6, T4.19)."""

import datetime
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from casework.enums import Destination
from casework.models import SupportPackage
from core import clock
from core.errors import Refused
from core.models import strike_row
from core.verbs import verb
from plans.exit.models import DESTINATION_MISSING
from plans.exit.rules import asks_exit_plan
from plans.models import ExitAgreement, ExitArrangement, ExitCondition, ExitPlan


@verb
def write_exit_plan(
    *,
    package: SupportPackage,
    revision: int,
    where_to: str,
    conditions: list[str],
    arrangements: list[tuple[str, str]],
    by: User | None,
    where_words: str = "",
    expected_on: datetime.date | None = None,
) -> ExitPlan:
    """Save the exit plan; the first save creates it (T2.4, T4.6). Raises Conflict when it was saved since `revision`.

    `conditions`: what must be in place before support ends; `arrangements`: pairs of who is responsible and the task.
    Missing ones are dropped, not deleted. Refused where the terms ask for none (C5e), and once support has ended.
    """
    package = SupportPackage.objects.select_related("case__contract").get_locked(package.pk)
    if package.ended_on:
        raise Refused("Support has ended. What happens next is in the record of the ending.")
    if not asks_exit_plan(package, clock.today()):
        raise Refused("The contract does not ask for an exit plan: support lasts as long as it is needed.")
    if where_to == Destination.DIED:
        raise Refused(DESTINATION_MISSING, field="where_to")
    plan = ExitPlan.objects.filter(package=package).first()
    if plan is None:
        # Revision 2, not 1: of two who begin at the same moment the second then gets a Conflict.
        plan = ExitPlan(package=package, revision=2, recorded_by=by)
    else:
        plan.check_revision(revision)
    plan.where_to, plan.where_words, plan.expected_on = where_to, where_words, expected_on
    plan.written_on = clock.today()
    plan.save()
    _save_rows(plan, ExitCondition, ({"text": text} for text in conditions), by)
    _save_rows(plan, ExitArrangement, ({"responsible": name, "task": task} for name, task in arrangements), by)
    return plan


def _save_rows(
    plan: ExitPlan, model: type[ExitCondition] | type[ExitArrangement], rows: Iterable[dict[str, str]], by: User | None
) -> None:
    """Save `rows` in their order, and drop as of today what is not among them."""
    pks = set()
    for position, columns in enumerate({tuple(row.values()): row for row in rows}.values()):
        defaults: dict[str, Any] = {"position": position, "dropped_on": None}
        # `done_on` is left alone: somebody may record that a condition is met at the same moment.
        row, _is_new = model.objects.update_or_create(
            plan=plan, **columns, defaults=defaults, create_defaults={**defaults, "recorded_by": by}
        )
        pks.add(row.pk)
    for row in model.objects.filter(plan=plan, dropped_on=None).exclude(pk__in=pks):
        row.dropped_on = clock.today()
        row.save(update_fields=["dropped_on"])


@verb
def finish_exit_condition(*, condition: ExitCondition, by: User | None) -> ExitCondition:
    """Record that a condition is met, as of today (T4.6). Refused when it was recorded before."""
    condition = ExitCondition.objects.get_locked(condition.pk)
    if condition.done_on is not None:
        raise Refused("This is already recorded.")
    condition.done_on = clock.today()
    condition.save(update_fields=["done_on"])
    return condition


@verb
def agree_exit_plan(
    *, plan: ExitPlan, revision: int, party: str, agreed_by: str, agreed_on: datetime.date, by: User | None
) -> ExitAgreement:
    """Record that the person, the Council or the provider agrees to the exit plan (T4.6): by name, and when.

    Refused for a future day, and when the plan was changed since `revision` was read.
    """
    plan = ExitPlan.objects.get_locked(plan.pk)
    if plan.revision != revision:
        raise Refused(
            "The exit plan has changed since you opened this page. Go back, read it, and record the agreement again."
        )
    if agreed_on > clock.today():
        raise Refused("The date they agreed can't be in the future.", field="agreed_on")
    return ExitAgreement.objects.create(
        plan=plan, party=party, revision=revision, agreed_by=agreed_by, agreed_on=agreed_on, recorded_by=by
    )


@verb
def withdraw_exit_agreement(*, agreement: ExitAgreement, reason: str, by: User) -> ExitAgreement:
    """Withdraw an agreement that was recorded by mistake: that party has not agreed. It stays on file.

    Raises NotPossible for one that is withdrawn already, and Refused without a reason.
    """
    return strike_row(agreement, by=by, reason=reason)
