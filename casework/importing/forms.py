"""Forms to upload a file, decide about matches, import, undo, and set the cut-over."""

from typing import Any, cast

from django import forms

from design.fields import DayField, LongTextField, UploadField
from design.forms import PlainForm


class UploadForm(PlainForm):
    submit_label = "Check the file"

    contract = forms.ChoiceField(widget=forms.RadioSelect)
    file = UploadField(
        kinds=("xlsx", "csv"),
        label="Workbook, or one sheet as CSV",
        help_text="Excel (xlsx) or CSV, up to 20 MB and 20,000 rows. Nothing is taken in before you have seen what it "
        "comes to.",
    )

    def __init__(self, *args: Any, contracts: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        contract = cast(forms.ChoiceField, self.fields["contract"])
        contract.choices = contracts
        if len(contracts) == 1:
            contract.widget = forms.HiddenInput()
            self.initial["contract"] = contracts[0][0]


class RunImportForm(PlainForm):
    submit_label = "Take in the rows"

    exclude_wrong = forms.BooleanField(required=False)

    def __init__(self, *args: Any, wrong: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if wrong:
            rows = (
                "The row that cannot be taken in is"
                if wrong == 1
                else f"The {wrong:,} rows that cannot be taken in are"
            )
            self.fields["exclude_wrong"].label = f"{rows} left out"
        else:
            del self.fields["exclude_wrong"]


class MatchForm(PlainForm):
    submit_label = "Save"

    is_same = forms.ChoiceField(
        choices=[("yes", "Yes, the same person"), ("no", "No, somebody else")],
        widget=forms.RadioSelect,
        label="Is it the same person?",
    )


class UndoForm(PlainForm):
    submit_label = "Take the import back"

    reason = LongTextField(rows=3, max_length=500, label="Why is it taken back?")


class CutOverForm(PlainForm):
    submit_label = "Set the cut-over"

    cut_over_on = DayField(
        required=False,
        label="First day whose records are kept here",
        help_text="Nothing that was due before this day is raised. Empty: from the contract's first day.",
    )
