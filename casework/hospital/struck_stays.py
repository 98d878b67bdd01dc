"""The message that a hospital stay was entered in error."""

from accounts.models import User
from casework.models import HospitalSpell, Individual, SupportPackage
from casework.notifications import notify_about_hospital
from casework.recipients import everybody_concerned
from core import clock


def notify_stay_struck(spell: HospitalSpell, *, by: User | None) -> None:
    """Send everybody concerned that a stay was entered in error: who read that the person was in hospital."""
    records = Individual.objects.same_person(spell.individual)
    packages = SupportPackage.objects.open().filter(case__individual__in=records)
    for package in packages.select_related("case__contract", "case__individual"):
        notify_about_hospital(
            package,
            everybody_concerned(package, clock.today()),
            key=f"stay-in-error:{package.pk}:{spell.pk}",
            subject=f"A hospital stay was entered in error: {package.reference}",
            body="It does not count any more. Sign in to read which stay, and if support is on hold.",
            by=by,
        )
