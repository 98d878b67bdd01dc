"""What a copy says of the record to which it belongs."""

from casework.models import SupportPackage
from core.letterhead import letterhead


def record_facts(package: SupportPackage) -> list[str]:
    """Return what tells the Council whose record a copy belongs to, and from which provider it comes."""
    case = package.case
    individual, council = case.individual, case.contract.council
    reference = individual.council_references.filter(council=council).values_list("reference", flat=True).first()
    born = individual.date_of_birth
    return [
        *([f"Born {born:%-d %B %Y}"] if born else []),
        *([f"{council}: {reference}"] if reference else []),
        f"Our references: {individual.reference}, {package.reference}",
        f"Provider: {letterhead().name}" if letterhead().name else f"Contract: {case.contract}",
    ]
