import uuid

from crispy_forms.layout import HTML
from django import forms

from design.fields import DayField, LongTextField, TimeField
from design.forms import PlainForm
from design.layout import Reveal, Times
from plans.enums import RatedBy
from visits.enums import Happened, Sign, SupportKind, Urgency, VisitKind

NOT_MET = [choice for choice in Happened.choices if choice[0] != Happened.YES]
OPEN_MORE = (
    '<details class="govuk-details"{}><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">Add: goals · rating · signs · next step</span></summary>'
    '<div class="govuk-details__text">'
)


class LogForm(PlainForm):
    """Four answers; everything else stands behind "Add". The id is made with the form, so sending twice is once."""

    submit_label = "Save visit"

    id = forms.UUIDField(widget=forms.HiddenInput)
    did_happen = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect, label="Did it happen?"
    )
    why_not = forms.ChoiceField(choices=NOT_MET, widget=forms.RadioSelect, required=False, label="What came between?")
    day = DayField(label="Day")
    started = TimeField(label="From")
    ended = TimeField(label="To")
    kind = forms.ChoiceField(choices=VisitKind, widget=forms.RadioSelect, label="How")
    support_kinds = forms.MultipleChoiceField(
        choices=SupportKind, widget=forms.CheckboxSelectMultiple, required=False, label="Kind of support"
    )
    notes = LongTextField(rows=6, label="What happened")
    goals = forms.ModelMultipleChoiceField(
        queryset=None, widget=forms.CheckboxSelectMultiple, required=False, label="Goals worked on"
    )
    rated_goal = forms.ModelChoiceField(queryset=None, required=False, label="Goal rated", empty_label="None today")
    rating = forms.IntegerField(min_value=0, max_value=10, required=False, label="Rating, 0 to 10")
    rated_by = forms.ChoiceField(choices=RatedBy, required=False, label="Whose rating")
    sign = forms.ChoiceField(
        choices=[("", "None"), *Sign.choices], widget=forms.RadioSelect, required=False, label="Signs noticed"
    )
    sign_words = LongTextField(rows=2, required=False, label="What you noticed")
    urgency = forms.ChoiceField(
        choices=Urgency, widget=forms.RadioSelect, required=False, label="Who should know, and when"
    )
    next_step = forms.CharField(max_length=300, required=False, label="Next step")
    hospital_reason = forms.CharField(
        max_length=200, required=False, label="If the person was in hospital that day: why you met"
    )

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = goals
        self.fields["rated_goal"].queryset = goals
        self.initial.setdefault("id", uuid.uuid4())
        if not goals.exists():
            for name in ("goals", "rated_goal", "rating", "rated_by"):
                del self.fields[name]

    def arrange(self):
        has_goals = "goals" in self.fields
        more = ("goals", "rated_goal", "rating", "rated_by") if has_goals else ()
        more_names = (*more, "sign", "sign_words", "urgency", "next_step", "hospital_reason")
        is_open = any(name in self.errors for name in more_names) if self.is_bound else False
        return [
            "id",
            Reveal("did_happen", {"no": ["why_not"]}),
            "day",
            Times("started", "ended", legend="Times"),
            "kind",
            "support_kinds",
            "notes",
            HTML(OPEN_MORE.format(" open" if is_open else "")),
            *more,
            "sign",
            "sign_words",
            "urgency",
            "next_step",
            "hospital_reason",
            HTML("</div></details>"),
        ]

    def clean(self):
        data = super().clean()
        if data.get("did_happen") == "no" and not data.get("why_not"):
            self.add_error("why_not", "Say what came between.")
        if data.get("sign") and not data.get("urgency"):
            self.add_error("urgency", "Say who should know, and when.")
        if not data.get("sign"):
            data["urgency"] = ""
        if data.get("rating") is not None and not data.get("rated_goal"):
            self.add_error("rated_goal", "Say which goal is rated.")
        if data.get("rated_goal") and data.get("rating") is None and "rating" not in self.errors:
            self.add_error("rating", "Give the rating from 0 to 10.")
        return data


class ReasonForm(PlainForm):
    reason = LongTextField(rows=3, label="Why")
