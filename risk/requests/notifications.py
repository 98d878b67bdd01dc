"""Who is notified about a request for the risk assessment."""

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.permissions import can
from casework.models import Individual, SupportPackage
from casework.recipients import once
from contracts.models import Contract
from contracts.posts import users_with
from core.messages import queue_message
from core.models import Channel, Message
from risk.models import RiskRequest


def notify_asked(request: RiskRequest, by: User) -> None:
    """Notify those who may share the assessment, in the contracts of the person's open support."""
    people = Individual.objects.same_person(request.individual)
    packages = SupportPackage.objects.open().filter(case__individual__in=people)
    contracts = Contract.objects.filter(pk__in=packages.values("case__contract")).order_by("name", "pk")
    users = once(user for contract in contracts for user in users_with(contract, Permission.DISCLOSE_RISK))
    for user in users:
        if user.pk != by.pk and can(user, Permission.DISCLOSE_RISK, request):
            _notify(
                request,
                user,
                key=f"risk-request:{request.pk}",
                subject="The Council asks to see an assessment",
                body=f"Please answer by {request.due_on:%-d %B %Y}. Sign in to read the request.",
                path=reverse("risk_request", args=[request.pk]),
                by=by,
            )


def notify_withdrawn(request: RiskRequest, by: User) -> None:
    """Notify those whom the request asked to answer that they need not."""
    messages = Message.objects.filter(key__startswith=f"risk-request:{request.pk}:", channel=Channel.IN_APP)
    for user in once(message.to for message in messages.select_related("to") if message.to):
        if user.pk != by.pk:
            _notify(
                request,
                user,
                key=f"risk-request-withdrawn:{request.pk}",
                subject="The Council no longer asks to see an assessment",
                body="The request was withdrawn. You do not have to answer it.",
                path=reverse("person_risk", args=[request.individual_id]),
                by=by,
            )


def notify_answered(request: RiskRequest, by: User) -> None:
    """Notify who asked, if they have an account and still read the record."""
    user = request.asked_by
    if user and user.pk != by.pk and can(user, Permission.READ_PERSON, request):
        _notify(
            request,
            user,
            key=f"risk-request-answered:{request.pk}",
            subject="We answered your request to see an assessment",
            body="Sign in to read the answer.",
            path=reverse("person", args=[request.individual_id]),
            by=by,
        )


def _notify(request: RiskRequest, user: User, *, key: str, subject: str, body: str, path: str, by: User) -> None:
    queue_message(
        user,
        key=key,
        subject=subject,
        body=body,
        path=path,
        individual_id=request.individual_id,
        about=[request.pk],
        by=by,
    )
