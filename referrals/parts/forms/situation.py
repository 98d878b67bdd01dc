"""In hospital now, an unpaid carer, whom the person cares for, and risks to staff."""

from typing import Any

from django import forms

from casework.enums import HospitalKind
from core import clock
from design.fields import DayField, TelephoneField
from design.layout import Reveal
from referrals.enums import CaresFor, ReferralPart, StaffRisk, YesNo
from referrals.models.particulars import WORDS_LENGTH
from referrals.parts.forms.base import PartForm

HOSPITAL_NAMES = ("hospital", "ward", "hospital_kind", "admitted_on", "expected_discharge_on")
CARER_NAMES = ("carer_name", "carer_telephone", "may_contact_carer")


class HealthForm(PartForm):
    parts = (ReferralPart.HEALTH,)

    in_hospital = forms.ChoiceField(choices=YesNo, widget=forms.RadioSelect, label="Is the person in hospital now?")
    hospital = forms.CharField(max_length=120, required=False, label="Name of the hospital")
    ward = forms.CharField(max_length=120, required=False, label="Ward")
    hospital_kind = forms.ChoiceField(
        choices=[("", "Choose one"), *HospitalKind.choices], required=False, label="Type of hospital"
    )
    admitted_on = DayField(required=False, label="Date of admission, if known")
    expected_discharge_on = DayField(required=False, label="Expected date of discharge, if known")

    gp_surgery = forms.CharField(max_length=120, required=False, label="GP surgery")
    gp_telephone = TelephoneField(required=False, label="GP’s phone number")

    def layout_fields(self) -> list[Any]:
        return [Reveal("in_hospital", {YesNo.YES: HOSPITAL_NAMES}), "gp_surgery", "gp_telephone"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("gp_telephone"):
            self.require("gp_surgery", "Enter the GP surgery.")
        if not self.clear_unless(self.cleaned_data.get("in_hospital") == YesNo.YES, *HOSPITAL_NAMES):
            return self.cleaned_data
        self.require("hospital", "Enter the name of the hospital.")
        self.require("hospital_kind", "Choose the type of hospital.")
        admitted_on, leaves_on = (self.cleaned_data.get(name) for name in ("admitted_on", "expected_discharge_on"))
        if admitted_on and admitted_on > clock.today():
            self.add_error("admitted_on", "The date of admission cannot be in the future.")
        elif admitted_on and leaves_on and leaves_on < admitted_on:
            self.add_error("expected_discharge_on", "The expected discharge cannot be before the admission.")
        return self.cleaned_data


class CarerForm(PartForm):
    parts = (ReferralPart.CARER,)

    has_carer = forms.ChoiceField(
        choices=YesNo,
        widget=forms.RadioSelect,
        label="Does someone care for the person unpaid?",
        help_text="For example a partner, relative or friend who helps them often",
    )
    carer_name = forms.CharField(max_length=120, required=False, label="Carer’s name")
    carer_telephone = TelephoneField(required=False, label="Carer’s phone number")
    may_contact_carer = forms.ChoiceField(
        choices=[("", "Not asked"), *YesNo.choices],
        required=False,
        label="May we contact the carer?",
        help_text="Yes only if the person agrees to it",
    )
    is_carer = forms.ChoiceField(
        choices=YesNo,
        widget=forms.RadioSelect,
        label="Does the person care for someone unpaid?",
        help_text="For example an ill partner or parent, or a disabled child. Not a child only because they are young",
    )
    cares_for = forms.ChoiceField(
        choices=[("", "Choose one"), *CaresFor.choices], required=False, label="Who do they care for?"
    )

    def layout_fields(self) -> list[Any]:
        return [Reveal("has_carer", {YesNo.YES: CARER_NAMES}), Reveal("is_carer", {YesNo.YES: ["cares_for"]})]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.clear_unless(self.cleaned_data.get("has_carer") == YesNo.YES, *CARER_NAMES):
            self.require("carer_name", "Enter the carer’s name.")
        if self.clear_unless(self.cleaned_data.get("is_carer") == YesNo.YES, "cares_for"):
            self.require("cares_for", "Choose who the person cares for.")
        return self.cleaned_data


class StaffRiskForm(PartForm):
    parts = (ReferralPart.STAFF_RISK,)

    staff_risk = forms.ChoiceField(
        choices=StaffRisk,
        widget=forms.RadioSelect,
        label="Are any risks known to staff who visit?",
        help_text="For example a dog, someone else at the address, or something that happened before",
    )
    staff_risk_words = forms.CharField(
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What are the risks?",
    )
    staff_risk_help = forms.CharField(
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What helps?",
        help_text="For example, visit in pairs, or ring first",
    )

    def layout_fields(self) -> list[Any]:
        return [Reveal("staff_risk", {StaffRisk.YES: ["staff_risk_words", "staff_risk_help"]})]

    def clean(self) -> dict[str, Any]:
        super().clean()
        has_risk = self.cleaned_data.get("staff_risk") == StaffRisk.YES
        if self.clear_unless(has_risk, "staff_risk_words", "staff_risk_help"):
            self.require("staff_risk_words", "Enter the risks to staff.")
        return self.cleaned_data
