from django import forms

from design.forms import PlainForm
from visits.rota.cover_rows import CoverRow, field_of, when


class CoverVisitsForm(PlainForm):
    """For each person one question for all of their visits, and one for each visit that goes to somebody else."""

    submit_label = "Continue"

    def __init__(self, *args, lines: list[CoverRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for line in lines:
            best = line.options[0][0] if line.options else ""
            who = line.package.individual
            self.fields[line.field] = forms.ChoiceField(
                choices=[("", "Nobody yet"), *line.options],
                required=False,
                initial=best,
                label=f"{who}: {len(line.visits)} visit{'s' if len(line.visits) > 1 else ''}",
            )
            for visit in line.visits if len(line.visits) > 1 else ():
                self.fields[field_of(visit)] = forms.ChoiceField(
                    choices=[("", "The same"), *line.options],
                    required=False,
                    label=f"{who.initials}, {when(visit)}",
                )

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Choose somebody for at least one visit.")
        return data
