"""The user whose home page is built, with what they may do and what is due for them."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from accounts.enums import Permission
from accounts.models import User
from casework.duties import DutyItem, duty_items
from contracts import posts
from core import clock
from referrals.duties import REFERRAL_QUERY
from reviews.duties import REVIEW_TO_ACKNOWLEDGE, UPDATE_TO_ACKNOWLEDGE
from safeguarding.duties import CONCERN

DAY = datetime.timedelta(days=1)
WEEK = datetime.timedelta(days=7)
# How many duties of one kind a home page reads, and how many the page of all duties.
MOST_OF_A_KIND, MOST_LISTED = 60, 500
# What a home page has in its list of updates and reviews to read.
TO_READ = frozenset({UPDATE_TO_ACKNOWLEDGE, REVIEW_TO_ACKNOWLEDGE})


@dataclass(frozen=True)
class Reader:
    """A user at an instant. `may` are their permissions in any contract; the rows of each query have their own rule.

    `has_steps`: whether the page lists concerns by what is done next, for who leads them, and what there is to read.
    """

    user: User
    now: datetime.datetime
    may: set[Permission] = field(default_factory=set)
    most_of_a_kind: int = MOST_OF_A_KIND
    has_steps: bool = True

    @classmethod
    def of(cls, user: User, most_of_a_kind: int = MOST_OF_A_KIND, *, has_steps: bool = True) -> Self:
        return cls(user, clock.now(), posts.permissions(user), most_of_a_kind, has_steps)

    @property
    def day(self) -> datetime.date:
        return clock.day_of(self.now)

    @cached_property
    def duties(self) -> list[DutyItem]:
        """The duties that the user may do and that are overdue or due within a week, dangers first."""
        return duties_of_week(self.user, self.day, self.most_of_a_kind)

    @property
    def concerns(self) -> list[DutyItem]:
        """The concerns, of who has them in a list of their own by what is done next."""
        return [item for item in self.duties if item.kind == CONCERN] if self.leads_concerns_only else []

    @property
    def other_duties(self) -> list[DutyItem]:
        """The duties that are in no other list of the page."""
        return [item for item in self.duties if item.kind not in self._kinds_in_other_lists]

    @property
    def listed_otherwise(self) -> int:
        """How many duties are in another list of the page."""
        return len(self.duties) - len(self.other_duties)

    @property
    def _kinds_in_other_lists(self) -> frozenset[str]:
        if not self.has_steps:
            return frozenset()
        kinds = TO_READ | {CONCERN} if self.leads_concerns_only else TO_READ
        return kinds | {REFERRAL_QUERY} if Permission.SEND_REFERRAL in self.may else kinds

    @property
    def leads_concerns_only(self) -> bool:
        """Whether their page has the concerns by what is done next: they lead them, and allocate no workers."""
        return self.has_steps and Permission.LEAD_CONCERN in self.may and Permission.ALLOCATE not in self.may

    @property
    def is_of_finance(self) -> bool:
        """Whether their page is about hours and price, and about no person."""
        return {Permission.SEE_HOURS, Permission.READ_PRICE} <= self.may and Permission.READ_PERSON not in self.may


def duties_of_week(user: User, day: datetime.date, most_of_a_kind: int = MOST_OF_A_KIND) -> list[DutyItem]:
    """Return the duties that `user` may do and that are overdue or due within a week of `day`, dangers first.

    What somebody waits for (`shows_from_start`) is among them, however late it is due.
    """
    return duty_items(user, day, until=day + WEEK + DAY, has_open=True, most=most_of_a_kind)
