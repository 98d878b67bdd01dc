from casework.access.models import AccessGrant, AccessQuestion, IdentityCheck, RecordAccess, Representative
from casework.access_needs.models import AccessNeed, NoAccessNeeds, SharingDecision
from casework.age_limit.models import AgeLimitDecision
from casework.allocation.models import Allocation, DeclaredRelation
from casework.consent.models import AccessObjection, ConsentDecision, SafetyDisclosure
from casework.digital_contact.models import NoDigitalContact
from casework.hospital.models import Hold, HospitalSpell, Override, WardStay
from casework.importing.models import Imported, ImportRow, ImportRun
from casework.keyworker_absence.models import KeyworkerAbsence
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
from casework.particulars.models import Address, Circumstance, CouncilReference, GpRegistration, Relationship
from casework.people.merge import Merge
from casework.people.models import (
    HEADER_PERMISSIONS,
    ContactPoint,
    Individual,
    KeyworkerTerm,
    safety_records,
)
from casework.portal_lock.models import PortalLock
from casework.profile.models import NeedToKnow, ProfileAnswer
from casework.questions.models import Question
from casework.times.models import TimePreference
from casework.unusual_access.models import AccessReview

__all__ = [
    "HEADER_PERMISSIONS",
    "AccessGrant",
    "AccessNeed",
    "AccessObjection",
    "AccessQuestion",
    "AccessReview",
    "Address",
    "AgeLimitDecision",
    "AgreedOutcome",
    "Allocation",
    "Case",
    "Circumstance",
    "ConsentDecision",
    "ContactPoint",
    "CouncilDocument",
    "CouncilReference",
    "DeclaredRelation",
    "Ending",
    "GpRegistration",
    "Hold",
    "HospitalSpell",
    "IdentityCheck",
    "ImportRow",
    "ImportRun",
    "Imported",
    "Individual",
    "KeyworkerAbsence",
    "KeyworkerTerm",
    "Merge",
    "NeedToKnow",
    "NoAccessNeeds",
    "NoDigitalContact",
    "Override",
    "PackageQuerySet",
    "PackageStrand",
    "PortalLock",
    "ProfileAnswer",
    "Question",
    "RecordAccess",
    "Relationship",
    "Representative",
    "SafetyDisclosure",
    "SharingDecision",
    "SupportPackage",
    "TimePreference",
    "WardStay",
    "WeeklyHours",
    "safety_records",
    "term_of_package",
]
