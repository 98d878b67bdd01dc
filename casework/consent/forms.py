"""What the person said to staff about sharing, and what was shared without consent to keep somebody safe."""

import datetime
from typing import Any, cast

from django import forms

from casework.access.forms import AddedAnswerForm, AnswerForm, answered_how_field
from casework.consent.enums import ConsentAnswer, DecisionCapacity
from casework.consent.models import BEST_INTERESTS_MISSING, HIDDEN_UNTIL_MISSING
from core import clock
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm
from design.layout import Reveal

MOST_WORDS = 2_000
DAY = datetime.timedelta(days=1)
SHOWING = ("may_read", "hidden_reason", "hidden_until")


class ConsentForm(LocalTimeForm):
    answer = forms.ChoiceField(
        choices=ConsentAnswer,
        widget=forms.RadioSelect,
        label="What did the person decide?",
        error_messages={"required": "Choose what the person decided"},
    )
    how = forms.CharField(
        max_length=120,
        label="How did the person say so, and to whom?",
        help_text="For example “By phone, to the lead worker”. The person decides, and can change their mind.",
    )
    day = DayField(label="Date they said it")
    time = TimeField(label="Time they said it")
    capacity = forms.ChoiceField(
        choices=DecisionCapacity,
        widget=forms.RadioSelect,
        label="Can the person make this decision?",
        error_messages={"required": "Choose whether the person can make this decision"},
    )
    best_interests = LongTextField(
        rows=4, max_length=MOST_WORDS, required=False, label="Why this is in their best interests"
    )
    decided_by = forms.CharField(max_length=200, required=False, label="Who decided it, and who was asked")

    def layout_fields(self) -> list[Any]:
        lacks = ("capacity", "best_interests", "decided_by")
        names = [name for name in super().layout_fields() if name not in lacks]
        return [*names, Reveal("capacity", {DecisionCapacity.LACKS: ["best_interests", "decided_by"]})]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("capacity") != DecisionCapacity.LACKS:
            data["best_interests"] = data["decided_by"] = ""
        for name in ("best_interests", "decided_by"):
            if data.get("capacity") == DecisionCapacity.LACKS and not data.get(name) and name not in self.errors:
                self.add_error(name, BEST_INTERESTS_MISSING.rstrip("."))
        return data


class StopAllForm(PlainForm):
    submit_label = "Stop sharing everything"

    how = forms.CharField(
        max_length=120,
        label="How did the person say so, and to whom?",
        help_text="For example “By phone, to the lead worker”. If they cannot decide this, record each decision.",
    )


class ObjectionForm(PlainForm):
    words = LongTextField(
        rows=5,
        max_length=MOST_WORDS,
        label="What does the person object to, and why?",
        help_text="Use their own words. Once saved, only managers and safeguarding leads read this.",
        error_messages={"required": "Enter what the person objects to"},
    )
    how = forms.CharField(
        max_length=120,
        label="How did the person say so, and to whom?",
        help_text="For example “By phone, to the lead worker”.",
    )


def upheld_field() -> forms.TypedChoiceField:
    """Return the question what a manager decides about an objection."""
    return forms.TypedChoiceField(
        choices=[("yes", "Yes: something changes"), ("no", "No: it stays as it is")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Is the objection upheld?",
        error_messages={"required": "Choose whether the objection is upheld"},
    )


class ObjectionAnswerForm(AnswerForm):
    is_upheld = upheld_field()
    answer = LongTextField(
        rows=6,
        max_length=MOST_WORDS,
        label="Your answer to the person",
        help_text="Include what you changed, or why it cannot change. The person reads this.",
        error_messages={"required": "Enter your answer"},
    )
    answered_how = answered_how_field()


class AddedObjectionAnswerForm(AddedAnswerForm):
    """What is added to the answer to an objection, with the decision as it is then."""

    field_order = ("is_upheld", "words", "answered_how")

    is_upheld = upheld_field()


class ShowingQuestions(PlainForm):
    """The questions whether the person reads what was shared; a form with more of them places `showing` itself."""

    may_read = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No: it would put someone at risk")],
        widget=forms.RadioSelect,
        label="Is it safe for the person to read this?",
        error_messages={"required": "Choose whether it is safe for the person to read this"},
    )
    hidden_reason = LongTextField(rows=3, max_length=MOST_WORDS, required=False, label="Why it is not safe")
    hidden_until = DayField(required=False, label="Day to decide again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["hidden_until"]).min_day = clock.today() + DAY

    @property
    def showing(self) -> Reveal:
        """The question, with those under "no"."""
        return Reveal("may_read", {"no": ["hidden_reason", "hidden_until"]})

    def is_shared(self, data: dict[str, Any]) -> bool:
        """Return True if something was shared, so that the answers count."""
        return True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        is_hidden = data.pop("may_read", None) == "no" and self.is_shared(data)
        if not is_hidden:
            data["hidden_reason"], data["hidden_until"] = "", None
        for name in ("hidden_reason", "hidden_until"):
            if is_hidden and not data.get(name) and name not in self.errors:
                self.add_error(name, HIDDEN_UNTIL_MISSING.rstrip("."))
        return data


class ShowingForm(ShowingQuestions):
    """Whether the person reads what was shared."""

    def layout_fields(self) -> list[Any]:
        names = [name for name in super().layout_fields() if name not in SHOWING]
        return [*names, self.showing]


class DisclosureForm(ShowingForm, LocalTimeForm):
    shared_with = forms.CharField(
        max_length=120, label="Who did you share it with?", help_text="Their name, and who they are."
    )
    what = LongTextField(rows=4, max_length=MOST_WORDS, label="What did you share?")
    why = LongTextField(
        rows=4,
        max_length=MOST_WORDS,
        label="Why was it needed to keep someone safe?",
        help_text="Include why you could not wait until the person agreed.",
    )
    day = DayField(label="Date")
    time = TimeField(label="Time")
