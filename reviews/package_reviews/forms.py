"""Forms of reviews: asking for one, arranging it, writing it up, and who knows of it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from casework.models import Representative
from core import clock
from design import formatting
from design.fields import DayField, LongTextField, MinutesField, TimeField
from design.forms import PlainForm, ReasonForm, RevisedForm
from plans.goals.rating_field import RatingField
from plans.models import GoalWording
from reviews.models import REPLY_MISSING, REVIEW_COLUMNS, REVIEW_LABELS, Review
from reviews.package_reviews.enums import (
    RAISED_BY_SWEEP,
    RECORDED_CONTACTS,
    HoursChange,
    MeetingKind,
    NextRoute,
    ReviewAnswer,
    ReviewRequester,
    ReviewUrgency,
)
from reviews.package_reviews.goals import GoalWords

REQUESTERS = [choice for choice in ReviewRequester.choices if choice[0] not in RAISED_BY_SWEEP]
YES_NO = [("yes", "Yes"), ("no", "No")]


class UrgencyForm(PlainForm):
    """What a keyworker says who asks for a review."""

    submit_label = "Ask for a review"

    reason = LongTextField(rows=4, max_length=2_000, label="What should be talked about?")
    urgency = forms.ChoiceField(
        choices=ReviewUrgency,
        widget=forms.RadioSelect,
        label="How soon?",
        error_messages={"required": "Choose how soon"},
    )


class AskForReviewForm(UrgencyForm):
    """What staff record of somebody who asks for a review."""

    asked_by = forms.ChoiceField(choices=REQUESTERS, widget=forms.RadioSelect, label="Who asked for it?")
    requester_name = forms.CharField(
        max_length=120, required=False, label="Their name", help_text="Of a carer or a representative."
    )
    asked_how = forms.ChoiceField(choices=RECORDED_CONTACTS, widget=forms.RadioSelect, label="How did they ask?")
    asked_on = DayField(label="Date they asked")
    due_on = DayField(
        required=False,
        label="Review due by",
        help_text="Leave it blank for 10 working days if it is soon, else for six weeks.",
    )

    field_order = ("asked_by", "requester_name", "asked_how", "asked_on", "reason", "urgency", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["asked_on"]).max_day = clock.today()


class ArrangeReviewForm(RevisedForm):
    """When and where the review takes place, how the person wants it, and who is invited."""

    submit_label = "Save"

    wishes = LongTextField(
        rows=3,
        max_length=2_000,
        required=False,
        label="How the person wants it",
        help_text="Where, at what time of day, and who with.",
    )
    meeting_kind = forms.ChoiceField(
        choices=MeetingKind, required=False, widget=forms.RadioSelect, label="Kind of meeting"
    )
    meeting_place = forms.CharField(max_length=200, required=False, label="Place or link")
    representatives = forms.ModelMultipleChoiceField(
        queryset=Representative.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Representatives who are invited",
        help_text="They get a message. These are the representatives whom the person lets ask for a review.",
    )
    invited = forms.CharField(
        max_length=500,
        required=False,
        label="Who else is invited",
        help_text="Tell them yourself. Only people whom the person agrees to.",
    )
    proposals = forms.CharField(
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Days and times suggested",
        help_text="The person and the keyworker get a message and read this. "
        "For example: Monday 7 December at 10am, or Thursday at 2pm.",
    )
    meets_on = DayField(required=False, label="Date agreed")
    meets_time = TimeField(required=False, label="Time agreed")
    moved_reason = forms.CharField(
        max_length=300,
        required=False,
        label="Why it moves",
        help_text="Only if the date or time changes, or is called off.",
    )
    all_the_same = forms.BooleanField(required=False, label="Arrange it for this time anyway")

    def __init__(self, *args: Any, has_date: bool, representatives: QuerySet[Representative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_date:
            del self.fields["moved_reason"]
        cast(forms.ModelMultipleChoiceField, self.fields["representatives"]).queryset = representatives
        if not representatives:
            del self.fields["representatives"]

    def layout_fields(self) -> list[Any]:
        """Return every field; the question about a clash only if something clashes."""
        is_asked = self.is_bound and ("all_the_same" in self.errors or self.data.get("all_the_same"))
        return [name for name in self.fields if name != "all_the_same" or is_asked]

    def field_texts(self, record: Any) -> dict[str, str]:
        return {name: getattr(record, name) for name in ("wishes", "meeting_place", "invited", "proposals")}

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("meets_on") and not data.get("meets_time") and "meets_time" not in self.errors:
            self.add_error("meets_time", "Enter the time agreed")
        if data.get("meets_time") and not data.get("meets_on") and "meets_on" not in self.errors:
            self.add_error("meets_on", "Enter the date agreed")
        return data


def _answer_field(name: str) -> forms.ChoiceField:
    label = REVIEW_LABELS[name]
    missing = {"required": f"Choose an answer for “{label}”"}
    return forms.ChoiceField(
        choices=ReviewAnswer,
        widget=forms.RadioSelect,
        label=label,
        help_text="How is it since support began, or since the last review?",
        error_messages=missing,
    )


class WriteUpForm(PlainForm):
    """What is written up. `goals` are gone through one by one: a word and a rating of each."""

    submit_label = "Record the review"

    conducted_on = DayField(label=REVIEW_LABELS["conducted_on"])
    participants = forms.CharField(max_length=300, label=REVIEW_LABELS["participants"])
    works_well = LongTextField(rows=3, required=False, label=REVIEW_LABELS["works_well"])
    works_badly = LongTextField(rows=3, required=False, label=REVIEW_LABELS["works_badly"])
    own_words = LongTextField(rows=3, required=False, label=REVIEW_LABELS["own_words"])
    social_network = _answer_field("social_network")
    quality_of_life = _answer_field("quality_of_life")
    managing_distress = _answer_field("managing_distress")
    is_risk_reviewed = forms.TypedChoiceField(
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        label="Was the risk assessment reviewed?",
        help_text="If something is worse and it was not, somebody is asked to review it in the next two weeks.",
        error_messages={"required": "Choose whether the risk assessment was reviewed"},
    )
    risk_review_on = DayField(
        required=False, label=REVIEW_LABELS["risk_review_on"], help_text="If a date was agreed for it."
    )
    outcome = LongTextField(rows=5, label=REVIEW_LABELS["outcome"])
    disagreement = LongTextField(
        rows=2,
        max_length=2_000,
        required=False,
        label=REVIEW_LABELS["disagreement"],
        help_text="Leave it blank if everybody agreed.",
    )
    hours_change = forms.ChoiceField(
        choices=HoursChange,
        widget=forms.RadioSelect,
        label=REVIEW_LABELS["hours_change"],
        error_messages={"required": "Choose whether the hours of support change"},
    )
    hours_minutes = MinutesField(
        min_minutes=1,
        max_minutes=168 * 60,
        required=False,
        label="By how much a week",
        help_text="Only if the hours change: for example 1h 30. A manager is then asked to change them.",
    )
    next_route = forms.ChoiceField(choices=NextRoute, widget=forms.RadioSelect, label=REVIEW_LABELS["next_route"])
    changes_plan = forms.TypedChoiceField(
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        label="Does the support plan change?",
        help_text="If it does, somebody starts a new version of the plan.",
        error_messages={"required": "Choose whether the support plan changes"},
    )
    next_review_on = DayField(
        required=False,
        label=REVIEW_LABELS["next_review_on"],
        help_text="If it is blank, the contract says when, if it does.",
    )

    def __init__(
        self, *args: Any, goals: Sequence[Any], minutes_now: int | None = None, invited: str = "", **kwargs: Any
    ) -> None:
        """`goals` have `last_rating`, a text. `minutes_now` are those of support in a week, `invited` names."""
        super().__init__(*args, **kwargs)
        if invited:
            self.fields["participants"].help_text = f"Invited: {invited}. Enter who was there."
        if minutes_now:
            self.fields["hours_change"].help_text = f"Now: {formatting.decimal_hours(minutes_now)} a week."
        self.goals = goals
        cast(DayField, self.fields["conducted_on"]).max_day = clock.today()
        for goal in goals:
            self.fields[f"goal_{goal.pk}_words"] = forms.CharField(
                max_length=300, required=False, label=f"“{goal.words}”: how it is going"
            )
            self.fields[f"goal_{goal.pk}_rating"] = RatingField(
                label=f"“{goal.words}”: the person’s rating", empty_label="No rating", help_text=goal.last_rating
            )

    def layout_fields(self) -> list[Any]:
        goals = [name for name in self.fields if name.startswith("goal_")]
        others = [name for name in self.fields if name not in goals]
        place = others.index("social_network")
        return [*others[:place], *goals, *others[place:]]


class CorrectReviewForm(RevisedForm, WriteUpForm):
    submit_label = "Save the correction"

    reason = LongTextField(rows=2, max_length=300, label="What was wrong")


def initial_of(review: Review) -> dict[str, Any]:
    """Return what a form that corrects a review begins with."""
    initial: dict[str, Any] = {name: getattr(review, name) for name in REVIEW_COLUMNS}
    for name in ("is_risk_reviewed", "changes_plan"):
        initial[name] = {True: "yes", False: "no"}.get(initial[name])
    for row in review.goals.select_related("rating"):
        initial[f"goal_{row.wording_id}_words"] = row.words
        initial[f"goal_{row.wording_id}_rating"] = row.rating.value if row.rating else ""
    return {**initial, "revision": review.revision}


def columns_of(data: dict[str, Any], goals: Sequence[GoalWording]) -> dict[str, Any]:
    """Return what a form of a written-up review has, as the services take it."""
    words: list[GoalWords] = [
        {"wording": goal, "words": data[f"goal_{goal.pk}_words"], "rating": data[f"goal_{goal.pk}_rating"]}
        for goal in goals
    ]
    columns = {name: value for name, value in data.items() if not name.startswith("goal_")}
    return {**columns, "goals": words}


class DateKnownForm(PlainForm):
    """That who asked for a review knows its date."""

    answered_on = DayField(label="Date you told them")
    answered_how = forms.ChoiceField(
        choices=RECORDED_CONTACTS, widget=forms.RadioSelect, label="How did you tell them?"
    )


class WithdrawReviewForm(ReasonForm):
    reason = LongTextField(rows=4, max_length=300, label="Reason")


class AcknowledgeReviewForm(PlainForm):
    submit_label = "I have read this"

    reply = LongTextField(rows=4, required=False, max_length=5_000, label="Your reply")
    needs_answer = forms.BooleanField(required=False, label="I need an answer to my reply")

    def clean(self) -> dict[str, Any]:
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if data.get("needs_answer") and not data.get("reply") and "reply" not in self.errors:
            self.add_error("reply", REPLY_MISSING)
        return data


class AnswerReviewReplyForm(PlainForm):
    submit_label = "Send the answer"

    answer = LongTextField(rows=4, max_length=5_000, label="Your answer")
