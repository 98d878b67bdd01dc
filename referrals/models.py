"""A referral as it was sent. What becomes of the person is the case's; the particulars here stay as they came."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.enums import Permission
from accounts.rules import AllowingQuerySet
from casework.enums import CareActOutcome
from casework.models import SupportPackage
from contracts.enums import ReferralSource
from contracts.models import Contract, Strand
from core import references
from core.history import tracked
from core.models import Document, Record, RecordQuerySet, Revised, Stateful
from referrals.enums import TO_DECIDE, TRANSITIONS, ReferralDocumentKind, ReferralState, YesNo


def new_reference() -> str:
    return references.new("F")


class ReferralQuerySet(AllowingQuerySet, RecordQuerySet):
    def to_decide(self):
        return self.filter(state__in=TO_DECIDE)

    def sent(self):
        """Everything that left its draft."""
        return self.exclude(received_at=None)


@tracked
class Referral(Record, Revised, Stateful):
    READ = Permission.READ_REFERRAL
    STATES = ReferralState
    TRANSITIONS = TRANSITIONS

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    strand = models.ForeignKey(Strand, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30, choices=ReferralSource)
    state = models.CharField(max_length=12, choices=ReferralState, default=ReferralState.DRAFT)
    received_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    package = models.OneToOneField(
        SupportPackage, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    planned_start_on = models.DateField(null=True, blank=True)
    # The person, as sent.
    full_name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True)
    date_of_birth = models.DateField()
    nhs_number = models.CharField(max_length=10, blank=True)
    address = models.TextField(blank=True)
    area = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    # The tests.
    lives_in_area = models.CharField(max_length=10, choices=YesNo, blank=True)
    has_mental_health_services = models.CharField(max_length=10, choices=YesNo, blank=True)
    care_act_outcomes = ArrayField(models.CharField(max_length=20, choices=CareActOutcome), default=list, blank=True)
    has_significant_impact = models.CharField(max_length=10, choices=YesNo, blank=True)
    # What the Council asks for.
    needs = models.TextField(blank=True)
    outcomes = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    agreed_end_point = models.TextField(blank=True)
    expected_end_on = models.DateField(null=True, blank=True)
    # Reaching and understanding the person.
    telephone = models.CharField(max_length=30, blank=True)
    telephone_is_safe = models.BooleanField(default=False)
    text_is_safe = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    email_is_safe = models.BooleanField(default=False)
    contact_note = models.CharField(max_length=200, blank=True)
    communication_needs = models.CharField(max_length=300, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="referral_received",
                condition=Q(state__in=[ReferralState.DRAFT, ReferralState.WITHDRAWN]) | Q(received_at__isnull=False),
                violation_error_message="A referral that was sent has the time it was received.",
            ),
            models.CheckConstraint(
                name="referral_accepted",
                condition=Q(state=ReferralState.ACCEPTED, package__isnull=False)
                | (~Q(state=ReferralState.ACCEPTED) & Q(package=None)),
                violation_error_message="An accepted referral has its package, and no other has one.",
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
                violation_error_message="A decision has its time.",
            ),
            models.CheckConstraint(
                name="referral_safe_telephone",
                condition=~Q(telephone="") | Q(telephone_is_safe=False, text_is_safe=False),
                violation_error_message="Give the telephone number that is safe to use.",
            ),
            models.CheckConstraint(
                name="referral_safe_email",
                condition=~Q(email="") | Q(email_is_safe=False),
                violation_error_message="Give the e-mail address that is safe to use.",
            ),
        ]
        indexes = [
            models.Index(fields=["contract", "state", "-received_at"], name="referral_by_state"),
            models.Index(fields=["recorded_by", "-recorded_at"], name="referral_by_maker"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_draft(self) -> bool:
        return self.state == ReferralState.DRAFT

    @property
    def is_to_decide(self) -> bool:
        return self.state in TO_DECIDE


@tracked
class ReferralDocument(Record):
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=ReferralDocumentKind)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "recorded_at"]

    def __str__(self):
        return f"{self.get_kind_display()} with {self.referral}"
