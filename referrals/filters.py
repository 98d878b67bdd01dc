import django_filters

from referrals.enums import ReferralState
from referrals.models import Referral


class ReferralFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=ReferralState.choices, label="Status", empty_label="All")

    class Meta:
        model = Referral
        fields = ["state"]
