import re

from django import forms

from core import clock
from design.fields import DayField, LongTextField, UploadField
from design.forms import PlainForm, RevisedForm
from plans.enums import AchievementKind, GoalPace, NeedCode, RatedBy
from plans.goals.rating_field import RatingField

LEAST_ROWS, EMPTY_ROWS = 4, 2
STEP = re.compile(r"step_([0-9]{1,2})_text")


class GoalForm(PlainForm):
    """A goal with its steps: a row for each, and empty ones below. `steps` are those there are: text, who, by_on."""

    submit_label = "Save the goal"

    words = forms.CharField(max_length=300, label="The goal, in the person's words")
    life_domain = forms.ModelChoiceField(queryset=None, label="Part of life", empty_label="Choose one")
    why = LongTextField(rows=3, required=False, label="Why it matters to them")
    how_we_know = LongTextField(rows=3, required=False, label="How we shall know that it is reached")
    target_on = DayField(label="By when", required=False)
    pace = forms.ChoiceField(
        choices=GoalPace, widget=forms.RadioSelect, required=False, label="At what pace, as the person chooses"
    )
    outcomes = forms.ModelMultipleChoiceField(
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which of the Council's outcomes does it serve?",
    )
    no_outcome_reason = forms.CharField(max_length=300, required=False, label="If none of them, why not")
    needs = forms.MultipleChoiceField(
        choices=NeedCode, widget=forms.CheckboxSelectMultiple, required=False, label="What it is about"
    )
    grew_from = forms.ModelChoiceField(
        queryset=None, required=False, label="Grew out of an earlier goal", empty_label="No, it is new"
    )

    def __init__(self, *args, package, contract, changed=None, steps=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["life_domain"].queryset = contract.life_domains.all()
        self.fields["outcomes"].queryset = package.agreed_outcomes.all()
        if not package.agreed_outcomes.exists():
            del self.fields["outcomes"]
        if changed:
            self.fields["grew_from"].queryset = changed
            self.fields["grew_from"].label_from_instance = lambda line: f"“{line.last_words}”"
        else:
            del self.fields["grew_from"]
        typed = [int(found[1]) for name in self.data if (found := STEP.fullmatch(name))]
        self.rows = min(40, max(LEAST_ROWS, len(steps) + EMPTY_ROWS, *typed, 0))
        for number in range(1, self.rows + 1):
            step = steps[number - 1] if number <= len(steps) else {}
            self._add_row(number, step)

    def _add_row(self, number: int, step: dict) -> None:
        row = {
            "text": forms.CharField(max_length=300, required=False, label=f"Step {number}"),
            "who": forms.CharField(max_length=80, required=False, label=f"Who does step {number}"),
            "by_on": DayField(required=False, label=f"Step {number} by when"),
        }
        for part, field in row.items():
            self.fields[f"step_{number}_{part}"] = field
            self.initial.setdefault(f"step_{number}_{part}", step.get(part) or None)

    def clean(self):
        data = super().clean()
        data.setdefault("outcomes", [])
        data["steps"] = []
        for number in range(1, self.rows + 1):
            text, who, by_on = (data.pop(f"step_{number}_{part}", None) for part in ("text", "who", "by_on"))
            if text:
                data["steps"].append({"text": text, "who": who or "", "by_on": by_on})
            elif (who or by_on) and f"step_{number}_text" not in self.errors:
                self.add_error(f"step_{number}_text", f"Say what step {number} is.")
        if not data["steps"] and not self.errors:
            self.add_error("step_1_text", "Write at least one step, however small.")
        return data


class ChangeGoalForm(RevisedForm, GoalForm):
    """The same, of a goal that is there."""

    def field_texts(self, record) -> dict[str, str]:
        """What was saved meanwhile, with its steps."""
        steps = record.steps.standing().values_list("text", flat=True)
        found = super().field_texts(record)
        return found | {f"step_{number}_text": text for number, text in enumerate(steps, 1) if number <= self.rows}


class BecomeForm(PlainForm):
    """What became of a goal, since when and why. `choices` are the verbs its state allows, in words."""

    submit_label = "Save"

    what = forms.ChoiceField(widget=forms.RadioSelect, label="What became of it")
    on = DayField(label="Since when")
    reason = LongTextField(rows=3, label="How we know, or why")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices


class RateForm(PlainForm):
    submit_label = "Save the rating"

    value = RatingField(required=True, empty_label="Choose", label="How is it now, 0 to 10?")
    rated_on = DayField(label="On")
    rated_by = forms.ChoiceField(choices=RatedBy, widget=forms.RadioSelect, label="Whose rating is it?")


class DoneForm(PlainForm):
    submit_label = "Save"

    done_on = DayField(label="When was it done?")


class AchievementForm(PlainForm):
    submit_label = "Save"

    kind = forms.ChoiceField(choices=AchievementKind, widget=forms.RadioSelect, label="What kind of thing it is")
    what = forms.CharField(max_length=300, label="What was achieved")
    achieved_on = DayField(label="On")
    evidence = forms.CharField(
        max_length=300, label="How we know", help_text="The certificate was seen, the person says so"
    )
    goal = forms.ModelChoiceField(queryset=None, required=False, label="Goal it belongs to", empty_label="None of them")
    file = UploadField(required=False, label="A copy, if there is one")

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].queryset = goals
        self.initial.setdefault("achieved_on", clock.today())


class StrikeForm(PlainForm):
    submit_label = "Strike it through"

    reason = LongTextField(rows=3, label="Why it was entered by mistake")
