"""Joining two records of one person, and taking them apart again."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.record_form import record_form
from casework.access.records import open_record
from casework.models import Individual
from casework.people.forms.merging import MergeForm, UndoMergeForm
from core.errors import Refused
from design.form_view import ReviewPanel


@page(PageClass.PERSON_MANAGE)
def merge(request, pk):
    """Compare with another record, then join the two."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    others = Individual.objects.allowing(request.user, Permission.EDIT_PERSON).exclude(pk=pk)

    def both(data) -> tuple[Individual, Individual]:
        other = others.filter(reference__iexact=data["other"].strip()).first()
        if other is None:
            raise Refused("No record that you may change has this reference.", field="other")
        open_record(request, Individual, Permission.EDIT_PERSON, other.pk)
        return (other, individual) if data["primary"] == "this" else (individual, other)

    def compare(data) -> ReviewPanel:
        duplicate, into = both(data)
        rows = [(label, f"{theirs or '–'} → {ours or '–'}") for label, theirs, ours in _beside(duplicate, into)]
        return ReviewPanel(rows=rows, heading=f"{duplicate.reference} → {into.reference}")

    def save(data):
        duplicate, into = both(data)
        return services.merge(duplicate=duplicate, into=into, reason=data["reason"], by=request.user)

    return record_form(
        request,
        individual,
        MergeForm,
        active_tab="overview",
        title=f"Is {individual} recorded twice?",
        review=compare,
        confirm_label="Yes, they are one person",
        save=save,
        success_url=lambda made: reverse("person", args=[made.into_id]),
        success_message="The two records are joined. This can be undone.",
    )


def _beside(duplicate, into):
    for label, read in (
        ("Name", lambda one: one.full_name),
        ("Former names", lambda one: ", ".join(one.former_names)),
        ("Born", lambda one: f"{one.date_of_birth:%-d %B %Y}"),
        ("NHS number", lambda one: one.nhs_number or ""),
        ("Address", lambda one: ", ".join(part for part in (one.address, one.area, one.postcode) if part)),
    ):
        yield label, read(duplicate), read(into)


@page(PageClass.PERSON_MANAGE)
def undo_merge(request, pk):
    """They were two people after all."""
    individual = open_record(request, Individual, Permission.EDIT_PERSON, pk)
    standing = get_object_or_404(individual.merges.filter(undone_at=None).select_related("into"))
    return record_form(
        request,
        individual,
        UndoMergeForm,
        active_tab="overview",
        title=f"Take {individual.reference} and {standing.into.reference} apart again",
        save=lambda data: services.undo_merge(merge=standing, reason=data["reason"], by=request.user),
        success_message="The two records are separate again.",
    )
