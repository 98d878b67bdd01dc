"""Messages about concerns, to those who lead concerns and are not walled off from the concern."""

from collections.abc import Iterable

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import is_hidden, not_walled_off
from contracts.models import Council
from contracts.posts import users_with
from core.messages import queue_message, settle
from core.models import Channel
from design import formatting
from safeguarding.models import Concern
from workforce.on_call.rota import on_call_now

NOT_CONTACTED = "A safeguarding concern: the Council is not contacted yet"
SIGN_IN = "Sign in to read the concern."


def notify_raised(concern: Concern, by: User | None) -> None:
    """Tell those who lead concerns that one was raised; the text is the same for every concern.

    Where nobody of them may read it, those who manage access are asked to find somebody who may.
    """
    readers = 0
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if is_hidden(user, concern.pk, concern.individual_id):
            continue
        readers += 1
        if by is not None and user.pk == by.pk:
            continue
        queue_message(
            user,
            key=f"concern:{concern.pk}",
            subject="New safeguarding concern",
            body="Contact the Council first. Sign in to read the concern.",
            path=reverse("concern", args=[concern.pk]),
            individual_id=concern.individual_id,
            about=[concern.pk],
            by=by,
            is_urgent=True,
        )
    if readers == 0:
        _ask_for_a_lead(concern, by)


def settle_raised(concern: Concern) -> None:
    """Mark as read what asked for the contact with the Council, now that somebody has made it."""
    settle(
        f"concern:{concern.pk}",
        f"concern-without-lead:{concern.pk}",
        f"concern-due:{concern.pk}",
        f"concern-overdue:{concern.pk}",
        f"concern-on-call:{concern.pk}",
    )


def remind_leads(concern: Concern) -> bool:
    """Remind the safeguarding leads that the time to contact the Council is nearly over; without any, the managers.

    Return True if somebody gets it now.
    """
    contract = concern.package.case.contract
    managing = users_with(contract, Permission.ALLOCATE)
    leading = users_with(contract, Permission.LEAD_CONCERN)
    leads = _readers(concern, leading.exclude(pk__in=managing.values("pk"))) or _readers(concern, managing)
    return _notify(
        concern, leads, f"concern-due:{concern.pk}", body=f"Contact the Council by {_time(concern)}. {SIGN_IN}"
    )


def alert_managers(concern: Concern) -> bool:
    """Alert the managers that the Council was not contacted in time. Return True if somebody gets it now."""
    managers = _readers(concern, users_with(concern.package.case.contract, Permission.ALLOCATE))
    return _notify(
        concern, managers, f"concern-overdue:{concern.pk}", body=f"The time ended at {_time(concern)}. {SIGN_IN}"
    )


def alert_on_call(concern: Concern) -> bool:
    """Alert whoever answers now and is not walled off, who may not read it. Return True if somebody gets it now."""
    contract = concern.package.case.contract
    users = _readers(concern, on_call_now(contract).users)
    body = (
        "Ring the safeguarding lead or a manager now: they can read the concern. If you reach no one, ring "
        f"{council_numbers(contract.council)} and say that we have a concern that was not passed on in time."
    )
    return _notify(concern, users, f"concern-on-call:{concern.pk}", body=body, has_path=False)


def council_numbers(council: Council) -> str:
    """Return whom to ring at the Council, as one sentence part: the safeguarding team, its team for children, and out
    of hours the duty team. Who may not read the concern does not learn which of them it is for.
    """
    team = council.safeguarding_team or "the Council’s safeguarding team"
    numbers = [f"{team} on {council.safeguarding_telephone}"] if council.safeguarding_telephone else []
    if council.children_telephone:
        children_team = council.children_team or "children’s safeguarding"
        numbers.append(f"about a child {children_team} on {council.children_telephone}")
    if council.duty_team_telephone:
        numbers.append(f"out of hours the duty team on {council.duty_team_telephone}")
    return ", ".join(numbers) or team


def _readers(concern: Concern, users: Iterable[User]) -> list[User]:
    return not_walled_off(users, concern.pk, concern.individual_id)


def _time(concern: Concern) -> str:
    return formatting.when(concern.contact_due_at)


def _notify(concern: Concern, users: list[User], key: str, *, body: str, has_path: bool = True) -> bool:
    new = []
    for user in users:
        new += queue_message(
            user,
            key=key,
            subject=NOT_CONTACTED,
            body=body,
            path=reverse("concern", args=[concern.pk]) if has_path else "",
            about=[concern.pk],
            individual_id=concern.individual_id if has_path else None,
            channels=(Channel.IN_APP, Channel.EMAIL, Channel.TEXT),
            is_urgent=True,
        )
    return bool(new)


def notify_withdrawn(concern: Concern, by: User) -> None:
    """Tell those who lead concerns that one was withdrawn. Call before its walls are lifted."""
    for user in users_with(concern.package.case.contract, Permission.LEAD_CONCERN):
        if user.pk == by.pk or is_hidden(user, concern.pk, concern.individual_id):
            continue
        queue_message(
            user,
            key=f"concern-withdrawn:{concern.pk}",
            subject="Safeguarding concern withdrawn",
            body="It was recorded by mistake. Sign in to read why.",
            path=reverse("concern", args=[concern.pk]),
            individual_id=concern.individual_id,
            about=[concern.pk],
            by=by,
            is_always_sent=True,
        )


def _ask_for_a_lead(concern: Concern, by: User | None) -> None:
    for user in users_with(concern.package.case.contract, Permission.MANAGE_ACCESS):
        if by is not None and user.pk == by.pk or is_hidden(user, concern.pk):
            continue
        queue_message(
            user,
            key=f"concern-without-lead:{concern.pk}",
            subject="A safeguarding concern has no one to lead it",
            body="No one here may read it. Ring the Council’s safeguarding team today, and tell your director.",
            path=reverse("account_list"),
            about=[concern.pk],
            by=by,
            is_urgent=True,
        )
