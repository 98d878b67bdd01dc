"""Joining two records of one person, and taking them apart again."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.enums import Permission
from accounts.page_access import PageClass, page
from casework import services
from casework.access.records import opened
from casework.models import Individual
from casework.people.forms.merging import MergeForm, UndoMergeForm
from core.errors import Refused
from design.form_view import ReviewPanel, form_page


@page(PageClass.PERSON_MANAGE)
def merge(request, pk):
    """Compare with another record, then join the two."""
    individual = opened(request, Individual.objects, Permission.EDIT_PERSON, pk=pk)
    others = Individual.objects.allowing(request.user, Permission.EDIT_PERSON).exclude(pk=pk)

    def both(data) -> tuple[Individual, Individual]:
        other = others.filter(reference__iexact=data["other"].strip()).first()
        if other is None:
            raise Refused("No record that you may change has this reference.", field="other")
        opened(request, Individual.objects, Permission.EDIT_PERSON, pk=other.pk)
        return (other, individual) if data["speaks"] == "this" else (individual, other)

    def compare(data) -> ReviewPanel:
        duplicate, into = both(data)
        rows = [(label, f"{theirs or '–'} → {ours or '–'}") for label, theirs, ours in _beside(duplicate, into)]
        return ReviewPanel(rows=rows, heading=f"{duplicate.reference} → {into.reference}")

    def save(data):
        duplicate, into = both(data)
        return services.merge(duplicate=duplicate, into=into, reason=data["reason"], by=request.user)

    return form_page(
        request,
        MergeForm,
        title=f"Is {individual} recorded twice?",
        template="casework/person_form.html",
        context={"individual": individual, "here": "overview"},
        check=compare,
        confirm="Yes, they are one person",
        save=save,
        done=lambda made: reverse("person", args=[made.into_id]),
        said="The two records are joined. This can be undone.",
        back=reverse("person", args=[pk]),
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
    individual = opened(request, Individual.objects, Permission.EDIT_PERSON, pk=pk)
    standing = get_object_or_404(individual.merges.filter(undone_at=None).select_related("into"))
    return form_page(
        request,
        UndoMergeForm,
        title=f"Take {individual.reference} and {standing.into.reference} apart again",
        template="casework/person_form.html",
        context={"individual": individual, "here": "overview"},
        key=f"casework.undo_merge:{pk}",
        save=lambda data: services.undo_merge(merge=standing, reason=data["reason"], by=request.user),
        done=reverse("person", args=[pk]),
        said="Each record speaks for itself again.",
        back=reverse("person", args=[pk]),
    )
