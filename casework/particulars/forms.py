"""Forms of addresses, GP, circumstances, the Council's reference and the check of an NHS number."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from casework.particulars.enums import AddressKind, NhsCheck, answers_to
from casework.particulars.models import PRACTICE_CODE, PRACTICE_CODE_WRONG
from contracts.models import Council
from core import clock
from design.fields import CodeField, DayField, LastDayField, PostcodeField, TelephoneField
from design.forms import PlainForm, RevisedForm

NO_END = "Leave blank if it has no end."


class DatedForm(PlainForm):
    """A form of a dated row: the last day is not before the first."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The last day must not be before the first day")
        return data


class AddressForm(DatedForm):
    kind = forms.ChoiceField(choices=AddressKind, widget=forms.RadioSelect, label="What the address is for")
    lines = forms.CharField(
        required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}), label="House and street"
    )
    area = forms.CharField(max_length=80, required=False, label="Town or area")
    postcode = PostcodeField(required=False)
    from_on = DayField(
        label="First day",
        help_text="It can be in the future. An earlier address of the same kind with no last day ends the day before.",
    )
    is_start_unknown = forms.BooleanField(
        required=False, label="The first day is not known: this is the first day on which we know of the address"
    )
    until_on = LastDayField(required=False, label="Last day", help_text=NO_END)
    note = forms.CharField(max_length=200, required=False, label="Note", help_text="For example, whose address it is")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data["lines"] or data["area"] or data["postcode"]):
            self.add_error("lines", "Enter the address, the town or the postcode")
        data["is_start_known"] = not data.pop("is_start_unknown", False)
        return data


class GpForm(DatedForm):
    surgery = forms.CharField(max_length=120, label="Name of the surgery")
    doctor = forms.CharField(max_length=120, required=False, label="Doctor")
    telephone = TelephoneField(required=False, label="Telephone")
    address = forms.CharField(max_length=300, required=False, label="Address")
    practice_code = CodeField(
        max_length=10, required=False, label="Practice code", help_text="The code the NHS uses for it, like P84001."
    )
    from_on = DayField(label="First day")
    until_on = LastDayField(required=False, label="Last day", help_text=NO_END)

    def clean_practice_code(self) -> str:
        code: str = self.cleaned_data["practice_code"].replace(" ", "").upper()
        if code and not re.fullmatch(PRACTICE_CODE, code):
            raise ValidationError(PRACTICE_CODE_WRONG)
        return code


class CircumstanceForm(DatedForm):
    answer = forms.ChoiceField(widget=forms.RadioSelect, label="Answer")
    from_on = DayField(label="First day", help_text="An earlier answer without a last day ends the day before.")
    until_on = LastDayField(required=False, label="Last day", help_text=NO_END)
    note = forms.CharField(max_length=200, required=False, label="Note")

    def __init__(self, *args: Any, question: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = answers_to(question)  # type: ignore[attr-defined]


class CouncilReferenceForm(PlainForm):
    council = forms.ModelChoiceField(queryset=Council.objects.none(), label="Council", empty_label="Choose")
    reference = forms.CharField(max_length=40, label="The Council’s reference for the person")

    def __init__(self, *args: Any, councils: QuerySet[Council], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]


class ChangeCouncilReferenceForm(PlainForm):
    reference = forms.CharField(max_length=40, label="The Council’s reference for the person")


class NhsCheckForm(RevisedForm):
    submit_label = "Record the check"

    checked_on = DayField(label="Day of the check")
    how = forms.ChoiceField(choices=NhsCheck, widget=forms.RadioSelect, label="How was the number checked?")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["checked_on"].max_day = clock.today()  # type: ignore[attr-defined]
