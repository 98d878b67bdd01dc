import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from casework.models import AgreedOutcome, SupportPackage
from contracts.models import Contract, LifeDomain
from core import clock
from design.fields import DayField, LongTextField, UploadField
from design.forms import PlainForm, RevisedForm
from plans.enums import AchievementKind, GoalPace, NeedCode, RatedBy
from plans.goals.rating_field import RatingField
from plans.models import Goal, GoalWording

LEAST_ROWS, MOST_ROWS, EMPTY_ROWS = 4, 40, 2
STEP = re.compile(r"step_([0-9]{1,2})_text")
PARTS = ("text", "responsible", "by_on")


def _choice_field(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


class GoalForm(PlainForm):
    """A goal with its steps: a row for each of `steps` (text, responsible, by_on), and empty rows below."""

    submit_label = "Save the goal"

    words = forms.CharField(max_length=300, label="The goal, in the person's words")
    life_domain = forms.ModelChoiceField(
        queryset=LifeDomain.objects.none(), label="Part of life", empty_label="Choose one"
    )
    why = LongTextField(rows=3, required=False, label="Why it matters to them")
    how_we_know = LongTextField(rows=3, required=False, label="How we shall know that it is reached")
    target_on = DayField(label="By when", required=False)
    pace = forms.ChoiceField(
        choices=GoalPace, widget=forms.RadioSelect, required=False, label="At what pace, as the person chooses"
    )
    outcomes = forms.ModelMultipleChoiceField(
        queryset=AgreedOutcome.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which of the Council's outcomes does it serve?",
    )
    no_outcome_reason = forms.CharField(max_length=300, required=False, label="If none of them, why not")
    needs = forms.MultipleChoiceField(
        choices=NeedCode, widget=forms.CheckboxSelectMultiple, required=False, label="What it is about"
    )
    grew_from = forms.ModelChoiceField(
        queryset=Goal.objects.none(),
        required=False,
        label="Grew out of an earlier goal",
        empty_label="No, it is new",
    )

    def __init__(
        self,
        *args: Any,
        package: SupportPackage,
        contract: Contract,
        changed: QuerySet[Goal] | None = None,
        steps: Sequence[dict[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choice_field(self, "life_domain").queryset = contract.life_domains.all()
        _choice_field(self, "outcomes").queryset = package.agreed_outcomes.all()
        if not package.agreed_outcomes.exists():
            del self.fields["outcomes"]
        if changed:
            grew_from = _choice_field(self, "grew_from")
            grew_from.queryset = changed
            grew_from.label_from_instance = lambda obj: f"“{obj.latest_words}”"  # type: ignore[method-assign]
        else:
            del self.fields["grew_from"]
        numbers = [int(match[1]) for name in self.data if (match := STEP.fullmatch(name))]
        self.rows = min(MOST_ROWS, max(LEAST_ROWS, len(steps) + EMPTY_ROWS, *numbers, 0))
        for number in range(1, self.rows + 1):
            self._add_row(number, steps[number - 1] if number <= len(steps) else {})

    def _add_row(self, number: int, step: dict[str, Any]) -> None:
        row = {
            "text": forms.CharField(max_length=300, required=False, label=f"Step {number}"),
            "responsible": forms.CharField(max_length=80, required=False, label=f"Who does step {number}"),
            "by_on": DayField(required=False, label=f"Step {number} by when"),
        }
        for part, field in row.items():
            self.fields[f"step_{number}_{part}"] = field
            self.initial.setdefault(f"step_{number}_{part}", step.get(part) or None)

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        data.setdefault("outcomes", [])
        data["steps"] = []
        for number in range(1, self.rows + 1):
            text, responsible, by_on = (data.pop(f"step_{number}_{part}", None) for part in PARTS)
            if text:
                data["steps"].append({"text": text, "responsible": responsible or "", "by_on": by_on})
            elif (responsible or by_on) and f"step_{number}_text" not in self.errors:
                self.add_error(f"step_{number}_text", f"Say what step {number} is.")
        if not data["steps"] and not self.errors:
            self.add_error("step_1_text", "Write at least one step, however small.")
        return data


class ChangeGoalForm(RevisedForm, GoalForm):
    """The same, for a goal that exists."""

    def field_texts(self, record: GoalWording) -> dict[str, str]:
        """Return what was saved meanwhile, with its steps."""
        steps = record.steps.not_dropped().values_list("text", flat=True)
        texts = super().field_texts(record)
        return texts | {f"step_{number}_text": text for number, text in enumerate(steps, 1) if number <= self.rows}


class GoalOutcomeForm(PlainForm):
    """What became of a goal, since when and why. `choices` are the verbs its state allows, with their labels."""

    submit_label = "Save"

    outcome = forms.ChoiceField(widget=forms.RadioSelect, label="What became of it")
    on = DayField(label="Since when")
    reason = LongTextField(rows=3, label="How we know, or why")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices


class RateForm(PlainForm):
    submit_label = "Save the rating"

    value = RatingField(required=True, empty_label="Choose", label="How is it now, 0 to 10?")
    rated_on = DayField(label="On")
    rated_by = forms.ChoiceField(choices=RatedBy, widget=forms.RadioSelect, label="Whose rating is it?")


class StepDoneForm(PlainForm):
    submit_label = "Save"

    done_on = DayField(label="When was it done?")


class AchievementForm(PlainForm):
    submit_label = "Save"

    kind = forms.ChoiceField(choices=AchievementKind, widget=forms.RadioSelect, label="What kind of thing it is")
    description = forms.CharField(max_length=300, label="What was achieved")
    achieved_on = DayField(label="On")
    evidence = forms.CharField(
        max_length=300, label="How we know", help_text="The certificate was seen, the person says so"
    )
    wording = forms.ModelChoiceField(
        queryset=GoalWording.objects.none(),
        required=False,
        label="Goal it belongs to",
        empty_label="None of them",
    )
    file = UploadField(required=False, label="A copy, if there is one")

    def __init__(self, *args: Any, wordings: QuerySet[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice_field(self, "wording").queryset = wordings
        self.initial.setdefault("achieved_on", clock.today())
