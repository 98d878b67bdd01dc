"""First values of the referral form, from what is recorded already."""

from typing import Any

from casework.enums import ContactKind
from casework.models import SupportPackage
from casework.particulars.homes import current_home


def prefilled_fields(package: SupportPackage) -> dict[str, Any]:
    """The form's fields from the person and the ended package that a new referral returns from (T5.4)."""
    person = package.case.individual
    points = {point.kind: point for point in person.contact_points.order_by("recorded_at")}
    telephone = points.get(ContactKind.TELEPHONE) or points.get(ContactKind.TEXT)
    email = points.get(ContactKind.EMAIL)
    home = current_home(person)
    hours = package.weekly_hours.order_by("-from_on").first()
    return {
        "strand": package.strands.order_by("-from_on").values_list("strand", flat=True).first(),
        "full_name": person.full_name,
        "known_as": person.known_as,
        "former_names": "\n".join(person.former_names),
        "date_of_birth": person.date_of_birth,
        "born_about": person.born_about,
        "birth_is_unknown": person.date_of_birth is None and person.born_about is None,
        "nhs_number": person.nhs_number or "",
        "address": home.lines if home else "",
        "area": home.area if home else "",
        "postcode": home.postcode if home else "",
        "needs": package.needs,
        "outcomes": "\n".join(package.agreed_outcomes.values_list("text", flat=True)),
        "wanted_minutes": hours.minutes if hours else None,
        "wanted_domains": package.wanted_domains.all(),
        "telephone": telephone.value if telephone else "",
        "telephone_is_safe": ContactKind.TELEPHONE in points and points[ContactKind.TELEPHONE].is_safe,
        "text_is_safe": ContactKind.TEXT in points and points[ContactKind.TEXT].is_safe,
        "email": email.value if email else "",
        "email_is_safe": bool(email and email.is_safe),
        "worker_gender_wish": person.worker_gender_wish,
        "worker_language_wish": person.worker_language_wish,
    }
