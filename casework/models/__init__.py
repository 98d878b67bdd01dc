from casework.models.access import AccessGrant, Consent, Opening, Representative
from casework.models.allocation import Allocation, DeclaredRelation
from casework.models.hospital import HospitalSpell, Override, Suspension, WardStay
from casework.models.imports import Imported, ImportRow, ImportRun
from casework.models.individual import CommunicationNeed, ContactPoint, Individual, KeyworkerTerm, Merge, Relationship
from casework.models.package import (
    AgreedOutcome,
    Case,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
)
from casework.models.papers import CouncilDocument, Ending

__all__ = [
    "AccessGrant",
    "AgreedOutcome",
    "Allocation",
    "Case",
    "CommunicationNeed",
    "Consent",
    "ContactPoint",
    "CouncilDocument",
    "DeclaredRelation",
    "Ending",
    "HospitalSpell",
    "ImportRow",
    "ImportRun",
    "Imported",
    "Individual",
    "KeyworkerTerm",
    "Merge",
    "Opening",
    "Override",
    "PackageStrand",
    "Relationship",
    "Representative",
    "SupportPackage",
    "Suspension",
    "WardStay",
    "WeeklyHours",
]
