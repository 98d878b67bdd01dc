from typing import Any

from django import forms

from core import clock
from design.fields import DayField
from design.forms import PlainForm
from plans.enums import MeasureKind, RatedBy
from plans.goals.rating_field import RatingField
from plans.measures.models import ANSWER_MISSING
from plans.measures.pairs import ENDS, QUESTIONS


class MeasureForm(PlainForm):
    taken_on = DayField(label="Date of the answers")
    answered_by = forms.ChoiceField(
        choices=RatedBy,
        widget=forms.RadioSelect,
        label="Who gave the answers?",
        error_messages={"required": "Choose who gave the answers"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("taken_on", clock.today())


class WellbeingForm(MeasureForm):
    """The four questions of ONS4; each may be left unanswered."""

    submit_label = "Save the answers"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = RatingField(label=question, empty_label="Prefer not to say", help_text=ENDS)
        self.order_fields([*QUESTIONS, "taken_on", "answered_by"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if not self.errors and all(data.get(name) is None for name in QUESTIONS):
            self.add_error("satisfied", ANSWER_MISSING)
        return data


class ScoreForm(MeasureForm):
    """The score of a licensed measure; its questions are not stored."""

    submit_label = "Save the score"

    kind = forms.ChoiceField(
        choices=[choice for choice in MeasureKind.choices if choice[0] != MeasureKind.ONS4],
        widget=forms.RadioSelect,
        label="Which measure?",
        error_messages={"required": "Choose a measure"},
    )
    version = forms.CharField(max_length=40, label="Version of the measure")
    score = forms.DecimalField(
        max_digits=5,
        decimal_places=2,
        label="Score",
    )
    has_licence = forms.BooleanField(
        label="The provider holds a licence for this measure",
        error_messages={"required": "Confirm that the provider holds a licence"},
    )

    field_order = ("kind", "version", "score", "has_licence", "taken_on", "answered_by")
