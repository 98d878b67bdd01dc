from collections.abc import Iterable
from typing import Any

from django import forms

from design.fields import DayField, LongTextField, SignatureField, UploadField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from plans.enums import AnswerMethod, ParticipantRole
from plans.goals.rating_field import RatingField
from plans.models import GoalWording
from plans.support_plan.sections import WRITTEN


class PlanForm(RevisedForm):
    """The text of every section, and which of them are in the person's own words."""

    submit_label = "Save"

    own_words = forms.MultipleChoiceField(
        choices=[(section.value, section.label) for section in WRITTEN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Which of these are in the person's own words?",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in WRITTEN:
            self.fields[section.value] = LongTextField(
                rows=5, label=section.label, help_text=section.prompt, required=False
            )
        self.order_fields([*(section.value for section in WRITTEN), "own_words"])


class ParticipantForm(PlainForm):
    submit_label = "Add"

    role = forms.ChoiceField(
        choices=ParticipantRole,
        widget=forms.RadioSelect,
        label="Who took part?",
        error_messages={"required": "Choose who took part"},
    )
    name = forms.CharField(
        max_length=120, required=False, label="Name", help_text="Not needed for the person themselves"
    )
    how = LongTextField(
        rows=3,
        label="How did they take part?",
        help_text="For example: two meetings at home, by phone, in writing",
        error_messages={"required": "Enter how they took part"},
    )
    words = LongTextField(rows=4, required=False, label="What they said, in their own words")


class PlanAnswerForm(PlainForm):
    """What the person answered outside the portal, and the proof of it."""

    submit_label = "Record the answer"
    AGREES, DECLINES = "agrees", "does not agree"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[(AGREES, "They agree"), (DECLINES, "They do not agree")],
        widget=forms.RadioSelect,
        label="What did they answer?",
        error_messages={"required": "Choose what they answered"},
    )
    words = LongTextField(
        rows=3,
        required=False,
        label="Their comments or reasons, in their own words",
        help_text="Needed if they do not agree",
    )
    answered_on = DayField(label="Date of the answer")
    how = forms.ChoiceField(
        choices=[choice for choice in AnswerMethod.choices if choice[0] != AnswerMethod.PORTAL],
        widget=forms.RadioSelect,
        label="How did they answer?",
        error_messages={"required": "Choose how they answered"},
    )
    signature = SignatureField(
        required=False, label="Signature", help_text="The person signs with a finger, a pen or a mouse"
    )
    statement = forms.CharField(
        max_length=300,
        required=False,
        label="What they said, word for word",
        help_text="Needed for a verbal answer. For example: “Yes, that is my plan.”",
    )
    scan = UploadField(kinds=("pdf", "png", "jpg"), required=False, label="Scan or photo of the paper")

    def __init__(self, *args: Any, wordings: Iterable[GoalWording] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rating_fields = {f"rating_{wording.pk}": wording for wording in wordings}
        for name, wording in self.rating_fields.items():
            self.fields[name] = RatingField(
                label=f"“{wording.words}”: how is it now, from 0 to 10?", empty_label="No rating today"
            )

    def layout_fields(self) -> list[Any]:
        proofs = {
            AnswerMethod.SIGNATURE: ["signature"],
            AnswerMethod.PAPER: ["scan"],
        }
        return ["read_at", "answer", "words", "answered_on", Reveal("how", proofs), "statement", *self.rating_fields]
