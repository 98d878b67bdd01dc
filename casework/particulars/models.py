"""A person's particulars with dates: addresses, people close to them, GP, circumstances; the Council's reference."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from casework.enums import RelationshipKind
from casework.particulars.enums import (
    ANSWERS,
    LIST_EDITION,
    AddressKind,
    CircumstanceQuestion,
    ContactSafety,
    KnowsOfSupport,
    NoAnswer,
    answers_to,
)
from casework.particulars.places import map_href, one_line
from casework.people.search_columns import names_to_search, telephone_digits
from contracts.models import Council
from core.history import tracked
from core.models import (
    DatedQuerySet,
    DatedStrikeThrough,
    NotStruckManager,
    Record,
    RecordQuerySet,
    StrikeThrough,
    not_overlapping,
)

# A practice of the NHS in England: a letter and five digits.
PRACTICE_CODE = r"^[A-Z][0-9]{5}$"
PRACTICE_CODE_WRONG = "A practice code has one letter and five digits, like P84001."


class AddressQuerySet(DatedQuerySet):
    def homes(self) -> Self:
        return self.filter(kind=AddressKind.HOME)

    def latest_first(self) -> Self:
        return self.order_by("-from_on", "kind", "pk")


@tracked
class Address(Record, DatedStrikeThrough):
    """Where the person lives, stays for now or gets post, and from when until when.

    `is_start_known` is False where `from_on` is only the first day on which we know of it.
    """

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=10, choices=AddressKind)
    lines = models.TextField(blank=True)
    area = models.CharField(max_length=80, blank=True, help_text="town or part of the borough")
    postcode = models.CharField(max_length=8, blank=True)
    is_start_known = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)

    objects = NotStruckManager.from_queryset(AddressQuerySet)()
    with_struck = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-from_on"]
        constraints = [
            not_overlapping(
                "address_one_of_a_kind",
                "individual",
                "kind",
                message="Another address of this kind is recorded for some of these days. Change its last day first.",
            ),
            models.CheckConstraint(
                name="address_not_empty",
                condition=~Q(lines="", area="", postcode=""),
                violation_error_message="Enter the address, the town or the postcode.",
            ),
            DatedStrikeThrough.struck_dates_constraint("address_dates"),
            StrikeThrough.strike_constraint("address_struck"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The address in one line."""
        return one_line(self.lines, self.area, self.postcode)

    @property
    def map_href(self) -> str:
        return map_href(self.lines, self.area, self.postcode)


@tracked
class Relationship(Record, DatedStrikeThrough):
    """Somebody close to the person: carer, family, advocate, nominated person; from when until when."""

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="relationships")
    kind = models.CharField(max_length=10, choices=RelationshipKind)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    contact_safety = models.CharField(max_length=10, choices=ContactSafety, default=ContactSafety.NOT_ASKED)
    knows_of_support = models.CharField(max_length=10, choices=KnowsOfSupport, default=KnowsOfSupport.NOT_KNOWN)
    emergency_order = models.PositiveSmallIntegerField(
        "emergency contact", null=True, blank=True, help_text="1: ring first; none: no emergency contact"
    )

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "from_on"]
        constraints = [
            not_overlapping(
                "relationship_once",
                "individual",
                "kind",
                "name",
                message="This relationship is already recorded for some of these days.",
            ),
            models.CheckConstraint(
                name="relationship_emergency_order",
                condition=Q(emergency_order=None) | Q(emergency_order__range=(1, 9)),
                violation_error_message="The order of an emergency contact is from 1 to 9.",
            ),
            DatedStrikeThrough.struck_dates_constraint("relationship_dates"),
            StrikeThrough.strike_constraint("relationship_struck"),
        ]
        # Whoever rings is searched for by name or number.
        indexes = [
            GinIndex(OpClass(names_to_search("name"), name="gin_trgm_ops"), name="relationship_names_sought"),
            models.Index(
                OpClass(telephone_digits("telephone"), name="text_pattern_ops"), name="relationship_telephone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_kind_display().lower()}"

    @property
    def is_emergency_contact(self) -> bool:
        return self.emergency_order is not None


@tracked
class GpRegistration(Record, DatedStrikeThrough):
    """The GP surgery of the person, from when until when."""

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="gp_registrations")
    surgery = models.CharField(max_length=120)
    doctor = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=300, blank=True)
    practice_code = models.CharField(
        max_length=6, blank=True, validators=[RegexValidator(PRACTICE_CODE, PRACTICE_CODE_WRONG)]
    )

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]
        constraints = [
            not_overlapping(
                "gp_one_at_a_time",
                "individual",
                message="Another GP is recorded for some of these days. Change its last day first.",
            ),
            models.CheckConstraint(
                name="gp_practice_code",
                condition=Q(practice_code="") | Q(practice_code__regex=PRACTICE_CODE),
                violation_error_message=PRACTICE_CODE_WRONG,
            ),
            DatedStrikeThrough.struck_dates_constraint("gp_dates"),
            StrikeThrough.strike_constraint("gp_struck"),
        ]

    def __str__(self) -> str:
        return f"GP: {self.surgery}"


def _is_an_answer() -> Q:
    condition = Q()
    for question, answers in ANSWERS.items():
        condition |= Q(question=question, answer__in=[*answers.values, *NoAnswer.values])
    return condition


@tracked
class Circumstance(Record, DatedStrikeThrough):
    """The answer to one question of the Council's data about the person's life, from when until when.

    A question without a row for a day was not asked.
    """

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="circumstances")
    question = models.CharField(max_length=20, choices=CircumstanceQuestion)
    answer = models.CharField(max_length=20)
    list_edition = models.CharField(max_length=20, default=LIST_EDITION, editable=False)
    note = models.CharField(max_length=200, blank=True)

    objects = NotStruckManager.from_queryset(DatedQuerySet)()
    with_struck = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["question", "-from_on"]
        constraints = [
            not_overlapping(
                "circumstance_one_answer",
                "individual",
                "question",
                message="Another answer is recorded for some of these days. Change its last day first.",
            ),
            models.CheckConstraint(
                name="circumstance_answer_of_its_list",
                condition=_is_an_answer(),
                violation_error_message="Choose one of the answers to this question.",
            ),
            DatedStrikeThrough.struck_dates_constraint("circumstance_dates"),
            StrikeThrough.strike_constraint("circumstance_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.question_label}: {self.answer_label.lower()}"

    @property
    def question_label(self) -> str:
        return CircumstanceQuestion(self.question).label

    @property
    def answer_label(self) -> str:
        """The answer in words."""
        return dict(answers_to(self.question))[self.answer]


@tracked
class CouncilReference(Record, StrikeThrough):
    """The number under which a council knows the person. Each council has its own."""

    individual = models.ForeignKey("casework.Individual", on_delete=models.PROTECT, related_name="council_references")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40)

    objects = NotStruckManager.from_queryset(RecordQuerySet)()
    with_struck = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.UniqueConstraint(
                "council",
                Upper("reference"),
                condition=Q(struck_at=None),
                name="council_reference_once",
                violation_error_message="Another record already has this reference of this council. Is it the same "
                "person? Then merge the records.",
            ),
            models.UniqueConstraint(
                fields=["individual", "council"],
                condition=Q(struck_at=None),
                name="council_reference_one_each",
                violation_error_message="This council’s reference is already recorded. Change it instead.",
            ),
            models.CheckConstraint(
                name="council_reference_not_empty",
                condition=~Q(reference=""),
                violation_error_message="Enter the Council’s reference.",
            ),
            StrikeThrough.strike_constraint("council_reference_struck"),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.reference}"
