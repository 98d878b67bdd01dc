"""Logging a visit: four answers, whether anything changed, and the rest behind "Add"."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML
from django import forms
from django.db.models import QuerySet

from contracts.enums import ExcludedActivity
from design.fields import DayField, LongTextField, MinutesField, PoundsField, TimeField
from design.forms import LocalTimeForm
from design.layout import Reveal, Times
from plans.enums import RatedBy
from plans.models import GoalWording
from visits.enums import (
    CANCELLED,
    LIKELY_EXCLUDED,
    OF_CHANGE,
    OF_CRISIS,
    ChangeNoticed,
    SupportKind,
    TimesFrom,
    Urgency,
    VisitKind,
    VisitOutcome,
    VisitPlace,
)
from visits.log.forms.change import clean_change
from visits.log.forms.meeting import clean_meeting
from visits.log.forms.needs_met import CARER, NeedsMetField, clean_needs, name_needs, needs_question
from visits.log.visit_columns import WrittenColumns
from visits.models import Visit
from workforce.models import Worker

NOT_MET = [choice for choice in VisitOutcome.choices if choice[0] != VisitOutcome.YES]
DONE_OUTSIDE = {
    ExcludedActivity.MEDICATION: "I gave medication (outside our service)",
    ExcludedActivity.CLINICAL: "I gave clinical treatment (outside our service)",
    ExcludedActivity.SOCIAL_WORK: "I made a decision that is for a social worker (outside our service)",
    ExcludedActivity.TRANSPORT: "I drove the person without business insurance (outside our service)",
}
OPEN_MORE = (
    '<details class="govuk-details"{}><summary class="govuk-details__summary">'
    '<span class="govuk-details__summary-text">{}</span></summary><div class="govuk-details__text">'
)
CLOSE_MORE = HTML("</div></details>")
EARLIER_VERSION = "The earlier version stays on file."
# The fields behind "Add", in groups.
GOALS = ("goals", "rated_goal", "rating", "rated_by")
MORE = {
    "Add: where · who was there · kinds of support · goals": ("place", "present", "support_kinds", *GOALS),
    "Add: how they were · what they said": ("mood", "quote", "needs_met", "carer_needs_met"),
    "Add: next step · money · travel · information": (
        "next_step",
        "money_words",
        "money_pounds",
        "travel_minutes",
        "travel_miles",
        "information_given",
        "hospital_reason",
    ),
}
NEEDS = ("needs_met", "needs_reason")
# Column → field, where they differ: phones store and send notes under the names of the fields, so these stay.
FIELD_OF_COLUMN = {"change_noticed": "sign", "change_description": "sign_words"}


class VisitForm(LocalTimeForm):
    """What is asked about every visit, new or corrected, changes for better or worse among it (T3.2).

    `asks_outside` are the activities that the terms exclude: the form asks whether they were done (T3.4). `needs` are
    the person's access needs, `carer_needs` those of carers: it asks whether they were met (R66), not if there are
    none, and without naming them if None. A visit that did not go ahead is of the `planned_kind`.
    """

    times_from = forms.ChoiceField(choices=TimesFrom, widget=forms.HiddenInput, required=False)
    did_happen = forms.ChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        label="Did the visit go ahead?",
        error_messages={"required": "Choose whether the visit went ahead"},
    )
    why_not = forms.ChoiceField(choices=NOT_MET, widget=forms.RadioSelect, required=False, label="Why not?")
    notice_minutes = MinutesField(
        max_minutes=60 * 24 * 60,
        needs_unit=True,
        required=False,
        label="If it was cancelled, how much notice was given?",
        help_text="For example 2 hours or 30 min",
    )
    day = DayField(label="Date of the visit", error_messages={"required": "Enter the date of the visit"})
    started = TimeField(label="Start time", error_messages={"required": "Enter the start time"})
    ended = TimeField(required=False, label="End time")
    kind = forms.ChoiceField(choices=VisitKind, widget=forms.RadioSelect, required=False, label="How did you meet?")
    notes = LongTextField(rows=6, label="What happened?", error_messages={"required": "Enter what happened"})
    place = forms.ChoiceField(
        choices=[("", "Not recorded"), *VisitPlace.choices],
        widget=forms.RadioSelect,
        required=False,
        label="Where did you meet?",
    )
    present = forms.CharField(max_length=200, required=False, label="Who else was there?")
    support_kinds = forms.MultipleChoiceField(
        choices=SupportKind, widget=forms.CheckboxSelectMultiple, required=False, label="Kind of support"
    )
    mood = LongTextField(rows=2, max_length=2_000, required=False, label="How was the person?")
    quote = LongTextField(rows=2, max_length=5_000, required=False, label="What they said, in their own words")
    sign = forms.ChoiceField(
        choices=[("", "No"), *ChangeNoticed.choices],
        widget=forms.RadioSelect,
        required=False,
        label="Any change noticed?",
    )
    sign_words = LongTextField(rows=2, required=False, label="What did you notice?")
    urgency = forms.ChoiceField(
        choices=[("", "Nothing to pass on"), *((each.value, each.label) for each in OF_CHANGE)],
        widget=forms.RadioSelect,
        required=False,
        label="Who needs to know, and how soon?",
    )
    crisis_urgency = forms.ChoiceField(
        choices=[(each.value, each.label) for each in OF_CRISIS],
        widget=forms.RadioSelect,
        required=False,
        label="Crisis, distress or self-harm: who needs to know?",
        help_text="If you ticked it, an answer is needed. After saving you can alert the on-call senior",
    )
    nobody_reason = forms.CharField(max_length=300, required=False, label="Why does nobody else need to know?")
    next_step = forms.CharField(max_length=300, required=False, label="Next step")
    money_words = forms.CharField(
        max_length=300,
        required=False,
        label="Money handled",
        help_text="What it was for, whose money, where the receipt is kept",
    )
    money_pounds = PoundsField(max_digits=8, required=False, label="Amount in pounds")
    travel_minutes = forms.IntegerField(
        min_value=0, max_value=24 * 60, required=False, label="Travel time in minutes", help_text="There and back"
    )
    travel_miles = forms.DecimalField(
        min_value=Decimal(0), max_digits=5, decimal_places=1, required=False, label="Miles driven"
    )
    information_given = forms.CharField(
        max_length=300,
        required=False,
        label="Information given",
        help_text="What it was about and how you gave it: leaflet, link, conversation",
    )
    needs_met = NeedsMetField()
    needs_reason = forms.CharField(max_length=300, required=False, label="Why not?")
    carer_needs_met = NeedsMetField("If a carer took part: were the carer’s access needs met?")
    carer_needs_reason = forms.CharField(max_length=300, required=False, label="Why not the carer’s?")
    hospital_reason = forms.CharField(
        max_length=200, required=False, label="Person was in hospital: reason for this contact"
    )

    def __init__(
        self,
        *args: Any,
        asks_outside: Collection[str] | None = None,
        needs: Sequence[str] | None = None,
        carer_needs: Sequence[str] | None = None,
        planned_times: str = "",
        is_now: bool = True,
        is_in_hospital: bool = False,
        planned_kind: str = VisitKind.FACE_TO_FACE,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.planned_kind = planned_kind
        self.planned_times = planned_times
        ended: Any = self.fields["ended"]
        ended.mark_optional = False
        self.is_now = is_now
        # Then its reason is asked at the top.
        self.is_in_hospital = is_in_hospital
        if is_in_hospital:
            self.fields["hospital_reason"].label = "Why do you meet the person, who is in hospital?"
            self.fields["hospital_reason"].mark_optional = False  # type: ignore[attr-defined]
        self.is_rating_due = False
        self.named_needs = [whose for whose, of in (("", needs), (CARER, carer_needs)) if name_needs(self, of, whose)]
        self.outside: dict[SupportKind, ExcludedActivity] = {}
        for kind, outside in LIKELY_EXCLUDED.items():
            if outside in (asks_outside or ()):
                self.fields[outside.field] = forms.BooleanField(required=False, label=DONE_OUTSIDE[outside])
                self.outside[kind] = outside

    @property
    def helper(self) -> FormHelper:
        """The layout, with the attributes for the buttons that fill in the time of now and the planned times."""
        helper = super().helper
        helper.attrs = {**(helper.attrs or {}), "data-time-buttons": "started ended times_from"}
        if not self.is_now:
            helper.attrs["data-time-of-now"] = "no"
        if self.planned_times:
            helper.attrs["data-planned-times"] = self.planned_times
        return helper

    def layout_fields(self) -> list:
        layout = [
            *(name for name in ("id", "revision", "times_from") if name in self.fields),
            *(["hospital_reason"] if self.is_in_hospital else []),
            Reveal("did_happen", {"yes": ["kind"], "no": ["why_not", "notice_minutes"]}),
            "day",
            Times("started", "ended", legend="Start and end time (only the start if it did not go ahead)"),
            *self.repeated_question(),
            "notes",
            *(needs_question(whose) for whose in self.named_needs),
            *("sign", "sign_words", "urgency"),
            *(name for name in ("who_went", "written_on", "written_at") if name in self.fields),
        ]
        # These are not behind "Add": their questions are asked already.
        asked_above = [f"{whose}needs_met" for whose in self.named_needs]
        asked_above += ["hospital_reason"] if self.is_in_hospital else []
        for heading, names in MORE.items():
            present = [name for name in names if name in self.fields and name not in asked_above]
            if "rating" in present and self.is_rating_due:
                heading += " · rating due"
            opening = HTML(OPEN_MORE.format(self._open_attribute(present), heading))
            layout += [opening, *map(self._layout_field, present), CLOSE_MORE]
        return [*layout, *(["reason"] if self._asks_reason() else [])]

    def _asks_reason(self) -> bool:
        return "reason" in self.fields

    def _open_attribute(self, names: Sequence[str]) -> str:
        """Return the attribute that opens a group which has an answer or an error; empty for the others."""
        revealed = [outside.field for outside in self.outside.values()] + ["crisis_urgency", "nobody_reason"]
        revealed = revealed if "support_kinds" in names else []
        has_error = self.is_bound and any(name in self.errors for name in (*names, *revealed))
        return " open" if has_error or (not self.is_bound and any(self.initial.get(name) for name in names)) else ""

    def _layout_field(self, name: str) -> str | Reveal:
        if name.endswith("needs_met"):
            return needs_question(name.removesuffix("needs_met"))
        if name != "support_kinds":
            return name
        crisis = Reveal("crisis_urgency", {Urgency.NOBODY: ["nobody_reason"]})
        outside = {kind: [activity.field] for kind, activity in self.outside.items()}
        return Reveal(name, {**outside, SupportKind.CRISIS: [crisis]})

    def clean(self) -> dict[str, Any]:
        """Add `columns`: the answers as columns of a visit, without its times."""
        data: dict[str, Any] = super().clean() or {}
        clean_meeting(self, data)
        clean_change(self, data)
        clean_needs(self, data)
        clean_needs(self, data, CARER)
        if data.get("money_pounds") is not None and not data.get("money_words"):
            self.add_error("money_words", "Enter what the money was for")
        if not self.errors:
            data["columns"] = self._columns(data)
        return data

    def _columns(self, data: dict[str, Any]) -> WrittenColumns:
        outcome = VisitOutcome.YES if data["did_happen"] == "yes" else data["why_not"]
        return {
            "outcome": outcome,
            "kind": data["kind"] if outcome == VisitOutcome.YES else self.planned_kind,
            "notice_minutes": data["notice_minutes"] if outcome in CANCELLED else None,
            "support_kinds": data["support_kinds"],
            "notes": data["notes"],
            "next_step": data["next_step"],
            "change_noticed": data["sign"],
            "change_description": data["sign_words"],
            "urgency": data["urgency"],
            "nobody_reason": data["nobody_reason"],
            "hospital_reason": data["hospital_reason"],
            "times_from": data["times_from"] or TimesFrom.TYPED,
            "place": data["place"],
            "present": data["present"],
            "mood": data["mood"],
            "quote": data["quote"],
            "money_pounds": data["money_pounds"],
            "money_words": data["money_words"],
            "travel_minutes": data["travel_minutes"],
            "travel_miles": data["travel_miles"],
            "information_given": data["information_given"],
            "needs_met": data.get("needs_met", ""),
            "needs_reason": data.get("needs_reason", ""),
            "carer_needs_met": data.get("carer_needs_met", ""),
            "carer_needs_reason": data.get("carer_needs_reason", ""),
            "excluded_activities": [outside for outside in self.outside.values() if data[outside.field]],
        }


class LogForm(VisitForm):
    """A visit not logged yet. The id is made with the form, so a form sent twice is one visit."""

    submit_label = "Save visit"

    id = forms.UUIDField(widget=forms.HiddenInput)
    # The revision of the visit with this id, when it was sent before with other content.
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        max_length=300, required=False, label="Reason for the correction", help_text=EARLIER_VERSION
    )
    goals: "forms.ModelMultipleChoiceField[GoalWording]" = forms.ModelMultipleChoiceField(
        queryset=None, widget=forms.CheckboxSelectMultiple, required=False, label="Goals you worked on"
    )
    rated_goal: "forms.ModelChoiceField[GoalWording]" = forms.ModelChoiceField(
        queryset=None, required=False, label="Rate a goal", empty_label="No rating today"
    )
    rating = forms.IntegerField(min_value=0, max_value=10, required=False, label="Rating, 0 to 10")
    rated_by = forms.ChoiceField(choices=RatedBy, required=False, label="Who gave the rating")
    who_went = forms.ChoiceField(
        widget=forms.RadioSelect, label="Who made the visit?", error_messages={"required": "Choose who made the visit"}
    )
    written_on = DayField(
        label="Date you wrote it on paper", error_messages={"required": "Enter the date you wrote it on paper"}
    )
    written_at = TimeField(
        label="Time you wrote it on paper", error_messages={"required": "Enter the time you wrote it on paper"}
    )

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[GoalWording],
        to_rate: Iterable[str] = (),
        is_paper: bool = False,
        workers: Sequence[Worker] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["goals"].queryset = goals
        fields["rated_goal"].queryset = goals
        self.initial.setdefault("id", uuid.uuid4())
        if to_rate:
            fields["rated_goal"].help_text = "Rating due: " + ", ".join(f"“{words}”" for words in to_rate)
        if not goals.exists():
            for name in GOALS:
                del self.fields[name]
        self.is_rating_due = bool(to_rate) and "rating" in self.fields
        fields["who_went"].choices = [(str(worker.pk), str(worker)) for worker in workers]
        if len(workers) < 2:
            del self.fields["who_went"]
        if not is_paper:
            del self.fields["written_on"], self.fields["written_at"]

    def _asks_reason(self) -> bool:
        return self.is_bound and bool(self.data.get("revision") or self.errors.get("reason"))

    def field_texts(self, record: Visit) -> dict[str, str]:
        """Return the texts of the visit with this id by field."""
        return {"notes": record.notes, "next_step": record.next_step, "quote": record.quote, "mood": record.mood}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("rating") is not None and not data.get("rated_goal"):
            self.add_error("rated_goal", "Choose the goal you are rating")
        if data.get("rated_goal") and data.get("rating") is None and "rating" not in self.errors:
            self.add_error("rating", "Enter a rating from 0 to 10")
        return data


class CorrectForm(VisitForm):
    """A correction of an entry. With `is_free` it asks no reason."""

    submit_label = "Save correction"

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        label="Reason for the correction",
        help_text=EARLIER_VERSION,
        error_messages={"required": "Enter the reason for the correction"},
    )

    def __init__(self, *args: Any, is_free: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_free:
            del self.fields["reason"]

    def field_texts(self, record: Visit) -> dict[str, str]:
        """Return the texts that somebody else saved meanwhile by field."""
        return {name: getattr(record, name) for name in ("notes", "next_step", "mood", "present", "quote")}
