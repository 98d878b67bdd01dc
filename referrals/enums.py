from django.db import models

from core.transitions import transition


class ReferralState(models.TextChoices):
    DRAFT = "draft", "Draft"
    SENT = "sent", "New: needs a decision"
    QUERIED = "queried", "Query with referrer"
    WAITING = "waiting", "On the waiting list"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined: no capacity"
    INELIGIBLE = "ineligible", "Not eligible"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def tone(self) -> str:
        return {
            "sent": "brand",
            "queried": "soon",
            "waiting": "soon",
            "accepted": "done",
            "declined": "late",
            "ineligible": "late",
        }.get(self.value, "plain")


S = ReferralState
TO_DECIDE = (S.SENT, S.QUERIED, S.WAITING)
TRANSITIONS = {
    "send": transition(S.DRAFT, to=S.SENT),
    "query": transition(S.SENT, S.WAITING, to=S.QUERIED, needs_reason=True),
    # A concern for the health and safety of staff, raised with the keyworker (T5.5).
    "raise concern": transition(S.SENT, S.WAITING, to=S.QUERIED, needs_reason=True),
    "answer": transition(S.QUERIED, to=S.SENT, needs_reason=True),
    # Queried while it waited: it keeps its place.
    "answer and wait": transition(S.QUERIED, to=S.WAITING, needs_reason=True),
    "wait": transition(S.SENT, S.QUERIED, to=S.WAITING, needs_reason=True),
    "change place": transition(S.WAITING, to=S.WAITING, needs_reason=True),
    "accept": transition(S.SENT, S.QUERIED, S.WAITING, to=S.ACCEPTED),
    "decline": transition(S.SENT, S.QUERIED, S.WAITING, to=S.DECLINED, needs_reason=True),
    "find ineligible": transition(S.SENT, S.QUERIED, S.WAITING, to=S.INELIGIBLE, needs_reason=True),
    "withdraw": transition(S.DRAFT, S.SENT, S.QUERIED, S.WAITING, to=S.WITHDRAWN, needs_reason=True),
}


class YesNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not known", "Not known"


class CaresFor(models.TextChoices):
    """Whom the person cares for, unpaid."""

    ADULT = "adult", "An adult"
    CHILD = "child", "A child"
    BOTH = "both", "An adult and a child"


class ReferralPart(models.TextChoices):
    """The parts of a referral, in the order of the task list; each is a page. The value is in the page's address."""

    RECEIPT = "receipt", "How it reached us"
    REQUEST = "request", "The referral"
    PERSON = "person", "The person"
    CONTACT = "contact", "How to reach them safely"
    AGREEMENT = "agreement", "Does the person know and agree?"
    ELIGIBILITY = "eligibility", "Eligibility"
    SUPPORT = "support", "What support is for"
    HEALTH = "health", "Health and hospital"
    COMMUNICATION = "communication", "Communication"
    PROFILE = "profile", "About the person"
    CARER = "carer", "Unpaid carer"
    STAFF_RISK = "risk", "Risk to staff"


class Agreement(models.TextChoices):
    """Whether the person agrees to be referred. Capacity is for this decision, never a property of the person."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not asked", "Not asked yet"
    BEST_INTEREST = "best interest", "They lack capacity for this decision: decided in their best interest"


class InterpreterNeed(models.TextChoices):
    NONE = "none", "No"
    LANGUAGE = "language", "Yes, for another language"
    SIGN = "sign", "Yes, for British Sign Language or another sign language"
    NOT_KNOWN = "not known", "Not known"


class StaffRisk(models.TextChoices):
    NONE_KNOWN = "none known", "None known"
    YES = "yes", "Yes"
    NOT_KNOWN = "not known", "Not known, or not asked"


class ReferralDocumentKind(models.TextChoices):
    SUPPORT_PLAN = "support plan", "Council's support plan"
    RISK_ASSESSMENT = "risk assessment", "Council's risk assessment"
    REVISED_PLAN = "revised plan", "Council's revised support plan"
    TRANSITION_PLAN = "transition plan", "Transition plan"
    OTHER = "other", "Other document"


class CameBy(models.TextChoices):
    HERE = "here", "In Casework"
    EMAIL = "email", "By email"
    TELEPHONE = "telephone", "By phone"
    LETTER = "letter", "By letter"


class Criterion(models.TextChoices):
    """The tests of eligibility that a contract's terms may ask (T1.2)."""

    AGE = "age", "Age"
    SERVICES = "services", "Mental health services"
    NEEDS = "needs", "Eligible needs"
    RESIDENCE = "residence", "Residence"


class Agency(models.TextChoices):
    """With whom a transition plan is shared (T1.3)."""

    CHILDREN = "children", "Children's Services"
    ADULTS = "adults", "Adults' Services"
    CAMHS = "camhs", "Child and adolescent mental health services"
    EDUCATION = "education", "School or college"
    OTHER = "other", "Another agency"


class NoticeKind(models.TextChoices):
    DELAY = "delay", "Delay"
    NO_CAPACITY = "no capacity", "Lack of capacity"


class NoticeState(models.TextChoices):
    SENT = "sent", "Sent, not yet acknowledged"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"

    @property
    def tone(self) -> str:
        return "done" if self is NoticeState.ACKNOWLEDGED else "soon"


NOTICE_TRANSITIONS = {
    "acknowledge": transition(NoticeState.SENT, to=NoticeState.ACKNOWLEDGED),
}
