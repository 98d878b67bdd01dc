"""The access log, access for a limited time, and who represents the person."""

import datetime
from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.enums import Permission
from accounts.models import CodeLink, User
from accounts.permissions import AllowingQuerySet
from casework.enums import GrantKind
from casework.people.models import Individual
from casework.people.primary import about_same_person, to_primary
from core import clock
from core.history import append_only, tracked
from core.models import (
    AUTOMATIC,
    AboutQuerySet,
    Dated,
    DatedQuerySet,
    DatedStrikeThrough,
    Duty,
    DutyQuerySet,
    NotStruckManager,
    Record,
    RecordQuerySet,
    StrikeThrough,
    not_overlapping,
)
from core.record_pages import OTHER_PAGE, words_of


class RecordAccessQuerySet(AboutQuerySet):
    def of_records(self, ids: Collection[UUID]) -> Self:
        """Return the rows of everything opened about these records, tables and files about many people included."""
        return self.filter(Q(individual__in=ids) | Q(about_ids__overlap=list(ids)))

    def listable(self) -> Self:
        """Leave out the rows of safeguarding, which would reveal a concern: its pages, and what changed in one."""
        return self.exclude(path__startswith="/safeguarding/").exclude(path__contains="/concern")


class RecordAccess(Record):
    """One entry of the access log: somebody opened a page of a person's record.

    Written before the first field is read. By a link without an account there is no user: `link` says who.
    `individual` is None for a referral whose person has no record yet; `about_ids` then has the referral only.
    """

    individual = models.ForeignKey(Individual, null=True, blank=True, on_delete=models.PROTECT, related_name="accesses")
    path = models.CharField(max_length=300)
    grant = models.ForeignKey("AccessGrant", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(CodeLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about_ids = ArrayField(models.UUIDField(), default=list)

    objects = RecordAccessQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="record_access_about_something",
                condition=Q(about_ids__len__gt=0),
                violation_error_message="An access log entry must say what was opened.",
            ),
            models.CheckConstraint(
                name="record_access_user_or_link",
                condition=Q(link=None) | Q(recorded_by=None),
                violation_error_message="A record is opened by a user or by a link, not by both.",
            ),
        ]
        indexes = [
            models.Index(fields=["individual", "-recorded_at"], name="record_access_of_person"),
            models.Index(fields=["recorded_by", "recorded_at"], name="record_access_by_user"),
            models.Index(fields=["recorded_by", "individual", "-recorded_at"], name="record_access_last"),
            models.Index(fields=["recorded_at"], name="record_access_at"),
            GinIndex(fields=["about_ids"], name="record_access_about"),
        ]
        triggers = [append_only("record_access_written_once")]

    def __str__(self) -> str:
        return f"{self.who} opened {self.path}"

    @property
    def who(self) -> str:
        """The name of whoever opened it, such as "Jo Ferris (by a link)"."""
        return str(self.link or self.recorded_by or AUTOMATIC)

    @property
    def opener_id(self) -> UUID | None:
        """The id of the user or link that opened it, None for a scheduled job."""
        return self.recorded_by_id or self.link_id

    @property
    def day_opened(self) -> str:
        """The day in London, as an address has it."""
        return clock.day_of(self.recorded_at).isoformat()

    @property
    def opening(self) -> str:
        """Who opened it and on which day, such as "Jo Ferris, 4 November 2026"."""
        return f"{self.who}, {clock.day_of(self.recorded_at):%-d %B %Y}"

    @property
    def page_name(self) -> str:
        """The name of the page in plain words, such as "Support plan"."""
        return words_of(self.path) or OTHER_PAGE


class GrantQuerySet(RecordQuerySet["AccessGrant"]):
    def active(self, instant: datetime.datetime) -> Self:
        """Return the grants that are in force at `instant`."""
        return self.filter(from_at__lte=instant, until_at__gt=instant)


@tracked
class AccessGrant(Record):
    """Permission to read a record until an instant, with a reason: outside the caseload, or for an inspection."""

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=GrantKind)
    reason = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_times",
                condition=Q(until_at__gt=F("from_at")),
                violation_error_message="Access must end after it begins.",
            ),
            models.CheckConstraint(
                name="grant_reason",
                condition=~Q(reason=""),
                violation_error_message="Give the reason for opening this record.",
            ),
        ]
        indexes = [models.Index(fields=["user", "until_at"], name="grant_of_user")]

    def __str__(self) -> str:
        return f"{self.user} until {self.until_at}"


class IdentityCheck(Record):
    """How somebody made sure whose address an account has: of the person, or of who represents them (R20)."""

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="identity_checks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                name="identity_check_words",
                condition=~Q(words=""),
                violation_error_message="Enter how you checked who they are.",
            )
        ]
        triggers = [append_only("identity_check_written_once")]

    def __str__(self) -> str:
        return self.words


