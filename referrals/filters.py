"""Filters of the lists of referrals. They appear in the address, so none takes a person's name."""

import datetime
from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q

from casework.models import Allocation
from contracts import posts
from contracts.models import Contract, Strand, Terms
from core import clock
from core.models import StateChange
from design.filters import DayFilter, FilterSet
from referrals.enums import ReferralState
from referrals.models import Referral
from referrals.models.referral import ReferralQuerySet
from workforce.models import Worker

# Statuses that cover several states.
STATUS_GROUPS = (
    ("undecided", "All that need a decision"),
    ("decided", "All decided"),
    ("concern", "Staff safety concern raised"),
)
# The changes of state by which somebody decides.
DECISION_VERBS = ("accept", "decline", "find ineligible", "wait", "query", "raise concern")


class OwnReferralFilter(FilterSet):
    """For referrers, who see their own referrals only."""

    state = django_filters.ChoiceFilter(choices=ReferralState.choices, label="Status", empty_label="All")
    strand = django_filters.ModelChoiceFilter(
        queryset=Strand.objects.none(), label="Kind of support", empty_label="All"
    )

    class Meta:
        model = Referral
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contracts = posts.contracts_of(self.request.user)
        self.filters["strand"].queryset = Strand.objects.filter(contract__in=contracts)


class ReferralFilter(OwnReferralFilter):
    """For those who decide referrals in `contracts`."""

    state = django_filters.ChoiceFilter(
        choices=[*STATUS_GROUPS, *ReferralState.choices], label="Status", empty_label="All", method="by_status"
    )
    contract = django_filters.ChoiceFilter(label="Contract", empty_label="All")
    strand = django_filters.ModelChoiceFilter(
        queryset=Strand.objects.none(), label="Kind of support", empty_label="All", null_label="None"
    )
    source = django_filters.ChoiceFilter(label="Referred by", empty_label="All")
    area = django_filters.ChoiceFilter(label="Town or area", empty_label="All")
    worker = django_filters.ModelChoiceFilter(
        queryset=Worker.objects.none(), label="Lead worker", empty_label="All", method="by_worker"
    )
    received_from = DayFilter(method="by_first_day", label="Received from")
    received_until = DayFilter(method="by_last_day", label="Received to")
    mine = django_filters.BooleanFilter(
        label="Only referrals I made or decided", method="by_mine", widget=django_filters.widgets.BooleanWidget
    )

    def __init__(self, *args: Any, contracts: Sequence[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["contract"].extra["choices"] = [(contract.pk, str(contract)) for contract in contracts]
        sources = Terms.objects.filter(contract__in=contracts).sources()
        self.filters["source"].extra["choices"] = [(source, source) for source in sources]
        areas = self.queryset.exclude(area="").order_by("area").values_list("area", "area").distinct()
        self.filters["area"].extra["choices"] = areas
        self.filters["worker"].queryset = Worker.objects.findable_by(self.request.user).select_related("user")

    def by_status(self, referrals: ReferralQuerySet, _name: str, value: str) -> ReferralQuerySet:
        if value == "undecided":
            return referrals.to_decide()
        if value == "decided":
            return referrals.filter(decided_at__isnull=False)
        if value == "concern":
            concern_changes = StateChange.objects.filter(record_id=OuterRef("pk"), verb="raise concern")
            return referrals.filter(Exists(concern_changes))
        return referrals.filter(state=value)

    def by_first_day(self, referrals: ReferralQuerySet, _name: str, day: datetime.date) -> ReferralQuerySet:
        return referrals.filter(received_at__gte=clock.start_of(day))

    def by_last_day(self, referrals: ReferralQuerySet, _name: str, day: datetime.date) -> ReferralQuerySet:
        return referrals.filter(received_at__lt=clock.start_of(day + datetime.timedelta(days=1)))

    def by_worker(self, referrals: ReferralQuerySet, _name: str, worker: Worker) -> ReferralQuerySet:
        leads = Allocation.objects.leads().in_force_on(clock.today()).filter(worker=worker)
        return referrals.filter(package__in=leads.values("package"))

    def by_mine(self, referrals: ReferralQuerySet, _name: str, value: bool) -> ReferralQuerySet:
        if not value:
            return referrals
        user = self.request.user
        decisions = StateChange.objects.filter(record_id=OuterRef("pk"), recorded_by=user, verb__in=DECISION_VERBS)
        return referrals.filter(Q(recorded_by=user) | Q(referrer=user) | Exists(decisions))
