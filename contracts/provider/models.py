"""The provider that this installation serves, and the links by which its first administrator starts."""

import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value

from core import clock
from core.history import tracked
from core.models import Record, RecordQuerySet, RevisionChecked
from core.telephones import find
from core.tokens import hash_token

MOST_CRISIS_NUMBERS = 6
LONGEST_CRISIS_LINE = 120  # characters
UNANSWERED_INCOMPLETE = "Enter both hours, from and until, or neither. They must differ."


@tracked
class Provider(Record, RevisionChecked):
    """The provider's name, and how it is reached: on every page, mail and document (R20). There is one row.

    `logo` is a PNG that Casework drew from the uploaded picture; `logo_digest` is its SHA-256 in hex, and its address.
    `unanswered_from` and `unanswered_until`: the hours at which nobody answers; None where somebody always does.
    `crisis_numbers` are lines of words that end with a number, such as "Crisis line of the Trust: 01632 960155".
    """

    name = models.CharField(max_length=80)
    telephone = models.CharField(max_length=60)
    email = models.EmailField()
    office_hours = models.CharField(max_length=120, blank=True)
    out_of_hours_telephone = models.CharField(max_length=60, blank=True)
    out_of_hours = models.CharField(max_length=200, blank=True)
    unanswered_from = models.TimeField(null=True, blank=True)
    unanswered_until = models.TimeField(null=True, blank=True)
    crisis_numbers = ArrayField(models.CharField(max_length=LONGEST_CRISIS_LINE), default=list, blank=True)
    logo = models.BinaryField(default=bytes, blank=True)
    logo_digest = models.CharField(max_length=64, blank=True, editable=False)
    live_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Value(1), name="provider_once", violation_error_message="The provider's details are there already."
            ),
            models.CheckConstraint(
                name="provider_unanswered",
                condition=Q(unanswered_from=None, unanswered_until=None)
                | (
                    Q(unanswered_from__isnull=False, unanswered_until__isnull=False)
                    & ~Q(unanswered_from=F("unanswered_until"))
                ),
                violation_error_message=UNANSWERED_INCOMPLETE,
            ),
            models.CheckConstraint(
                name="provider_crisis_numbers",
                condition=Q(crisis_numbers__len__lte=MOST_CRISIS_NUMBERS),
                violation_error_message=f"Enter up to {MOST_CRISIS_NUMBERS} numbers.",
            ),
            models.CheckConstraint(
                name="provider_logo_digest",
                condition=Q(logo=b"", logo_digest="") | ~Q(logo=b"") & ~Q(logo_digest=""),
                violation_error_message="The logo could not be stored. Choose it again.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def crisis_lines(self) -> tuple[tuple[str, str], ...]:
        """Return each line as its words and its number."""
        return tuple(split_number(line) for line in self.crisis_numbers)


def split_number(line: str) -> tuple[str, str]:
    """Return the words and the telephone number that end a line. Raises ValueError where it does not end with one."""
    words, _colon, number = line.rpartition(":")
    if not words.strip() or len(find(number)) != 1:
        raise ValueError("Write a name, a colon and a number on each line, such as “Crisis line: 01632 960155”")
    return words.strip(), number.strip()


class SetUpLinkQuerySet(RecordQuerySet["SetUpLink"]):
    def usable(self) -> Self:
        """Filter to the links that were not used, and whose days are not over."""
        return self.filter(used_at=None, expires_at__gt=clock.now())

    def of_token(self, token: str) -> Self:
        """Filter to the link with this token; only its hash is stored."""
        return self.filter(token_hash=hash_token(token))


@tracked
class SetUpLink(Record):
    """A link, used once, by which the first administrator makes their account."""

    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SetUpLinkQuerySet.as_manager()

    LASTS = datetime.timedelta(days=7)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="set_up_link_used_in_time",
                condition=Q(used_at=None) | Q(used_at__lte=models.F("expires_at")),
                violation_error_message="This link has expired.",
            )
        ]

    def __str__(self) -> str:
        return f"set-up link until {self.expires_at:%-d %B %Y}"
