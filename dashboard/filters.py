from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from accounts.enums import Permission, Scope
from casework.models import Allocation, Individual, PackageStrand, SupportPackage
from contracts import posts
from contracts.models import Contract, Strand, Terms
from core import clock
from design.filters import FilterSet
from referrals.models import Referral
from workforce.models import Team, Worker

STATUSES = [("open", "Open"), ("held", "On hold: in hospital"), ("ended", "Ended")]


class PeopleFilter(FilterSet):
    """Filters of the list of people, sent in the address. A name is never in an address: that search is a POST."""

    status = django_filters.ChoiceFilter(choices=STATUSES, label="Status", empty_label="All", method="by_status")
    strand = django_filters.ModelChoiceFilter(
        queryset=Strand.objects.none(), label="Kind of support", empty_label="All", method="by_strand"
    )
    source = django_filters.ChoiceFilter(label="Referred by", empty_label="All", method="by_source")
    worker = django_filters.ChoiceFilter(label="Lead worker", empty_label="All", method="by_worker")
    area = django_filters.CharFilter(label="Town or area", method="by_area", max_length=80)
    mine = django_filters.ChoiceFilter(
        choices=[("true", "Only mine")], label="Allocated to me", empty_label="All", method="by_mine"
    )

    class Meta:
        model = Individual
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any):
        """The lead worker can be chosen by users who see a contract or a team, not only their own people."""
        super().__init__(*args, **kwargs)
        user, today = self.request.user, clock.today()
        contracts = posts.contracts_of(user)
        self.filters["strand"].queryset = Strand.objects.filter(contract__in=contracts).order_by("contract", "position")
        sources = Terms.objects.filter(contract__in=contracts).sources()
        self.filters["source"].extra["choices"] = [(source, source) for source in sources]
        if posts.contracts_by_scope(user, Permission.READ_PERSON).keys() & {Scope.CONTRACT, Scope.TEAM}:
            workers = Worker.objects.findable_by(user).employed(today).order_by("user__full_name", "pk")
            # Only ids and names: a list of whole records would take longer than the list of people.
            self.filters["worker"].extra["choices"] = list(workers.values_list("pk", "user__full_name"))
        else:
            del self.filters["worker"]

    def by_area(self, people: Any, _name: str, area: str) -> QuerySet[Individual]:
        met: QuerySet[Individual] = people.met_in(area, clock.today())
        return met

    def by_strand(self, people: QuerySet[Individual], _name: str, strand: Strand) -> QuerySet[Individual]:
        rows = PackageStrand.objects.on(clock.today()).filter(strand=strand)
        packages = SupportPackage.objects.visible_to(self.request.user).filter(pk__in=rows.values("package"))
        return people.filter(pk__in=packages.values("case__individual"))

    def by_source(self, people: QuerySet[Individual], _name: str, source: str) -> QuerySet[Individual]:
        """Return people who were referred by `source` for a package that the user may see."""
        packages = SupportPackage.objects.visible_to(self.request.user)
        referrals = Referral.objects.filter(source=source, package__in=packages.values("pk"))
        return people.filter(pk__in=referrals.values("package__case__individual"))

    def by_worker(self, people: QuerySet[Individual], _name: str, worker: str) -> QuerySet[Individual]:
        leads = Allocation.objects.leads().in_force_on(clock.today()).filter(worker_id=worker)
        packages = SupportPackage.objects.visible_to(self.request.user).filter(pk__in=leads.values("package"))
        return people.filter(pk__in=packages.values("case__individual"))

    def by_status(self, people: QuerySet[Individual], _name: str, value: str) -> QuerySet[Individual]:
        today = clock.today()
        packages = SupportPackage.objects.visible_to(self.request.user)
        if value == "ended":
            return people.exclude(pk__in=packages.open().values("case__individual"))
        packages = packages.open()
        if value == "held":
            packages = packages.filter(
                Q(holds__until_on=None) | Q(holds__until_on__gt=today),
                holds__from_on__lte=today,
            )
        return people.filter(pk__in=packages.values("case__individual"))

    def by_mine(self, people: QuerySet[Individual], _name: str, _value: str) -> QuerySet[Individual]:
        mine = Allocation.objects.in_force_on(clock.today()).filter(worker__user=self.request.user)
        return people.filter(pk__in=mine.values("package__case__individual"))


class WorkerFilter(FilterSet):
    """Which workers the board shows."""

    team = django_filters.ModelChoiceFilter(queryset=Team.objects.current(), label="Team", empty_label="All")
    contract = django_filters.ModelChoiceFilter(
        queryset=lambda request: Contract.objects.visible_to(request.user),
        field_name="contracts",
        label="Contract",
        empty_label="All",
    )

    class Meta:
        model = Worker
        fields: list[str] = []
