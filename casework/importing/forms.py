"""Forms to upload a file, decide about matches, import, undo, and set the cut-over."""

from typing import Any, cast

from django import forms

from casework.importing.shared_addresses import SharedAddress
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

    notes_read = forms.BooleanField(
        label="I have read what of the file is left out or doubtful",
        error_messages={"required": "Confirm that you have read what of the file is left out or doubtful"},
    )
    exclude_wrong = forms.BooleanField(required=False)

    def __init__(self, *args: Any, wrong: int, has_notes: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not has_notes:
            del self.fields["notes_read"]
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


class WhoIsWhoForm(PlainForm):
    """For every name of a shared address: whether the address is theirs, and else which is."""

    submit_label = "Save and check again"
    THEIRS, OTHER, LEFT_OUT = "theirs", "other", "left out"

    def __init__(self, *args: Any, addresses: list[SharedAddress], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.asked = [(address.email, name) for address in addresses for name in address.names.values()]
        answers = [answer for address in addresses for answer in self._earlier(address)]
        for place, ((email, name), answer) in enumerate(zip(self.asked, answers, strict=True)):
            self.fields[f"whose_{place}"] = forms.ChoiceField(
                choices=[
                    (self.THEIRS, "Yes"),
                    (self.OTHER, "No, they have another address"),
                    (self.LEFT_OUT, "Not known. Leave out their rows"),
                ],
                widget=forms.RadioSelect,
                label=f"Is {email} the address of {name}?",
                error_messages={"required": f"Choose whether {email} is the address of {name}"},
            )
            self.fields[f"email_{place}"] = forms.EmailField(
                required=False, max_length=254, label=f"Email address of {name}", help_text="If they have another."
            )
            if answer is not None:
                self._fill(place, email, answer)

    @staticmethod
    def _earlier(address: SharedAddress) -> list[str | None]:
        return [address.answers.get(key) for key in address.names]

    def _fill(self, place: int, email: str, answer: str) -> None:
        whose = self.LEFT_OUT if not answer else self.THEIRS if answer == email else self.OTHER
        self.initial.setdefault(f"whose_{place}", whose)
        if whose == self.OTHER:
            self.initial.setdefault(f"email_{place}", answer)

    def clean(self) -> dict[str, Any]:
        """Add `answers`, by address and name: the name's own address, or "" to leave its rows out."""
        data = super().clean() or self.cleaned_data
        data["answers"] = {}
        for place, (email, name) in enumerate(self.asked):
            whose, other = data.get(f"whose_{place}"), data.get(f"email_{place}", "")
            if whose == self.OTHER and not other and f"email_{place}" not in self.errors:
                self.add_error(f"email_{place}", f"Enter the address of {name}")
            answer = {self.THEIRS: email, self.OTHER: other}.get(str(whose), "")
            data["answers"].setdefault(email, {})[name] = answer
        return data


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
