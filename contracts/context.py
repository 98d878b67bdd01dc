"""How to reach the service: on every page a person or a keyworker sees (T4.14)."""

from contracts.models import Contract
from core import clock


def service_contacts(request) -> dict:
    """`service_contacts`: name, telephone, e-mail and hours of the contracts that run today."""
    if hasattr(request, "_service_contacts"):
        return {"service_contacts": request._service_contacts}
    running = Contract.objects.running(clock.today()).values("name", "telephone", "email", "hours")
    request._service_contacts = list(running)
    return {"service_contacts": request._service_contacts}
