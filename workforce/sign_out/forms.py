"""The form that signs a worker out of all devices."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from design.forms import PlainForm
from workforce.models import Worker


class SignOutForm(PlainForm):
    submit_label = "Sign them out"

    worker = forms.ModelChoiceField(queryset=Worker.objects.none(), label="Worker", empty_label="Choose a worker")
    reason = forms.CharField(
        max_length=200, label="What happened?", help_text="For example, the phone was left on a bus on Friday evening"
    )

    def __init__(self, *args: Any, workers: QuerySet[Worker], **kwargs: Any):
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Worker]", self.fields["worker"]).queryset = workers
