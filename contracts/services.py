"""Contracts, their terms and prices, and posts in them."""

import datetime
from decimal import Decimal

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.roles import roles_with
from contracts.access.managers import is_last_manager
from contracts.access.notifications import settle_unmanaged
from contracts.access.services import restore_account, suspend_account
from contracts.councils.services import add_council
from contracts.details.services import add_contract
from contracts.models import Contract, ContractYear, Post
from contracts.provider.services import save_provider
from contracts.terms.services import TermsColumns, change_terms, correct_terms, set_terms, withdraw_terms
from core import clock
from core.errors import Refused
from core.verbs import verb

__all__ = [
    "DAY",
    "TermsColumns",
    "add_contract",
    "add_council",
    "add_year",
    "appoint",
    "change_terms",
    "correct_terms",
    "correct_year",
    "relieve",
    "restore_account",
    "save_provider",
    "set_terms",
    "suspend_account",
    "withdraw_terms",
]

DAY = datetime.timedelta(days=1)
MOST_AHEAD = 2 * 365 * DAY  # how far ahead the last day of a post may lie


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
    if post.contract_id:
        Contract.objects.get_locked(post.contract_id)
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
        raise Refused("No one else manages access after that. Give someone else the role first.")
    post.until_on = until_on
    post.save(update_fields=["from_on", "until_on"])
    return post


@verb
def add_year(
    *,
    contract: Contract,
    from_on: datetime.date,
    last_on: datetime.date,
    by: User | None,
    hourly_rate: Decimal | None = None,
    block_price: Decimal | None = None,
    maximum: Decimal | None = None,
) -> ContractYear:
    """Add a price from `from_on` to `last_on` (both inclusive), in pounds; None where the contract names none (T11.1).

    Raises Refused where a day has a price already.
    """
    return ContractYear.objects.create(
        contract=contract,
        from_on=from_on,
        until_on=last_on + DAY,
        hourly_rate=hourly_rate,
        block_price=block_price,
        maximum=maximum,
        recorded_by=by,
    )


@verb
def correct_year(
    *,
    year: ContractYear,
    revision: int,
    from_on: datetime.date,
    last_on: datetime.date,
    by: User | None,
    hourly_rate: Decimal | None,
    block_price: Decimal | None,
    maximum: Decimal | None,
) -> ContractYear:
    """Correct a contract year; the history has the row as it was (T11.1).

    Raises Conflict when somebody saved it since `revision`.
    """
    year.check_revision(revision)
    year.from_on, year.until_on = from_on, last_on + DAY
    year.hourly_rate, year.block_price, year.maximum = hourly_rate, block_price, maximum
    year.save(update_fields=["revision", "from_on", "until_on", "hourly_rate", "block_price", "maximum"])
    return year
