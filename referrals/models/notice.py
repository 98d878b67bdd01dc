"""Notices to the Council that people wait, or that there is no capacity (T5.6)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import AllowingQuerySet
from contracts.models import Contract
from core.history import append_only, tracked
from core.models import Document, Record, RecordQuerySet, Stateful
from core.references import ReferencePrefix
from referrals.enums import NOTICE_TRANSITIONS, NoticeKind, NoticeState
from referrals.models.pre_decision import CapacityFigures
from referrals.models.referral import Referral


class NoticeQuerySet(AllowingQuerySet, RecordQuerySet):
    def to_acknowledge(self) -> Self:
        return self.filter(state=NoticeState.SENT)

    def without_pdf(self) -> Self:
        return self.filter(pdf=None)


@tracked
class CapacityNotice(Record, Stateful):
    """A notice to the Council, by reference and without names, with the figures and lines of the time of sending."""

    READ = Permission.READ_NOTICE
    STATES = NoticeState
    TRANSITIONS = NOTICE_TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("N"), editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=NoticeKind)
    state = models.CharField(max_length=15, choices=NoticeState, default=NoticeState.SENT)
    words = models.TextField(blank=True)
    figures = models.OneToOneField(CapacityFigures, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField("the Council's answer", blank=True)
    pdf = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="notice_acknowledged",
                condition=Q(state=NoticeState.SENT, acknowledged_at=None, acknowledged_by=None)
                | Q(state=NoticeState.ACKNOWLEDGED, acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                violation_error_message="An acknowledgement needs a name and a time.",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class NoticeLine(Record):
    """A referral that a notice covers, with its place at the time of sending."""

    notice = models.ForeignKey(CapacityNotice, on_delete=models.PROTECT, related_name="lines")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    band = models.CharField(max_length=60, blank=True)
    received_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "referral"],
                name="notice_line_once",
                violation_error_message="The notice already covers this referral.",
            )
        ]
        triggers = [append_only("notice_line_written_once")]

    def __str__(self) -> str:
        return f"{self.referral} in {self.notice}"
