import typing
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import QuerySet

from accounts.models import User
from design.fields import DayField, LongTextField, TimeField
from design.forms import LocalTimeForm, PlainForm, RevisedForm
from safeguarding.incidents.follow_up.enums import Applies, Recipient, ReportBasis
from safeguarding.incidents.follow_up.models import WHOM, WHY_NOT

NOTIFIED = ("notified_on", "notified_time", "notified_by", "notified_how")


def _applies_field(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=Applies,
        widget=forms.RadioSelect,
        label=label,
        error_messages={"required": "Choose whether it applies"},
    )


class IncidentNoticeForm(LocalTimeForm, RevisedForm):
    """Whether a recipient must be notified of the incident, and when they were."""

    submit_label = "Save"

    applies = _applies_field("Must they be notified?")
    reason = LongTextField(rows=2, required=False, label="If not, why not?")
    basis = forms.ChoiceField(
        choices=ReportBasis,
        widget=forms.RadioSelect,
        required=False,
        label="What must be reported?",
    )
    notified_on = DayField(required=False, label="Date they were notified", help_text="Leave blank if not yet.")
    notified_time = TimeField(required=False, label="Time they were notified")
    notified_by = forms.CharField(required=False, max_length=120, label="Who notified them?")
    notified_how = forms.CharField(required=False, max_length=200, label="How, and who did you speak to?")
    reference = forms.CharField(required=False, max_length=60, label="Their reference")

    def __init__(self, *args: Any, recipient: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipient = recipient
        if recipient == Recipient.FAMILY:
            self.fields["reason"].label = "How the person agreed, or why the family is not notified"
        if recipient != Recipient.RIDDOR:
            del self.fields["basis"]

    def layout_fields(self) -> list[Any]:
        basis = ["basis"] if "basis" in self.fields else []
        when = ["notified_on", "notified_time", *self.repeated_question(), "notified_by", "notified_how", "reference"]
        return ["applies", "reason", *basis, Fieldset("When they were notified", *when)]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        applies = data.get("applies")
        if applies == Applies.NO and not data.get("reason"):
            self.add_error("reason", WHY_NOT.rstrip("."))
        if applies == Applies.YES and self.recipient == Recipient.FAMILY and not data.get("reason"):
            self.add_error("reason", "Enter how the person agreed")
        if applies == Applies.YES and "basis" in self.fields and not data.get("basis"):
            self.add_error("basis", "Choose what must be reported")
        self._check_notified(data)
        return data

    def _check_notified(self, data: dict[str, Any]) -> None:
        given = [bool(data.get(name) is not None and data.get(name) != "") for name in NOTIFIED]
        if self.errors.keys() & {*NOTIFIED}:
            return
        if (any(given) or data.get("reference")) and not all(given):
            missing = next(name for name, is_given in zip(NOTIFIED, given, strict=True) if not is_given)
            self.add_error(missing, WHOM.rstrip("."))
        if any(given) and data.get("applies") == Applies.NO:
            self.add_error("applies", "Choose “Yes”: they were notified already")


class CandourForm(RevisedForm):
    submit_label = "Save"

    applies = _applies_field("Does the duty of candour apply?")
    reason = LongTextField(rows=2, required=False, label="If not, why not?")
    explained_on = DayField(required=False, label="Date it was explained in person")
    apologised_on = DayField(required=False, label="Date of the apology")
    written_on = DayField(required=False, label="Date the written account and apology were sent")
    support = LongTextField(rows=2, required=False, label="Which support was offered?")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        steps = [data.get(name) for name in ("explained_on", "apologised_on", "written_on", "support")]
        if data.get("applies") == Applies.NO and any(steps):
            self.add_error("applies", "Choose “Yes”: something was done already")
        elif data.get("applies") == Applies.NO and not data.get("reason"):
            self.add_error("reason", WHY_NOT.rstrip("."))
        return data


class ActionForm(PlainForm):
    submit_label = "Give the action"

    words = LongTextField(
        rows=3,
        label="What must be done?",
        help_text="The owner reads this, and not the incident. Leave out what they do not need to know.",
        error_messages={"required": "Enter what must be done"},
    )
    owner = forms.ModelChoiceField(
        queryset=User.objects.none(), label="Who does it?", error_messages={"required": "Choose who does it"}
    )
    due_on = DayField(label="By which date?", error_messages={"required": "Enter the date"})

    def __init__(self, *args: Any, owners: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typing.cast(forms.ModelChoiceField, self.fields["owner"]).queryset = owners


class ActionDoneForm(PlainForm):
    submit_label = "Record that it is done"

    done_words = LongTextField(rows=3, label="What was done?", error_messages={"required": "Enter what was done"})
