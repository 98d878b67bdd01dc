"""Posts: a user is given a role in a contract, its dates are corrected, and it ends."""

import datetime

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import IN_EVERY_CONTRACT, NEED_STAFF_RECORD, roles_with
from contracts.access.giving import may_give
from contracts.access.managers import is_last_manager, take_turns
from contracts.access.notifications import notify_given, settle_unmanaged
from contracts.access.staff_records import with_staff_record
from contracts.models import Contract, Post
from core import clock
from core.errors import Refused
from core.letterhead import letterhead
from core.verbs import verb

DAY = datetime.timedelta(days=1)
LAST_MANAGER = "No one else manages access after that. Give someone else the role first."
MOST_AHEAD = 2 * 365 * DAY  # how far ahead the first and the last day of a post may be


@verb
def appoint(
    *,
    user: User,
    role: str,
    contract: Contract | None,
    from_on: datetime.date,
    by: User | None,
    until_on: datetime.date | None = None,
) -> Post:
    """Give `user` a post in `contract` from a day (inclusive) until a day (exclusive; None: without an end).

    A role that holds in every contract (an administrator's) has None as its contract.
    """
    post = Post.objects.create(
        user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, recorded_by=by
    )
    if role in roles_with(Permission.MANAGE_ACCESS, Scope.CONTRACT):
        for managed in [contract] if contract else Contract.objects.all():
            settle_unmanaged(managed)
    return post


def _refuse_last_day(until_on: datetime.date) -> None:
    """Refuse an end before today: who could see what then does not change. And one too far ahead: a slip."""
    today = clock.today()
    latest = today + MOST_AHEAD
    if until_on < today:
        raise Refused("The last day must be today or later.", field="last_on")
    if until_on > latest + DAY:
        raise Refused(f"The last day must be {latest:%-d %B %Y} or earlier.", field="last_on")


@verb
def relieve(*, post: Post, until_on: datetime.date, by: User | None) -> Post:
    """End a post: `until_on` is the first day without it; a post that ends later may be ended earlier.

    Until today, it ends now: it gives nothing more from this moment. One that begins today or later then has no day.

    Raises Refused for one's own post, for an end before today or more than two years ahead, when it ends by then
    already, for a later day before the post begins, and for the last post that manages access to the contract.
    """
    _refuse_last_day(until_on)
    take_turns(post.contract_id)
    post = Post.objects.get_locked(post.pk)
    if by is not None and post.user_id == by.pk:
        raise Refused("You can't end your own role. Ask another manager or administrator.")
    if post.until_on is not None and post.until_on <= until_on:
        raise Refused(f"This role already ends on {post.until_on - DAY:%-d %B %Y}.", field="last_on")
    if until_on == clock.today():
        post.from_on = min(post.from_on, until_on)
    elif until_on <= post.from_on:
        raise Refused(f"This role began on {post.from_on:%-d %B %Y}. Enter that day or a later one.", field="last_on")
    if is_last_manager(post, until_on):
        raise Refused(LAST_MANAGER)
    post.until_on = until_on
    post.save(update_fields=["from_on", "until_on"])
    return post


@verb
def end_roles(*, user: User, until_on: datetime.date, by: User | None) -> None:
    """End every post of a user who leaves the provider: `until_on` is the first day without one, also a past one.

    Posts that would begin later get no day. Raises Refused for a role that holds in every contract and that `by` may
    not give, and for the last post that manages access to a contract.
    """
    today, posts = clock.today(), Post.objects.filter(user=user)
    for contract_id in sorted(set(posts.values_list("contract", flat=True)), key=str):
        take_turns(contract_id)
    running = list(posts.not_ended(max(until_on, today)).select_related("contract"))
    in_every = [post for post in running if post.role in IN_EVERY_CONTRACT]
    if by is not None and not all(may_give(by, post.role, post.contract) for post in in_every):
        raise Refused("They are also an administrator. Ask another administrator to end that role first.")
    if any(is_last_manager(post, max(until_on, today)) for post in running):
        raise Refused(LAST_MANAGER)
    posts.filter(from_on__gte=until_on).update(from_on=today, until_on=today)
    posts.on(until_on - DAY).update(until_on=until_on)


