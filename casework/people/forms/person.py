"""The keyworker, and the warning before a visit."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField
from design.forms import PlainForm, RevisedForm


class KeyworkerForm(PlainForm):
    submit_label = "Change the keyworker"

    user = forms.ModelChoiceField(
        queryset=User.objects.none(), label="The Council's keyworker", empty_label="Choose one"
    )
    from_on = DayField(label="From", help_text="The one before was keyworker until then. Clocks go on as they are.")

    def __init__(self, *args: Any, keyworkers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = keyworkers  # type: ignore[attr-defined]


class VisitWarningForm(RevisedForm):
    submit_label = "Save the warning"

    visit_warning = forms.CharField(
        max_length=300,
        required=False,
        label="What to know before knocking",
        help_text="Stands on every page of the record and beside planned visits. Left empty, nothing is shown.",
    )
    access_notes = forms.CharField(
        max_length=300,
        required=False,
        label="How to get in",
        help_text="Which bell, which stairs, where to park. No key codes.",
    )
