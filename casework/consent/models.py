"""What the person decided about sharing, what they object to, and what was shared without consent to keep them safe."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import exclude_walled
from casework.access.models import Representative
from casework.consent.enums import ConsentAnswer, ConsentPurpose, DecisionCapacity, RequiredAccess
from casework.people.merge import Merge
from casework.people.models import Individual, Relationship
from casework.people.primary import about_same_person, to_primary
from core import clock
from core.history import tracked
from core.models import Duty, DutyQuerySet, NotStruckManager, Record, RecordQuerySet, StrikeThrough

# The newest first. Of two of the same moment, the one that shares less.
NEWEST = ("-decided_at", "-recorded_at", "-answer", "pk")
# Messages of rules that more than one place checks.
BEST_INTERESTS_MISSING = "Enter who decided in the person’s best interests, and why."
HIDDEN_UNTIL_MISSING = "Enter why it is not safe for the person to read this, and when to decide again."


def _is_theirs(day: datetime.date) -> Q:
    """Return a Q for the decisions whose party represents the person, or is close to them, on `day`."""
    return Q(representative__in=Representative.objects.on(day)) | Q(relationship__in=Relationship.objects.on(day))


class ConsentQuerySet(RecordQuerySet["ConsentDecision"]):
    def from_person(self, individual: Individual) -> Self:
        """Return every decision of this person, under whichever of their records."""
        records = Individual.objects.same_person(individual)
        rows = self.filter(Q(representative__individual__in=records) | Q(relationship__individual__in=records))
        users = Individual.objects.accounts_of(individual).order_by().values("user")
        return rows.annotate(is_by_person=ExpressionWrapper(Q(recorded_by__in=users), output_field=BooleanField()))

    def for_party(self, party: Representative | Relationship) -> Self:
        """Return the decisions about one representative or one person close to them."""
        return self.filter(**{"representative" if isinstance(party, Representative) else "relationship": party})

    def newest(self, at: datetime.datetime | None = None) -> Self:
        """Return the newest decision about each party and purpose; with `at`, the newest at that instant."""
        about_party = Q(representative=OuterRef("representative")) | Q(relationship=OuterRef("relationship"))
        same = ConsentDecision.objects.filter(about_party, purpose=OuterRef("purpose"))
        same = same.filter(decided_at__lte=at) if at else same
        return self.filter(pk=Subquery(same.order_by(*NEWEST).values("pk")[:1]))

    def not_refused_elsewhere(self, at: datetime.datetime | None = None) -> Self:
        """Leave out the decisions against which the person's "no" about the same party under another record counts.

        After a merge a "no" counts for all records (decision 13), until the person decides again: later than that "no"
        and than the merge. The same party is the same user, or somebody close of the same name.
        """
        rows = self
        for party, same in (("representative", "user"), ("relationship", "name__iexact")):
            person = f"{party}__individual"
            refusals = ConsentDecision.objects.newest(at).exclude(answer=ConsentAnswer.GIVEN)
            refusals = refusals.filter(
                about_same_person(person, person),
                **{f"{party}__{same}": OuterRef(f"{party}__{same.partition('__')[0]}")},
                purpose=OuterRef("purpose"),
            ).exclude(**{person: OuterRef(person)})
            merges = Merge.objects.filter(undone_at=None, into=Coalesce(OuterRef(to_primary(person)), OuterRef(person)))
            merged_at = Subquery(merges.order_by("-recorded_at").values("recorded_at")[:1])
            later_refusals = refusals.filter(decided_at__gte=OuterRef("decided_at"))
            rows = rows.filter(Q(~Exists(refusals)) | Q(~Exists(later_refusals), decided_at__gt=merged_at))
        return rows

    def in_force(self, purpose: str) -> Self:
        """Return the consents to `purpose` in force now: given, not taken back, not refused under another record, the
        party still theirs, the person alive. Nobody asked is no row, and no consent.
        """
        alive = Q(representative__individual__died_on=None, relationship__individual__died_on=None)
        given = self.newest().filter(_is_theirs(clock.today()), alive, purpose=purpose, answer=ConsentAnswer.GIVEN)
        return given.not_refused_elsewhere()

    def in_force_at(self, at: datetime.datetime, purpose: str) -> Self:
        """Return the consents to `purpose` that were in force at that instant: what was said since changes nothing.

        A "no" under another record counts as it does today.
        """
        theirs = _is_theirs(clock.day_of(at))
        return self.newest(at).filter(theirs, purpose=purpose, answer=ConsentAnswer.GIVEN).not_refused_elsewhere(at)

    def in_force_for(self, user: User, purpose: str) -> Self:
        """Return the consents by which `user` sees something now: as a representative, of people without a wall."""
        acting = Representative.objects.acting(user)
        not_walled = exclude_walled(user, "representative__individual")
        return self.in_force(purpose).filter(not_walled, representative__in=acting)


@tracked
class ConsentDecision(Record, StrikeThrough):
    """One decision of the person about one party and one purpose; the newest counts, and none is no.

    `representative` has an account; `relationship` is somebody close to the person, with whom workers may only talk.
    `decided_at` is when the person said it, `recorded_by` who wrote it down: the person in their own pages.
    """

    representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="consent_decisions"
    )
    relationship = models.ForeignKey(
        Relationship, null=True, blank=True, on_delete=models.PROTECT, related_name="consent_decisions"
    )
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    answer = models.CharField(max_length=10, choices=ConsentAnswer)
    decided_at = models.DateTimeField()
    how = models.CharField(max_length=120, help_text="in the portal, or how and to whom the person said it")
    capacity = models.CharField(max_length=12, choices=DecisionCapacity, default=DecisionCapacity.NOT_DOUBTED)
    best_interests = models.TextField("why this is in their best interests", max_length=2_000, blank=True)
    decided_by = models.CharField("who decided in their best interests", max_length=200, blank=True)

    objects = NotStruckManager.from_queryset(ConsentQuerySet)()
    with_struck = ConsentQuerySet.as_manager()

    class Meta:
        ordering = NEWEST
        constraints = [
            models.CheckConstraint(
                name="consent_one_party",
                condition=Q(representative=None, relationship__isnull=False)
                | Q(representative__isnull=False, relationship=None),
                violation_error_message="Consent is about one person: a representative, or somebody close.",
            ),
            models.CheckConstraint(
                name="consent_to_see_by_account",
                condition=Q(relationship=None) | Q(purpose=ConsentPurpose.TALK),
                violation_error_message="Only a representative can see something: they sign in to read it.",
            ),
            models.CheckConstraint(
                name="consent_best_interests",
                condition=(Q(capacity=DecisionCapacity.LACKS) & ~Q(best_interests="") & ~Q(decided_by=""))
                | (~Q(capacity=DecisionCapacity.LACKS) & Q(best_interests="", decided_by="")),
                violation_error_message=BEST_INTERESTS_MISSING,
            ),
            models.CheckConstraint(
                name="consent_how",
                condition=~Q(how=""),
                violation_error_message="Enter how the person said so, and to whom.",
            ),
            StrikeThrough.strike_constraint("consent_struck"),
        ]
        indexes = [
            models.Index(fields=["representative", "purpose", "-decided_at"], name="consent_of_representative"),
            models.Index(fields=["relationship", "purpose", "-decided_at"], name="consent_of_relationship"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_purpose_display()}: {self.get_answer_display()}"

    @property
    def party(self) -> Representative | Relationship:
        """Whom the decision is about."""
        party = self.representative or self.relationship
        assert party is not None  # a constraint
        return party

    @property
    def answer_choice(self) -> ConsentAnswer:
        return ConsentAnswer(self.answer)

    @property
    def is_given(self) -> bool:
        return self.answer == ConsentAnswer.GIVEN

    @property
    def is_the_persons_own(self) -> bool:
        """Return True if the person decided it in their own pages: nobody else can strike it through."""
        is_by_person: bool | None = getattr(self, "is_by_person", None)  # a column of `from_person`
        return self.party.individual.is_user(self.recorded_by_id) if is_by_person is None else is_by_person

    @property
    def may_be_struck(self) -> bool:
        return self.struck_at is None and not self.is_the_persons_own

    @property
    def is_best_interests(self) -> bool:
        return self.capacity == DecisionCapacity.LACKS


class ObjectionQuerySet(AllowingQuerySet, DutyQuerySet):
    def from_person(self, individual: Individual) -> Self:
        """Return the objections of this person, under whichever of their records."""
        return self.filter(individual__in=Individual.objects.same_person(individual))


@tracked
class AccessObjection(Duty, StrikeThrough):
    """The person objects to somebody seeing their record because of their job. A manager answers with reasons.

    Taken back, it is closed without an answer (`expired_on`). One that was recorded by mistake is struck through. It
    may be about the workers: they read nothing of it.
    """

    READ = Permission.REVIEW_ACCESS

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="access_objections")
    about = models.CharField(max_length=20, choices=RequiredAccess)
    words = models.TextField("what the person said", max_length=2_000)
    how = models.CharField(max_length=120)
    is_upheld = models.BooleanField(null=True, blank=True)
    answer = models.TextField(max_length=2_000, blank=True)
    answered_how = models.CharField("how the person got the answer, if not on their pages", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotStruckManager.from_queryset(ObjectionQuerySet)()
    with_struck = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "id"]
        constraints = [
            Duty.outcome_constraint("objection_outcome"),
            models.CheckConstraint(
                name="objection_words",
                condition=~Q(words=""),
                violation_error_message="Enter what the person objects to.",
            ),
            models.CheckConstraint(
                name="objection_answered",
                condition=Q(met_on=None, is_upheld=None, answer="", answered_how="", answered_by=None)
                | (Q(met_on__isnull=False, is_upheld__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                violation_error_message="Answer an objection with the decision and the reason.",
            ),
            models.UniqueConstraint(
                fields=["individual", "about"],
                condition=Q(met_on=None, expired_on=None, struck_at=None),
                name="objection_open_once",
                violation_error_message="This objection is recorded already. A manager has not answered it yet.",
            ),
            StrikeThrough.strike_constraint("objection_struck"),
        ]

    def __str__(self) -> str:
        return f"Objection: {self.get_about_display()}"

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.expired_on is None and self.struck_at is None

    @property
    def is_the_persons_own(self) -> bool:
        """Return True if the person recorded it in their own pages: nobody else can strike it through."""
        return self.recorded_by_id is not None and self.recorded_by_id == self.individual.user_id

    @property
    def explanation(self) -> str:
        """What the person read about whom they object to."""
        return RequiredAccess(self.about).explanation


class SafetyDisclosureQuerySet(AllowingQuerySet, RecordQuerySet["SafetyDisclosure"]):
    def of_person(self, individual: Individual) -> Self:
        """Return what was shared about this person, under whichever of their records."""
        return self.filter(individual__in=Individual.objects.same_person(individual))

    def shown_to_person(self) -> Self:
        """Leave out what it is not safe for the person to read."""
        return self.filter(hidden_until=None)

    def unseen(self) -> Self:
        """Filter to those that no manager has seen."""
        return self.filter(seen_at=None)


@tracked
class SafetyDisclosure(Record, StrikeThrough):
    """Something about the person was shared without their consent, to keep somebody safe.

    The person reads it, unless reading it puts somebody at risk: then there is a reason, and a day to decide again.
    """

    READ = Permission.READ_VISIT

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="safety_disclosures")
    shared_with = models.CharField("shared with", max_length=120)
    what = models.TextField("what was shared", max_length=2_000)
    why = models.TextField("why it was needed to keep somebody safe", max_length=2_000)
    shared_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField("why the person must not read this now", max_length=2_000, blank=True)
    hidden_until = models.DateField("day to decide again", null=True, blank=True)

    objects = NotStruckManager.from_queryset(SafetyDisclosureQuerySet)()
    with_struck = SafetyDisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["-shared_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_words",
                condition=~Q(shared_with="") & ~Q(what="") & ~Q(why=""),
                violation_error_message="Enter who it was shared with, what, and why.",
            ),
            models.CheckConstraint(
                name="disclosure_seen",
                condition=Q(seen_by=None, seen_at=None) | Q(seen_by__isnull=False, seen_at__isnull=False),
                violation_error_message="A manager who has seen this is named with the time.",
            ),
            models.CheckConstraint(
                name="disclosure_hidden",
                condition=Q(hidden_reason="", hidden_until=None)
                | (~Q(hidden_reason="") & Q(hidden_until__isnull=False)),
                violation_error_message=HIDDEN_UNTIL_MISSING,
            ),
            StrikeThrough.strike_constraint("disclosure_struck"),
        ]

    def __str__(self) -> str:
        return f"Shared with {self.shared_with} on {self.shared_on:%-d %B %Y}"

    @property
    def shared_on(self) -> datetime.date:
        return clock.day_of(self.shared_at)

    @property
    def is_hidden(self) -> bool:
        """Return True if the person does not read it now."""
        return self.hidden_until is not None
