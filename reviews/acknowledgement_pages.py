"""The pages on which staff record that the Council has read an update or a review, and withdraw such a record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from core import clock
from design.forms import ReasonForm
from reviews.acknowledgement_form import ReportedReadingForm


@dataclass(frozen=True, kw_only=True)
class AcknowledgementPages:
    """What is particular to one kind of record that the Council reads.

    `record` and `withdraw` are its services, which take the record as `argument`. `initial` returns what the form
    begins with; `why_not_recorded` and `why_not_withdrawn` say why it cannot be saved, "" where it can. `methods` are
    the ways in which somebody may have said that they read it, and `may_ask` is whether they may ask for an answer.
    `detail_page` is the page of the record, and `noun` what it is.
    """

    model: type[Any]
    permission: Permission
    methods: Sequence[tuple[str, str]]
    may_ask: bool
    detail_page: str
    noun: str
    argument: str
    record: Callable[..., object]
    withdraw: Callable[..., object]
    initial: Callable[[Any], dict[str, Any]]
    why_not_recorded: Callable[[Any], str]
    why_not_withdrawn: Callable[[Any], str]

    def paths(self, address: str, name: str) -> list[URLPattern]:
        """Return the addresses of the two pages, below that of the record."""
        return [
            path(f"{address}acknowledged/", self.record_page, name=name),
            path(f"{address}acknowledged/withdraw/", self.withdraw_page, name=f"{name}_withdraw"),
        ]

    @property
    def record_page(self) -> Callable[..., HttpResponse]:
        """The view that records that somebody at the Council has read it, as they said by phone or otherwise."""

        @page(PageClass.PERSON_WORK)
        def record_acknowledgement(request: Request, pk: UUID) -> HttpResponse:
            row = open_record(request, self.model, self.permission, pk)
            return record_form(
                request,
                row,
                ReportedReadingForm,
                methods=self.methods,
                may_ask=self.may_ask,
                active_tab="reviews",
                title="Record that they have read it",
                initial={"reported_on": clock.today(), **self.initial(row)},
                closed=self.why_not_recorded(row),
                save=lambda data: self.record(**{self.argument: row}, by=request.user, **data),
                success_message="Recorded.",
                back=reverse(self.detail_page, args=[pk]),
            )

        return record_acknowledgement

    @property
    def withdraw_page(self) -> Callable[..., HttpResponse]:
        """The view that withdraws an acknowledgement that staff recorded by mistake."""

        @page(PageClass.PERSON_WORK)
        def withdraw_acknowledgement(request: Request, pk: UUID) -> HttpResponse:
            row = open_record(request, self.model, self.permission, pk)
            return record_form(
                request,
                row,
                ReasonForm,
                active_tab="reviews",
                title="Withdraw the acknowledgement",
                label="What was wrong",
                submit_label="Withdraw",
                closed=self.why_not_withdrawn(row),
                save=lambda data: self.withdraw(**{self.argument: row}, by=request.user, **data),
                success_message=f"Withdrawn. The {self.noun} needs to be acknowledged.",
                back=reverse(self.detail_page, args=[pk]),
            )

        return withdraw_acknowledgement