class RepresentativeQuerySet(DatedQuerySet):
    def acting(self, user: User) -> Self:
        """Return the rows of today in which `user` is somebody's representative."""
        return self.on(clock.today()).filter(user=user)

    def of_user(self, user: User) -> Self:
        """Return one row for each person whom `user` represents or has ever represented, the newest, by name."""
        newest = self.filter(user=user).order_by("individual_id", "-from_on", "pk").distinct("individual_id")
        rows = self.filter(pk__in=newest.values("pk")).select_related(to_primary("individual"), "user")
        return rows.order_by("known_as", "pk")


@tracked
class Representative(Record, DatedStrikeThrough):
    """Somebody the person chose to represent them. Consent decides what they see.

    One that ended on its first day covers no day. One entered by mistake is struck through: it then reveals no name.
    `known_as` is the person's name on the day on which this began. A page that shows it reveals no later name.
    """

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=80)
    known_as = models.CharField(max_length=120, editable=False)
    ended_reason = models.TextField("why it ended", max_length=500, blank=True)

    objects = NotStruckManager.from_queryset(RepresentativeQuerySet)()
    with_struck = RepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "representative_once",
                "individual",
                "user",
                message="This person is already a representative.",
            ),
            Dated.dates_constraint("representative_dates", may_be_empty=True),
            StrikeThrough.strike_constraint("representative_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.relation}"


def _is_by_person() -> Exists:
    """Return the expression for whether the person asked the outer question on their own pages."""
    return Exists(Individual.objects.filter(about_same_person("", "individual"), user=OuterRef("recorded_by")))


class AccessQuestionQuerySet(AllowingQuerySet, DutyQuerySet):
    def recorded_by_staff(self) -> Self:
        """Leave out what people asked on their own pages: only they withdraw it."""
        return self.exclude(_is_by_person())

    def with_asker(self) -> Self:
        """Add `is_by_person`, from which `is_recorded_by_staff` is read without a query."""
        return self.annotate(is_by_person=_is_by_person())

    def from_person(self, individual: Individual) -> Self:
        """Return the questions of this person, under whichever of their records."""
        return self.filter(individual__in=Individual.objects.same_person(individual))


@tracked
class AccessQuestion(Duty):
    """The person asks why somebody opened their record on one day. A manager answers, and never the one asked about.

    `is_elsewhere`: nobody else may answer it in the person's own contracts, so that a manager of another one does.
    """

    READ = Permission.REVIEW_ACCESS

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="access_questions")
    asked_about = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    link = models.ForeignKey(CodeLink, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    words = models.TextField(max_length=2_000, blank=True)
    asked_how = models.CharField("how the person asked, if not on their pages", max_length=200, blank=True)
    is_elsewhere = models.BooleanField("answered by another contract", default=False, editable=False)
    answer = models.TextField(max_length=2_000, blank=True)
    answered_how = models.CharField("how the person got the answer, if not on their pages", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AccessQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-recorded_at", "id"]
        constraints = [
            Duty.outcome_constraint("access_question_outcome"),
            models.CheckConstraint(
                name="access_question_about_one",
                condition=Q(asked_about=None, link__isnull=False) | Q(asked_about__isnull=False, link=None),
                violation_error_message="A question is about somebody who opened the record.",
            ),
            models.CheckConstraint(
                name="access_question_answered",
                condition=Q(met_on=None, answer="", answered_how="", answered_by=None)
                | (Q(met_on__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="Enter the answer to the person’s question.",
            ),
            models.CheckConstraint(
                name="access_question_answered_by_another",
                condition=Q(answered_by=None) | Q(asked_about=None) | ~Q(answered_by=F("asked_about")),
                violation_error_message="Somebody else must answer a question about your own access.",
            ),
            models.UniqueConstraint(
                fields=["individual", "asked_about", "link", "opened_on"],
                condition=Q(met_on=None, expired_on=None),
                nulls_distinct=False,
                name="access_question_once",
                violation_error_message="You have asked about this already. A manager has not answered yet.",
            ),
        ]

    def __str__(self) -> str:
        return f"Who opened the record: {self.who}, {self.opened_on:%-d %B %Y}"

    @property
    def who(self) -> str:
        """The name of whoever opened the record."""
        return str(self.link or self.asked_about)

    @property
    def is_recorded_by_staff(self) -> bool:
        """Return True if the person said it to staff; what they asked on their own pages, only they withdraw."""
        is_by_person: bool | None = getattr(self, "is_by_person", None)  # a column of `with_asker`
        if is_by_person is None:
            is_by_person = self.individual.is_user(self.recorded_by_id)
        return self.recorded_by_id is not None and not is_by_person

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.expired_on is None
