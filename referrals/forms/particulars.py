"""Forms for writing a referral and attaching its documents."""

import typing
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import User
from casework.enums import CareActOutcome
from casework.people import nhs_numbers
from contracts.models import Contract, LifeDomain, Strand, Terms
from core import clock
from core.clock import REPEATED
from core.errors import Refused
from design.fields import (
    CodeField,
    DayField,
    LastDayField,
    LongTextField,
    MinutesField,
    TelephoneField,
    TimeField,
    UploadField,
)
from design.forms import LocalTimeForm, PlainForm, RevisedForm
from referrals.enums import CameBy, ReferralDocumentKind, YesNo
from workforce.enums import Gender

# Fields for a referral that came by email, telephone or letter only.
RECEIPT_FIELDS = ("came_by", "received_on", "received_time", REPEATED, "referrer", "referrer_words")
OTHER_ROUTES = [choice for choice in CameBy.choices if choice[0] != CameBy.HERE]

# The form's parts: legend and fields, in their order on the page.
FIELDSETS = (
    ("How it reached us", RECEIPT_FIELDS),
    ("The referral", ("source", "strand", "planned_start_on", "asks_same_day", "formal_review_on")),
    (
        "The person",
        (
            *("full_name", "known_as", "former_names", "date_of_birth", "born_about", "birth_is_unknown"),
            *("nhs_number", "address", "area", "postcode"),
        ),
    ),
    (
        "Eligibility",
        (
            "lives_in_area",
            "has_mental_health_services",
            "care_act_outcomes",
            "has_significant_impact",
        ),
    ),
    (
        "What support is for",
        ("needs", "outcomes", "wanted_minutes", "wanted_domains", "agreed_end_point", "expected_end_on"),
    ),
    ("The person's preferences", ("worker_gender_wish", "worker_language_wish")),
    (
        "Contacting the person safely",
        (
            "telephone",
            "telephone_is_safe",
            "text_is_safe",
            "email",
            "email_is_safe",
            "contact_note",
            "communication_needs",
        ),
    ),
)


