"""The choices of a person's particulars, with the coded lists of the data that councils return."""

from django.db import models

# Release 2 of the adult social care data that councils return (CLD, Department of Health and Social Care). When its
# lists change, this does, and each answer keeps the edition that it was chosen from.
LIST_EDITION = "ASC-CLD 2"


class AddressKind(models.TextChoices):
    HOME = "home", "Home"
    STAYING = "staying", "Staying elsewhere for now"
    POST = "post", "For post only"

    @property
    def is_where_to_go(self) -> bool:
        """Whether a worker goes there."""
        return self is not AddressKind.POST


class ContactSafety(models.TextChoices):
    """Whether it is safe to contact somebody close to the person."""

    YES = "yes", "Safe to contact"
    NO = "no", "Not safe to contact"
    NOT_ASKED = "not asked", "Not asked if it is safe"

    @property
    def is_safe(self) -> bool | None:
        """The answer as contact points have it: None where nobody asked."""
        return {"yes": True, "no": False}.get(self.value)


class KnowsOfSupport(models.TextChoices):
    YES = "yes", "Knows about the support"
    NO = "no", "Does not know about the support"
    NOT_KNOWN = "not known", "Not known if they know about the support"


class NhsCheck(models.TextChoices):
    """How an NHS number was checked against what the NHS has."""

    SPINE = "spine", "NHS record or tracing service"
    LETTER = "letter", "NHS letter, card or app of the person"
    COUNCIL = "council", "The Council confirmed it"
    GP = "gp", "The GP surgery confirmed it"


class CircumstanceQuestion(models.TextChoices):
    ACCOMMODATION = "accommodation", "Accommodation"
    EMPLOYMENT = "employment", "Employment"
    HAS_CARER = "has-carer", "Has an unpaid carer"
    IS_CARER = "is-carer", "Is a carer for someone"


# What the person answers on their own pages as well.
ABOUT_CARERS = (CircumstanceQuestion.HAS_CARER, CircumstanceQuestion.IS_CARER)


class AccommodationStatus(models.TextChoices):
    """Where the person lives: first the nine settled kinds, then the others; "unknown" is `NoAnswer`.

    Source: the values of Accommodation_Status that NHS England publishes with its transformations of the data (the
    address is in decision 49), in their order, with plainer labels. Checked on 29 November 2026.
    """

    OWNER = "owner", "Owner occupier or shared ownership"
    TENANT = "tenant", "Tenant of a council or housing association"
    PRIVATE_TENANT = "private tenant", "Tenant of a private landlord"
    FAMILY = "family", "Settled with family or friends"
    SUPPORTED = "supported", "Supported accommodation, lodgings or group home"
    SHARED_LIVES = "shared lives", "Shared Lives scheme"
    PROBATION = "probation", "Approved premises, after prison or under probation"
    SHELTERED = "sheltered", "Sheltered or extra care housing"
    MOBILE = "mobile", "Mobile accommodation of Gypsy, Roma and Traveller communities"
    ROUGH = "rough", "Sleeping rough or squatting"
    HOSTEL = "hostel", "Night shelter, emergency or direct access hostel"
    REFUGE = "refuge", "Refuge"
    TEMPORARY = "temporary", "Temporary accommodation from the Council, for example when homeless"
    GUEST = "guest", "Staying with family or friends for a short time"
    HOSPITAL = "hospital", "Hospital or long-term healthcare"
    CARE_HOME = "care home", "Registered care home"
    NURSING_HOME = "nursing home", "Registered nursing home"
    PRISON = "prison", "Prison, young offender institution or detention centre"
    OTHER_TEMPORARY = "other temporary", "Other temporary accommodation"


class EmploymentStatus(models.TextChoices):
    """Work: the values of Employment_Status from the same source; "unknown" is `NoAnswer`."""

    PAID_16 = "paid 16", "Paid work, 16 hours a week or more"
    PAID_LESS = "paid less", "Paid work, less than 16 hours a week"
    PAID_UNKNOWN = "paid unknown", "Paid work, hours not known"
    SEEKING = "seeking", "Not in paid work, looking for work"
    NOT_SEEKING = "not seeking", "Not in paid work, not looking for work or retired"
    VOLUNTARY = "voluntary", "Voluntary work only"


class CarerAnswer(models.TextChoices):
    """The answer to both questions about carers."""

    YES = "yes", "Yes"
    NO = "no", "No"


class NoAnswer(models.TextChoices):
    """What is recorded instead of an answer. A question without any row was not asked."""

    NOT_KNOWN = "not known", "Not known"
    NOT_SAID = "not said", "Prefers not to say"


NOT_ASKED = "Not asked"
ANSWERS: dict[CircumstanceQuestion, type[models.TextChoices]] = {
    CircumstanceQuestion.ACCOMMODATION: AccommodationStatus,
    CircumstanceQuestion.EMPLOYMENT: EmploymentStatus,
    CircumstanceQuestion.HAS_CARER: CarerAnswer,
    CircumstanceQuestion.IS_CARER: CarerAnswer,
}


def answers_to(question: str) -> list[tuple[str, str]]:
    """Return value and label of every answer to the question, "not known" and "prefers not to say" last."""
    return [*ANSWERS[CircumstanceQuestion(question)].choices, *NoAnswer.choices]
