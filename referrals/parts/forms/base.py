"""What the forms of the parts share: the contract's terms decide which fields there are and which are required."""

import typing
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from contracts.models import Contract, Terms
from design.check_answers import format_answer
from design.fields import DayField
from design.forms import PlainForm, RevisedForm
from design.layout import SecondarySubmit
from referrals.enums import ReferralPart
from referrals.models import Referral
from referrals.parts.initial import initial_of
from referrals.parts.required import required_answers

# The button that saves a part with answers missing.
LATER = "later"


class PartFields(PlainForm):
    """Fields of one or more `parts`. With `is_unfinished`, no answer is required."""

    submit_label = "Save and continue"
    parts: ClassVar[tuple[ReferralPart, ...]] = ()
    is_unfinished = False

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
        if not self.is_unfinished and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, message)


class PartForm(RevisedForm, PartFields):
    """The form of one part of a draft, which two people may edit. `revision` is that of the part.

    Its second button keeps what was typed, whatever is missing; the check page asks for that before sending.
    """

    other_buttons = (SecondarySubmit(LATER, "Save and come back later"),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_unfinished = LATER in self.data
        if self.is_unfinished:
            for name, field in self.fields.items():
                field.required = name == "revision"

    def field_texts(self, record: Referral) -> dict[str, str]:
        """Return every answer of the saved part in words, also the empty ones."""
        saved = initial_of(record, self.fields)
        return {
            name: format_answer(field, saved.get(name)) for name, field in self.fields.items() if name != "revision"
        }

    def typed_text(self, name: str) -> str:
        """Return the answer of this form in the same words."""
        field = self.fields[name]
        value = self.cleaned_data[name] if name in self.cleaned_data else field.clean(self[name].data)
        return format_answer(field, value)
