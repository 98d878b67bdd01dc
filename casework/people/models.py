"""The person supported, their contact points and keyworker; merged records."""

import datetime
from collections.abc import Collection
from typing import Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Upper

from accounts.enums import Permission, Scope
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import hidden_from
from casework.access_needs.models import AccessNeed, NoAccessNeeds, SharingDecision
from casework.consent.enums import ConsentPurpose
from casework.enums import ContactKind
from casework.particulars.enums import AddressKind, ContactSafety, KnowsOfSupport, NhsCheck
from casework.particulars.models import Address, CouncilReference, GpRegistration, Relationship
from casework.people.primary import about_people, about_same_person, primary_first, primary_of
from casework.people.search_columns import telephone_digits
from casework.times.models import TimePreference
from contracts.posts import contracts_where
from core import clock
from core.dates import age_on, born_text
from core.history import tracked
from core.models import (
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    RecordQuerySet,
    RevisionChecked,
    StrikeThrough,
    join_on_day,
    not_overlapping,
)
from core.references import ReferencePrefix
from core.sql import as_json_list
from design import formatting
from workforce.enums import Gender

# What decides which links the header of a record has.
HEADER_PERMISSIONS = (Permission.READ_VISIT, Permission.READ_RISK)
# Messages of rules that more than one place checks.
DEATH_BEFORE_BIRTH = "The date of death cannot be before the date of birth."
MERGED_INTO_ITSELF = "A record cannot be merged into itself."
# What the safety facts read of an address, and of somebody to contact in an emergency or with a "no" about contact.
PLACE_COLUMNS = ("kind", "lines", "area", "postcode", "note", "from_on", "until_on", "is_start_known")
EMERGENCY_COLUMNS = (
    *("kind", "name", "telephone", "email", "note", "contact_safety", "knows_of_support"),
    *("emergency_order", "from_on", "until_on"),
)


