"""Forms for the provider's details and the first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.models import User
from contracts.provider.models import LONGEST_CRISIS_LINE, MOST_CRISIS_NUMBERS, UNANSWERED_INCOMPLETE, split_number
from design.fields import LinesField, TelephoneField, TimeField, UploadField
from design.forms import PlainForm, RevisedForm


class ProviderForm(RevisedForm):
    name = forms.CharField(
        max_length=80, label="Name of the provider", help_text="As people know it. It is on every page and letter."
    )
    telephone = TelephoneField(label="Office telephone")
    email = forms.EmailField(max_length=254, label="Office email")
    office_hours = forms.CharField(
        max_length=120,
        required=False,
        label="Office hours",
        help_text="In words, such as “9am to 5pm, Monday to Friday”",
    )
    out_of_hours_telephone = TelephoneField(required=False, label="Out-of-hours telephone")
    out_of_hours = forms.CharField(
        max_length=200,
        required=False,
        label="What this number is for",
        help_text="For example “The on-call senior answers from 8am to 10pm, every day”",
    )
    unanswered_from = TimeField(
        required=False,
        label="No one answers from",
        help_text="For example 10pm. People then read which numbers to ring. Leave it blank if someone always answers.",
    )
    unanswered_until = TimeField(required=False, label="No one answers until", help_text="For example 8am.")
    crisis_numbers = LinesField(
        rows=3,
        max_length=800,
        longest_line=LONGEST_CRISIS_LINE,
        required=False,
        label="Local crisis numbers",
        help_text="People see these beside 999 and 111. Write one on each line: a name, a colon and the number.",
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        from_time, until_time = (self.cleaned_data.get(name) for name in ("unanswered_from", "unanswered_until"))
        is_one_wrong = {"unanswered_from", "unanswered_until"} & set(self.errors)
        if not is_one_wrong and (
            (from_time is None) != (until_time is None) or (from_time is not None and from_time == until_time)
        ):
            self.add_error("unanswered_until", UNANSWERED_INCOMPLETE)
        return self.cleaned_data

    def clean_crisis_numbers(self) -> list[str]:
        lines: list[str] = self.cleaned_data["crisis_numbers"] or []
        if len(lines) > MOST_CRISIS_NUMBERS:
            raise forms.ValidationError(f"Enter up to {MOST_CRISIS_NUMBERS} numbers")
        try:
            lines = [": ".join(split_number(line)) for line in lines]
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if any(len(line) > LONGEST_CRISIS_LINE for line in lines):  # a space after the colon may be new
            raise forms.ValidationError(f"Each line can have up to {LONGEST_CRISIS_LINE} characters")
        return lines

    def field_texts(self, record: Any) -> dict[str, str]:
        return super().field_texts(record) | {"crisis_numbers": "\n".join(record.crisis_numbers)}


class LogoForm(PlainForm):
    submit_label = "Save the logo"

    picture = UploadField(
        kinds=("png", "jpg"),
        max_bytes=2 * 1024 * 1024,
        label="Logo",
        help_text="A PNG or JPG picture up to 2 MB, best with little empty space around it.",
    )

    def clean_picture(self) -> bytes:
        content: bytes = self.cleaned_data["picture"].read()
        return content


class AdministratorForm(PlainForm):
    submit_label = "Create the account"

    full_name = forms.CharField(max_length=120, label="Your name")
    email = forms.EmailField(max_length=254, label="Your work email", help_text="You sign in with it.")
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=128,
        help_text="At least 12 characters. Three words that only you would put together are easy to remember.",
    )
    password_again = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), max_length=128, label="Password again"
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        again = data.pop("password_again", None)
        if "password" in data and again is not None:
            user = User(email=data.get("email", ""), full_name=data.get("full_name", ""))
            try:
                validate_password(data["password"], user)
            except forms.ValidationError as error:
                self.add_error("password", error)
            if data.get("password") and data["password"] != again:
                self.add_error("password_again", "The two passwords are not the same")
        return data
