from casework.access.models import AccessGrant, Consent, IdentityCheck, RecordAccess, Representative
from casework.age_limit.models import AgeLimitDecision
from casework.allocation.models import Allocation, DeclaredRelation
from casework.hospital.models import Hold, HospitalSpell, Override, WardStay
from casework.importing.models import Imported, ImportRow, ImportRun
from casework.packages.models.council_documents import CouncilDocument
from casework.packages.models.ending import Ending
from casework.packages.models.package import (
    AgreedOutcome,
    Case,
    PackageQuerySet,
    PackageStrand,
    SupportPackage,
    WeeklyHours,
    term_of_package,
)
from casework.people.merge import Merge
from casework.people.models import (
    HEADER_PERMISSIONS,
    CommunicationNeed,
    ContactPoint,
    Individual,
    KeyworkerTerm,
    Relationship,
    safety_records,
)

__all__ = [
    "HEADER_PERMISSIONS",
    "AccessGrant",
    "AgeLimitDecision",
    "AgreedOutcome",
    "Allocation",
    "Case",
    "CommunicationNeed",
    "Consent",
    "ContactPoint",
    "CouncilDocument",
    "DeclaredRelation",
    "Ending",
    "Hold",
    "HospitalSpell",
    "IdentityCheck",
    "ImportRow",
    "ImportRun",
    "Imported",
    "Individual",
    "KeyworkerTerm",
    "Merge",
    "Override",
    "PackageQuerySet",
    "PackageStrand",
    "RecordAccess",
    "Relationship",
    "Representative",
    "SupportPackage",
    "WardStay",
    "WeeklyHours",
    "safety_records",
    "term_of_package",
]
