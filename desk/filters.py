import django_filters
from django.db.models import Q

from casework.models import Allocation, Individual, SupportPackage
from contracts.models import Contract
from core import clock
from workforce.models import Team, Worker

STANDINGS = [("open", "Open"), ("held", "Held in hospital"), ("ended", "Ended")]


class PeopleFilter(django_filters.FilterSet):
    """Filters stand in the address; names never do: searching by name is a POST."""

    standing = django_filters.ChoiceFilter(choices=STANDINGS, label="Standing", empty_label="All", method="by_standing")
    mine = django_filters.BooleanFilter(
        label="Only people allocated to me", method="by_mine", widget=django_filters.widgets.BooleanWidget
    )

    class Meta:
        model = Individual
        fields: list[str] = []

    def by_standing(self, people, _name, value):
        today = clock.today()
        packages = SupportPackage.objects.visible_to(self.request.user)
        if value == "ended":
            return people.exclude(pk__in=packages.open().values("case__individual"))
        chosen = packages.open()
        if value == "held":
            chosen = chosen.filter(
                Q(suspensions__until_on=None) | Q(suspensions__until_on__gt=today),
                suspensions__from_on__lte=today,
            )
        return people.filter(pk__in=chosen.values("case__individual"))

    def by_mine(self, people, _name, value):
        mine = Allocation.objects.standing_on(clock.today()).filter(worker__user=self.request.user)
        return people.filter(pk__in=mine.values("package__case__individual")) if value else people


class WorkerFilter(django_filters.FilterSet):
    """Which workers the board shows."""

    team = django_filters.ModelChoiceFilter(queryset=Team.objects.all(), label="Team", empty_label="All")
    contract = django_filters.ModelChoiceFilter(
        queryset=lambda request: Contract.objects.visible_to(request.user),
        field_name="contracts",
        label="Contract",
        empty_label="All",
    )

    class Meta:
        model = Worker
        fields: list[str] = []
