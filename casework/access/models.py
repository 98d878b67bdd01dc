"""The access log, access for a limited time, and what the person lets representatives see."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from accounts.models import CodeLink, User
from accounts.walls import exclude_walled
from casework.enums import ConsentPurpose, GrantKind
from casework.people.models import Individual
from core import clock
from core.history import append_only, tracked
from core.models import AUTOMATIC, AboutQuerySet, Dated, DatedQuerySet, Record, RecordQuerySet, not_overlapping
from core.record_pages import OTHER_PAGE, words_of


class RecordAccessQuerySet(AboutQuerySet):
    def of_record(self, individual: Individual) -> Self:
        """Return the rows of everything opened about `individual`, tables and files about many people included."""
        return self.filter(Q(individual=individual) | Q(about_ids__contains=[individual.pk]))

    def listable(self) -> Self:
        """Leave out the rows of safeguarding, which would reveal a concern."""
        return self.exclude(path__startswith="/safeguarding/").exclude(path__contains="/concerns/")


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
        rows = self.filter(pk__in=newest.values("pk")).select_related("individual__merged_into", "user")
        return rows.order_by("individual__full_name", "pk")


@tracked
class Representative(Record, Dated):
    """Somebody the person chose to represent them. Consent decides what they see."""

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="representatives")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=80)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "representative_once",
                "individual",
                "user",
                message="This person is already a representative.",
            ),
            Dated.dates_constraint("representative_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.relation}"


class ConsentQuerySet(RecordQuerySet["Consent"]):
    def from_person(self, individual: Individual) -> Self:
        """Return the consents of this person, withdrawn ones included."""
        return self.filter(representative__individual=individual)

    def in_force_for(self, user: User, purpose: str) -> Self:
        """Return the consents by which `user` sees something today: as a representative, of people without a wall."""
        acting = Representative.objects.acting(user)
        rows = self.filter(purpose=purpose, withdrawn_at=None, representative__in=acting)
        return rows.filter(exclude_walled(user, "representative__individual"), representative__individual__died_on=None)


@tracked
class Consent(Record):
    """The person lets a representative see something until they withdraw it."""

    representative = models.ForeignKey(Representative, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    given_at = models.DateTimeField()
    given_how = models.CharField(max_length=120, help_text="in the portal, or how and to whom the person said it")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_once",
                violation_error_message="This consent has already been given.",
            ),
            models.CheckConstraint(
                name="consent_dates",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message="Consent cannot be withdrawn before it was given.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative}: {self.get_purpose_display()}"
