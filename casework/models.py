from casework.access.models import AccessGrant, Consent, IdentityCheck, RecordAccess, Representative
from casework.access_needs.models import AccessNeed, SharingDecision
from casework.age_limit.models import AgeLimitDecision
from casework.allocation.models import Allocation, DeclaredRelation
from casework.digital_contact.models import NoDigitalContact
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
    ContactPoint,
    Individual,
    KeyworkerTerm,
    Relationship,
    safety_records,
)
from casework.portal_lock.models import PortalLock

__all__ = [
    "HEADER_PERMISSIONS",
    "AccessGrant",
    "AccessNeed",
    "AgeLimitDecision",
    "AgreedOutcome",
    "Allocation",
    "Case",
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
    "NoDigitalContact",
    "Override",
    "PackageQuerySet",
    "PackageStrand",
    "PortalLock",
    "RecordAccess",
    "Relationship",
    "Representative",
    "SharingDecision",
    "SupportPackage",
    "WardStay",
    "WeeklyHours",
    "safety_records",
    "term_of_package",
]
