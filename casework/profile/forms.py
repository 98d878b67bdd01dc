"""One question of the profile, as staff ask it and as the person answers it."""

from typing import Any, cast

from django import forms

from casework.profile.enums import ANSWER_MISSING, LISTS, Answered, ProfileQuestion
from casework.profile.own_words import own_labels
from core import clock
from design.fields import DayField
from design.forms import PlainForm
from design.layout import Reveal


class ProfileAnswerForm(PlainForm):
    """What came of asking a question; `question` decides the answers offered."""

    answered = forms.ChoiceField(
        choices=Answered,
        widget=forms.RadioSelect,
        label="What was the answer?",
        error_messages={"required": "Choose what the answer was"},
    )
    words = forms.CharField(max_length=300, required=False, label="In their own words")
    how = forms.CharField(max_length=120, label="How you asked", help_text="For example: at a visit, with a leaflet")
    asked_on = DayField(label="Date")

    def __init__(self, *args: Any, question: ProfileQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = LISTS[question]
        self.question = question
        self.codes = self._code_field() if self.answers.groups else None
        if self.codes:
            self.fields["codes"] = self.codes
        if not self.answers.takes_words:
            del self.fields["words"]
        if "asked_on" in self.fields:
            cast(DayField, self.fields["asked_on"]).max_day = clock.today()
            self.initial.setdefault("asked_on", clock.today())

    def words_of_question(self) -> str:
        return str(self.question.label)

    def choices_of_codes(self) -> list[Any]:
        return self.answers.choices

    def _code_field(self) -> forms.ChoiceField:
        choices, label = self.choices_of_codes(), self.words_of_question()
        if self.answers.is_multiple:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, required=False, label=label
            )
        widget = forms.Select if len(self.answers.groups) > 1 else forms.RadioSelect
        first = [("", "Choose one")] if widget is forms.Select else []
        return forms.ChoiceField(choices=[*first, *choices], widget=widget, required=False, label=label)

    def layout_fields(self) -> list[Any]:
        given = [name for name in ("codes", "words") if name in self.fields]
        return [
            Reveal("answered", {Answered.GIVEN: given}),
            *(name for name in ("how", "asked_on") if name in self.fields),
        ]

    def clean(self) -> dict[str, Any]:
        """Make `codes` a list, and drop what belongs to another answer."""
        super().clean()
        data = self.cleaned_data
        codes = data.get("codes") or []
        data["codes"] = [codes] if isinstance(codes, str) else list(codes)
        data["words"] = data.get("words", "")
        if data.get("answered") != Answered.GIVEN:
            data["codes"], data["words"] = [], ""
        elif not data["codes"] and not data["words"] and not self.errors:
            self.add_error("codes" if self.codes else "words", ANSWER_MISSING)
        return data


class OwnAnswerForm(ProfileAnswerForm):
    """The same question, answered by the person: today, in the portal."""

    how = None  # type: ignore[assignment]
    asked_on = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answered = cast(forms.ChoiceField, self.fields["answered"])
        answered.label = "What would you like to say?"
        answered.choices = [
            (Answered.GIVEN, "My answer"),
            (Answered.PREFERS_NOT, "I prefer not to say"),
            (Answered.NOT_KNOWN, "I do not know"),
        ]
        answered.error_messages["required"] = "Choose what you would like to say"
        if "words" in self.fields:
            self.fields["words"].label = "In your own words"

    def words_of_question(self) -> str:
        return self.question.to_person

    def choices_of_codes(self) -> list[Any]:
        """Return the answers as the person reads them; those under headings are names of groups, which stay."""
        labels = own_labels(self.question)
        return [
            (code, label if isinstance(label, list) else labels.get(code, label))
            for code, label in super().choices_of_codes()
        ]
