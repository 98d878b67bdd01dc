from typing import Any

from django import forms

from casework.enums import ContactKind
from casework.particulars.enums import AddressKind
from casework.people.forms.details import ContactPointForm
from design.fields import CodeField, DayField, LastDayField, LongTextField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from plans.goals.rating_field import RatingField
from plans.models import GoalWording
from visits.enums import VisitRequestKind

OWN_KINDS = [
    (ContactKind.TELEPHONE, "Ring me"),
    (ContactKind.TEXT, "Text me"),
    (ContactKind.EMAIL, "Email me"),
    (ContactKind.LETTER, "Write to me"),
]
OWN_ADDRESSES = [
    (AddressKind.HOME, "I have moved, or will move"),
    (AddressKind.STAYING, "I am staying somewhere else for now"),
    (AddressKind.POST, "I want my post sent somewhere else"),
]


class OwnCommentForm(PlainForm):
    submit_label = "Send"

    words = LongTextField(
        rows=5, label="What do you want to say?", error_messages={"required": "Enter what you want to say"}
    )


class QuestionForm(PlainForm):
    submit_label = "Ask a manager"

    words = LongTextField(rows=4, max_length=2_000, required=False, label="Do you want to add anything?")


class OwnObjectionForm(PlainForm):
    submit_label = "Send to a manager"

    words = LongTextField(
        rows=5,
        max_length=2_000,
        label="What do you not want, and why?",
        error_messages={"required": "Enter what you do not want"},
    )


class VisitChangeForm(PlainForm):
    submit_label = "Send"

    kind = forms.ChoiceField(
        choices=VisitRequestKind,
        widget=forms.RadioSelect,
        label="What would you like?",
        error_messages={"required": "Choose what you would like"},
    )
    wished = forms.CharField(
        max_length=300, required=False, label="Which days and times suit you?", help_text="For example: Friday morning"
    )
    words = LongTextField(
        rows=3, required=False, max_length=2_000, label="Do you want to say more?", help_text="You do not have to."
    )

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {VisitRequestKind.MOVE: ["wished"]}), "words"]


class TellUsForm(PlainForm):
    submit_label = "Send"

    about = forms.ChoiceField(widget=forms.RadioSelect, label="Who is it about?")
    words = LongTextField(
        rows=5, label="What do you want to tell us?", error_messages={"required": "Enter what you want to tell us"}
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["about"].initial = people[0][0]


class SettingsForm(PlainForm):
    submit_label = "Save"

    large_type = forms.BooleanField(required=False, label="Large letters", help_text="On every page.")
    easy_read = forms.BooleanField(
        required=False, label="Easy read", help_text="Short sentences, with pictures. On the pages that have it."
    )


class DeclineForm(PlainForm):
    submit_label = "Send to your worker"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = LongTextField(
        rows=5,
        required=False,
        label="What would you like to change?",
        help_text="You can leave this empty. Your worker will ask you.",
    )


class AgreeForm(PlainForm):
    """Agreeing, with what the person wants to add and a rating of each goal."""

    submit_label = "I agree with this plan"

    read_at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = LongTextField(rows=4, required=False, label="Do you want to add anything?")

    def __init__(self, *args: Any, wordings: list[GoalWording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for wording in wordings:
            self.fields[f"rating_{wording.pk}"] = RatingField(
                label=f"“{wording.words}”",
                help_text="How is it going now? 0 means very bad. 10 means just how you want it.",
                empty_label="I prefer not to say",
            )


class RatingForm(PlainForm):
    submit_label = "Save"

    value = RatingField(
        required=True,
        empty_label="Choose a number",
        label="How is it going now?",
        help_text="0 means very bad. 10 means just how you want it.",
        error_messages={"required": "Choose a number from 0 to 10"},
    )


class OwnNameForm(RevisedForm):
    known_as = forms.CharField(
        max_length=60, required=False, label="Name to use", help_text="Leave it blank if we should use your first name."
    )


class OwnContactForm(ContactPointForm):
    """A phone number or email of the person, and whether it is safe to use."""

    kind = forms.ChoiceField(choices=OWN_KINDS, widget=forms.RadioSelect, label="How can we reach you?")
    value = forms.CharField(max_length=200, label="Phone number, email or address")
    is_safe = forms.TypedChoiceField(
        choices=[("yes", "Yes, it is safe"), ("no", "No, do not use it")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        label="Is it safe for us to use?",
        help_text="Choose no if someone else may answer it or read it.",
    )
    note = None  # type: ignore[assignment]  # staff write notes


class OwnRemovalForm(PlainForm):
    submit_label = "Remove it"


class OwnMoveForm(PlainForm):
    kind = forms.ChoiceField(choices=OWN_ADDRESSES, widget=forms.RadioSelect, label="What has changed?")
    lines = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}), label="House and street")
    area = forms.CharField(max_length=80, required=False, label="Town")
    postcode = CodeField(max_length=8, required=False, label="Postcode")
    from_on = DayField(label="From which day?")
    until_on = LastDayField(required=False, label="Last day", help_text="Leave it blank if you do not know.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The last day must not be before the first day")
        return data
