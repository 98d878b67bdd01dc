"""What is known already, as the form of particulars takes it."""

from casework.enums import ContactKind
from casework.models import SupportPackage


def as_known(package: SupportPackage) -> dict:
    """Of the person and the ended package, to begin a referral with (T5.4)."""
    person = package.case.individual
    ways = {point.kind: point for point in person.contact_points.order_by("recorded_at")}
    telephone = ways.get(ContactKind.TELEPHONE) or ways.get(ContactKind.TEXT)
    email = ways.get(ContactKind.EMAIL)
    hours = package.weekly_hours.order_by("-from_on").first()
    return {
        "strand": package.strands.order_by("-from_on").values_list("strand", flat=True).first(),
        "full_name": person.full_name,
        "known_as": person.known_as,
        "former_names": "\n".join(person.former_names),
        "date_of_birth": person.date_of_birth,
        "nhs_number": person.nhs_number or "",
        "address": person.address,
        "area": person.area,
        "postcode": person.postcode,
        "needs": package.needs,
        "outcomes": "\n".join(package.agreed_outcomes.values_list("text", flat=True)),
        "wanted_minutes": hours.minutes if hours else None,
        "wanted_domains": package.wanted_domains.all(),
        "telephone": telephone.value if telephone else "",
        "telephone_is_safe": ContactKind.TELEPHONE in ways and ways[ContactKind.TELEPHONE].is_safe,
        "text_is_safe": ContactKind.TEXT in ways and ways[ContactKind.TEXT].is_safe,
        "email": email.value if email else "",
        "email_is_safe": bool(email and email.is_safe),
        "worker_gender_wish": person.worker_gender_wish,
        "worker_language_wish": person.worker_language_wish,
    }
