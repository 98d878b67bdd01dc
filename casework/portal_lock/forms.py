"""When a lock is looked at again. The reason for unlocking is the form for reasons."""

from typing import Any, cast

from casework.portal_lock.rules import LONGEST_UNTIL_REVIEW
from core import clock
from design.fields import DayField
from design.forms import PlainForm


class ReviewLockForm(PlainForm):
    submit_label = "Leave the pages locked"

    review_on = DayField(label="Date of the next review", help_text="Within a month. They can read nothing until then.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["review_on"]).max_day = clock.today() + LONGEST_UNTIL_REVIEW
