import typing
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm, ReasonForm, RevisedForm
from design.layout import Reveal
from safeguarding.concerns.enums import (
    Abuse,
    BodyArea,
    CapacityForDecision,
    ConsentToRaise,
    CouncilDecision,
    EmergencyService,
    PlaceOfRisk,
    SourceOfRisk,
    SubjectOfConcern,
    WishesAsked,
    YesNoNotKnown,
)

NO_CHILDREN = "Enter which children are at risk, or how they are related to the person"
NO_REASON = "Enter why you raise it without their agreement"


def _account_field() -> LongTextField:
    return LongTextField(
        rows=8,
        label="What you saw, heard or were told",
        help_text="Facts only. Use the person’s own words where you can.",
        error_messages={"required": "Enter what you saw, heard or were told"},
    )


def _kinds_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=Abuse,
        widget=forms.CheckboxSelectMultiple,
        label="Kinds of abuse or neglect",
        help_text="Choose all that apply",
        error_messages={"required": "Choose at least one kind of abuse or neglect"},
    )


def _choice(choices: Any, label: str, missing: str = "", **kwargs: Any) -> forms.ChoiceField:
    """Return a question with radios. It is required if `missing` says what to do where it is not answered."""
    return forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect,
        label=label,
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
        **kwargs,
    )


def _children_field() -> LongTextField:
    return LongTextField(
        rows=3,
        required=False,
        label="Which children?",
        help_text="Names and ages if you know them, or how they are related to the person. Where they are now.",
    )


def _happened_fields() -> tuple[DayField, forms.CharField]:
    return (
        DayField(required=False, label="Date it happened", help_text="Leave blank if you don’t know."),
        forms.CharField(
            required=False,
            max_length=120,
            label="What time, or between which days?",
            help_text="For example “after 2pm”, or “since last Friday”.",
        ),
    )


SERVICES_MISSING = "Choose which emergency services were called"


def _services_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=EmergencyService,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Emergency services called",
        error_messages={"required": SERVICES_MISSING},
    )


class ConcernForm(PlainForm):
    """What is needed at once. Everything else can be added after the concern is raised."""

    submit_label = "Raise the concern"

    at_risk = forms.MultipleChoiceField(
        choices=SubjectOfConcern,
        widget=forms.CheckboxSelectMultiple,
        initial=[SubjectOfConcern.ADULT],
        label="Who is at risk?",
        error_messages={"required": "Choose who is at risk"},
    )
    children = _children_field()
    account = _account_field()
    happened_on, happened_when = _happened_fields()
    kinds = _kinds_field()
    source_of_risk = _choice(SourceOfRisk, "Source of risk", "Choose the source of risk")
    named_users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Staff or Council people the concern is about",
        help_text="They will not be alerted, and cannot see the concern.",
    )
    nobody_to_name = forms.BooleanField(
        required=False,
        label="The concern is about the service, and I can’t name anyone. Alert everyone who leads on safeguarding.",
    )
    is_safe = _choice(YesNoNotKnown, "Are they safe now?", "Choose whether they are safe now")
    made_safe = LongTextField(rows=3, label="What was done straight away to keep them safe", required=False)
    emergency_services = _services_field()
    wishes_asked = _choice(
        WishesAsked,
        "Was the person asked what outcome they want?",
        "Choose whether the person was asked what outcome they want",
    )
    wishes = LongTextField(rows=3, required=False, label="What the person wants to happen")

    def __init__(self, *args: Any, nameable: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelMultipleChoiceField, self.fields["named_users"]).queryset = nameable

    def layout_fields(self) -> list[Any]:
        names = [name for name in self.fields if name not in ("at_risk", "children")]
        return [Reveal("at_risk", {SubjectOfConcern.CHILD: ["children"]}), *names]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if SubjectOfConcern.CHILD in data.get("at_risk", ()) and not data.get("children"):
            self.add_error("children", NO_CHILDREN)
        return data


