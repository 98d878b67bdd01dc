"""A referral with its particulars as sent. What happens to the person afterwards belongs to the case."""

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from casework.models import SupportPackage
from casework.people.matching import PersonToMatch
from contracts.models import SOURCE_LENGTH, Contract, LifeDomain, Strand
from core import clock
from core.dates import born_text
from core.errors import Conflict
from core.history import tracked, tracked_links
from core.models import Document, NotStruckManager, Record, RecordQuerySet, Stateful, StrikeThrough, lock_row
from core.references import ReferencePrefix
from design import formatting
from referrals.enums import TO_DECIDE, TRANSITIONS, CameBy, ReferralDocumentKind, ReferralState
from referrals.models.particulars import PARTICULARS_CONSTRAINTS, Particulars

if TYPE_CHECKING:
    from referrals.models.addition import ReferralAddition
    from referrals.models.pre_decision import TransitionAssessment


class ReferralQuerySet(AllowingQuerySet, RecordQuerySet):
    def to_decide(self) -> Self:
        return self.filter(state__in=TO_DECIDE)

    def entered_drafts(self) -> Self:
        """Those that reached the provider and that somebody is still entering."""
        return self.filter(state=ReferralState.DRAFT).exclude(came_by=CameBy.HERE)

    def decided_or_draft(self) -> Self:
        return self.exclude(state__in=TO_DECIDE)

    def sent(self) -> Self:
        """Those that have been received: no drafts."""
        return self.exclude(received_at=None)

    def on_waiting_list(self) -> Self:
        """Those on the waiting list, in order: by band, then by receipt (T5.6)."""
        return self.filter(state=ReferralState.WAITING).order_by(F("band").asc(nulls_last=True), "received_at", "pk")


