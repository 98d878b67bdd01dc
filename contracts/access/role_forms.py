"""Forms for accounts and their roles."""

import datetime
from typing import Any, cast

from django import forms

from accounts.enums import Permission
from accounts.invitations.forms import IdentityField
from accounts.models import User, UserQuerySet
from accounts.roles import IN_EVERY_CONTRACT, Role
from contracts.access.giving import contracts_to_give_in, roles_to_give
from contracts.models import Contract
from contracts.posts import permissions
from core import clock
from design.fields import DayField, TelephoneField
from design.forms import PlainForm

DAY = datetime.timedelta(days=1)
EMAIL_BOX = forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"})


class RoleDaysForm(PlainForm):
    """The first and the last day of a role. The data has `until_on` too: the first day without it, or None."""

    submit_label = "Save"

    from_on = DayField(label="First day", help_text="Today or later.")
    last_on = DayField(required=False, label="Last day", help_text="Leave blank if the role has no end.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["from_on"]).min_day = clock.today()

    def clean(self) -> dict[str, Any]:
        super().clean()
        from_on, last_on = self.cleaned_data.get("from_on"), self.cleaned_data.get("last_on")
        if from_on and last_on and last_on < from_on:
            self.add_error("last_on", "Last day must not be before the first day")
        self.cleaned_data["until_on"] = last_on + DAY if last_on else None
        return self.cleaned_data


class RoleForm(RoleDaysForm):
    """A role that `giver` may give, the contract, and the days."""

    submit_label = "Give the role"
    field_order: tuple[str, ...] = ("role", "contract", "from_on", "last_on")

    role = forms.ChoiceField(widget=forms.RadioSelect, label="Role")
    contract = forms.ModelChoiceField(queryset=Contract.objects.none(), empty_label="Choose a contract")

    def __init__(self, *args: Any, giver: User, with_staff_record: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.roles = roles_to_give(giver, with_staff_record=with_staff_record)
        cast(forms.ChoiceField, self.fields["role"]).choices = [(role.key.value, role.name) for role in self.roles]
        contract = cast("forms.ModelChoiceField[Contract]", self.fields["contract"])
        contract.queryset = contracts_to_give_in(giver)
        if Permission.MANAGE_ACCOUNTS in permissions(giver):
            contract.required = False
            contract.help_text = "Leave blank for an administrator, who works for every contract."

    def clean(self) -> dict[str, Any]:
        """A role that holds in every contract has none; every other role needs one."""
        super().clean()
        role = self.cleaned_data.get("role")
        if role in IN_EVERY_CONTRACT:
            self.errors.pop("contract", None)
            self.cleaned_data["contract"] = None
        elif role and not self.cleaned_data.get("contract") and "contract" not in self.errors:
            self.add_error("contract", "Choose a contract")
        return self.cleaned_data


class NewAccountForm(RoleForm):
    """Who the account is for, and their first role."""

    submit_label = "Open the account"
    field_order: tuple[str, ...] = ("full_name", "email", "telephone", "identity", *RoleForm.field_order)

    full_name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(max_length=254, label="Email", widget=EMAIL_BOX)
    telephone = TelephoneField(required=False, label="Telephone")
    identity = IdentityField(help_text="For example “His manager at the Council sent it to me on 3 March”.")


class AccountForm(PlainForm):
    """Name and number of an account; the email address until its user has signed in."""

    full_name = forms.CharField(max_length=120, label="Name")
    email = forms.EmailField(
        max_length=254,
        label="Email",
        widget=EMAIL_BOX,
        help_text="You can correct it until they sign in for the first time.",
    )
    telephone = TelephoneField(required=False, label="Telephone")

    def __init__(self, *args: Any, has_signed_in: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if has_signed_in:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = "They have signed in, so only they can change it."


class InviteForm(PlainForm):
    submit_label = "Send the invitation"

    identity = IdentityField(help_text="For example “His manager at the Council sent it to me on 3 March”.")


class AccountsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: User) -> str:
        return f"{user.full_name}, {user.email}"


class InvitationsForm(PlainForm):
    """Which of `waiting` are invited."""

    submit_label = "Send the invitations"

    accounts = AccountsField(
        queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple, label="Who do you invite?"
    )
    identity = IdentityField(
        label="How do you know these are their addresses?",
        help_text="For example “From our staff register of 3 March”.",
    )

    def __init__(self, *args: Any, waiting: UserQuerySet, **kwargs: Any):
        super().__init__(*args, **kwargs)
        accounts = cast(AccountsField, self.fields["accounts"])
        accounts.queryset = waiting


def role_summaries(roles: list[Role]) -> list[tuple[str, str]]:
    """Return name and description of each role, as rows of a summary list."""
    return [(role.name, role.description) for role in roles]
