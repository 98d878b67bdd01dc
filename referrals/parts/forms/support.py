"""Eligibility, and what support is for."""

from django import forms
from django.core.exceptions import ValidationError

from casework.enums import CareActOutcome
from contracts.models import LifeDomain
from core import clock
from design.fields import LastDayField, LongTextField, MinutesField
from referrals.enums import ReferralPart, YesNo
from referrals.parts.forms.base import PartForm
from workforce.enums import Gender


class EligibilityForm(PartForm):
    parts = (ReferralPart.ELIGIBILITY,)

    lives_in_area = forms.ChoiceField(choices=YesNo, widget=forms.RadioSelect)
    has_mental_health_services = forms.ChoiceField(
        choices=YesNo, widget=forms.RadioSelect, label="Receives mental health services"
    )
    care_act_outcomes = forms.MultipleChoiceField(
        choices=CareActOutcome,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Outcomes the person is unable to achieve because of an impairment or illness",
        help_text="Care Act eligibility: choose all that apply",
    )
    has_significant_impact = forms.ChoiceField(
        choices=YesNo, widget=forms.RadioSelect, label="Is there a significant impact on their wellbeing?"
    )

    def prepare_fields(self) -> None:
        self.fields["lives_in_area"].label = f"Ordinarily resident in {self.contract.council.area}"
        self.leave_out(
            lives_in_area=self.terms.asks_residence,
            has_mental_health_services=self.terms.asks_mental_health_services,
            care_act_outcomes=self.terms.asks_eligible_needs,
            has_significant_impact=self.terms.asks_eligible_needs,
        )


class SupportForm(PartForm):
    parts = (ReferralPart.SUPPORT,)

    needs = LongTextField(rows=5, label="Needs, as set out in the Council's support plan")
    outcomes = LongTextField(
        rows=4,
        required=False,
        label="Outcomes requested",
        help_text="One on each line, as they should appear in the plan",
    )
    wanted_minutes = MinutesField(
        min_minutes=15,
        max_minutes=168 * 60,
        required=False,
        label="Hours of support a week",
        help_text="For example, 6 or 4h 30",
    )
    wanted_domains = forms.ModelMultipleChoiceField(
        queryset=LifeDomain.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Areas of life the person wants support with",
    )
    agreed_end_point = LongTextField(rows=2, label="Agreed end point of support")
    expected_end_on = LastDayField(label="Expected last day of support", required=False)
    worker_gender_wish = forms.ChoiceField(
        choices=[("", "No preference"), *Gender.choices], required=False, label="Preferred gender of worker"
    )
    worker_language_wish = forms.CharField(max_length=40, required=False, label="Preferred language of worker")

    def prepare_fields(self) -> None:
        domains = self.contract.life_domains.offered(clock.today())
        self.choice("wanted_domains").queryset = domains
        if not self.terms.asks_council_support_plan:
            self.fields["needs"].label = "What the person needs support with"
        has_end = self.terms.asks_exit_plan
        self.leave_out(wanted_domains=domains, agreed_end_point=has_end, expected_end_on=has_end)

    def clean_outcomes(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise ValidationError("Each outcome must be 300 characters or fewer.")
        return lines
