"""Record an incident for each logged visit that says that something was done which the service does not do (T3.4)."""

import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.models import User
from contracts.enums import ExcludedActivity
from core import clock, sweeps
from core.verbs import verb
from safeguarding.incidents.details import details_of_visit
from safeguarding.incidents.enums import Harm, IncidentKind
from safeguarding.incidents.services.recording import begin
from safeguarding.models import Incident
from visits.models import Visit

# What the worker wrote is on the visit; the incident says which of the activities it was.
ACCOUNT = "The log of the visit says that this was done, which the service does not do: {}."


def record_incidents_of_logs(*, on: datetime.date) -> int:
    """Record what logs of visits say was done outside the service. A sweep; returns how many incidents are new.

    A visit has one such incident, also where somebody recorded it first or withdrew it.
    """
    own = Incident.objects.filter(visit=OuterRef("pk"), kind=IncidentKind.OUTSIDE_SERVICE)
    visits = Visit.objects.did_outside_service().filter(~Exists(own))
    ids = visits.order_by("recorded_at", "pk").values_list("pk", flat=True)
    return sweeps.each(ids, lambda pk: _record(visit_id=pk, by=None))


@verb
def _record(*, visit_id: UUID, by: User | None) -> bool:
    visits = Visit.objects.select_related("package__case__contract", "package__case__individual", "worker__user")
    visit = visits.get_locked(visit_id)
    own = Incident.objects.filter(visit=visit, kind=IncidentKind.OUTSIDE_SERVICE)
    if visit.struck_at or not visit.excluded_activities or own.exists():
        return False
    activities = ", ".join(str(ExcludedActivity(one).label).lower() for one in visit.excluded_activities)
    package = visit.package
    incident = Incident.objects.create(
        contract=package.case.contract,
        package=package,
        individual=package.case.individual,
        visit=visit,
        is_from_log=True,
        recorded_on=clock.today(),
        recorded_by=visit.recorded_by,
        kind=IncidentKind.OUTSIDE_SERVICE,
        severity=Harm.NOT_KNOWN,
        account=ACCOUNT.format(activities),
        **details_of_visit(visit),
    )
    begin(incident=incident, involved_users=[visit.worker.user], by=by)
    return True
