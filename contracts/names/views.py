"""The lists of a contract: strands, life domains, outcomes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from accounts.permissions import get_allowed_or_404
from contracts import services
from contracts.models import Contract, ContractOutcome, LifeDomain, NamedRow, Strand
from contracts.names.forms import CorrectNameForm, NameForm
from core import clock
from design.form_view import form_page, post_action


@dataclass(frozen=True)
class NameList:
    """One list of a contract, and its words on pages."""

    key: str
    model: type[NamedRow]
    title: str
    one: str
    words: str

    @property
    def nothing(self) -> str:
        """The sentence for a contract without any."""
        return f"There are no {self.title.lower()} in this contract."


LISTS = {
    names.key: names
    for names in (
        NameList("strands", Strand, "Strands", "strand", "Kinds of support. Each person’s support belongs to one."),
        NameList(
            "life-domains", LifeDomain, "Life domains", "life domain", "Areas of life in which people set their goals."
        ),
        NameList(
            "outcomes", ContractOutcome, "Outcomes", "outcome", "What the whole service is commissioned to achieve."
        ),
    )
}


def _open(request: Request, pk: UUID, key: str) -> tuple[Contract, NameList]:
    """Return the contract, which the user may keep, and the list. Raises Http404 or PermissionDenied."""
    if key not in LISTS:
        raise Http404
    return get_allowed_or_404(Contract.objects, request.user, Permission.KEEP_CONTRACT, pk=pk), LISTS[key]


@page(PageClass.CONTRACT_KEEP)
@require_safe
def names(request: Request, pk: UUID, key: str) -> HttpResponse:
    contract, names = _open(request, pk, key)
    rows = names.model.objects.filter(contract=contract).order_by("position", "name")
    page_context = {"contract": contract, "names": names, "rows": rows, "today": clock.today()}
    return render(request, "contracts/names.html", page_context)


@page(PageClass.CONTRACT_KEEP)
def name_new(request: Request, pk: UUID, key: str) -> HttpResponse:
    contract, names = _open(request, pk, key)
    back = reverse("contract_names", args=[pk, key])
    return form_page(
        request,
        NameForm,
        title=f"Add a {names.one}: {contract}" if names.one[0] not in "aeiou" else f"Add an {names.one}: {contract}",
        save=lambda data: services.add_name(kind=names.model, contract=contract, by=request.user, **data),
        success_url=back,
        success_message="Added.",
        back=back,
    )


def _open_row(request: Request, pk: UUID, key: str, row_id: UUID) -> tuple[NamedRow, NameList]:
    contract, names = _open(request, pk, key)
    rows: QuerySet[Any] = names.model.objects.filter(contract=contract)
    return get_object_or_404(rows, pk=row_id), names


@page(PageClass.CONTRACT_KEEP)
def name_correct(request: Request, pk: UUID, key: str, row_id: UUID) -> HttpResponse:
    row, names = _open_row(request, pk, key, row_id)
    back = reverse("contract_names", args=[pk, key])
    return form_page(
        request,
        CorrectNameForm,
        title=f"Correct the {names.one}",
        initial={"name": row.name, "revision": row.revision},
        save=lambda data: services.correct_name(row=row, by=request.user, **data),
        success_url=back,
        success_message="Corrected.",
        back=back,
    )


ACTIONS = {
    "stop": (services.stop_offering, "Not offered from today. Records that have it keep it."),
    "again": (services.offer_again, "Offered again."),
    "up": (services.move_up, ""),
}


@page(PageClass.CONTRACT_KEEP)
@require_POST
def name_action(request: Request, pk: UUID, key: str, row_id: UUID, action: str) -> HttpResponse:
    """Stop offering a name, offer it again, or move it up."""
    row, _names = _open_row(request, pk, key, row_id)
    if action not in ACTIONS:
        raise Http404
    do, words = ACTIONS[action]
    return post_action(
        request,
        lambda: do(row=row, by=request.user),
        success_url=reverse("contract_names", args=[pk, key]),
        success_message=words,
        may_repeat=action == "up",
    )
