import typing
from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm, RevisedForm


class OpenReturnForm(PlainForm):
    submit_label = "Prepare this return"

    period = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Contract and period",
        error_messages={"required": "Choose the contract and period"},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ChoiceField, self.fields["period"]).choices = choices


COMMENTARY_HINT = "Check your text against the figures of this section."


class NarrativeForm(RevisedForm):
    narrative = LongTextField(rows=10, required=False, label="Commentary", help_text=COMMENTARY_HINT)
