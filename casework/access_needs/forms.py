"""What the person or a carer needs, when it is reviewed, and whether other services may know of it."""

import datetime
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from casework.access_needs.enums import CODED, NEED_REVIEW, CodedNeed, EqualityAct, NeedKind, NeedsSharing
from casework.access_needs.models import BEST_INTEREST_REASON_MISSING, NEED_MISSING
from casework.models import Relationship
from core import clock
from design.fields import DayField
from design.forms import PlainForm
from design.layout import Reveal

IN_WORDS = ("", "Something else: enter it below")


def code_field(kind: NeedKind) -> str:
    """Return the name of the field with the coded needs of a kind."""
    return f"{kind.value}_need"


def review_field() -> DayField:
    return DayField(label="Next review", help_text="A year from now, or sooner if it may change.")


def offer_people(form: forms.Form, people: Iterable[Relationship]) -> dict[str, Relationship]:
    """Offer the person and these carers as answers to `whose`. Return the carers by the value of their answer."""
    by_value = {str(relationship.pk): relationship for relationship in people}
    whose = cast(forms.ChoiceField, form.fields["whose"])
    whose.choices = [("", "The person"), *((pk, str(each)) for pk, each in by_value.items())]
    whose.required = False
    whose.mark_optional = False  # type: ignore[attr-defined]
    return by_value


class AccessNeedForm(PlainForm):
    """One need; the answer to its kind decides which coded needs are asked."""

    whose = forms.ChoiceField(widget=forms.RadioSelect, label="Who needs it?")
    kind = forms.ChoiceField(
        choices=NeedKind,
        widget=forms.RadioSelect,
        label="Kind of need",
        error_messages={"required": "Choose the kind of need"},
    )
    words = forms.CharField(
        max_length=300,
        required=False,
        label="In words",
        help_text="For example: 18 point, or Polish. Say what helps, not the diagnosis.",
    )
    review_on = review_field()

    def __init__(self, *args: Any, people: Iterable[Relationship] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = offer_people(self, people)
        for kind in NeedKind:
            self.fields[code_field(kind)] = forms.ChoiceField(
                choices=[*((code, CodedNeed(code).label) for code in CODED[kind]), IN_WORDS],
                widget=forms.RadioSelect,
                required=False,
                label=f"{kind.label}: what helps",
            )
        cast(DayField, self.fields["review_on"]).min_day = clock.today() + datetime.timedelta(days=1)
        self.initial.setdefault("review_on", clock.today() + NEED_REVIEW)

    def layout_fields(self) -> list[Any]:
        kinds = Reveal("kind", {kind.value: [code_field(kind)] for kind in NeedKind})
        return [*(["whose"] if self.people else []), kinds, "words", "review_on"]

    def clean(self) -> dict[str, Any]:
        """Replace the answers by the columns `kind`, `code`, `words`, `relationship` and `review_on`."""
        super().clean()
        data = self.cleaned_data
        code = data.get(code_field(NeedKind(data["kind"])), "") if data.get("kind") else ""
        if data.get("kind") and not code and not data.get("words") and "words" not in self.errors:
            self.add_error("words", NEED_MISSING)
        data = {name: data[name] for name in ("kind", "words", "review_on") if name in data} | {
            "code": code,
            "relationship": self.people.get(data.get("whose") or ""),
        }
        return data


class NoAccessNeedsForm(PlainForm):
    """Somebody was asked and has no access needs."""

    whose = forms.ChoiceField(widget=forms.RadioSelect, label="Who was asked?")
    asked_on = DayField(label="Date they were asked")
    how = forms.CharField(max_length=200, label="How it was asked", help_text="For example: in person at a visit")

    def __init__(self, *args: Any, people: Iterable[Relationship] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = offer_people(self, people)
        cast(DayField, self.fields["asked_on"]).max_day = clock.today()
        self.initial.setdefault("asked_on", clock.today())

    def layout_fields(self) -> list[Any]:
        return [*(["whose"] if self.people else []), "asked_on", "how"]

    def clean(self) -> dict[str, Any]:
        """Replace the answer `whose` by the column `relationship`."""
        data = super().clean() or self.cleaned_data
        data["relationship"] = self.people.get(data.pop("whose", "") or "")
        return data


class NeedsReviewForm(PlainForm):
    """The needs were looked at together, and nothing has changed."""

    submit_label = "Reviewed: nothing has changed"

    review_on = review_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["review_on"]).min_day = clock.today() + datetime.timedelta(days=1)
        self.initial.setdefault("review_on", clock.today() + NEED_REVIEW)


class SharingDecisionForm(PlainForm):
    """Whether other services may know of the needs, and whether the Equality Act applies."""

    sharing = forms.ChoiceField(
        choices=NeedsSharing,
        widget=forms.RadioSelect,
        label="May we tell other services about these needs?",
        help_text="The Council, too: the keyworker then sees them. Without an answer they stay with us.",
        error_messages={"required": "Choose whether other services may know"},
    )
    reason = forms.CharField(
        max_length=500,
        required=False,
        label="Why is it in their best interest, and who decided?",
    )
    how = forms.CharField(max_length=200, label="How it was asked", help_text="For example: in person at a visit")
    decided_on = DayField(label="Date decided")
    equality_act = forms.ChoiceField(
        choices=EqualityAct,
        widget=forms.RadioSelect,
        label="Does the person have an impairment that lasts a year or more and makes daily life much harder?",
        help_text="The Equality Act 2010 then asks every service for reasonable adjustments. Ask; do not guess.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["decided_on"]).max_day = clock.today()
        self.initial.setdefault("decided_on", clock.today())
        self.initial.setdefault("equality_act", EqualityAct.NOT_ASKED)

    def layout_fields(self) -> list[Any]:
        return [Reveal("sharing", {NeedsSharing.BEST_INTEREST: ["reason"]}), "how", "decided_on", "equality_act"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("sharing") != NeedsSharing.BEST_INTEREST:
            data["reason"] = ""
        elif not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", BEST_INTEREST_REASON_MISSING)
        return data
