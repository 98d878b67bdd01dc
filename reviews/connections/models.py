"""The connections map: people and places in each life domain, made with the person and with their agreement (R54)."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import AllowingQuerySet
from accounts.walls import exclude_walled
from casework.consent.enums import ConsentPurpose
from casework.models import ConsentDecision, Individual, SupportPackage
from casework.people.primary import primary_of
from contracts.models import Contract, LifeDomain
from core.dates import Period
from core.history import append_only, tracked
from core.models import NotStruckManager, Record, RecordQuerySet, RevisionChecked, StrikeThrough
from reviews.connections.enums import ConnectionKind, MapChange, MapFigure
from workforce.models import Worker

MOST_WORDS = 120  # characters of one connection
MOST_AT_ONCE = 99  # people or places in one entry
AGREEMENT_MISSING = "Enter how the person agreed. Without their agreement there is no map."
AGREED_LATER = "The person agrees before the map is made: enter the same day or an earlier one."
# The comparison of each change, from the figure of the first map to that of the later one.
LOOKUPS = {MapChange.UP: "gt", MapChange.SAME: "exact", MapChange.DOWN: "lt"}


class ConnectionsMapQuerySet(AllowingQuerySet, RecordQuerySet["ConnectionsMap"]):
    def of_person(self, individual: Individual) -> Self:
        """Filter to the maps in this record, the first one first."""
        return self.filter(package__case__individual=individual).order_by("package__starts_on", "made_on", "pk")

    def consented_to(self, user: User) -> Self:
        """Return the maps that the person lets `user`, their representative, see today."""
        consents = ConsentDecision.objects.in_force_for(user, ConsentPurpose.SEE_CONNECTIONS)
        maps = self.filter(package__case__individual__in=consents.values("representative__individual"))
        return maps.filter(exclude_walled(user, "pk"))

    def with_first(self) -> Self:
        """Annotate `first_id`, the id of the first map of the same package: the one with which later ones compare."""
        first = ConnectionsMap.objects.filter(package=OuterRef("package")).order_by("made_on").values("pk")[:1]
        return self.annotate(first_id=Subquery(first))

    def paired(self) -> Self:
        """Filter to the maps that have a first map before them, with `first_id`."""
        return self.with_first().exclude(pk=F("first_id"))

    def later_in(self, contract: Contract, period: Period) -> Self:
        """Return each person's last map in the period that has a first map to compare with.

        Each with `person`, the id of the primary record: merged records are one person.
        """
        maps = self.paired().annotate(person=primary_of("package__case__individual"))
        maps = maps.filter(package__case__contract=contract, made_on__gte=period.from_on, made_on__lt=period.until_on)
        is_later = Q(made_on__gt=OuterRef("made_on")) | Q(made_on=OuterRef("made_on"), pk__gt=OuterRef("pk"))
        later = maps.filter(is_later, person=OuterRef("person"))
        return maps.filter(~Exists(later)).order_by("made_on", "pk")

    def changed(self, figure: MapFigure, change: MapChange) -> Self:
        """Filter `paired` maps to those whose figure is up, the same or down.

        A life domain counts if both maps have it.
        """
        then, now = _figure_of("first_id", "pk", figure), _figure_of("pk", "first_id", figure)
        rows = self.annotate(figure_then=then, figure_now=now)
        return rows.filter(**{f"figure_now__{LOOKUPS[change]}": F("figure_then")})


def _figure_of(map_id: str, other_id: str, figure: MapFigure) -> Any:
    """Return the expression for a figure of one map, in the life domains that the other map has too."""
    in_other = MapDomain.objects.filter(map=OuterRef(OuterRef(other_id)), life_domain=OuterRef("domain__life_domain"))
    connections: QuerySet[Any, Any] = Connection.objects.filter(Exists(in_other), domain__map=OuterRef(map_id))
    total: Any = Sum("number")
    if figure == MapFigure.SPREAD:
        total = models.Count("domain", distinct=True)
    else:
        kind = ConnectionKind.PERSON if figure == MapFigure.PEOPLE else ConnectionKind.PLACE
        connections = connections.filter(kind=kind)
    totals = connections.order_by().values("domain__map").annotate(total=total).values("total")
    return Coalesce(Subquery(totals, output_field=models.IntegerField()), 0)


@tracked
class ConnectionsMap(Record, RevisionChecked, StrikeThrough):
    """One map, made on a day by the person and a worker. The first of a package is the one to compare with.

    `meaning` is what the person says the change means, `meaning_by` who wrote it down.
    """

    READ = Permission.READ_VISIT

    package = models.ForeignKey(SupportPackage, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("date of the map")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField("date the person agreed")
    agreed_how = models.CharField("how the person agreed", max_length=200)
    meaning = models.TextField("what the person says the change means", max_length=2_000, blank=True)
    meaning_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotStruckManager.from_queryset(ConnectionsMapQuerySet)()
    with_struck = ConnectionsMapQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "made_on"],
                condition=Q(struck_at=None),
                name="connections_map_once_a_day",
                violation_error_message="There is a map of that day already. Correct it, or enter another date.",
            ),
            models.CheckConstraint(
                name="connections_map_agreed",
                condition=~Q(agreed_how=""),
                violation_error_message=AGREEMENT_MISSING,
            ),
            models.CheckConstraint(
                name="connections_map_agreed_before",
                condition=Q(agreed_on__lte=F("made_on")),
                violation_error_message=AGREED_LATER,
            ),
            models.CheckConstraint(
                name="connections_map_meaning",
                condition=Q(meaning="", meaning_by=None) | (~Q(meaning="") & Q(meaning_by__isnull=False)),
                violation_error_message="Enter what the person says the change means.",
            ),
            StrikeThrough.strike_constraint("connections_map_struck"),
        ]

    def __str__(self) -> str:
        return f"Connections map, {self.made_on:%-d %B %Y}"

    @property
    def has_own_words(self) -> bool:
        """Return True if the person wrote what the change means in their own pages: nobody else changes it."""
        return self.meaning_by_id is not None and self.meaning_by_id == self.package.case.individual.user_id


class MapDomain(Record):
    """A life domain of the contract as it was when the map was made, with its name and place. Written once."""

    map = models.ForeignKey(ConnectionsMap, on_delete=models.PROTECT, related_name="domains")
    life_domain = models.ForeignKey(LifeDomain, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["map", "life_domain"],
                name="map_domain_once",
                violation_error_message="The map already has this life domain.",
            )
        ]
        triggers = [append_only("map_domain_written_once")]

    def __str__(self) -> str:
        return self.name


@tracked
class Connection(Record, StrikeThrough):
    """A person or a place in a life domain, named as far as the person wants; `number` of them, such as 3 friends."""

    domain = models.ForeignKey(MapDomain, on_delete=models.PROTECT, related_name="connections")
    kind = models.CharField(max_length=10, choices=ConnectionKind)
    words = models.CharField(max_length=MOST_WORDS)
    number = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)

    objects = NotStruckManager.from_queryset(RecordQuerySet["Connection"])()
    with_struck = RecordQuerySet["Connection"].as_manager()

    class Meta:
        ordering = ["kind", "position", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="connection_words",
                condition=~Q(words=""),
                violation_error_message="Write who or what it is, such as: a friend.",
            ),
            models.CheckConstraint(
                name="connection_number",
                condition=Q(number__gte=1, number__lte=MOST_AT_ONCE),
                violation_error_message=f"Enter a number from 1 to {MOST_AT_ONCE}.",
            ),
            StrikeThrough.strike_constraint("connection_struck"),
        ]

    def __str__(self) -> str:
        return self.words if self.number == 1 else f"{self.number} x {self.words}"
