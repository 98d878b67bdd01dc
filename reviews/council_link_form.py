"""The form on which staff send somebody at the Council a link to an update or a review."""

from typing import Any, cast

from django import forms

from core import clock
from design.fields import DayField
from design.forms import PlainForm


class CouncilLinkForm(PlainForm):
    submit_label = "Send the link"

    name = forms.CharField(max_length=120, label="Name of the recipient")
    email = forms.EmailField(max_length=254, label="Email address at the Council")
    last_on = DayField(label="Last day on which the link works")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["last_on"]).min_day = clock.today()
