from typing import Any

from django import forms

from design.forms import PlainForm
from visits.rota.cover_rows import CoverRow, field_of, visit_label


class CoverVisitsForm(PlainForm):
    """For each person one question for all of their visits, and one for each visit to reassign."""

    submit_label = "Continue"

    def __init__(self, *args: Any, rows: list[CoverRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark_optional = False
        for row in rows:
            best = str(row.best.worker.pk) if row.best else ""
            individual = row.package.individual
            self.fields[row.field] = forms.ChoiceField(
                choices=[("", "Not assigned"), *row.options],
                required=False,
                initial=best,
                label=f"{individual}: {len(row.visits)} visit{'s' if len(row.visits) > 1 else ''}",
            )
            for visit in row.visits if len(row.visits) > 1 else ():
                self.fields[field_of(visit)] = forms.ChoiceField(
                    choices=[("", "As above"), *row.options_of(visit)],
                    required=False,
                    label=f"{individual.initials}, {visit_label(visit)}",
                )

    def clean(self) -> dict[str, Any]:
        """Require a worker for at least one visit."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Choose a worker for at least one visit.")
        return data
