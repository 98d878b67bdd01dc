"""A request about a visit that staff record; the answer; how late a worker comes."""

from typing import Any

from django import forms

from design.fields import LongTextField
from design.forms import PlainForm
from design.layout import Reveal
from plans.enums import MessageWay
from visits.enums import VisitRequestKind, VisitRequestOutcome
from visits.rota.request_rules import LATE_MINUTES

DECISIONS = [(outcome, outcome.label) for outcome in VisitRequestOutcome if outcome != VisitRequestOutcome.WITHDRAWN]


class AskedForm(PlainForm):
    """What the person asked staff about a visit."""

    kind = forms.ChoiceField(choices=VisitRequestKind, widget=forms.RadioSelect, label="What do they ask?")
    wished = forms.CharField(max_length=300, required=False, label="Times that suit")
    words = LongTextField(rows=3, required=False, max_length=2_000, label="What did they say?")
    way = forms.ChoiceField(choices=MessageWay, widget=forms.RadioSelect, label="How did they tell you?")

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {VisitRequestKind.MOVE: ["wished"]}), "words", "way"]


class AnswerRequestForm(PlainForm):
    """The outcome of a request, with words for the person."""

    HERE, OTHERWISE = "here", "otherwise"
    submit_label = "Save the answer"

    outcome = forms.ChoiceField(choices=DECISIONS, widget=forms.RadioSelect, label="What was decided?")
    way = forms.ChoiceField(
        choices=[
            (HERE, "I’m answering here: the person can read it"),
            (OTHERWISE, "I told them in another way, for example by phone"),
        ],
        widget=forms.RadioSelect,
        label="How are you answering?",
    )
    words = LongTextField(
        rows=4, required=False, max_length=2_000, label="Your answer", help_text="The person can read this."
    )


class LateForm(PlainForm):
    submit_label = "Save"

    minutes = forms.TypedChoiceField(
        choices=[
            *((str(minutes), f"About {minutes} minutes") for minutes in LATE_MINUTES),
            ("0", "I am on time after all"),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        label="How late are you?",
    )
