"""Merging two records of one person, and undoing it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.confirm_first import confirm_lately
from accounts.enums import Permission
from accounts.page_access import PageClass, Request, page
from casework import services
from casework.access.record_form import record_form
from casework.access.record_loader import open_record
from casework.models import Individual, Merge
from casework.particulars.homes import current_home
from casework.people.forms.merging import MergeForm, UndoMergeForm
from casework.people.undone_merges import undone_merges
from core.errors import Refused
from design.form_view import ReviewPanel


@page(PageClass.PERSON_MANAGE)
@confirm_lately("merge two records")
def merge(request: Request, pk: UUID) -> HttpResponse:
    """Compare with another record, then merge the two."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    others = Individual.objects.allowing(request.user, Permission.EDIT_PERSON).exclude(pk=pk)

    def records_of(data: dict[str, Any]) -> tuple[Individual, Individual]:
        other = others.filter(reference__iexact=data["other"].strip()).first()
        if other is None:
            raise Refused("You cannot change a record with this reference.", field="other")
        open_record(request, Individual, Permission.EDIT_PERSON, other.pk)
        return (other, individual) if data["primary"] == "this" else (individual, other)

    def compare(data: dict[str, Any]) -> ReviewPanel:
        duplicate, into = records_of(data)
        rows = [(label, f"{old or '–'} → {new or '–'}") for label, old, new in _comparison(duplicate, into)]
        return ReviewPanel(rows=rows, heading=f"{duplicate.reference} → {into.reference}")

    def save(data: dict[str, Any]) -> Merge:
        duplicate, into = records_of(data)
        return services.merge(duplicate=duplicate, into=into, reason=data["reason"], by=request.user)

    return record_form(
        request,
        individual,
        MergeForm,
        active_tab="overview",
        template="casework/people/merge.html",
        context={"undone": undone_merges(individual, request.user)},
        title=f"Merge a duplicate record of {individual}",
        review=compare,
        confirm_label="Merge records",
        save=save,
        success_url=lambda row: reverse("person", args=[row.into_id]),
        success_message="Records merged. You can undo this.",
    )


def _comparison(duplicate: Individual, into: Individual) -> Iterator[tuple[str, str, str]]:
    """Yield each label with the values of the two records."""
    for (label, old), new in zip(_identity(duplicate).items(), _identity(into).values(), strict=True):
        yield label, old, new


def _number(individual: Individual) -> str:
    number = individual.nhs_number or ""
    return f"{number} (verified)" if individual.is_nhs_verified else number


def _identity(individual: Individual) -> dict[str, str]:
    home = current_home(individual)
    return {
        "Name": individual.full_name,
        "Former names": ", ".join(individual.former_names),
        "Born": individual.born,
        "NHS number": _number(individual),
        "Address": home.text if home else "",
    }


@page(PageClass.PERSON_MANAGE)
@confirm_lately("undo the merge")
def undo_merge(request: Request, pk: UUID) -> HttpResponse:
    """Undo the merge of this record into another."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    merge = get_object_or_404(individual.merges.filter(undone_at=None).select_related("into"))
    return record_form(
        request,
        individual,
        UndoMergeForm,
        active_tab="overview",
        title=f"Undo the merge of {individual.reference} and {merge.into.reference}",
        save=lambda data: services.undo_merge(merge=merge, reason=data["reason"], by=request.user),
        success_message="Merge undone. The two records are separate again.",
    )
