"""The keyworker, and the warning before a visit."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField
from design.forms import PlainForm, RevisedForm


class KeyworkerForm(PlainForm):
    submit_label = "Change keyworker"

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="The Council's keyworker", empty_label="Choose")
    from_on = DayField(
        label="Start date", help_text="The previous keyworker ends on this date. Due dates do not change."
    )

    def __init__(self, *args: Any, keyworkers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = keyworkers  # type: ignore[attr-defined]


class VisitWarningForm(RevisedForm):
    submit_label = "Save"

    visit_warning = forms.CharField(
        max_length=300,
        required=False,
        label="Warning: what to know before you knock",
        help_text="Shown on every page of the record and next to planned visits. Leave blank if there is none.",
    )
    access_notes = forms.CharField(
        max_length=300,
        required=False,
        label="How to get in",
        help_text="Which bell, which stairs, where to park. Do not enter key codes.",
    )
