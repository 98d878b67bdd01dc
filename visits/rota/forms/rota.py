from django import forms

from workforce.models import Team

BY = [("worker", "Worker"), ("person", "Person")]
SHOWING = [("week", "Week"), ("day", "Day")]


class RotaForm(forms.Form):
    """How the rota is looked at; in the address, and without names. What makes no sense there is left out."""

    by = forms.ChoiceField(choices=BY, required=False, label="By")
    showing = forms.ChoiceField(choices=SHOWING, required=False, label="Show")
    team = forms.ModelChoiceField(queryset=Team.objects.all(), required=False, empty_label="All", label="Team")
    on = forms.DateField(required=False, widget=forms.HiddenInput)
    worker = forms.UUIDField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=0, max_value=1000, widget=forms.HiddenInput)

    def chosen(self) -> dict:
        """What was answered, and None or the first choice for the rest."""
        self.is_valid()
        data = {name: self.cleaned_data.get(name) for name in self.fields}
        return {**data, "by": data["by"] or "worker", "showing": data["showing"] or "week", "page": data["page"] or 0}
