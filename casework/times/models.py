"""Times of the week, or dates, at which visits suit the person or do not, and why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.times.enums import TimeKind, TimeReason
from casework.times.hours import WeeklyTime
from core.history import tracked
from core.models import DatedQuerySet, DatedStrikeThrough, NotStruckManager, Record, StrikeThrough
from workforce.enums import Weekday

# Messages of rules that more than one place checks.
TIMES_INCOMPLETE = "Enter both a start and an end time, or neither for the whole day."
TIMES_EQUAL = "The start and the end time must differ."
WORDS_MISSING = "Enter what the time is for."


class TimePreferenceQuerySet(AllowingQuerySet, DatedQuerySet):
    pass


@tracked
class TimePreference(Record, DatedStrikeThrough):
    """A time that suits or does not: days of the week (none: every day), local times in London, dates (R70).

    One for a festival has the dates alone.
    """

    READ = Permission.READ_PERSON

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="time_preferences")
    kind = models.CharField(max_length=15, choices=TimeKind)
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), default=list, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=10, choices=TimeReason)
    words = models.CharField("in words", max_length=120, blank=True)

    objects = NotStruckManager.from_queryset(TimePreferenceQuerySet)()
    with_struck = TimePreferenceQuerySet.as_manager()

    class Meta:
        ordering = ["-kind", "from_on", "begins", "id"]
        constraints = [
            models.CheckConstraint(
                name="time_preference_times",
                condition=Q(begins=None, ends=None) | Q(begins__isnull=False, ends__isnull=False),
                violation_error_message=TIMES_INCOMPLETE,
            ),
            models.CheckConstraint(
                name="time_preference_length",
                condition=Q(begins=None) | ~Q(begins=F("ends")),
                violation_error_message=TIMES_EQUAL,
            ),
            models.CheckConstraint(
                name="time_preference_weekdays",
                condition=Q(weekdays__contained_by=Weekday.values),
                violation_error_message="Choose days of the week.",
            ),
            models.CheckConstraint(
                name="time_preference_words",
                condition=~Q(reason=TimeReason.OTHER) | ~Q(words=""),
                violation_error_message=WORDS_MISSING,
            ),
            DatedStrikeThrough.struck_dates_constraint("time_preference_dates"),
            StrikeThrough.strike_constraint("time_preference_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.weekly.text}"

    @property
    def weekly(self) -> WeeklyTime:
        """The time as the rota compares it with visits."""
        return WeeklyTime(
            suits=self.kind == TimeKind.SUITS,
            weekdays=tuple(self.weekdays),
            begins=self.begins,
            ends=self.ends,
            reason=TimeReason(self.reason),
            words=self.words,
            from_on=self.from_on,
            until_on=self.until_on,
        )