@tracked
class Referral(Record, Stateful, Particulars):
    READ = Permission.READ_REFERRAL
    STATES = ReferralState
    TRANSITIONS = TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("F"), editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    strand = models.ForeignKey(Strand, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=SOURCE_LENGTH)
    # Who refers: with an account here, or in words when it came by email or phone.
    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    referrer_words = models.CharField("referrer, and how to reach them", max_length=200, blank=True)
    came_by = models.CharField(max_length=10, choices=CameBy, default=CameBy.HERE)
    # Of a draft that was entered on behalf: when it reached the provider. Sending makes it `received_at`.
    reached_us_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ReferralState, default=ReferralState.DRAFT)
    received_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    package = models.OneToOneField(
        SupportPackage, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    planned_start_on = models.DateField(null=True, blank=True)
    wanted_minutes = models.PositiveIntegerField("hours a week requested", null=True, blank=True, help_text="minutes")
    wanted_domains = models.ManyToManyField(LifeDomain, related_name="+", blank=True)
    # A response the same day (T4.15): requested, and the risks assessed before anybody goes.
    asks_same_day = models.BooleanField("same-day response requested", default=False)
    same_day_risk = models.TextField("risks of a visit today", blank=True)
    same_day_risk_at = models.DateTimeField(null=True, blank=True, editable=False)
    same_day_risk_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    # How often each part of a draft was saved; one that never was is absent.
    part_revisions = models.JSONField(default=dict, blank=True, editable=False)
    # Waiting: the place agreed with the Council (T5.6); the first band is served first.
    band = models.PositiveSmallIntegerField(null=True, blank=True, help_text="place in the terms' bands, from 1")
    band_agreed_with = models.CharField(max_length=120, blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="when support is expected to start")
    # After an ending: the package it returns from, and the formal review (T5.4).
    returns_from = models.ForeignKey(
        SupportPackage, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    formal_review_on = models.DateField("date of the formal review", null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-recorded_at", "id"]
        constraints = [
            *PARTICULARS_CONSTRAINTS,
            models.CheckConstraint(
                name="referral_received",
                condition=Q(state__in=[ReferralState.DRAFT, ReferralState.WITHDRAWN]) | Q(received_at__isnull=False),
                violation_error_message="A referral that was sent needs the time it was received.",
            ),
            models.CheckConstraint(
                name="referral_accepted",
                condition=Q(state=ReferralState.ACCEPTED, package__isnull=False)
                | (~Q(state=ReferralState.ACCEPTED) & Q(package=None)),
                violation_error_message="An accepted referral needs a package; no other has one.",
            ),
            models.CheckConstraint(
                name="referral_decided",
                condition=(
                    Q(state__in=[ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.INELIGIBLE])
                    & Q(decided_at__isnull=False)
                )
                | (
                    ~Q(state__in=[ReferralState.ACCEPTED, ReferralState.DECLINED, ReferralState.INELIGIBLE])
                    & Q(decided_at=None)
                ),
                violation_error_message="A decision needs a time.",
            ),
            models.CheckConstraint(
                name="referral_referrer",
                condition=Q(referrer__isnull=False) | ~Q(referrer_words=""),
                violation_error_message="Enter who is referring and how to reach them.",
            ),
            models.CheckConstraint(
                name="referral_reached_us",
                condition=Q(reached_us_at=None) | ~Q(came_by=CameBy.HERE),
                violation_error_message="A referral that was written here is received when it is sent.",
            ),
            models.CheckConstraint(
                name="referral_same_day_risk",
                condition=Q(same_day_risk="", same_day_risk_at=None, same_day_risk_by=None)
                | (~Q(same_day_risk="") & Q(same_day_risk_at__isnull=False, same_day_risk_by__isnull=False)),
                violation_error_message="Enter the risks, who assessed them and when.",
            ),
            models.CheckConstraint(
                name="referral_band",
                condition=Q(band=None) | (Q(band__gte=1) & ~Q(band_agreed_with="")),
                violation_error_message="Enter who at the Council agreed to this priority.",
            ),
            models.CheckConstraint(
                name="referral_wanted_minutes",
                condition=Q(wanted_minutes=None) | Q(wanted_minutes__gt=0, wanted_minutes__lte=7 * 24 * 60),
                violation_error_message="Hours a week must be more than 0 and no more than 168.",
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "state", "-received_at"], name="referral_by_state"),
            models.Index(fields=["recorded_by", "-recorded_at"], name="referral_by_maker"),
            models.Index(fields=["referrer", "-recorded_at"], name="referral_by_referrer"),
            models.Index(fields=["-received_at", "-recorded_at", "id"], name="referral_newest"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def assessment(self) -> "TransitionAssessment | None":
        """The period of assessment before the minimum age, or None."""
        return getattr(self, "transition", None)

    def revision_of(self, part: str) -> int:
        """Return the revision of a part, from 1."""
        return int(self.part_revisions.get(part, 1))

    def check_part_revision(self, part: str, revision: int) -> None:
        """Lock the row and count this save of the part; the other parts may have been saved since.

        Raises Conflict with the saved row unless `revision` is the revision of the part.
        """
        current = lock_row(self)
        if current.revision_of(part) != revision:
            raise Conflict(current, revision=current.revision_of(part))
        self.part_revisions = {**current.part_revisions, part: revision + 1}

    @property
    def who_refers(self) -> str:
        """The referrer's name, or the text entered for somebody without an account."""
        return self.referrer.full_name if self.referrer else self.referrer_words

    def hours_since(self, instant: datetime.datetime) -> int | None:
        """Whole hours from receipt to `instant`, or to the decision if that was earlier; None before sending."""
        if self.received_at is None:
            return None
        until = min(instant, self.decided_at) if self.decided_at else instant
        return int((until - self.received_at).total_seconds() // 3600)

    def age_at(self, instant: datetime.datetime) -> str:
        """The time from receipt to `instant`, or to the decision if that was earlier: "12 hours" or "5 days".

        Empty before sending. Days from two days on.
        """
        hours = self.hours_since(instant)
        if hours is None:
            return ""
        if hours < 1:
            return "less than an hour"
        count, unit = (hours, "hour") if hours < 48 else (hours // 24, "day")
        return f"{count} {unit}" if count == 1 else f"{count} {unit}s"

    @property
    def matching_particulars(self) -> PersonToMatch:
        """What is known of the person, to be compared with the people recorded here."""
        return PersonToMatch(
            full_name=self.full_name,
            date_of_birth=self.date_of_birth,
            nhs_number=self.nhs_number,
            known_as=self.known_as,
            former_names=self.former_names,
        )

    @property
    def born(self) -> str:
        """The date of birth, or what was said of it: "about 1958", "not known"."""
        return born_text(self.date_of_birth, self.born_about)

    @property
    def is_draft(self) -> bool:
        return self.state == ReferralState.DRAFT

    @property
    def why_not_edited(self) -> str:
        """Why its answers cannot be changed; "" for a draft."""
        return "" if self.is_draft else "This referral has already been sent, so it can no longer be changed."

    @property
    def why_no_documents(self) -> str:
        """Why no document can be attached or replaced; "" if it can."""
        if self.is_draft or self.is_to_decide:
            return ""
        return f"This referral is “{self.get_state_display()}”, so you can no longer attach documents."

    @property
    def why_no_additions(self) -> str:
        """Why nothing can be added or corrected in a text of its own; "" if it can."""
        if self.is_to_decide:
            return ""
        if self.is_draft:
            return "This referral is not sent yet. Change its answers instead."
        return f"This referral is “{self.get_state_display()}”. Ring the provider about anything new."

    @property
    def is_to_decide(self) -> bool:
        return self.state in TO_DECIDE

    @property
    def is_same_day_to_decide(self) -> bool:
        """Whether somebody waits for a response today."""
        return self.asks_same_day and self.is_to_decide

    @property
    def same_day_days_late(self) -> int:
        """How many days ago somebody should have responded to a same-day request; 0 on its day.

        On the waiting list, and once it is decided, it has its response.
        """
        if not self.is_same_day_to_decide or self.is_waiting or self.received_at is None:
            return 0
        return (clock.today() - clock.day_of(self.received_at)).days

    @property
    def same_day_status(self) -> tuple[str, str] | None:
        """Text and tone of the mark of a same-day request, None for another referral."""
        if late := self.same_day_days_late:
            return f"Same-day request: {formatting.duration(datetime.timedelta(days=late))} overdue", "late"
        return ("Same-day request", "soon") if self.asks_same_day else None

    @property
    def is_waiting(self) -> bool:
        """Whether it is on the waiting list."""
        return self.state == ReferralState.WAITING

    @property
    def was_entered_on_behalf(self) -> bool:
        """Whether the provider entered it for a referrer who wrote or rang."""
        return self.came_by != CameBy.HERE

    def additions_about(self, part: str) -> list["ReferralAddition"]:
        """Return what was added about one part (`ReferralPart`) after the referral was sent."""
        return [addition for addition in self.additions.all() if addition.part == part]


@tracked_links
class ReferralWantedDomain(Referral.wanted_domains.through):  # type: ignore[name-defined]
    """The life domains in which help is asked for, declared so that their history is recorded."""

    class Meta:
        proxy = True


@tracked
class ReferralDocument(Record, StrikeThrough):
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=ReferralDocumentKind)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "recorded_at"]
        constraints = [StrikeThrough.strike_constraint("referral_document_struck")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} with {self.referral}"
