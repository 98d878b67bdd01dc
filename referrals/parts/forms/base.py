"""What the forms of the parts share: the contract's terms decide which fields there are and which are required."""

import typing
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Contract, Terms
from design.fields import DayField
from design.forms import PlainForm, RevisedForm
from referrals.enums import ReferralPart
from referrals.parts.required import required_answers


class PartFields(PlainForm):
    """Fields of one or more `parts`."""

    submit_label = "Save and continue"
    parts: ClassVar[tuple[ReferralPart, ...]] = ()

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
        self.contract, self.terms = contract, terms
        self.referrers, self.comes_back = referrers, comes_back
        self.prepare_fields()
        for part in self.parts:
            for name in required_answers(part, contract, terms):
                if name in self.fields:
                    self.fields[name].required = True

    def prepare_fields(self) -> None:
        """Give the fields their choices and labels, and leave out those for which the contract does not ask."""

    def leave_out(self, **is_asked: object) -> None:
        """Leave out the fields whose value is not true."""
        for name, value in is_asked.items():
            if not value:
                del self.fields[name]

    def choice(self, name: str) -> forms.ModelChoiceField:
        return typing.cast(forms.ModelChoiceField, self.fields[name])

    def clear_unless(self, applies: bool, *names: str) -> bool:
        """Empty the answers that another answer has made pointless; return `applies`."""
        for name in () if applies else names:
            self.cleaned_data[name] = None if isinstance(self.fields[name], DayField) else ""
            self.errors.pop(name, None)
        return applies

    def require(self, name: str, message: str) -> None:
        """Refuse an empty answer that another answer requires."""
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)


class PartForm(RevisedForm, PartFields):
    """The form of one part of a draft, which two people may edit."""
