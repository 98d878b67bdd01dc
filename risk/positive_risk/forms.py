"""The forms of a positive risk decision, worded as one would ask the person."""

from typing import Any, cast

from crispy_forms.layout import Fieldset
from django import forms

from core import clock
from design.fields import DayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from risk.positive_risk.enums import Capacity, DecisionReviewOutcome, HumanRight, RiskDecision, YesOrNo

WISH = "What do you want to do?"
IN_OWN_WORDS = "In the person's own words"


class BeginDecisionForm(PlainForm):
    submit_label = "Go on"

    wish = LongTextField(rows=4, label=WISH, help_text=IN_OWN_WORDS)


class PositiveRiskForm(RevisedForm):
    """Everything is needed before a decision, but only the wish for saving a draft."""

    mark_optional = False

    wish = LongTextField(rows=4, label=WISH, help_text=IN_OWN_WORDS)
    gains = LongTextField(rows=4, required=False, label="What would you gain by it?", help_text=IN_OWN_WORDS)
    losses = LongTextField(rows=4, required=False, label="What would you lose if you could not?")
    harms = LongTextField(
        rows=4,
        required=False,
        label="What may go wrong?",
        help_text="What it would be, for whom, and how likely. In words, no scores.",
    )
    own_view = LongTextField(rows=4, required=False, label="What do you think about that?", help_text=IN_OWN_WORDS)
    explained = LongTextField(
        rows=4,
        required=False,
        label="How was it explained what may follow from it?",
        help_text="By whom, in which way, and how the person showed that it was understood",
    )
    least_restrictive = LongTextField(
        rows=4, required=False, label="Which way takes the least freedom away, and still helps?"
    )
    capacity = forms.ChoiceField(
        choices=Capacity,
        widget=forms.RadioSelect,
        required=False,
        label="Can the person make this decision now?",
        help_text="This decision only. Somebody is taken to be able to decide unless it is shown that they are not. "
        "That a decision is unwise is no reason to doubt it.",
    )
    assessed_how = LongTextField(rows=4, required=False, label="If it was assessed: how, and with which help?")
    assessed_by = forms.CharField(max_length=160, required=False, label="If it was assessed: by whom")
    assessed_on = DayField(required=False, label="If it was assessed: on")
    best_interests = LongTextField(
        rows=4,
        required=False,
        label="What is in their best interests, and who was asked?",
    )
    less_restrictive = LongTextField(rows=3, required=False, label="Which less restrictive ways were thought of?")
    rights = forms.MultipleChoiceField(
        choices=HumanRight,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which human rights does it touch?",
    )
    rights_words = LongTextField(rows=4, required=False, label="How were they weighed?")
    deprivation = forms.ChoiceField(
        choices=YesOrNo,
        widget=forms.RadioSelect,
        required=False,
        label="Could anything here take away the person's liberty?",
        help_text="Watched all the time, and not free to leave",
    )
    deprivation_words = LongTextField(rows=3, required=False, label="What is done about it, and who was asked?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["assessed_on"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        capacity_fields = ["best_interests", "less_restrictive"]
        return [
            "revision",
            Fieldset("What it is about", "wish", "gains", "losses", "harms"),
            Fieldset("Talking it over", "own_view", "explained", "least_restrictive"),
            Fieldset(
                "Capacity for this decision",
                Reveal("capacity", {Capacity.LACKS: capacity_fields}),
                "assessed_how",
                "assessed_by",
                "assessed_on",
            ),
            Fieldset("Rights", "rights", "rights_words"),
            Fieldset("Liberty", Reveal("deprivation", {YesOrNo.YES: ["deprivation_words"]})),
        ]

    def clean(self) -> dict[str, Any]:
        """Clear what does not belong to the answers given; without an answer nothing is cleared."""
        super().clean()
        data = self.cleaned_data
        if data.get("capacity") == Capacity.NOT_DOUBTED:
            data |= {"assessed_how": "", "assessed_by": "", "assessed_on": None}
        if data.get("capacity") in (Capacity.NOT_DOUBTED, Capacity.HAS):
            data |= {"best_interests": "", "less_restrictive": ""}
        if data.get("deprivation") == YesOrNo.NO:
            data["deprivation_words"] = ""
        return data


class RiskViewForm(PlainForm):
    submit_label = "Save what they think"

    name = forms.CharField(max_length=120, label="Who says so")
    relation = forms.CharField(max_length=80, label="Who they are to the person", help_text="Such as sister, or GP")
    view = LongTextField(rows=4, label="What they think")
    in_confidence = forms.BooleanField(
        required=False, label="They said it in confidence: the person does not read it here"
    )


class ChangeRiskViewForm(RevisedForm, RiskViewForm):
    """The same, for a view that exists."""


class RiskStepForm(PlainForm):
    submit_label = "Save the step"

    text = forms.CharField(max_length=300, label="What is done")
    responsible = forms.CharField(max_length=120, label="Who does it")
    by_on = DayField(required=False, label="By when")


class ChangeRiskStepForm(RevisedForm, RiskStepForm):
    """The same, for a step that exists."""


class DecideForm(RevisedForm):
    submit_label = "Record the decision"

    decision = forms.ChoiceField(choices=RiskDecision, widget=forms.RadioSelect, label="What is decided?")
    decision_words = LongTextField(rows=4, label="The decision in words, and why")
    decided_by = forms.CharField(max_length=160, label="Who decided", help_text="The person first, and who with them")
    decided_on = DayField(label="Decided on")
    review_on = DayField(label="Looked at again on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["decided_on"]).max_day = clock.today()


class DropDecisionForm(PlainForm):
    submit_label = "Drop it"

    reason = LongTextField(rows=4, label="Why it is not talked over any further")


class ReviewDecisionForm(PlainForm):
    submit_label = "Record it"

    reviewed_on = DayField(label="Looked at again on")
    words = LongTextField(rows=4, label="How it went, and what the person says")
    outcome = forms.ChoiceField(
        choices=[choice for choice in DecisionReviewOutcome.choices if choice[0] != DecisionReviewOutcome.REPLACED],
        widget=forms.RadioSelect,
        label="What comes of it?",
    )
    next_on = DayField(required=False, label="Looked at again next on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["reviewed_on"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        return ["reviewed_on", "words", Reveal("outcome", {DecisionReviewOutcome.CONTINUES: ["next_on"]})]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("outcome") == DecisionReviewOutcome.REDRAFTED:
            data["next_on"] = None
        return data
