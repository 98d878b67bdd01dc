"""Contracts, their terms, and posts in them."""

import datetime

from contracts.models import Contract, ContractYear, Post, Terms
from core import clock
from core.dates import quarter_of
from core.errors import Refused
from core.verbs import verb


@verb
def set_terms(*, contract: Contract, from_on: datetime.date, by, **columns) -> Terms:
    """Give `contract` new terms from a day; the columns not given say nothing. Earlier terms stay as they are."""
    return Terms.objects.create(contract=contract, from_on=from_on, recorded_by=by, **columns)


def refuse_terms(contract: Contract, *, from_on: datetime.date, **columns) -> None:
    """Raise Refused where new terms cannot begin on `from_on`, or change nothing.

    They follow the latest ones, and lie in no quarter that is over: its return may be sealed (T10.1).
    """
    latest = contract.terms.order_by("from_on").last()
    if latest is not None and from_on <= latest.from_on:
        raise Refused(f"There are terms from {latest.from_on:%-d %B %Y}: new ones begin later.", field="from_on")
    earliest = quarter_of(clock.today()).from_on
    if from_on < earliest:
        raise Refused(
            f"New terms begin on {earliest:%-d %B %Y} or later: returns of earlier quarters may be sealed.",
            field="from_on",
        )
    if latest is not None and all(getattr(latest, name) == value for name, value in columns.items()):
        raise Refused("Nothing differs from the terms that are there.")


@verb
def change_terms(*, contract: Contract, from_on: datetime.date, by, **columns) -> Terms:
    """The contract's terms change from a day; clocks and returns of earlier days keep the terms of their time (T10.1).

    Refused on or before the day of the latest terms, and in a quarter that is over.
    """
    contract = Contract.objects.get_locked(contract.pk)
    refuse_terms(contract, from_on=from_on, **columns)
    return set_terms(contract=contract, from_on=from_on, by=by, **columns)


@verb
def appoint(*, user, role: str, contract: Contract, from_on: datetime.date, by, until_on=None) -> Post:
    """Give `user` a post in `contract` from a day (inclusive) until a day (exclusive)."""
    return Post.objects.create(
        user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, recorded_by=by
    )


@verb
def relieve(*, post: Post, until_on: datetime.date, by) -> Post:
    """End a post: `until_on` is the first day without it."""
    post = Post.objects.get_locked(post.pk)
    if post.until_on is not None:
        raise Refused("This post has ended already.")
    post.until_on = until_on
    post.save(update_fields=["until_on"])
    return post


@verb
def add_year(*, contract: Contract, from_on: datetime.date, last_on: datetime.date, by, **amounts) -> ContractYear:
    """The contract has a price from `from_on` to `last_on` (both counted): `hourly_rate`, `block_price` and `maximum`
    in pounds, none where the contract names none (T9.11). Refused where a day has a price already.
    """
    until_on = last_on + datetime.timedelta(days=1)
    return ContractYear.objects.create(contract=contract, from_on=from_on, until_on=until_on, recorded_by=by, **amounts)


@verb
def correct_year(
    *, year: ContractYear, revision: int, from_on: datetime.date, last_on: datetime.date, by, **amounts
) -> ContractYear:
    """What was typed wrongly is put right; what stood there before stays in the history (T9.11).

    Raises Conflict when somebody saved it since `revision`.
    """
    year.check_revision(revision)
    year.from_on, year.until_on = from_on, last_on + datetime.timedelta(days=1)
    for name, value in amounts.items():
        setattr(year, name, value)
    year.save(update_fields=["revision", "from_on", "until_on", *amounts])
    return year
