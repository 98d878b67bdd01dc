"""The reason for opening a record outside the caseload."""

from design.fields import LongTextField
from design.forms import PlainForm


class OpenWithReasonForm(PlainForm):
    submit_label = "Open record"

    reason = LongTextField(
        rows=3,
        max_length=500,
        label="Why you need to open this record",
        help_text=(
            "The person reads this, and so does their keyworker. Do not name other people or say why they are away."
        ),
    )
