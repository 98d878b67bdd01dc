"""The support plan, written with the person, in numbered versions for each package."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import exclude_walled
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, SupportPackage
from core.history import tracked
from core.models import Document, Record, RecordQuerySet, RevisionChecked, StateChange, Stateful
from plans.enums import (
    PLAN_TRANSITIONS,
    UNSHARED_STATES,
    WITHDRAW_OFFER,
    AnswerMethod,
    ParticipantRole,
    PdfKind,
    PlanState,
)
from plans.support_plan.sections import PlanSection

# Messages of rules that more than one place checks.
PARTICIPANT_NAME_MISSING = "Enter their name."


class PlanQuerySet(AllowingQuerySet, RecordQuerySet):
    def in_force(self) -> Self:
        return self.filter(state=PlanState.IN_FORCE)

    def offered(self) -> Self:
        return self.filter(state=PlanState.OFFERED)

    def unanswered(self) -> Self:
        """Return drafts, and plans that are with the person."""
        return self.filter(state__in=[PlanState.DRAFT, PlanState.OFFERED])

    def not_draft(self) -> Self:
        """Leave out drafts, those not used included: the person sees none."""
        return self.exclude(state__in=UNSHARED_STATES)

    def not_dropped(self) -> Self:
        """Leave out the drafts that were not used: no later version follows from them."""
        return self.exclude(state=PlanState.DROPPED)

    def once_shared(self) -> Self:
        """Leave out drafts that the person never had; a plan that was taken back stays."""
        taken_back = StateChange.objects.filter(record_id=OuterRef("pk"), verb=WITHDRAW_OFFER)
        return self.filter(~Q(state__in=UNSHARED_STATES) | Exists(taken_back))

    def consented_to(self, user: User) -> Self:
        """Return the plans in force that the person lets `user`, their representative, see today."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.SEE_PLAN)
        plans = self.in_force().filter(package__case__individual__in=consents.values("representative__individual"))
        return plans.filter(exclude_walled(user, "pk"))


@tracked
class SupportPlan(Record, RevisionChecked, Stateful):
    """One version. `own_words` names the sections that are the person's own words.

    The person's answer, agreement or not, has its day and how it was given; `answer_words` are the comments with which
    they agreed. A signature is stored as an SVG path.
    """

    READ = Permission.READ_PERSON
    STATES = PlanState
    TRANSITIONS = PLAN_TRANSITIONS

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.DRAFT)
    matters_to_me = models.TextField("what matters to me", blank=True)
    who_matters = models.TextField("who matters to me", blank=True)
    support_me_best = models.TextField("how best to support me", blank=True)
    how_i_communicate = models.TextField("how I communicate", blank=True)
    good_days = models.TextField("a good day", blank=True)
    bad_days = models.TextField("a bad day", blank=True)
    early_signs = models.TextField("early signs that things are getting harder", blank=True)
    in_a_crisis = models.TextField("what helps in a crisis", blank=True)
    own_words = ArrayField(models.CharField(max_length=20, choices=PlanSection), default=list, blank=True)
    answered_on = models.DateField(null=True, blank=True, editable=False)
    answered_how = models.CharField(max_length=12, choices=AnswerMethod, blank=True)
    answer_words = models.TextField("the person's comments", blank=True)
    statement = models.CharField("what they said, word for word", max_length=300, blank=True)
    signature = models.TextField(blank=True, editable=False)
    scan = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "version"],
                name="plan_version_once",
                violation_error_message="This version of the plan already exists.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state=PlanState.IN_FORCE),
                name="plan_one_in_force",
                violation_error_message="This support package already has a current plan.",
            ),
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(state__in=[PlanState.DRAFT, PlanState.OFFERED]),
                name="plan_one_open",
                violation_error_message="A new version is already being written.",
            ),
            models.CheckConstraint(
                name="plan_answered",
                condition=Q(answered_on=None, answered_how="") | (Q(answered_on__isnull=False) & ~Q(answered_how="")),
                violation_error_message="Enter the date of the answer and how it was given.",
            ),
            models.CheckConstraint(
                name="plan_in_force_agreed",
                condition=~Q(state=PlanState.IN_FORCE) | Q(answered_on__isnull=False),
                violation_error_message="A plan becomes the current plan once it is agreed.",
            ),
            models.CheckConstraint(
                name="plan_signature",
                condition=~Q(answered_how=AnswerMethod.SIGNATURE) | ~Q(signature=""),
                violation_error_message="The signature is missing.",
            ),
            models.CheckConstraint(
                name="plan_scan",
                condition=~Q(answered_how=AnswerMethod.PAPER) | Q(scan__isnull=False),
                violation_error_message="Add a scan of the paper.",
            ),
        ]

    def __str__(self) -> str:
        return f"Support plan, version {self.version}"

    @property
    def is_to_be_read_out(self) -> bool:
        """Return True if the plan is shared with somebody who has no account: they cannot read or answer it alone."""
        return self.state == PlanState.OFFERED and self.package.case.individual.user_id is None

    @property
    def state_text(self) -> str:
        """The state in words that are true of a person without an account, too."""
        return "To go through with the person" if self.is_to_be_read_out else str(self.state_choice.label)

    @property
    def is_declined(self) -> bool:
        """True if the person did not agree."""
        return self.state == PlanState.DECLINED

    @property
    def is_current(self) -> bool:
        """True if it is in force, or on its way to it or back: no earlier version, and no draft that was not used."""
        return self.state not in (PlanState.SUPERSEDED, PlanState.DROPPED)

    @property
    def is_in_force(self) -> bool:
        return self.state == PlanState.IN_FORCE

    @property
    def answer(self) -> str:
        """How the person answered, as shown on pages."""
        if self.is_declined:
            return "Not agreed"
        return "Agreed with comments" if self.answer_words else "Agreed"


class ParticipantQuerySet(AllowingQuerySet, RecordQuerySet):
    def not_excluded(self) -> Self:
        """Leave out those who were entered by mistake."""
        return self.filter(excluded_on=None)


@tracked
class Participant(Record):
    """Who took part in writing a version, how, and what they said in their own words."""

    READ = Permission.READ_PERSON

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="participants")
    role = models.CharField(max_length=20, choices=ParticipantRole)
    name = models.CharField(max_length=120, blank=True)
    how = models.TextField("how they took part")
    words = models.TextField("their own words", blank=True)
    excluded_on = models.DateField(null=True, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="participant_named",
                condition=Q(role=ParticipantRole.PERSON) | ~Q(name=""),
                violation_error_message=PARTICIPANT_NAME_MISSING,
            )
        ]

    def __str__(self) -> str:
        return self.name or self.get_role_display()

    @property
    def is_person(self) -> bool:
        """True if it is the person whose plan it is."""
        return self.role == ParticipantRole.PERSON


class PlanPdfQuerySet(AllowingQuerySet, RecordQuerySet):
    def pending(self) -> Self:
        """Return the PDFs that were requested and not made yet."""
        return self.filter(document=None)


@tracked
class PlanPdf(Record):
    """A version as PDF: requested by somebody, made by a task, and not changed afterwards."""

    READ = Permission.READ_PERSON

    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="pdfs")
    kind = models.CharField(max_length=12, choices=PdfKind)
    document = models.OneToOneField(
        Document, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PlanPdfQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(document=None),
                name="plan_pdf_requested_once",
                violation_error_message="This PDF is already being made.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"
