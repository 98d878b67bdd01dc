import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from casework.models import AgreedOutcome, SupportPackage
from contracts.models import Contract, ContractOutcome, LifeDomain
from core import clock
from design.fields import DayField, LongTextField, UploadField
from design.forms import PlainForm, RevisedForm
from plans.enums import AchievementKind, GoalPace, NeedCode, RatedBy
from plans.goals.rating_field import RatingField
from plans.models import Goal, GoalWording

LEAST_ROWS, MOST_ROWS, EMPTY_ROWS = 4, 40, 2
STEP = re.compile(r"step_([0-9]{1,2})_text")
# Whether the terms say that there is no programme of Individual Placement and Support.
PLACEMENT = {
    True: "There is no Individual Placement and Support programme here, so people get support with employment from us.",
    False: "There is an Individual Placement and Support programme here: refer people who want a job to it.",
}
PARTS = ("text", "responsible", "by_on")


# Months in which a goal was achieved.
PERIODS = {"3": "The last 3 months", "6": "The last 6 months", "12": "The last 12 months", "24": "The last 24 months"}
MONTHS = 12


class AchievedForm(forms.Form):
    """The filter of the outcomes of a contract, in the address."""

    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False, label="Achieved in", initial=str(MONTHS))

    @property
    def months(self) -> int:
        """The months that were chosen, or MONTHS."""
        return int(self.cleaned_data.get("period") or MONTHS) if self.is_valid() else MONTHS


def _choice_field(form: forms.Form, name: str) -> forms.ModelChoiceField:
    return cast(forms.ModelChoiceField, form.fields[name])


class GoalForm(PlainForm):
    """A goal with its steps: a row for each of `steps` (text, responsible, by_on), and empty rows below."""

    submit_label = "Save the goal"

    words = forms.CharField(max_length=300, label="Goal, in the person's own words")
    life_domain = forms.ModelChoiceField(
        queryset=LifeDomain.objects.none(),
        label="Area of life",
        empty_label="Choose one",
    )
    why = LongTextField(rows=3, required=False, label="Why it matters to them")
    how_we_know = LongTextField(rows=3, required=False, label="How we'll know we've got there")
    target_on = DayField(label="Target date", required=False)
    pace = forms.ChoiceField(
        choices=GoalPace, widget=forms.RadioSelect, required=False, label="What pace does the person want?"
    )
    outcomes = forms.ModelMultipleChoiceField(
        queryset=AgreedOutcome.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which Council outcomes does it support?",
    )
    no_outcome_reason = forms.CharField(max_length=300, required=False, label="If none, why?")
    contract_outcomes = forms.ModelMultipleChoiceField(
        queryset=ContractOutcome.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which outcomes of the contract does it support?",
    )
    needs = forms.MultipleChoiceField(
        choices=NeedCode, widget=forms.CheckboxSelectMultiple, required=False, label="What is it about?"
    )
    grew_from = forms.ModelChoiceField(
        queryset=Goal.objects.none(),
        required=False,
        label="Does it follow on from an earlier goal?",
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
        _choice_field(self, "life_domain").queryset = contract.life_domains.offered(
            clock.today(), also=filter(None, [self.initial.get("life_domain")])
        )
        terms = contract.find_terms(clock.today())
        if terms is not None and terms.no_placement_programme is not None:
            self.fields["life_domain"].help_text = PLACEMENT[terms.no_placement_programme]
        _choice_field(self, "outcomes").queryset = package.agreed_outcomes.all()
        if not package.agreed_outcomes.exists():
            del self.fields["outcomes"]
        contract_outcomes = contract.outcomes.offered(clock.today(), also=self.initial.get("contract_outcomes", ()))
        _choice_field(self, "contract_outcomes").queryset = contract_outcomes
        if not contract_outcomes.exists():
            del self.fields["contract_outcomes"]
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
            "text": forms.CharField(
                max_length=300,
                required=False,
                label=f"Step {number}",
                help_text="Every goal needs at least one step." if number == 1 else "",
            ),
            "responsible": forms.CharField(max_length=80, required=False, label=f"Who does step {number}"),
            "by_on": DayField(required=False, label=f"Step {number}: by when"),
        }
        row["text"].mark_optional = number > 1  # type: ignore[attr-defined]
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
                self.add_error(f"step_{number}_text", f"Enter step {number}.")
        if not data["steps"] and not self.errors:
            self.add_error("step_1_text", "Enter at least one step, however small.")
        return data


class ChangeGoalForm(RevisedForm, GoalForm):
    """The same, for a goal that exists."""

    def field_texts(self, record: GoalWording) -> dict[str, str]:
        """Return what was saved meanwhile, with its steps."""
        steps = record.steps.not_dropped().values_list("text", flat=True)
        texts = super().field_texts(record)
        return texts | {f"step_{number}_text": text for number, text in enumerate(steps, 1) if number <= self.rows}


class GoalOutcomeForm(PlainForm):
    """A new state of a goal, its first day and why. `choices` are the verbs its state allows, with their labels."""

    submit_label = "Save"

    outcome = forms.ChoiceField(
        widget=forms.RadioSelect, label="What has changed?", error_messages={"required": "Choose what has changed"}
    )
    on = DayField(label="From which date?", error_messages={"required": "Enter the date of the change"})
    reason = LongTextField(
        rows=3,
        label="Why, or how do you know it was achieved?",
        error_messages={"required": "Enter why, or how you know it was achieved"},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["outcome"]).choices = choices


class RateForm(PlainForm):
    submit_label = "Save the rating"

    value = RatingField(
        required=True,
        empty_label="Choose",
        label="How is it now, from 0 to 10?",
        error_messages={"required": "Choose a rating from 0 to 10"},
    )
    rated_on = DayField(label="Date of the rating")
    rated_by = forms.ChoiceField(
        choices=RatedBy,
        widget=forms.RadioSelect,
        label="Who gave the rating?",
        error_messages={"required": "Choose who gave the rating"},
    )


class StepDoneForm(PlainForm):
    submit_label = "Save"

    done_on = DayField(label="When was it done?", error_messages={"required": "Enter the date it was done"})


class AchievementForm(PlainForm):
    submit_label = "Save"

    kind = forms.ChoiceField(
        choices=AchievementKind,
        widget=forms.RadioSelect,
        label="What kind of achievement?",
        error_messages={"required": "Choose the kind of achievement"},
    )
    description = forms.CharField(
        max_length=300, label="What was achieved?", error_messages={"required": "Enter what was achieved"}
    )
    achieved_on = DayField(label="Date achieved")
    evidence = forms.CharField(
        max_length=300,
        label="Evidence",
        help_text="For example: we saw the certificate, the person said so",
    )
    wording = forms.ModelChoiceField(
        queryset=GoalWording.objects.none(),
        required=False,
        label="Related goal",
        empty_label="None",
    )
    file = UploadField(required=False, label="Copy of the evidence, if there is one")

    def __init__(self, *args: Any, wordings: QuerySet[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice_field(self, "wording").queryset = wordings
        self.initial.setdefault("achieved_on", clock.today())
