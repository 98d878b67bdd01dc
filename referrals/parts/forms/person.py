"""The person: who they are, how to reach them, whether they know and agree, what they need to be understood."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.enums import RelationshipKind
from casework.particulars.enums import ContactSafety
from casework.people import nhs_numbers
from casework.people.forms.safe_to_use import SafeToUseField
from design.fields import CodeField, DayField, LongTextField, PostcodeField, TelephoneField
from design.layout import Reveal
from referrals.enums import Agreement, InterpreterNeed, ReferralPart, YesNo
from referrals.models.particulars import WORDS_LENGTH
from referrals.parts.forms.base import PartForm

EMERGENCY_NAMES = ("emergency_name", "emergency_kind", "emergency_telephone", "emergency_safety")
INTERPRETERS = (InterpreterNeed.LANGUAGE, InterpreterNeed.SIGN)


class PersonForm(PartForm):
    parts = (ReferralPart.PERSON,)

    full_name = forms.CharField(max_length=120, label="Full name")
    former_names = LongTextField(
        rows=2, required=False, label="Former names", help_text="One on each line, for example a name before marriage"
    )
    known_as = forms.CharField(max_length=60, required=False, label="Name to use")
    date_of_birth = DayField(label="Date of birth", required=False)
    born_about = forms.IntegerField(
        min_value=1900,
        max_value=2100,
        required=False,
        label="Year of birth, if the date is not known",
        help_text="About the right year, for example 1958",
    )
    birth_is_unknown = forms.BooleanField(required=False, label="Neither the date nor the year of birth is known")
    nhs_number = CodeField(max_length=14, required=False, label="NHS number")
    council_reference = CodeField(
        max_length=40,
        required=False,
        label="Council’s reference for the person",
        help_text="The number under which the Council knows the person",
    )

    def prepare_fields(self) -> None:
        self.leave_out(born_about=not self.terms.tests_age, birth_is_unknown=not self.terms.tests_age)

    def clean_nhs_number(self) -> str:
        number = nhs_numbers.normalise(self.cleaned_data["nhs_number"])
        if number and not nhs_numbers.is_valid(number):
            raise ValidationError("Enter a 10-digit NHS number, like 999 000 0018. Check each digit.")
        return number

    def clean_former_names(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["former_names"].splitlines() if name.strip()]
        if any(len(name) > 120 for name in names):
            raise ValidationError("Each former name must be 120 characters or fewer.")
        return names

    def clean(self) -> dict[str, Any]:
        """Check that one thing is said about the birth: its date, its year, or that neither is known."""
        super().clean()
        data = self.cleaned_data
        if "born_about" not in self.fields:
            return {**data, "born_about": None, "birth_is_unknown": False}
        if {"date_of_birth", "born_about"} & set(self.errors):
            return data
        count = sum(bool(data.get(name)) for name in ("date_of_birth", "born_about", "birth_is_unknown"))
        if count == 0 and not self.is_unfinished:
            self.add_error("date_of_birth", "Enter the date of birth, or what is known of it.")
        elif count > 1:
            self.add_error("date_of_birth", "Enter the date of birth, or the year, or that neither is known.")
        return data


class ContactForm(PartForm):
    parts = (ReferralPart.CONTACT,)

    address = forms.CharField(required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.CharField(max_length=80, required=False, label="Town or area")
    postcode = PostcodeField(required=False)
    telephone = TelephoneField(required=False, label="Phone number")
    telephone_is_safe = SafeToUseField(required=False, label="Is it safe to ring this number?")
    text_is_safe = SafeToUseField(required=False, label="Is it safe to text this number?")
    email = forms.EmailField(max_length=254, required=False, label="Email address")
    email_is_safe = SafeToUseField(required=False, label="Is it safe to email this address?")
    contact_note = forms.CharField(
        max_length=200,
        required=False,
        label="Anything to be aware of when contacting them",
        help_text="For example, do not leave a voicemail",
    )
    emergency_name = forms.CharField(max_length=120, required=False, label="Who to contact in an emergency")
    emergency_kind = forms.ChoiceField(
        choices=[("", "Choose one"), *RelationshipKind.choices],
        required=False,
        label="Their relationship to the person",
    )
    emergency_telephone = TelephoneField(required=False, label="Their phone number")
    emergency_safety = forms.ChoiceField(
        choices=[("", "Choose one"), *ContactSafety.choices], required=False, label="Is it safe to contact them?"
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if any(data.get(name) for name in EMERGENCY_NAMES):
            self.require("emergency_name", "Enter the name of the emergency contact.")
            self.require("emergency_kind", "Choose the relationship of the emergency contact to the person.")
            self.require("emergency_telephone", "Enter the phone number of the emergency contact.")
        if self.is_unfinished:
            return data
        if (data.get("telephone_is_safe") or data.get("text_is_safe")) and not data.get("telephone"):
            self.add_error("telephone", "Enter the phone number that is safe to use.")
        if data.get("email_is_safe") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter the email address that is safe to use.")
        return data


class ReferralAgreementForm(PartForm):
    """Not a test of eligibility: without agreement the provider asks first."""

    parts = (ReferralPart.AGREEMENT,)

    knows_of_referral = forms.ChoiceField(
        choices=YesNo, widget=forms.RadioSelect, label="Does the person know about this referral?"
    )
    agreement = forms.ChoiceField(
        choices=Agreement,
        widget=forms.RadioSelect,
        label="Do they agree to it?",
        help_text="You can send the referral without their agreement. We will ask you about it before support starts",
    )
    best_interest_by = forms.CharField(
        max_length=120, required=False, label="Who decided in their best interest?", help_text="Name and role"
    )
    agreement_words = forms.CharField(
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What did they say, or why was it decided for them?",
    )

    def layout_fields(self) -> list[Any]:
        reveal = Reveal("agreement", {Agreement.BEST_INTEREST: ["best_interest_by"]})
        return ["knows_of_referral", reveal, "agreement_words"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        is_best_interest = self.cleaned_data.get("agreement") == Agreement.BEST_INTEREST
        if self.clear_unless(is_best_interest, "best_interest_by"):
            self.require("best_interest_by", "Enter who decided in their best interest.")
            self.require("agreement_words", "Enter why it was decided in their best interest.")
        return self.cleaned_data


class CommunicationForm(PartForm):
    parts = (ReferralPart.COMMUNICATION,)

    interpreter = forms.ChoiceField(
        choices=InterpreterNeed, widget=forms.RadioSelect, label="Does the person need an interpreter?"
    )
    interpreter_language = forms.CharField(
        max_length=60, required=False, label="Language of the interpreter", help_text="For example, Urdu"
    )
    communication_needs = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Other communication and access needs",
        help_text="What helps the person to read, hear, be understood and take part, for example large print",
    )

    def layout_fields(self) -> list[Any]:
        reveal = Reveal("interpreter", {InterpreterNeed.LANGUAGE: ["interpreter_language"]})
        return [reveal, "communication_needs"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        interpreter = self.cleaned_data.get("interpreter")
        self.clear_unless(interpreter in INTERPRETERS, "interpreter_language")
        if interpreter == InterpreterNeed.LANGUAGE:
            self.require("interpreter_language", "Enter the language that the interpreter should speak.")
        return self.cleaned_data
