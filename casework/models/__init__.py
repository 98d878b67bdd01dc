from casework.models.access import AccessGrant, Consent, Opening, Representative
from casework.models.hospital import HospitalSpell, Override, Suspension
from casework.models.individual import CommunicationNeed, ContactPoint, Individual, KeyworkerTerm
from casework.models.package import AgreedOutcome, Allocation, Case, SupportPackage, WeeklyHours

__all__ = [
    "AccessGrant",
    "AgreedOutcome",
    "Allocation",
    "Case",
    "CommunicationNeed",
    "Consent",
    "ContactPoint",
    "HospitalSpell",
    "Individual",
    "KeyworkerTerm",
    "Opening",
    "Override",
    "Representative",
    "SupportPackage",
    "Suspension",
    "WeeklyHours",
]
