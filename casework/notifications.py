"""Who is told what the case brings. Words carry no names: what it is about is read after signing in."""

from accounts.enums import Permission
from casework.models import Allocation, KeyworkerTerm, SupportPackage
from contracts.posts import holders
from core.messages import tell


def keyworker_of(individual, day):
    """The Council's keyworker on `day`, or None."""
    term = KeyworkerTerm.objects.on(day).filter(individual=individual).select_related("user").first()
    return term.user if term else None


def lead_of(package: SupportPackage, day):
    """The lead worker on `day`, or None."""
    allocation = Allocation.objects.leads().on(day).filter(package=package).select_related("worker__user").first()
    return allocation.worker if allocation else None


def around(package: SupportPackage, day) -> list:
    """Keyworker, lead worker and managers of a package on `day`; each user once."""
    lead = lead_of(package, day)
    users = [keyworker_of(package.case.individual, day), lead.user if lead else None]
    users += holders(package.case.contract, Permission.ALLOCATE)
    return list({user.pk: user for user in users if user}.values())


def hold_expired(package: SupportPackage, users) -> None:
    """Support ended because the stay outlasted the hold (T5.4)."""
    for user in users:
        tell(
            user,
            key=f"hold-expired:{package.pk}",
            subject=f"Support has ended after the hospital hold: {package.reference}",
            body="The hold has run out, so the support package has ended. To support the person again, the Council "
            "refers them anew with a revised support plan after a formal review.",
            path=f"/people/{package.case.individual_id}/",
            individual_id=package.case.individual_id,
            about=[package.pk],
        )


def held(package: SupportPackage, users, *, last_held_on, by) -> None:
    """Support is held because of a hospital stay."""
    for user in users:
        tell(
            user,
            key=f"held:{package.pk}:{last_held_on}",
            subject=f"Support is held, hospital stay: {package.reference}",
            body=f"The last held day is {last_held_on:%-d %B %Y}. If nothing changes, support ends the day after.",
            path=f"/people/{package.case.individual_id}/hospital/",
            individual_id=package.case.individual_id,
            about=[package.pk],
            by=by,
        )
