from typing import Any

from django import forms

from design.forms import NamedErrors
from workforce.models import Team

BY = [("worker", "By worker"), ("person", "By person")]
SHOWING = [("week", "Week"), ("day", "Day")]


class RotaForm(NamedErrors):
    """The filters of the rota, from the query string. Values that are not valid are ignored."""

    by = forms.ChoiceField(choices=BY, required=False, label="View")
    showing = forms.ChoiceField(choices=SHOWING, required=False, label="Show")
    team = forms.ModelChoiceField(
        queryset=Team.objects.current(), required=False, empty_label="All teams", label="Team"
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput)
    worker = forms.UUIDField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=0, max_value=1000, widget=forms.HiddenInput)

    def filters(self) -> dict[str, Any]:
        """Return the valid values, and the first choice or None for the rest."""
        self.is_valid()
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        return {**data, "by": data["by"] or "worker", "showing": data["showing"] or "week", "page": data["page"] or 0}
