"""Bringing a file, saying who is known already, taking in, taking back; the cut-over."""

from django import forms

from design.fields import DayField, LongTextField, UploadField
from design.forms import PlainForm


class BringForm(PlainForm):
    submit_label = "Check the file"

    contract = forms.ChoiceField(widget=forms.RadioSelect)
    file = UploadField(
        kinds=("xlsx", "csv"),
        label="Workbook, or one sheet as CSV",
        help_text="Excel (xlsx) or CSV, up to 20 MB and 20,000 rows. Nothing is taken in before you have seen what it "
        "comes to.",
    )

    def __init__(self, *args, contracts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contract"].choices = contracts
        if len(contracts) == 1:
            self.fields["contract"].widget = forms.HiddenInput()
            self.initial["contract"] = contracts[0][0]


class TakeInForm(PlainForm):
    submit_label = "Take in the rows"

    leave_out = forms.BooleanField(required=False)

    def __init__(self, *args, wrong: int, **kwargs):
        super().__init__(*args, **kwargs)
        if wrong:
            rows = (
                "The row that cannot be taken in is"
                if wrong == 1
                else f"The {wrong:,} rows that cannot be taken in are"
            )
            self.fields["leave_out"].label = f"{rows} left out"
        else:
            del self.fields["leave_out"]


class SameForm(PlainForm):
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
