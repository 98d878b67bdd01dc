"""Contracts, their terms, and posts in them."""

import datetime

from contracts.models import Contract, Post, Terms
from core.errors import Refused
from core.verbs import verb


@verb
def set_terms(*, contract: Contract, from_on: datetime.date, by, **columns) -> Terms:
    """Give `contract` new terms from a day; the columns not given say nothing. Earlier terms stay as they are."""
    return Terms.objects.create(contract=contract, from_on=from_on, recorded_by=by, **columns)


@verb
def appoint(*, user, role: str, contract: Contract, from_on: datetime.date, by, until_on=None) -> Post:
    """Give `user` a post in `contract` from a day (inclusive) until a day (exclusive)."""
    return Post.objects.create(
        user=user, role=role, contract=contract, from_on=from_on, until_on=until_on, recorded_by=by
    )


@verb
def relieve(*, post: Post, until_on: datetime.date, by) -> Post:
    """End a post: `until_on` is the first day without it."""
    post = Post.objects.locked(post.pk)
    if post.until_on is not None:
        raise Refused("This post has ended already.")
    post.until_on = until_on
    post.save(update_fields=["until_on"])
    return post
