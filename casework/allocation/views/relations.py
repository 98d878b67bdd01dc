"""Personal connections: a manager declares that a worker knows somebody from elsewhere, and withdraws it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.page_access import PageClass, Request, page
from casework import services
from casework.allocation.forms import RelationForm
from casework.allocation.services.relations import why_closed
from casework.models import DeclaredRelation, Individual
from core import clock
from core.errors import Refused
from design.forms import ReasonForm
from workforce.staff.worker_form import managed_worker, worker_form


@page(PageClass.WORKER_MANAGE)
def relation_new(request: Request, pk: UUID) -> HttpResponse:
    """Declare that the worker knows somebody from elsewhere."""
    worker = managed_worker(request, pk)
    people = Individual.objects.findable_by(request.user)

    def save(data: dict[str, Any]) -> DeclaredRelation:
        individual = people.filter(reference=data.pop("reference").strip().upper()).first()
        if individual is None:
            raise Refused("There is no person with this reference.", field="reference")
        return services.declare_relation(user=worker.user, individual=individual, by=request.user, **data)

    return worker_form(
        request,
        worker,
        RelationForm,
        title=f"Declare a personal connection of {worker}",
        initial={"declared_on": clock.today()},
        save=save,
        success_message="Personal connection declared. The person’s record is now hidden from this worker.",
    )


@page(PageClass.WORKER_MANAGE)
def relation_withdraw(request: Request, pk: UUID, relation_id: UUID) -> HttpResponse:
    """Withdraw a declared connection, with the reason."""
    worker = managed_worker(request, pk)
    relations = DeclaredRelation.objects.findable_by(request.user).filter(user=worker.user)
    relation = get_object_or_404(relations.select_related("individual"), pk=relation_id)
    return worker_form(
        request,
        worker,
        ReasonForm,
        title=f"Withdraw the personal connection to {relation.individual}",
        label="Why is there no connection?",
        submit_label="Withdraw the connection",
        closed=why_closed(relation, request.user),
        save=lambda data: services.withdraw_relation(relation=relation, by=request.user, **data),
        success_message="Connection withdrawn.",
    )