class IndividualQuerySet(AllowingQuerySet, RecordQuerySet["Individual"]):
    def findable_by(self, user: User) -> Self:
        """Return the people whose name `user` may find: all but the walled ones, if the user has FIND_PERSON."""
        if not contracts_where(user, Permission.FIND_PERSON, Scope.CONTRACT):
            return self.none()
        return self.exclude(pk__in=hidden_from(user))

    def with_header(self, user: User) -> Self:
        """Add what the header of every page of the record shows: `with_header_facts`, and what `user` may read."""
        return self.with_permissions(user, *HEADER_PERMISSIONS).with_header_facts(user)

    def with_header_facts(self, user: User) -> Self:
        """Add the safety facts, and `also_recorded`: pk and reference of the person's other records, primary first."""
        others = Individual.objects.exclude(pk__in=hidden_from(user))
        others = others.order_by(F("merged_into").asc(nulls_first=True), "reference")
        others = others.filter(about_same_person("", "")).exclude(pk=OuterRef("pk"))
        return self.with_safety_records().annotate(also_recorded=as_json_list(others, "pk", "reference"))

    def with_safety_records(self) -> Self:
        """Add `safety_records`, from which `casework.people.safety_facts` reads the facts without a further query."""
        return self.annotate(safety_records=safety_records())

    def with_keyworker_on(self, day: datetime.date) -> Self:
        """Join `keyworker` (a KeyworkerTerm) where there is one on `day`."""
        return self.annotate(keyworker=join_on_day("keyworker_terms", day)).select_related("keyworker__user")

    def with_relationships_on(self, day: datetime.date) -> Self:
        """Add `relationship_rows`: carers, family and advocates on `day`, by name, and if they may be contacted."""
        rows = Relationship.objects.on(day).filter(individual=OuterRef("pk")).order_by("name", "pk")
        columns = ("kind", "name", "telephone", "note", "contact_safety", "knows_of_support", "emergency_order")
        return self.annotate(relationship_rows=as_json_list(rows, *columns))

    def with_gp_on(self, day: datetime.date) -> Self:
        """Add `gp_rows`: surgery, doctor and telephone on `day`; of another record where the primary one has none."""
        rows = GpRegistration.objects.on(day).filter(about_same_person("individual", ""))
        rows = rows.order_by(primary_first("individual"), "-from_on", "pk")[:1]
        return self.annotate(gp_rows=as_json_list(rows, "surgery", "doctor", "telephone"))

    def with_council_references(self) -> Self:
        """Add `council_reference_rows`: the reference that each council has for the person, with its name."""
        rows = CouncilReference.objects.filter(individual=OuterRef("pk")).order_by("recorded_at", "pk")
        return self.annotate(council_reference_rows=as_json_list(rows, "reference", "council__name"))

    def primary(self) -> Self:
        """Return one record for each person: those merged into another are left out."""
        return self.filter(merged_into=None)

    def primary_for(self, user: User) -> Self:
        """Return the primary record of each person; where `user` may not see it, the merged ones instead."""
        primary = Individual.objects.visible_to(user).filter(pk=OuterRef("merged_into"))
        return self.filter(Q(merged_into=None) | ~Exists(primary))

    def same_person(self, individual: "Individual") -> Self:
        """Return every record of this person: the primary record and those merged into it."""
        return self.filter(about_people("", [individual.primary_id]))

    def accounts_of(self, individual: "Individual") -> Self:
        """Return the records of this person that have an account, the oldest record first."""
        return self.same_person(individual).exclude(user=None).order_by("recorded_at", "pk")

    def met_in(self, area: str, day: datetime.date) -> Self:
        """Filter to the people whom a worker meets, on `day`, in a town whose name begins with `area`."""
        addresses = Address.objects.on(day).exclude(kind=AddressKind.POST).filter(area__istartswith=area)
        return self.filter(Exists(addresses.filter(about_same_person("individual", ""))))

    def with_other_verified_number(self, nhs_number: str) -> Self:
        """Filter to the records whose verified NHS number is another one: other people."""
        return self.filter(nhs_verified_on__isnull=False).exclude(nhs_number=nhs_number)

    def record_ids_of(self, ids: Collection[UUID]) -> set[UUID]:
        """Return the ids of every record of the people to whom the records `ids` belong; one query.

        Ids that belong to no individual are left out.
        """
        primary_ids = Individual.objects.filter(pk__in=ids).values(primary=primary_of())
        return set(self.filter(about_people("", primary_ids)).values_list("pk", flat=True))

    def primary_ids_of(self, ids: Collection[UUID]) -> dict[UUID, UUID]:
        """Return the id of the primary record of each of the records `ids`; one query."""
        return dict(self.filter(pk__in=ids).values_list("pk", primary_of()))

    def with_primary(self) -> Self:
        """Join the primary record of each merged one, for `individual.primary`."""
        return self.select_related("merged_into")


def safety_records(path: str = "") -> ArraySubquery:
    """Return the expression for the safety facts on each record of a person, the primary record first.

    `path` leads from the rows to the individual. `casework.people.safety_facts` joins the facts of the records.
    """
    points = ContactPoint.objects.filter(individual=OuterRef("pk")).order_by("kind", "recorded_at")
    needs = AccessNeed.objects.filter(individual=OuterRef("pk")).order_by("recorded_at", "pk")
    asked = NoAccessNeeds.objects.filter(individual=OuterRef("pk"), relationship=None)
    carer = {"carer": "relationship__name", "until_on": "relationship__until_on"}
    times = TimePreference.objects.filter(individual=OuterRef("pk")).order_by("-kind", "from_on", "begins", "pk")
    decisions = SharingDecision.objects.filter(individual=OuterRef("pk")).latest_first()[:1]
    addresses = Address.objects.filter(individual=OuterRef("pk")).latest_first()
    refusals = Q(contact_safety=ContactSafety.NO) | Q(knows_of_support=KnowsOfSupport.NO)
    emergency = Relationship.objects.filter(Q(emergency_order__isnull=False) | refusals, individual=OuterRef("pk"))
    talk = {"answer": "consent_decisions__answer", "decided_at": "consent_decisions__decided_at"}
    merges = Individual.objects.filter(pk=OuterRef("pk"), merges__isnull=False, merges__undone_at=None)
    records = Individual.objects.filter(about_same_person("", path)).annotate(
        points=as_json_list(points, "kind", "value", "is_safe", "note", "own_note"),
        needs=as_json_list(needs, "kind", "code", "words", **carer),
        no_needs_on=Subquery(asked.values("asked_on")[:1]),
        sharing=as_json_list(decisions, "sharing", "decided_on", "recorded_at"),
        times=as_json_list(times, "kind", "weekdays", "begins", "ends", "reason", "words", "from_on", "until_on"),
        places=as_json_list(addresses, *PLACE_COLUMNS),
        merged_at=Subquery(merges.values("merges__recorded_at")[:1]),
        talk=as_json_list(_decisions_about_talking(), "pk", "name", "from_on", "until_on", **talk),
        emergency=as_json_list(emergency.order_by("emergency_order", "name", "pk"), *EMERGENCY_COLUMNS),
    )
    records = records.order_by(F("merged_into").asc(nulls_first=True), "recorded_at", "pk")
    columns = ("visit_warning", "access_notes", "points", "needs", "sharing", "times", "places", "emergency")
    return as_json_list(records, *columns, "talk", "merged_at", "no_needs_on")


