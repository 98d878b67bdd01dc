"""Deciding a referral."""

import typing
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from casework.enums import HospitalKind
from casework.models import Individual
from contracts.models import Terms
from design.fields import DayField, MinutesField
from design.forms import PlainForm
from design.layout import Reveal

# Of a stay that is recorded with the acceptance, each with what is said where it is missing.
STAY_REQUIRED = {
    "hospital": "Enter the name of the hospital.",
    "hospital_kind": "Choose the type of hospital.",
    "admitted_on": "Enter the date of admission.",
}
STAY_NAMES = tuple(STAY_REQUIRED)


class AcceptForm(PlainForm):
    submit_label = "Continue"

    person = forms.ChoiceField(widget=forms.RadioSelect, label="Is this person already on Casework?")
    reference = forms.CharField(
        max_length=12, required=False, label="Their reference", help_text="For example, R-7KQ4-M2XD"
    )
    starts_on = DayField(label="First day of support")
    minutes_a_week = MinutesField(
        min_minutes=15,
        max_minutes=168 * 60,
        label="Commissioned hours a week",
        help_text="For example, 6 or 4h 30",
    )
    keyworker = forms.ModelChoiceField(
        queryset=User.objects.none(), label="The person's keyworker", empty_label="Choose one"
    )
    formal_review_on = DayField(
        label="Date of the formal review",
        required=False,
        help_text="Needed if support ended because of a stay in hospital",
    )
    first_review_on = DayField(label="First review date, as agreed with the Mental Health Team", required=False)
    visit_warning = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Visit warning, from the risks in the referral",
        help_text="Workers read it before they knock. It is added to the person’s record",
    )
    is_still_in_hospital = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, label="Is the person still in hospital?"
    )
    hospital = forms.CharField(max_length=120, required=False, label="Name of the hospital")
    hospital_kind = forms.ChoiceField(choices=HospitalKind, required=False, label="Type of hospital")
    admitted_on = DayField(required=False, label="Date of admission")

    def __init__(
        self,
        *args: Any,
        likely: list[tuple[Individual, str]],
        terms: Terms,
        keyworkers: QuerySet[User],
        known: Individual | None = None,
        has_staff_risk: bool = False,
        is_in_hospital: bool = False,
        **kwargs: Any,
    ) -> None:
        """`likely`: who it may be, each with the reason. `known`: the person, when they return after an ending.

        `has_staff_risk` and `is_in_hospital`: what the referral says.
        """
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelChoiceField, self.fields["keyworker"]).queryset = keyworkers
        if not terms.asks_keyworker:
            del self.fields["keyworker"]
        if not terms.asks_revised_plan:
            del self.fields["formal_review_on"]
        if not has_staff_risk:
            del self.fields["visit_warning"]
        if not is_in_hospital:
            for name in ("is_still_in_hospital", *STAY_NAMES):
                del self.fields[name]
        if known:
            del self.fields["person"], self.fields["reference"]
        else:
            self._offer_people(likely)
        self.fields["first_review_on"].required = bool(terms.asks_keyworker)

    def _offer_people(self, likely: list[tuple[Individual, str]]) -> None:
        typing.cast(forms.ChoiceField, self.fields["person"]).choices = [
            ("new", "New person"),
            *((str(person.pk), f"{person.full_name}, {person.reference} ({reason})") for person, reason in likely),
            ("reference", "Someone already on Casework"),
        ]
        if not likely:
            self.fields["person"].initial = "new"

    def layout_fields(self) -> list[Any]:
        names: list[Any] = [name for name in self.fields if name not in ("person", "reference", *STAY_NAMES)]
        if "is_still_in_hospital" in names:
            place = names.index("is_still_in_hospital")
            names[place] = Reveal("is_still_in_hospital", {"yes": STAY_NAMES})
        return [Reveal("person", {"reference": ["reference"]}), *names] if "person" in self.fields else names

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("person") == "reference" and not data.get("reference"):
            self.add_error("reference", "Enter the reference of the person's record.")
        if data.get("is_still_in_hospital") == "yes":
            for name, message in STAY_REQUIRED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data