@verb
def give_role(
    *,
    user: User,
    role: str,
    contract: Contract | None,
    from_on: datetime.date,
    by: User,
    until_on: datetime.date | None = None,
) -> Post:
    """Give `user` a role that `by` may give, from a day (inclusive) until a day (exclusive; None: without an end).

    Once the service is live, the managers of the contract are notified when an administrator gives it. Raises Refused
    for oneself, for a role that `by` may not give, for a first day before today, for days more than two years ahead,
    and for a role that needs a staff record while the user has none.
    """
    if by.pk == user.pk:
        raise Refused("You cannot give yourself a role. Ask another manager or administrator.")
    if not may_give(by, role, contract):
        raise Refused("You cannot give this role. Ask an administrator.", field="role")
    _refuse_days(from_on, until_on)
    if role in NEED_STAFF_RECORD and not with_staff_record([user.pk]):
        raise Refused("Support workers and team leaders need a staff record. Add them as a worker first.", field="role")
    post = appoint(user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, by=by)
    if contract is not None and letterhead().is_live and not _works_in(by, contract):
        notify_given(post, by)
    return post


def _works_in(user: User, contract: Contract) -> bool:
    return Post.objects.on(clock.today()).filter(user=user, contract=contract).exists()


@verb
def correct_role(*, post: Post, from_on: datetime.date, until_on: datetime.date | None, by: User) -> Post:
    """Correct the days of a post that has not begun; history has the earlier days. `until_on` is exclusive.

    Raises Refused as `give_role`, for a post that has begun, and where nobody would manage access to the contract on
    the day from which it was to count.
    """
    post = _not_begun(post, by)
    _refuse_days(from_on, until_on)
    is_shorter = from_on > post.from_on or (until_on is not None and (not post.until_on or until_on < post.until_on))
    if is_shorter and is_last_manager(post, post.from_on):
        raise Refused("No one else manages access then. Give someone else the role first.")
    post.from_on, post.until_on = from_on, until_on
    post.save(update_fields=["from_on", "until_on"])
    return post


@verb
def withdraw_role(*, post: Post, by: User) -> Post:
    """Withdraw a post that has not begun: it then has no day, and history has the days that it had.

    Raises Refused as `correct_role`.
    """
    post = _not_begun(post, by)
    if is_last_manager(post, post.from_on):
        raise Refused("No one else manages access then. Give someone else the role first.")
    post.from_on = post.until_on = clock.today()
    post.save(update_fields=["from_on", "until_on"])
    return post


def _not_begun(post: Post, by: User) -> Post:
    """Return the post, locked. Raises Refused where `by` may not change it, and for one that has begun."""
    take_turns(post.contract_id)
    post = Post.objects.get_locked(post.pk)
    if post.user_id == by.pk:
        raise Refused("You cannot change your own role. Ask another manager or administrator.")
    if not may_give(by, post.role, post.contract):
        raise Refused("You cannot change this role. Ask an administrator.")
    if post.from_on <= clock.today():
        raise Refused("This role has already started. End it instead.")
    return post


def _refuse_days(from_on: datetime.date, until_on: datetime.date | None) -> None:
    """Refuse a first day before today: what they could see until now does not change. And days far ahead: slips."""
    today, latest = clock.today(), clock.today() + MOST_AHEAD
    if from_on < today:
        raise Refused("The first day must be today or later.", field="from_on")
    if from_on > latest:
        raise Refused(f"The first day must be {latest:%-d %B %Y} or earlier.", field="from_on")
    if until_on is None:
        return
    _refuse_last_day(until_on)
    if until_on <= from_on:
        raise Refused("The last day must not be before the first day.", field="last_on")
