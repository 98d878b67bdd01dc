"""What a visit noticed reaches those who must know, today or now; "noticed" waits for the next update."""

from accounts.walls import not_walled_off
from casework.models import SupportPackage
from core import clock, moves
from core.errors import Refused
from core.verbs import verb
from visits import call_notifications
from visits.call_enums import Cause, TellingLevel
from visits.models import Telling, TellingPart, Visit
from visits.services.escalating import call_for_help


@verb
def tell_of(*, visit: Visit, by) -> Telling | None:
    """Tell keyworker and managers what a visit noticed (R07, T3.2): today, at most once a day for a package; or now,
    and then the on-call senior is called. A visit joins what stands already. None where nothing interrupts anybody.
    """
    if not visit.sign or visit.urgency not in TellingLevel.values:
        return None
    related = ("case__contract", "case__individual")
    package = SupportPackage.objects.select_related(*related).locked(visit.package_id)
    telling = Telling.objects.standing().filter(package=package).first()
    if telling is None:
        telling = Telling.objects.create(package=package, level=visit.urgency, recorded_by=by)
        moves.begin(telling, by=by, about=[package.case.individual_id])
    elif visit.urgency == TellingLevel.NOW:
        telling.level = TellingLevel.NOW
        telling.save(update_fields=["level"])
    TellingPart.objects.get_or_create(telling=telling, visit=visit, defaults={"recorded_by": by})
    call_notifications.told(telling, visit, _to_tell(telling, package), by)
    if visit.urgency == TellingLevel.NOW:
        call_for_help(package=package, cause=Cause.ACT_NOW, visit=visit, caller=visit.worker.user, by=by)
    return telling


def _to_tell(telling: Telling, package: SupportPackage) -> list:
    """Whoever has taken it on, alone, while they are there to read it; else everybody who must."""
    readers = call_notifications.to_read(package, clock.today())
    taker = telling.taken_on_by
    if taker is None or not taker.is_active:
        return readers
    return not_walled_off([taker], package.pk, package.case.individual_id) or readers


@verb
def take_on_telling(*, telling: Telling, by) -> Telling:
    """Somebody takes it on: from now on what joins is told to them alone (R07)."""
    individual_id = telling.package.case.individual_id
    moves.make(telling, "take on", by=by, about=[individual_id], taken_on_at=clock.now(), taken_on_by=by)
    return telling


@verb
def close_telling(*, telling: Telling, done: str, by) -> Telling:
    """It is dealt with: what was done stands in the record (R07)."""
    if not done.strip():
        raise Refused("Say what was done.", field="done")
    individual_id = telling.package.case.individual_id
    moves.make(telling, "close", by=by, about=[individual_id], closed_at=clock.now(), closed_by=by, done=done.strip())
    return telling