class DetailsForm(LocalTimeForm, RevisedForm):
    """The rest of a concern. Only what was required when it was raised is required here."""

    submit_label = "Save"

    account = _account_field()
    opinion = LongTextField(
        rows=4, required=False, label="What you think about it", help_text="Your opinion, apart from the facts above."
    )
    happened_on, happened_when = _happened_fields()
    place = _choice([*PlaceOfRisk.choices, ("", "Not known")], "Where did it happen?")
    place_detail = forms.CharField(required=False, max_length=200, label="Where exactly?")
    kinds = _kinds_field()
    body_areas = forms.MultipleChoiceField(
        choices=BodyArea,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Where on the body are marks or injuries?",
        help_text="Choose all that apply, or none.",
    )
    body_detail = LongTextField(rows=3, required=False, label="What do the marks or injuries look like?")
    children_at_risk = _choice(YesNoNotKnown, "Are children at risk as well?", "Choose whether children are at risk")
    children = _children_field()
    is_safe = _choice(YesNoNotKnown, "Are they safe now?", "Choose whether they are safe now")
    made_safe = LongTextField(rows=3, label="What was done straight away to keep them safe", required=False)
    emergency_services = _services_field()
    called_on = DayField(required=False, label="Date they were called")
    called_time = TimeField(required=False, label="Time they were called")
    emergency_outcome = LongTextField(rows=3, required=False, label="Who came, at what time, and what did they do?")
    capacity = _choice(
        [*CapacityForDecision.choices, ("", "Not answered yet")],
        "Can the person decide about this concern?",
        help_text="About this decision only.",
    )
    capacity_detail = LongTextField(rows=3, required=False, label="How do you know?")
    consent = _choice([*ConsentToRaise.choices, ("", "Not answered yet")], "Does the person agree to this concern?")
    consent_reason = LongTextField(rows=3, required=False, label="Why is it raised without their agreement?")
    wishes_asked = _choice(
        WishesAsked,
        "Was the person asked what outcome they want?",
        "Choose whether the person was asked what outcome they want",
    )
    wishes = LongTextField(
        rows=3, required=False, label="What the person wants to happen", help_text="In their own words."
    )

    def __init__(self, *args: Any, is_about_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_about_child:
            del self.fields["children_at_risk"]
            self.fields["children"].required = True

    def layout_fields(self) -> list[Any]:
        asks_children = "children_at_risk" in self.fields
        children = [Reveal("children_at_risk", {YesNoNotKnown.YES: ["children"]})] if asks_children else ["children"]
        return [
            Fieldset("The facts", "account", "opinion", "happened_on", "happened_when", "place", "place_detail"),
            Fieldset("What kind", "kinds", "body_areas", "body_detail"),
            Fieldset("Children", *children),
            Fieldset("Safety", "is_safe", "made_safe", "emergency_services", "called_on", "called_time"),
            *self.repeated_question(),
            "emergency_outcome",
            Fieldset("The person", "capacity", "capacity_detail", "consent", "consent_reason"),
            Fieldset("What they want", "wishes_asked", "wishes"),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("children_at_risk") == YesNoNotKnown.YES and not data.get("children"):
            self.add_error("children", NO_CHILDREN)
        if data.get("consent") in (ConsentToRaise.NO, ConsentToRaise.NOT_SOUGHT) and not data.get("consent_reason"):
            self.add_error("consent_reason", NO_REASON)
        self._check_emergency(data)
        return data

    def _check_emergency(self, data: dict[str, Any]) -> None:
        called_on, called_time = data.get("called_on"), data.get("called_time")
        if (called_on is None) != (called_time is None) and not self.errors.keys() & {"called_on", "called_time"}:
            self.add_error("called_time" if called_on else "called_on", "Enter the date and the time of the call")
        has_words = called_on or called_time or data.get("emergency_outcome")
        if has_words and not data.get("emergency_services"):
            self.add_error("emergency_services", SERVICES_MISSING)


class CouncilContactForm(LocalTimeForm):
    submit_label = "Record the contact"

    contact = forms.CharField(
        max_length=120,
        label="Who did you speak to at the Council?",
        error_messages={"required": "Enter who you spoke to at the Council"},
    )
    contacted_on = DayField(label="Date of the contact", error_messages={"required": "Enter the date of the contact"})
    contacted_time = TimeField(
        label="Time of the contact", error_messages={"required": "Enter the time of the contact"}
    )


class ChildrenContactForm(CouncilContactForm):
    contact = forms.CharField(
        max_length=120,
        label="Who did you speak to at Children’s safeguarding?",
        error_messages={"required": "Enter who you spoke to at Children’s safeguarding"},
    )


class DecisionForm(LocalTimeForm):
    submit_label = "Record the decision"

    kind = _choice(CouncilDecision, "What did the Council decide?", "Choose what the Council decided")
    decision = LongTextField(
        rows=4, label="What did the Council say?", error_messages={"required": "Enter what the Council said"}
    )
    decided_by = forms.CharField(
        max_length=120,
        label="Who decided?",
        help_text="Their name and team at the Council.",
        error_messages={"required": "Enter who decided at the Council"},
    )
    decided_on = DayField(label="Date of the decision", error_messages={"required": "Enter the date of the decision"})
    decided_time = TimeField(
        label="Time you were told", error_messages={"required": "Enter the time when you were told"}
    )


class PortalForm(PlainForm):
    submit_label = "Record the reference"

    portal_reference = forms.CharField(
        max_length=60,
        label="Reference from the portal",
        error_messages={"required": "Enter the reference from the portal"},
    )
    sent_on = DayField(label="Date the form was sent", error_messages={"required": "Enter the date"})
    sent_by = forms.CharField(
        max_length=120, label="Who submitted the form?", error_messages={"required": "Enter who submitted the form"}
    )


class NamedLaterForm(PlainForm):
    """Somebody whom the concern turns out to be about."""

    submit_label = "Hide the concern from them"

    users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Who is the concern about?",
        help_text="From now on they cannot see the concern. What was waiting to be sent to them is not sent.",
        error_messages={"required": "Choose who the concern is about"},
    )
    reason = LongTextField(rows=3, label="How this became known")

    def __init__(self, *args: Any, nameable: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelMultipleChoiceField, self.fields["users"]).queryset = nameable

    def clean_users(self) -> list[User]:
        return list(self.cleaned_data["users"])


class CloseForm(PlainForm):
    submit_label = "Close the concern"

    outcome = LongTextField(rows=4, label="Outcome", error_messages={"required": "Enter the outcome"})


class WithdrawForm(ReasonForm):
    submit_label = "Withdraw the concern"

    staff = forms.ChoiceField(
        choices=[
            ("nothing to do", "They have nothing to do with it: it is no longer hidden from them"),
            ("stands", "It is about them, but another person was affected: it stays hidden from them"),
        ],
        widget=forms.RadioSelect,
        label="Staff or Council people the concern names",
        error_messages={"required": "Choose what is true of the people the concern names"},
    )

    def __init__(self, *args: Any, names_somebody: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not names_somebody:
            del self.fields["staff"]
