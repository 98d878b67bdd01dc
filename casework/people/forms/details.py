"""Who the person is, how to reach them, and who is close to them."""

from typing import Any, cast

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from casework.enums import ContactKind, RelationshipKind
from casework.particulars.enums import ContactSafety, KnowsOfSupport
from casework.people import nhs_numbers
from casework.people.forms.safe_to_use import SafeToUseField
from core import clock, telephones
from design.fields import CodeField, DayField, LastDayField, LinesField, TelephoneField
from design.forms import PlainForm, RevisedForm
from workforce.enums import Gender

LONGEST_NAME = 120


class PersonDetailsForm(RevisedForm):
    full_name = forms.CharField(max_length=LONGEST_NAME, label="Full name")
    known_as = forms.CharField(max_length=60, required=False, label="Name to use")
    former_names = LinesField(
        rows=2,
        max_length=600,
        longest_line=LONGEST_NAME,
        required=False,
        label="Former names",
        help_text="One on each line. A full name that you change becomes one of them.",
    )
    date_of_birth = DayField(required=False, label="Date of birth")
    born_about = forms.IntegerField(
        min_value=1900, max_value=2100, required=False, label="Year of birth, if the date is not known"
    )
    nhs_number = CodeField(max_length=14, required=False, label="NHS number")
    worker_gender_wish = forms.ChoiceField(
        choices=[("", "No preference"), *Gender.choices], required=False, label="Preferred gender of worker"
    )
    worker_language_wish = forms.CharField(max_length=40, required=False, label="Preferred language of worker")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["date_of_birth"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        birth = ["date_of_birth", "born_about", "nhs_number"]
        wishes = ["worker_gender_wish", "worker_language_wish"]
        return [
            Fieldset("The person", "full_name", "known_as", "former_names", *birth),
            Fieldset("What they prefer", *wishes),
        ]

    def clean_nhs_number(self) -> str | None:
        number = nhs_numbers.normalise(self.cleaned_data["nhs_number"])
        if number and not nhs_numbers.is_valid(number):
            raise ValidationError("Enter a 10-digit NHS number, like 999 000 0018. Check each digit.")
        return number or None

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("date_of_birth") and data.get("born_about"):
            self.add_error("born_about", "Enter the date of birth or a year, not both")
        data["former_names"] = data.get("former_names") or []
        return data


class ContactPointForm(PlainForm):
    kind = forms.ChoiceField(choices=ContactKind, widget=forms.RadioSelect, label="Way to contact the person")
    value = forms.CharField(max_length=200, label="Number or address")
    is_safe = SafeToUseField(
        label="Is it safe to use?",
        help_text="Choose no if somebody else may answer it or read it.",
    )
    note = forms.CharField(
        max_length=200, required=False, label="Note", help_text="For example, when to ring, or not to leave a voicemail"
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("value"):
            try:
                data["value"] = _normal_value(data.get("kind", ""), data["value"])
            except ValueError as error:
                self.add_error("value", str(error))
            except ValidationError:
                self.add_error("value", "Enter an email address, like name@example.com")
        return data


def _normal_value(kind: str, value: str) -> str:
    """Return a number or address as it is stored. Raises ValueError or ValidationError for one that cannot be."""
    if kind in (ContactKind.TELEPHONE, ContactKind.TEXT):
        return telephones.normalise(value)
    if kind == ContactKind.EMAIL:
        validate_email(value)
    return value


class RelationshipForm(PlainForm):
    kind = forms.ChoiceField(choices=RelationshipKind, widget=forms.RadioSelect, label="Who they are to the person")
    name = forms.CharField(max_length=LONGEST_NAME, label="Name")
    telephone = TelephoneField(required=False, label="Telephone")
    email = forms.EmailField(max_length=254, required=False, label="Email")
    contact_safety = forms.ChoiceField(
        choices=ContactSafety,
        widget=forms.RadioSelect,
        initial=ContactSafety.NOT_ASKED,
        label="Is it safe to contact them about the person?",
    )
    knows_of_support = forms.ChoiceField(
        choices=KnowsOfSupport,
        widget=forms.RadioSelect,
        initial=KnowsOfSupport.NOT_KNOWN,
        label="Do they know about the support?",
    )
    emergency_order = forms.IntegerField(
        min_value=1,
        max_value=9,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        label="Emergency contact",
        help_text="1 to contact them first, 2 for the second, and so on. Leave blank if they are none.",
    )
    note = forms.CharField(max_length=200, required=False, label="Note", help_text="For example, holds a key")
    from_on = DayField(label="First day")
    until_on = LastDayField(required=False, label="Last day", help_text="Leave blank if it has no end.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The last day must not be before the first day")
        return data
