from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField
from design.forms import PlainForm

TO_THE_TEAM = "The Council’s team"


class KeyworkerAbsenceForm(PlainForm):
    """`keyworkers` are those whose absences the user records; with only themselves, the form does not ask."""

    user = forms.ModelChoiceField(User.objects.none(), label="Keyworker", empty_label="Choose")
    from_on = DayField(label="First day away")
    last_on = DayField(label="Last day away", help_text="To end it early, enter an earlier day.")
    cover = forms.ModelChoiceField(
        User.objects.none(), label="Who covers meanwhile?", required=False, empty_label=TO_THE_TEAM
    )

    def __init__(
        self, *args: Any, covers: QuerySet[User], keyworkers: QuerySet[User] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["cover"]).queryset = covers
        if keyworkers is None:
            del self.fields["user"]
        else:
            cast(forms.ModelChoiceField, self.fields["user"]).queryset = keyworkers
