import typing
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm, RevisedForm
from safeguarding.concerns.enums import EmergencyService
from safeguarding.incidents.enums import Harm, IncidentKind

SEVERITY_MISSING = "Choose how serious the harm was"
SERVICES_MISSING = "Choose which emergency services were called"
CALL_MISSING = "Enter the date and the time of the call"


class IncidentFields(LocalTimeForm):
    """What is asked about every incident, when it is recorded and when it is corrected."""

    kind = forms.ChoiceField(
        choices=IncidentKind,
        widget=forms.RadioSelect,
        label="What kind of incident?",
        error_messages={"required": "Choose what kind of incident it was"},
    )
    severity = forms.ChoiceField(
        choices=Harm,
        widget=forms.RadioSelect,
        required=False,
        label="How serious was the harm?",
        help_text="Leave blank for self-harm: we never grade it.",
    )
    happened_on = DayField(label="Date it happened", error_messages={"required": "Enter the date it happened"})
    happened_when = forms.CharField(required=False, max_length=120, label="What time?")
    place = forms.CharField(required=False, max_length=200, label="Where did it happen?")
    account = LongTextField(
        rows=8,
        label="What happened?",
        help_text="Facts only: what you saw, heard or did, in the order it happened.",
        error_messages={"required": "Enter what happened"},
    )
    made_safe = LongTextField(rows=3, required=False, label="What was done straight away?")
    injuries = LongTextField(
        rows=3, required=False, label="Who was hurt, and how?", help_text="Leave blank if nobody was hurt."
    )
    others_involved = LongTextField(
        rows=2, required=False, label="Other people involved", help_text="For example a neighbour or a relative."
    )
    witnesses = LongTextField(rows=2, required=False, label="Who saw it?")
    emergency_services = forms.MultipleChoiceField(
        choices=EmergencyService,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Emergency services called",
        error_messages={"required": SERVICES_MISSING},
    )
    called_on = DayField(required=False, label="Date they were called")
    called_time = TimeField(required=False, label="Time they were called")
    emergency_outcome = LongTextField(rows=3, required=False, label="Who came, at what time, and what did they do?")

    def layout_fields(self) -> list[Any]:
        people = [name for name in ("involved_users", "others_involved", "witnesses") if name in self.fields]
        return [
            "kind",
            "severity",
            Fieldset("The facts", "happened_on", "happened_when", "place", "account", "made_safe", "injuries"),
            Fieldset("Who was involved", *people),
            Fieldset("Emergency services", "emergency_services", "called_on", "called_time"),
            *self.repeated_question(),
            "emergency_outcome",
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("kind") == IncidentKind.SELF_HARM:
            data["severity"] = ""
        elif data.get("kind") and not data.get("severity") and "severity" not in self.errors:
            self.add_error("severity", SEVERITY_MISSING)
        self._check_emergency(data)
        return data

    def _check_emergency(self, data: dict[str, Any]) -> None:
        called_on, called_time = data.get("called_on"), data.get("called_time")
        if (called_on is None) != (called_time is None) and not self.errors.keys() & {"called_on", "called_time"}:
            self.add_error("called_time" if called_on else "called_on", CALL_MISSING)
        has_words = called_on or called_time or data.get("emergency_outcome")
        if has_words and not data.get("emergency_services"):
            self.add_error("emergency_services", SERVICES_MISSING)


class IncidentForm(IncidentFields):
    submit_label = "Record the incident"

    involved_users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Staff or Council people involved",
        help_text="The incident is hidden from them, unless they record it themselves. Name who only saw it below.",
    )

    def __init__(self, *args: Any, nameable: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelMultipleChoiceField, self.fields["involved_users"]).queryset = nameable

    def clean_involved_users(self) -> list[User]:
        return list(self.cleaned_data["involved_users"])


class CorrectIncidentForm(IncidentFields, RevisedForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, label="Why do you correct it?", help_text="The earlier words stay in its history.")

    def layout_fields(self) -> list[Any]:
        return [*super().layout_fields(), "reason"]


class InvolvedLaterForm(PlainForm):
    """Somebody who turns out to have been involved."""

    submit_label = "Hide the incident from them"

    users = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Who was involved?",
        help_text="From now on they cannot see the incident, unless they recorded it.",
        error_messages={"required": "Choose who was involved"},
    )
    reason = LongTextField(rows=3, label="How this became known")

    def __init__(self, *args: Any, nameable: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelMultipleChoiceField, self.fields["users"]).queryset = nameable

    def clean_users(self) -> list[User]:
        return list(self.cleaned_data["users"])


class InvestigateForm(PlainForm):
    submit_label = "Save"

    investigator = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who looks into it?",
        error_messages={"required": "Choose who looks into it"},
    )
    due_on = DayField(label="By which date?", error_messages={"required": "Enter the date"})

    def __init__(self, *args: Any, investigators: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelChoiceField, self.fields["investigator"]).queryset = investigators


class CloseIncidentForm(PlainForm):
    submit_label = "Close the incident"

    findings = LongTextField(
        rows=6,
        label="What does the investigation show?",
        help_text="What happened, and why.",
        error_messages={"required": "Enter what the investigation shows"},
    )
    lessons = LongTextField(rows=3, required=False, label="What do we do differently from now on?")
