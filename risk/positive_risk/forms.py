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
WISH_MISSING = "Enter what the person wants to do"


class BeginDecisionForm(PlainForm):
    submit_label = "Continue"

    wish = LongTextField(rows=4, label=WISH, help_text=IN_OWN_WORDS, error_messages={"required": WISH_MISSING})


class PositiveRiskForm(RevisedForm):
    """Everything is needed before a decision, but only the wish for saving a draft."""

    mark_optional = False

    wish = LongTextField(rows=4, label=WISH, help_text=IN_OWN_WORDS, error_messages={"required": WISH_MISSING})
    gains = LongTextField(rows=4, required=False, label="What would you gain from it?", help_text=IN_OWN_WORDS)
    losses = LongTextField(rows=4, required=False, label="What would you lose if you could not do it?")
    harms = LongTextField(
        rows=4,
        required=False,
        label="What could go wrong?",
        help_text="What it is, who it affects and how likely it is. In words, not scores.",
    )
    own_view = LongTextField(rows=4, required=False, label="What do you think about that?", help_text=IN_OWN_WORDS)
    explained = LongTextField(
        rows=4,
        required=False,
        label="How were the possible consequences explained?",
        help_text="Who explained them, how, and how the person showed that they understood",
    )
    least_restrictive = LongTextField(rows=4, required=False, label="What is the least restrictive way?")
    capacity = forms.ChoiceField(
        choices=Capacity,
        widget=forms.RadioSelect,
        required=False,
        label="Can the person make this decision now?",
        help_text="This decision only. Assume that a person can decide unless it is shown that they cannot. "
        "An unwise decision is no reason to doubt it.",
    )
    assessed_how = LongTextField(rows=4, required=False, label="If it was assessed: how, and with what help?")
    assessed_by = forms.CharField(max_length=160, required=False, label="If it was assessed: who assessed it?")
    assessed_on = DayField(required=False, label="If it was assessed: when?")
    best_interests = LongTextField(
        rows=4,
        required=False,
        label="What is in their best interests, and who was asked?",
    )
    less_restrictive = LongTextField(rows=3, required=False, label="Which less restrictive options were considered?")
    rights = forms.MultipleChoiceField(
        choices=HumanRight,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which human rights does it affect?",
    )
    rights_words = LongTextField(rows=4, required=False, label="How were they considered?")
    deprivation = forms.ChoiceField(
        choices=YesOrNo,
        widget=forms.RadioSelect,
        required=False,
        label="Could anything here take away the person's liberty?",
        help_text="Constant supervision, and not free to leave",
    )
    deprivation_words = LongTextField(rows=3, required=False, label="What is being done about it, and who was asked?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["assessed_on"]).max_day = clock.today()

    def layout_fields(self) -> list[Any]:
        capacity_fields = ["best_interests", "less_restrictive"]
        return [
            Fieldset("What it is about", "wish", "gains", "losses", "harms"),
            Fieldset("Discussing it", "own_view", "explained", "least_restrictive"),
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
    submit_label = "Save"

    name = forms.CharField(max_length=120, label="Name")
    relation = forms.CharField(
        max_length=80,
        label="Relationship to the person",
        help_text="For example: sister, GP",
    )
    view = LongTextField(rows=4, label="What do they think?", error_messages={"required": "Enter what they think"})
    in_confidence = forms.BooleanField(
        required=False,
        label="They said it in confidence: the person will not see it",
        help_text="The person and their representatives never see it. Once a decision is made, everyone else who can "
        "open it reads it: our staff who can open this record, and Council staff who inspect it. "
        "The keyworker does not.",
    )


class ChangeRiskViewForm(RevisedForm, RiskViewForm):
    """The same, for a view that exists."""


class RiskStepForm(PlainForm):
    submit_label = "Save the step"

    text = forms.CharField(
        max_length=300, label="What will be done?", error_messages={"required": "Enter what will be done"}
    )
    responsible = forms.CharField(
        max_length=120, label="Who will do it?", error_messages={"required": "Enter who will do it"}
    )
    by_on = DayField(required=False, label="By when?")


class ChangeRiskStepForm(RevisedForm, RiskStepForm):
    """The same, for a step that exists."""


class DecideForm(RevisedForm):
    submit_label = "Record the decision"

    decision = forms.ChoiceField(
        choices=RiskDecision,
        widget=forms.RadioSelect,
        label="What has been decided?",
        error_messages={"required": "Choose what has been decided"},
    )
    decision_words = LongTextField(rows=4, label="The decision and the reasons")
    decided_by = forms.CharField(
        max_length=160,
        label="Who decided?",
        help_text="The person first, then anyone who decided with them",
        error_messages={"required": "Enter who decided"},
    )
    decided_on = DayField(label="Date decided")
    review_on = DayField(label="Review due", error_messages={"required": "Enter the date the review is due"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["decided_on"]).max_day = clock.today()


class DropDecisionForm(PlainForm):
    submit_label = "Withdraw"

    reason = LongTextField(
        rows=4, label="Why is it being withdrawn?", error_messages={"required": "Enter why it is being withdrawn"}
    )


class ReviewDecisionForm(PlainForm):
    submit_label = "Record the review"

    reviewed_on = DayField(label="Date of the review")
    words = LongTextField(
        rows=4,
        label="How has it gone, and what does the person say?",
        error_messages={"required": "Enter how it has gone"},
    )
    outcome = forms.ChoiceField(
        choices=[choice for choice in DecisionReviewOutcome.choices if choice[0] != DecisionReviewOutcome.REPLACED],
        widget=forms.RadioSelect,
        label="Outcome",
    )
    next_on = DayField(required=False, label="Next review due")

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
