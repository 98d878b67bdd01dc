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
        help_text="Excel (xlsx) or CSV, up to 20 MB and 20,000 rows. You check the results before anything is "
        "imported.",
    )

    def __init__(self, *args: Any, contracts: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        contract = cast(forms.ChoiceField, self.fields["contract"])
        contract.choices = contracts
        if len(contracts) == 1:
            contract.widget = forms.HiddenInput()
            self.initial["contract"] = contracts[0][0]


class RunImportForm(PlainForm):
    submit_label = "Import rows"

    exclude_wrong = forms.BooleanField(required=False)

    def __init__(self, *args: Any, wrong: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if wrong:
            rows = (
                "Leave out the row that cannot be imported"
                if wrong == 1
                else f"Leave out the {wrong:,} rows that cannot be imported"
            )
            self.fields["exclude_wrong"].label = rows
        else:
            del self.fields["exclude_wrong"]


class MatchForm(PlainForm):
    submit_label = "Save"

    is_same = forms.ChoiceField(
        choices=[("yes", "Yes, the same person"), ("no", "No, someone else")],
        widget=forms.RadioSelect,
        label="Is it the same person?",
        error_messages={"required": "Choose whether it is the same person"},
    )


class UndoForm(PlainForm):
    submit_label = "Undo import"

    reason = LongTextField(rows=3, max_length=500, label="Why you are undoing it")


class CutOverForm(PlainForm):
    submit_label = "Save cut-over"

    cut_over_on = DayField(
        required=False,
        label="Cut-over date (the first day recorded in Casework)",
        help_text="Leave blank to use the contract's first day.",
    )
