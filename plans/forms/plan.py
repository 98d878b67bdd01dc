from django import forms

from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from plans.enums import AgreedHow


class PlanForm(RevisedForm):
    matters_to_me = LongTextField(
        rows=6,
        label="What matters to me",
        help_text="In the person's own words, as far as they can be",
        required=False,
    )
    support_me_best = LongTextField(rows=6, label="How best to support me", required=False)
    took_part = LongTextField(rows=3, label="Who took part, and how", required=False)


class GoalForm(PlainForm):
    submit_label = "Save the goal"

    words = forms.CharField(max_length=300, label="The goal, in the person's words")
    life_domain = forms.ModelChoiceField(queryset=None, label="Part of life", empty_label="Choose one")
    outcomes = forms.ModelMultipleChoiceField(
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which of the Council's outcomes does it serve?",
    )
    no_outcome_reason = forms.CharField(max_length=300, required=False, label="If none of them, why not")
    target_on = DayField(label="By when", required=False)
    steps = LongTextField(rows=5, label="Steps", help_text="One on each line, smallest first")

    def __init__(self, *args, package, contract, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["life_domain"].queryset = contract.life_domains.all()
        self.fields["outcomes"].queryset = package.agreed_outcomes.all()
        if not package.agreed_outcomes.exists():
            del self.fields["outcomes"]

    def clean_steps(self):
        steps = [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if any(len(step) > 300 for step in steps):
            raise forms.ValidationError("Each step is one line of at most 300 characters.")
        return steps

    def clean(self):
        data = super().clean()
        data.setdefault("outcomes", [])
        return data


class ChangeGoalForm(RevisedForm, GoalForm):
    """The same, of a goal that is there."""


class AgreementForm(PlainForm):
    submit_label = "Record the agreement"

    how = forms.ChoiceField(
        choices=[choice for choice in AgreedHow.choices if choice[0] != AgreedHow.PORTAL],
        widget=forms.RadioSelect,
        label="How the person agreed",
    )
    agreed_on = DayField(label="On")


class CommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(rows=4, label="What you want to say")


class ReasonForm(PlainForm):
    reason = LongTextField(rows=4, label="What is to change")
    submit_label = "Take the plan back"


class CloseGoalForm(PlainForm):
    submit_label = "Close the goal"

    what = forms.ChoiceField(
        choices=[("achieve", "Achieved"), ("let go", "Let go: the person no longer wants it")],
        widget=forms.RadioSelect,
        label="What became of it",
    )
    reason = LongTextField(rows=3, label="In what way, or why", required=False)
