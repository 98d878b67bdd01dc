"""Asking a question, and answering one."""

from typing import Any, cast

from django import forms

from accounts.models import User
from design.fields import LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal

KEYWORKER, ELSE = "keyworker", "else"


class QuestionForm(PlainForm):
    """`about` names the record that it is about, such as "visit:…"."""

    submit_label = "Ask"

    about = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    words = LongTextField(
        rows=5,
        max_length=5_000,
        label="Your question",
        help_text="It is answered within two working days.",
        error_messages={"required": "Enter your question"},
    )


class ToldQuestionForm(QuestionForm):
    """A question that somebody of the Council asked by phone or in person, recorded by staff."""

    submit_label = "Save the question"

    asked_by = forms.ChoiceField(widget=forms.RadioSelect, label="Who asked?")
    asked_by_name = forms.CharField(max_length=120, required=False, label="Name and job title")

    def __init__(self, *args: Any, keyworker: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = "The question"
        others = [(ELSE, "Someone else at the Council")]
        asked_by = cast(forms.ChoiceField, self.fields["asked_by"])
        asked_by.choices = [(KEYWORKER, f"{keyworker}, keyworker"), *others] if keyworker else others
        if not keyworker:
            asked_by.initial = ELSE

    def layout_fields(self) -> list[Any]:
        return ["about", Reveal("asked_by", {ELSE: ["asked_by_name"]}), "words"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("asked_by") == ELSE and not data.get("asked_by_name"):
            self.add_error("asked_by_name", "Enter who asked.")
        return data


class AnswerQuestionForm(RevisedForm):
    submit_label = "Send the answer"

    answer = LongTextField(
        rows=6,
        max_length=5_000,
        label="Your answer",
        help_text="Whoever asked reads it.",
        error_messages={"required": "Enter your answer"},
    )
