"""Forms that take access away."""

import datetime
from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm
from design.layout import Reveal


class SuspendForm(PlainForm):
    submit_label = "Suspend access now"

    reason = LongTextField(
        rows=3, max_length=200, label="Reason", error_messages={"required": "Enter the reason for suspending access"}
    )


class IdentityCheckForm(PlainForm):
    submit_label = "Ask for the reset"

    check = LongTextField(
        rows=3,
        max_length=300,
        label="How did you check who they are?",
        help_text="Such as: “Saw her at the office with her staff card.”",
        error_messages={"required": "Enter how you checked who they are"},
    )


class ConfirmResetForm(IdentityCheckForm):
    submit_label = "Reset the second factor"


class EndPostForm(PlainForm):
    submit_label = "End the role"

    ends = forms.ChoiceField(
        label="When does the role end?",
        choices=[("now", "Now"), ("later", "After a last day")],
        widget=forms.RadioSelect,
    )
    last_on = DayField(label="Last day in this role", help_text="Today or later.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["last_on"]).min_day = clock.today()

    def layout_fields(self) -> list[Any]:
        return [Reveal("ends", {"later": ["last_on"]})]

    def clean(self) -> dict[str, Any]:
        """Return `until_on` too: the first day without the role. A role that ends now needs no last day."""
        super().clean()
        data, day = self.cleaned_data, self.cleaned_data.get("last_on")
        if data.get("ends") == "now":
            self.errors.pop("last_on", None)
            data["until_on"] = clock.today()
        elif day:
            data["until_on"] = day + datetime.timedelta(days=1)
        elif data.get("ends") and "last_on" not in self.errors:
            self.add_error("last_on", "Enter the last day in this role")
        return data
