import re

from django import forms

from design.fields import TelephoneField
from design.forms import PlainForm, RevisedForm

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class CouncilForm(PlainForm):
    name = forms.CharField(max_length=120, label="Name of the council")
    area = forms.CharField(
        max_length=120, help_text="As in “lives in …”: the place that the council is responsible for."
    )
    safeguarding_team = forms.CharField(
        max_length=120, required=False, label="Safeguarding team", help_text="Staff ring them first about a concern."
    )
    safeguarding_telephone = TelephoneField(required=False, label="Telephone of the safeguarding team")
    duty_team_telephone = TelephoneField(
        required=False,
        label="Telephone of the duty team",
        help_text="Out of hours. Staff see it when they call for help.",
    )
    children_team = forms.CharField(
        max_length=120,
        required=False,
        label="Safeguarding team for children",
        help_text="Staff ring them first about a child.",
    )
    children_telephone = TelephoneField(required=False, label="Telephone of the safeguarding team for children")
    complaints_telephone = TelephoneField(
        required=False,
        label="Telephone for complaints",
        help_text="People see it where they read how to complain. Without it they see the name of the council only.",
    )
    email_domains = forms.CharField(
        max_length=200,
        required=False,
        label="Email domains",
        help_text="What follows the @ in the email addresses of the Council’s staff, such as “council.example”. "
        "Separate several by commas. Links without an account are sent to these only.",
    )
    team_email = forms.EmailField(
        required=False,
        max_length=254,
        label="Email address of the team",
        help_text="A shared address, if the team has one. Links without an account may be sent to it as well.",
    )

    def clean_email_domains(self) -> str:
        """Return the domains as they are compared: without the @, in small letters."""
        parts = [part.strip().lstrip("@").lower() for part in self.cleaned_data["email_domains"].split(",")]
        domains = [part for part in parts if part]
        if not all(DOMAIN.fullmatch(domain) for domain in domains):
            raise forms.ValidationError("Enter domains such as “council.example”, separated by commas.")
        return ", ".join(domains)


class ChangeCouncilForm(CouncilForm, RevisedForm):
    pass