class ParticularsForm(LocalTimeForm):
    """Who is referred, for what, and how to reach them. The contract's terms decide which fields there are."""

    submit_label = "Save and continue"

    came_by = forms.ChoiceField(choices=OTHER_ROUTES, widget=forms.RadioSelect, label="How did it reach us?")
    received_on = DayField(label="Date received")
    received_time = TimeField(label="Time received", help_text="For example, 14:30")
    referrer = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label="Referrer, if they use Casework",
        help_text="They will see it in their list of referrals",
        empty_label="Someone without an account",
    )
    referrer_words = forms.CharField(
        max_length=200,
        required=False,
        label="Referrer, if they do not use Casework",
        help_text="Name, team and phone number",
    )
    source = forms.ChoiceField(label="Referred by")
    strand = forms.ModelChoiceField(
        queryset=Strand.objects.none(), label="Kind of support", required=False, empty_label="Choose one"
    )
    planned_start_on = DayField(label="Planned start date")
    asks_same_day = forms.BooleanField(
        required=False,
        label="Same-day response needed",
        help_text="A risk assessment is needed before anyone visits",
    )
    formal_review_on = DayField(
        label="Date of the formal review",
        required=False,
        help_text="Needed before support can start again. You can send the referral now and add this later",
    )
    full_name = forms.CharField(max_length=120, label="Full name")
    former_names = LongTextField(
        rows=2, required=False, label="Former names", help_text="One on each line, for example a name before marriage"
    )
    known_as = forms.CharField(max_length=60, required=False, label="Name to use")
    date_of_birth = DayField(label="Date of birth")
    born_about = forms.IntegerField(
        min_value=1900,
        max_value=2100,
        required=False,
        label="Year of birth, if the date is not known",
        help_text="About the right year, for example 1958",
    )
    birth_is_unknown = forms.BooleanField(required=False, label="Neither the date nor the year of birth is known")
    nhs_number = CodeField(max_length=14, required=False, label="NHS number")
    address = forms.CharField(required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    area = forms.CharField(max_length=80, required=False, label="Town or area")
    postcode = CodeField(max_length=8, required=False)
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
    needs = LongTextField(rows=5, label="Needs, as set out in the Council's support plan")
    outcomes = LongTextField(
        rows=4,
        label="Outcomes requested",
        help_text="One on each line, as they should appear in the plan",
    )
    agreed_end_point = LongTextField(rows=2, label="Agreed end point of support")
    expected_end_on = LastDayField(label="Expected last day of support", required=False)
    worker_gender_wish = forms.ChoiceField(
        choices=[("", "No preference"), *Gender.choices], required=False, label="Preferred gender of worker"
    )
    worker_language_wish = forms.CharField(max_length=40, required=False, label="Preferred language of worker")
    telephone = TelephoneField(required=False, label="Phone number")
    telephone_is_safe = forms.BooleanField(required=False, label="It is safe to ring this number")
    text_is_safe = forms.BooleanField(required=False, label="It is safe to text this number")
    email = forms.EmailField(max_length=254, required=False, label="Email address")
    email_is_safe = forms.BooleanField(required=False, label="It is safe to email this address")
    contact_note = forms.CharField(
        max_length=200,
        required=False,
        label="Anything to be aware of when contacting them",
        help_text="For example, do not leave a voicemail",
    )
    communication_needs = forms.CharField(
        max_length=300,
        required=False,
        label="Communication needs",
        help_text="What helps the person to read, hear and be understood, for example large print",
    )

    def __init__(
        self,
        *args: Any,
        contract: Contract,
        terms: Terms,
        referrers: QuerySet[User] | None = None,
        comes_back: bool = False,
        **kwargs: Any,
    ) -> None:
        """With `referrers`, the referral is entered on behalf of one of them. `comes_back`: after support had ended."""
        super().__init__(*args, **kwargs)
        self._choice("wanted_domains").queryset = contract.life_domains.offered(clock.today())
        if referrers is not None:
            self._choice("referrer").queryset = referrers
        strands = contract.strands.offered(clock.today())
        self._choice("strand").queryset = strands
        self.fields["strand"].required = bool(strands)
        typing.cast(forms.ChoiceField, self.fields["source"]).choices = [(source, source) for source in terms.sources]
        self.fields["lives_in_area"].label = f"Ordinarily resident in {contract.council.area}"
        if referrers is None:
            help_text = f"We do a risk assessment before visiting. Please call {contract.telephone} as well"
            self.fields["asks_same_day"].help_text = help_text
        self._leave_out(contract, terms, is_on_behalf=referrers is not None, comes_back=comes_back)
        if not terms.asks_council_support_plan:
            self.fields["needs"].label = "What the person needs support with"
            self.fields["outcomes"].required = False

    def _leave_out(self, contract: Contract, terms: Terms, *, is_on_behalf: bool, comes_back: bool) -> None:
        """Leave out the fields that the contract does not ask for."""
        conditional_fields = {
            **dict.fromkeys(RECEIPT_FIELDS, is_on_behalf),
            "formal_review_on": comes_back and bool(terms.asks_revised_plan),
            "wanted_domains": contract.life_domains.offered(clock.today()).exists(),
            "strand": self.fields["strand"].required,
            "lives_in_area": terms.asks_residence,
            "has_mental_health_services": terms.asks_mental_health_services,
            "care_act_outcomes": terms.asks_eligible_needs,
            "has_significant_impact": terms.asks_eligible_needs,
            "born_about": not terms.tests_age,
            "birth_is_unknown": not terms.tests_age,
            "agreed_end_point": terms.asks_exit_plan,
            "expected_end_on": terms.asks_exit_plan,
        }
        for name, is_asked in conditional_fields.items():
            if not is_asked:
                del self.fields[name]
        self.fields["date_of_birth"].required = terms.tests_age

    def _choice(self, name: str) -> forms.ModelChoiceField:
        return typing.cast(forms.ModelChoiceField, self.fields[name])

    def layout_fields(self) -> list[Any]:
        fieldsets, hidden = [], {REPEATED} - set(self.repeated_question())
        for legend, names in FIELDSETS:
            present = [name for name in names if name in self.fields and name not in hidden]
            if present:
                fieldsets.append(Fieldset(legend, *present))
        return [*(["revision"] if "revision" in self.fields else []), *fieldsets]

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

    def clean_outcomes(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise ValidationError("Each outcome must be 300 characters or fewer.")
        return lines

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if (data.get("telephone_is_safe") or data.get("text_is_safe")) and not data.get("telephone"):
            self.add_error("telephone", "Enter the phone number that is safe to use.")
        if data.get("email_is_safe") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter the email address that is safe to use.")
        if "born_about" in self.fields:
            self._clean_birth(data)
        if "referrer" in self.fields:
            self._clean_receipt(data)
        return data

    def _clean_birth(self, data: dict[str, Any]) -> None:
        """Check that one thing is said about the birth: its date, its year, or that neither is known."""
        answers = [data.get("date_of_birth"), data.get("born_about"), data.pop("birth_is_unknown", False)]
        if {"date_of_birth", "born_about"} & set(self.errors):
            return
        count = sum(bool(answer) for answer in answers)
        if count == 0:
            self.add_error("date_of_birth", "Enter the date of birth, or what is known of it.")
        elif count > 1:
            self.add_error("date_of_birth", "Enter the date of birth, or the year, or that neither is known.")

    def _clean_receipt(self, data: dict[str, Any]) -> None:
        """Check who refers, and join day and time of receipt into `received_at`."""
        if not data.get("referrer") and not data.get("referrer_words"):
            self.add_error("referrer_words", "Enter who is referring and how to reach them.")
        day, time = data.pop("received_on", None), data.pop("received_time", None)
        repeated = data.pop(REPEATED, "")
        if day is None or time is None:
            return
        try:
            data["received_at"] = clock.parse_local_time(day, time, field="received_time", repeated=repeated)
        except Refused as refusal:
            self.add_error(refusal.field, refusal.message)
            return
        if data["received_at"] > clock.now():
            self.add_error("received_on", "The date received cannot be in the future.")


class EditParticularsForm(RevisedForm, ParticularsForm):
    """The same particulars, for an existing draft."""


class AttachForm(PlainForm):
    submit_label = "Attach"

    kind = forms.ChoiceField(choices=ReferralDocumentKind, widget=forms.RadioSelect, label="Type of document")
    file = UploadField(label="File")
