from typing import Any

from django import forms

from casework.enums import ContactKind
from casework.particulars.enums import AddressKind
from casework.people.forms.details import ContactPointForm
from casework.people.forms.safe_to_use import NOT_KNOWN, SafeToUseField
from design.fields import DayField, LastDayField, LongTextField, PostcodeField
from design.forms import PlainForm, RevisedForm
from design.layout import Reveal
from plans.goals.rating_field import RatingField
from plans.models import GoalWording
from reviews.package_reviews.enums import ReviewUrgency
from visits.enums import VisitRequestKind

OWN_KINDS = [
    (ContactKind.TELEPHONE, "Ring me"),
    (ContactKind.TEXT, "Text me"),
    (ContactKind.EMAIL, "Email me"),
    (ContactKind.LETTER, "Write to me"),
]
# On file, where the person removed something of theirs and said nothing more.
REMOVED = "Removed by the person"
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


class AskAboutAccessForm(PlainForm):
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


class StopSharingForm(PlainForm):
    submit_label = "Stop all of it"


class VisitChangeForm(PlainForm):
    submit_label = "Send"

    kind = forms.ChoiceField(
        choices=VisitRequestKind,
        widget=forms.RadioSelect,
        label="What would you like?",
        error_messages={"required": "Choose what you would like"},
    )
    wished = forms.CharField(
        max_length=300,
        required=False,
        label="Which days and times suit you? (optional)",
        help_text="For example: Friday morning",
    )
    words = LongTextField(
        rows=3, required=False, max_length=2_000, label="Do you want to say more?", help_text="You do not have to."
    )

    def layout_fields(self) -> list[Any]:
        return [Reveal("kind", {VisitRequestKind.MOVE: ["wished"]}), "words"]


class ReviewRequestForm(PlainForm):
    submit_label = "Send"

    reason = LongTextField(
        rows=5,
        max_length=2_000,
        label="What do you want to talk about?",
        error_messages={"required": "Enter what you want to talk about"},
    )
    urgency = forms.ChoiceField(
        choices=[(ReviewUrgency.SOON, "In the next two weeks"), (ReviewUrgency.WEEKS, "It can wait some weeks")],
        widget=forms.RadioSelect,
        label="How soon do you need it?",
        error_messages={"required": "Choose how soon you need it"},
    )


class RepresentativeReviewForm(ReviewRequestForm):
    """What a representative asks. `people` are those who let them, as ids of the representatives and names."""

    about = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Who is it about?",
        error_messages={"required": "Choose who it is about"},
    )

    field_order = ("about", "reason", "urgency")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "What should we talk about?"
        self.fields["about"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["about"].initial = people[0][0]


class TellUsForm(PlainForm):
    submit_label = "Send"

    about = forms.ChoiceField(widget=forms.RadioSelect, label="Who is it about?")
    words = LongTextField(
        rows=5, label="What do you want to tell us?", error_messages={"required": "Enter what you want to tell us"}
    )
    for_managers = forms.BooleanField(
        required=False,
        label="Only a manager may read this",
        help_text="Is it about one of our staff? Choose this. Then those who support the person cannot read it.",
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
                in_words=True,
            )


class RatingForm(PlainForm):
    submit_label = "Save"

    value = RatingField(
        required=True,
        empty_label="Choose a number",
        in_words=True,
        label="How is it going now?",
        help_text="0 means very bad. 10 means just how you want it.",
        error_messages={"required": "Choose a number from 0 to 10"},
    )


class OwnNameForm(RevisedForm):
    known_as = forms.CharField(
        max_length=60,
        required=False,
        label="Name to use",
        help_text="Leave it blank if we should use your first name.",
    )
    shown_to = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Who else may read this name?",
        help_text="They sign in here to see what you share. If you do not tick them, they do not read this name.",
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_to"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["shown_to"]


class OwnCarerForm(PlainForm):
    answer = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No"), ("not known", "I do not know"), ("not said", "I prefer not to say")],
        widget=forms.RadioSelect,
        label="Your answer",
        error_messages={"required": "Choose your answer"},
    )


class OwnContactForm(ContactPointForm):
    """A phone number or email of the person, and whether it is safe to use."""

    kind = forms.ChoiceField(choices=OWN_KINDS, widget=forms.RadioSelect, label="How can we reach you?")
    value = forms.CharField(max_length=200, label="Phone number, email or address")
    is_safe = SafeToUseField(
        choices=[("yes", "Yes, it is safe"), ("no", "No, do not use it"), (NOT_KNOWN, "I am not sure")],
        label="Is it safe for us to use?",
        help_text="Choose no if someone else may answer it or read it.",
    )
    note = None  # type: ignore[assignment]  # staff write notes
    own_note = forms.CharField(
        max_length=200,
        required=False,
        label="What should we know about it?",
        help_text="For example: after 6 pm only.",
    )


class OwnRemovalForm(PlainForm):
    """Removing something that is theirs. They need not say why; on file it then says that they removed it."""

    submit_label = "Remove it"

    reason = forms.CharField(
        max_length=200, required=False, label="Do you want to say why?", help_text="You do not have to."
    )

    def clean_reason(self) -> str:
        return self.cleaned_data["reason"] or REMOVED


class OwnMoveForm(PlainForm):
    kind = forms.ChoiceField(choices=OWN_ADDRESSES, widget=forms.RadioSelect, label="What has changed?")
    lines = forms.CharField(max_length=400, widget=forms.Textarea(attrs={"rows": 3}), label="House and street")
    area = forms.CharField(max_length=80, required=False, label="Town")
    postcode = PostcodeField(required=False)
    from_on = DayField(label="From which day?")
    until_on = LastDayField(required=False, label="Last day", help_text="Leave it blank if you do not know.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] <= data["from_on"]:
            self.add_error("until_on", "The last day must not be before the first day")
        return data


class OwnAddressForm(OwnMoveForm):
    """An address that we have, to correct or to end with a last day."""

    kind = forms.ChoiceField(
        choices=[
            (AddressKind.HOME, "I live there"),
            (AddressKind.STAYING, "I am staying there for now"),
            (AddressKind.POST, "Only my post goes there"),
        ],
        widget=forms.RadioSelect,
        label="What is the address for?",
    )
    lines = forms.CharField(
        required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}), label="House and street"
    )
    until_on = LastDayField(
        required=False, label="Last day", help_text="Only if you have left it, or know when you will leave."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data["lines"] or data["area"] or data["postcode"]):
            self.add_error("lines", "Enter the address, the town or the postcode")
        return data
