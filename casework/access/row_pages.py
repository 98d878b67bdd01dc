"""The pages of one kind of row on a person's record: a row is added, changed, and withdrawn with a reason.

A subject declares its kind once, as `RowPages`, and its `urls.py` gives the three pages their addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual
from design.forms import PlainForm, ReasonForm

PERSON = "people/<uuid:pk>/"


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """What the page that withdraws a row says. `{row}` in it is the row."""

    title: str = "Withdraw {row}"
    label: str = "What was wrong"
    help_text: str
    button: str = "Withdraw"
    success_message: str = "Withdrawn. It stays on file."


def removal(help_text: str, title: str = "Remove {row}") -> Withdrawal:
    """Return the labels of a page that removes what may be over, and not only recorded by mistake."""
    return Withdrawal(
        title=title,
        label="Why it is removed",
        help_text=help_text,
        button="Remove",
        success_message="Removed. It stays on file.",
    )


@dataclass(frozen=True, kw_only=True)
class RowPages:
    """What is particular to one kind of row with an `individual` and a manager `with_struck`.

    `record`, `change` and `withdraw` are its services; the last two take the row as `argument`. The form of a change
    begins with the `columns` of the row, or with what `values` returns. `form_arguments` returns further inputs of the
    forms, for a person and the row that is changed, None for a new one. `back` is the page that lists the rows.
    """

    model: type[Any]
    permission: Permission = Permission.WRITE_PLAN
    back: str = "person_details"
    active_tab: str = "overview"
    form: type[PlainForm]
    change_form: type[PlainForm] | None = None
    record: Callable[..., object]
    change: Callable[..., object]
    withdraw: Callable[..., object]
    argument: str
    new_title: str = ""
    new_values: Callable[[], dict[str, Any]] = dict
    columns: tuple[str, ...] = ()
    values: Callable[[Any], dict[str, Any]] | None = None
    form_arguments: Callable[[Individual, Any], dict[str, Any]] = lambda _individual, _row: {}
    change_title: str = "Change {row}"
    new_message: str = "Added."
    change_message: str = "Saved."
    further_words: Callable[[Any], str] = lambda _row: ""  # to say of the saved row after the message
    withdrawal: Withdrawal

    def paths(self, address: str, name: str, withdraw: str = "withdraw") -> list[URLPattern]:
        """Return the addresses of the three pages, below the person's; `withdraw` is the last word of the third."""
        row = f"{PERSON}{address}/<uuid:row_id>/"
        return [
            path(f"{PERSON}{address}/new/", self.new_page, name=f"{name}_new"),
            *self.paths_of_row(row, name, withdraw),
        ]

    def paths_of_row(self, row: str, name: str, withdraw: str = "withdraw") -> list[URLPattern]:
        """Return the addresses of the pages of a row that is there, which is at `row`."""
        return [
            path(row, self.change_page, name=name),
            path(f"{row}{withdraw}/", self.withdraw_page, name=f"{name}_{withdraw}"),
        ]

    @property
    def new_page(self) -> Callable[..., HttpResponse]:
        """The view that adds a row."""

        @page(PageClass.PERSON_WORK)
        def new(request: Request, pk: UUID) -> HttpResponse:
            individual = open_record(request, Individual, self.permission, pk)
            return self.form_page(
                request,
                individual,
                self.form,
                title=self.new_title,
                initial=self.new_values(),
                **self._saving(
                    lambda data: self.record(individual=individual, by=request.user, **data), self.new_message
                ),
                **self.form_arguments(individual, None),
            )

        return new

    @property
    def change_page(self) -> Callable[..., HttpResponse]:
        """The view that changes a row."""

        @page(PageClass.PERSON_WORK)
        def change(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
            individual, row = self._open(request, pk, row_id)
            return self.form_page(
                request,
                individual,
                self.change_form or self.form,
                title=self.change_title.format(row=row),
                initial=self.values(row) if self.values else {name: getattr(row, name) for name in self.columns},
                closed=row.why_closed,
                **self._saving(
                    lambda data: self.change(**{self.argument: row}, by=request.user, **data), self.change_message
                ),
                **self.form_arguments(individual, row),
            )

        return change

    @property
    def withdraw_page(self) -> Callable[..., HttpResponse]:
        """The view that withdraws a row."""

        @page(PageClass.PERSON_WORK)
        def withdraw(request: Request, pk: UUID, row_id: UUID) -> HttpResponse:
            individual, row = self._open(request, pk, row_id)
            words = self.withdrawal
            return self.form_page(
                request,
                individual,
                ReasonForm,
                title=words.title.format(row=row),
                label=words.label,
                help_text=words.help_text.format(row=row),
                submit_label=words.button,
                closed=row.why_closed,
                save=lambda data: self.withdraw(**{self.argument: row}, by=request.user, **data),
                success_message=words.success_message,
            )

        return withdraw

    def form_page(
        self, request: Request, individual: Individual, form_class: type[PlainForm], **arguments: Any
    ) -> HttpResponse:
        """Return the page of a form that leads back to the list of the rows."""
        back = reverse(self.back, args=[individual.pk])
        return record_form(request, individual, form_class, active_tab=self.active_tab, back=back, **arguments)

    def _saving(self, save: Callable[[dict[str, Any]], Any], message: str) -> dict[str, Any]:
        """Return the arguments of a form that saves with `save`, and says `message` and the further words."""
        saved: list[Any] = []

        def save_row(data: dict[str, Any]) -> Any:
            saved.append(save(data))
            return saved[-1]

        words = self.further_words
        return {
            "save": save_row,
            "success_message": lambda: " ".join(filter(None, [message, *map(words, saved)])),
        }

    def _open(self, request: Request, pk: UUID, row_id: UUID) -> tuple[Individual, Any]:
        """Return the person and their row, also a withdrawn one. Raises Http404 or PermissionDenied."""
        individual: Individual = open_record(request, Individual, self.permission, pk)
        return individual, get_object_or_404(self.model.with_struck.filter(individual=individual), pk=row_id)
