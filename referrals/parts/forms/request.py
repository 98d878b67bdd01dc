"""Starting a referral; how it reached us; by whom, from when and for which kind of support somebody is referred."""

import typing
from typing import Any, ClassVar

from crispy_forms.layout import Fieldset
from django import forms

from accounts.models import User
from contracts.models import Strand
from core import clock
from core.clock import REPEATED
from core.errors import Refused
from design.fields import DayField, TimeField
from design.forms import LocalTimeForm
from referrals.enums import CameBy, ReferralPart
from referrals.parts.forms.base import PartFields, PartForm

OTHER_ROUTES = [choice for choice in CameBy.choices if choice[0] != CameBy.HERE]
RECEIPT_NAMES = ("came_by", "received_on", "received_time", REPEATED, "referrer", "referrer_words")
REQUEST_NAMES = ("source", "strand", "planned_start_on", "asks_same_day", "formal_review_on")


class ReceiptFields(LocalTimeForm, PartFields):
    """For a referral that came by email, telephone or letter. Day and time become `reached_us_at`."""

    came_by = forms.ChoiceField(choices=OTHER_ROUTES, widget=forms.RadioSelect, label="How did it reach us?")
    received_on = DayField(label="Date received")
    received_time = TimeField(label="Time received", help_text="For example, 14:30")
    referrer = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        label="Referrer, if they use Casework",
        help_text="They will see it in their list of referrals",
        empty_label="Someone without an account",
    )
    referrer_words = forms.CharField(
        max_length=200,
        required=False,
        label="Referrer, if they do not use Casework",
        help_text="Name, team and phone number",
    )

    def prepare_fields(self) -> None:
        super().prepare_fields()
        if self.referrers is not None:
            self.choice("referrer").queryset = self.referrers

    def clean(self) -> dict[str, Any]:
        """Check who refers, and join day and time of receipt into `reached_us_at`."""
        super().clean()
        data = self.cleaned_data
        if not data.get("referrer") and not data.get("referrer_words") and not self.is_unfinished:
            self.add_error("referrer_words", "Enter who is referring and how to reach them.")
        day, time = data.pop("received_on", None), data.pop("received_time", None)
        repeated = data.pop(REPEATED, "")
        if day is None or time is None:
            return data
        try:
            data["reached_us_at"] = clock.parse_local_time(day, time, field="received_time", repeated=repeated)
        except Refused as refusal:
            self.add_error(refusal.field, refusal.message)
            return data
        if data["reached_us_at"] > clock.now():
            self.add_error("received_on", "The date received cannot be in the future.")
        return data


class RequestFields(PartFields):
    source = forms.ChoiceField(label="Referred by")
    strand = forms.ModelChoiceField(
        queryset=Strand.objects.none(), label="Kind of support", required=False, empty_label="Choose one"
    )
    planned_start_on = DayField(label="Planned start date")
    asks_same_day = forms.BooleanField(
        required=False,
        label="Same-day response needed",
        help_text="A risk assessment is needed before anyone visits",
    )
    formal_review_on = DayField(
        label="Date of the formal review",
        required=False,
        help_text="Needed before support can start again. You can send the referral now and add this later",
    )

    def prepare_fields(self) -> None:
        super().prepare_fields()
        today = clock.today()
        strands = self.contract.strands.offered(today)
        self.choice("strand").queryset = strands
        sources = self.contract.terms_on(today).sources
        typing.cast(forms.ChoiceField, self.fields["source"]).choices = [(source, source) for source in sources]
        if self.referrers is None:
            help_text = f"We do a risk assessment before visiting. Please call {self.contract.telephone} as well"
            self.fields["asks_same_day"].help_text = help_text
        self.leave_out(strand=strands, formal_review_on=self.comes_back and self.terms.asks_revised_plan)


class ReceiptForm(PartForm, ReceiptFields):
    parts = (ReferralPart.RECEIPT,)


class ReferralRequestForm(PartForm, RequestFields):
    parts = (ReferralPart.REQUEST,)


class StartForm(RequestFields):
    """What a draft needs; everything else follows part by part."""

    parts: ClassVar[tuple[ReferralPart, ...]] = (ReferralPart.REQUEST,)
    full_name = forms.CharField(max_length=120, label="Full name")

    def layout_fields(self) -> list[Any]:
        return ["full_name", *(name for name in REQUEST_NAMES if name in self.fields)]


class EnterForm(ReceiptFields, StartForm):
    """The same for a referral that came by email, telephone or letter: how it reached us comes first."""

    parts = (ReferralPart.RECEIPT, ReferralPart.REQUEST)

    def layout_fields(self) -> list[Any]:
        hidden = {REPEATED} - set(self.repeated_question())
        receipt = [name for name in RECEIPT_NAMES if name not in hidden]
        request = ["full_name", *(name for name in REQUEST_NAMES if name in self.fields)]
        return [Fieldset(ReferralPart.RECEIPT.label, *receipt), Fieldset(ReferralPart.REQUEST.label, *request)]
