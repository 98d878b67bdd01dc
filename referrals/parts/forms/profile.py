"""Who the person is: sex, ethnicity, language and the like (R67). All of it is optional."""

from typing import Any

from django import forms

from casework.profile.enums import ANSWER_MISSING, LISTS, OPEN_QUESTIONS, Answered, AnswerList, ProfileQuestion
from design.layout import Reveal
from referrals.enums import ReferralPart
from referrals.parts.forms.base import PartForm
from referrals.parts.profile import NO_ANSWERS, field_of, profile_of, words_field_of

NOT_BOTH = "Choose the answers, or that there is none: not both."
NO_ANSWER_CHOICES = [(each.value, str(each.label)) for each in NO_ANSWERS]
NOT_ASKED = ("", str(Answered.NOT_ASKED.label))


class ReferredProfileForm(PartForm):
    """The open questions of the profile. Restricted ones are not asked here: the Council does not read them."""

    parts = (ReferralPart.PROFILE,)

    def prepare_fields(self) -> None:
        for question in OPEN_QUESTIONS:
            answers = LISTS[question]
            self.fields[field_of(question)] = _field(question, answers)
            if not answers.groups:
                words = forms.CharField(max_length=300, required=False, label=f"{question.label}, in words")
                self.fields[words_field_of(question)] = words

    def layout_fields(self) -> list[Any]:
        return [
            *(
                field_of(question)
                if LISTS[question].groups
                else Reveal(field_of(question), {Answered.GIVEN: [words_field_of(question)]})
                for question in OPEN_QUESTIONS
            ),
        ]

    def clean(self) -> dict[str, Any]:
        """Replace the answers by `profile`, as the referral stores them; refuse those that exclude each other."""
        super().clean()
        data = self.cleaned_data
        for question in OPEN_QUESTIONS:
            name, words = field_of(question), words_field_of(question)
            if not LISTS[question].groups and self.clear_unless(data.get(name) == Answered.GIVEN, words):
                self.require(words, ANSWER_MISSING)
            exclusive = {"none", *NO_ANSWERS} & set(data.get(name) or [])
            if LISTS[question].is_multiple and exclusive and len(data[name]) > 1:
                self.add_error(name, NOT_BOTH)
        return {"revision": data.get("revision"), "profile": profile_of(data)}


def _field(question: ProfileQuestion, answers: AnswerList) -> forms.ChoiceField:
    """Return the field of a question: a list with "not asked" first and "prefers not to say" and "not known" last."""
    label = str(question.label)
    if answers.is_multiple:
        return forms.MultipleChoiceField(
            choices=[*answers.choices, *NO_ANSWER_CHOICES],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=label,
            help_text="Choose all that apply. Nothing chosen: not asked.",
        )
    if not answers.groups:
        choices = [NOT_ASKED, (Answered.GIVEN.value, "They speak"), *NO_ANSWER_CHOICES]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=False, label=label)
    return forms.ChoiceField(choices=[NOT_ASKED, *answers.choices, *NO_ANSWER_CHOICES], required=False, label=label)
