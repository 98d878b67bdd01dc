"""Forms that take access away."""

from design.fields import DayField, LongTextField
from design.forms import PlainForm


class SuspendForm(PlainForm):
    submit_label = "Suspend access now"

    reason = LongTextField(
        rows=3, max_length=200, label="Reason", error_messages={"required": "Enter the reason for suspending access"}
    )


class EndPostForm(PlainForm):
    submit_label = "End the role"

    last_on = DayField(
        label="Last day in this role",
        help_text="Today or later. To stop access today, suspend it as well.",
        error_messages={"required": "Enter the last day in this role"},
    )