def _decisions_about_talking() -> models.QuerySet[Relationship]:
    """Return the people close to the outer record, once for each decision on talking with them, the newest first."""
    decided = Relationship.objects.filter(
        individual=OuterRef("pk"), consent_decisions__purpose=ConsentPurpose.TALK, consent_decisions__struck_at=None
    )
    newest_first = (f"{order[0]}consent_decisions__{order[1:]}" for order in ("-decided_at", "-recorded_at", "-answer"))
    return decided.order_by("pk", *newest_first)


@tracked(without=("names_sought",))
class Individual(Record, RevisionChecked):
    READ = Permission.READ_PERSON

    reference = models.CharField(max_length=12, unique=True, default=ReferencePrefix("R"), editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    full_name = models.CharField(max_length=120)
    known_as = models.CharField("name to use", max_length=60, blank=True)
    former_names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    # All of the names without capitals and accents, for searching.
    names_sought = models.GeneratedField(
        expression=Func(F("full_name"), F("known_as"), F("former_names"), function="casework_names"),
        output_field=models.TextField(),
        db_persist=True,
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="duplicates",
        help_text="the primary record of this person; written by merging and undoing it",
    )
    date_of_birth = models.DateField(null=True, blank=True)
    born_about = models.PositiveSmallIntegerField(
        "year of birth, about", null=True, blank=True, help_text="where the date is not known; neither: not known"
    )
    died_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, null=True, blank=True)  # noqa: DJ001 - unknown is not ""
    nhs_verified_on = models.DateField(null=True, blank=True, editable=False)
    nhs_verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    nhs_verified_how = models.CharField(max_length=10, choices=NhsCheck, blank=True, editable=False)
    visit_warning = models.CharField(max_length=300, blank=True)
    access_notes = models.CharField(max_length=300, blank=True, help_text="which bell, which stairs, where to park")
    worker_gender_wish = models.CharField("prefers a worker who is", max_length=10, choices=Gender, blank=True)
    worker_language_wish = models.CharField("prefers a worker who speaks", max_length=40, blank=True)

    objects = IndividualQuerySet.as_manager()

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(
                name="individual_born",
                condition=Q(date_of_birth__gte="1900-01-01"),
                violation_error_message="The date of birth must be after 1900.",
            ),
            models.CheckConstraint(
                name="individual_born_about",
                condition=Q(born_about=None) | Q(date_of_birth=None, born_about__range=(1900, 2100)),
                violation_error_message="Enter the date of birth, or a year from 1900 to 2100 if it is not known.",
            ),
            models.CheckConstraint(
                name="individual_died_after_birth",
                condition=Q(died_on=None) | Q(died_on__gte=F("date_of_birth")),
                violation_error_message=DEATH_BEFORE_BIRTH,
            ),
            models.CheckConstraint(
                name="individual_nhs_number",
                condition=Q(nhs_number=None) | Q(nhs_number__regex=r"^[0-9]{10}$"),
                violation_error_message="An NHS number has ten digits.",
            ),
            models.CheckConstraint(
                name="individual_nhs_verified",
                condition=Q(nhs_verified_on=None, nhs_verified_by=None, nhs_verified_how="")
                | (
                    Q(nhs_number__isnull=False, nhs_verified_on__isnull=False, nhs_verified_by__isnull=False)
                    & ~Q(nhs_verified_how="")
                ),
                violation_error_message="A verified NHS number has a number, a day and how it was checked.",
            ),
            models.CheckConstraint(
                name="individual_merged_into_another",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                violation_error_message=MERGED_INTO_ITSELF,
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("full_name"), name="gin_trgm_ops"), name="individual_name"),
            GinIndex(OpClass(F("names_sought"), name="gin_trgm_ops"), name="individual_names_sought"),
            models.Index(fields=["merged_into"], name="individual_merged_into", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["date_of_birth"], name="individual_born_on"),
            models.Index(fields=["nhs_number"], name="individual_nhs", condition=Q(nhs_number__isnull=False)),
            models.Index(fields=["full_name", "id"], name="individual_by_name"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_merged(self) -> bool:
        """True if another record is the primary record of this person."""
        return self.merged_into_id is not None

    @property
    def primary_id(self) -> UUID:
        """The id of the person's primary record: of the one this is merged into, or its own."""
        return self.merged_into_id or self.pk

    @property
    def primary(self) -> "Individual":
        """The person's primary record: the one this is merged into, or itself."""
        return self.merged_into or self

    def is_user(self, user_id: UUID | None) -> bool:
        """Return whether this user is the person themselves, with the account of any of their records."""
        if user_id is None or user_id == self.user_id:
            return user_id is not None
        return Individual.objects.same_person(self).filter(user=user_id).exists()

    @property
    def name_to_use(self) -> str:
        return self.known_as or self.full_name.split(" ")[0]

    @property
    def initials(self) -> str:
        return formatting.initials(self.full_name)

    @property
    def is_nhs_verified(self) -> bool:
        """Whether somebody checked the NHS number against what the NHS has."""
        return self.nhs_verified_on is not None

    @property
    def born(self) -> str:
        """The date of birth, or what is known of it: "about 1958", "not known"."""
        return born_text(self.date_of_birth, self.born_about)

    @property
    def age(self) -> int | None:
        """The age in whole years, today or on the day of death; None without a date of birth."""
        if self.date_of_birth is None:
            return None
        return age_on(self.date_of_birth, self.died_on or clock.today())


@tracked
class ContactPoint(Record, StrikeThrough):
    """One way to reach the person, and whether it is safe to use: somebody else may answer the telephone.

    While that is not known, it is not written to; whoever rings gives no details.

    One that is theirs no longer is struck through.
    """

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=ContactKind)
    value = models.CharField(max_length=200)
    is_safe = models.BooleanField(null=True, blank=True)  # None: not known
    note = models.CharField(max_length=200, blank=True, help_text="for example when to ring, or not to leave a message")
    own_note = models.CharField("note of the person", max_length=200, blank=True)

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["individual", "kind", "value"],
                condition=Q(struck_at=None),
                name="contact_point_once",
                violation_error_message="This contact detail is already recorded.",
            ),
            StrikeThrough.strike_constraint("contact_point_struck"),
        ]
        indexes = [
            models.Index(OpClass(telephone_digits("value"), name="text_pattern_ops"), name="contact_point_telephone")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"


@tracked
class KeyworkerTerm(Record, DatedStrikeThrough):
    """Who at the Council was the person's keyworker, and from when until when."""

    individual = models.ForeignKey(Individual, on_delete=models.PROTECT, related_name="keyworker_terms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            not_overlapping(
                "keyworker_one_at_a_time", "individual", message="A person can have only one keyworker at a time."
            ),
            DatedStrikeThrough.struck_dates_constraint("keyworker_dates"),
            StrikeThrough.strike_constraint("keyworker_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.user} from {self.from_on:%-d %b %Y}"
