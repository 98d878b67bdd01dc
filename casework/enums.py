from django.db import models

from core.moves import transition


class PackageState(models.TextChoices):
    """Held in hospital is not a state: it is derived from spells, day by day."""

    OPEN = "open", "Open"
    ENDED = "ended", "Ended"

    @property
    def tone(self) -> str:
        return "done" if self is PackageState.OPEN else "plain"


PACKAGE_TRANSITIONS = {
    "end": transition(PackageState.OPEN, to=PackageState.ENDED),
}


class EndReason(models.TextChoices):
    GOALS_REACHED = "goals reached", "What was agreed has been reached"
    STEP_DOWN = "step-down", "Stepped down to another service"
    DIRECT_PAYMENT = "direct payment", "Moved to a direct payment"
    CHOICE = "choice", "The person's choice"
    KEYWORKER = "keyworker", "The keyworker's decision"
    MOVED = "moved", "Moved out of the area"
    HOLD_EXPIRED = "hold expired", "In hospital longer than support is held"
    DIED = "died", "The person died"


class AllocationKind(models.TextChoices):
    LEAD = "lead", "Lead worker"
    BUDDY = "buddy", "Buddy worker"
    COVER = "cover", "Cover"


class ContactKind(models.TextChoices):
    TELEPHONE = "telephone", "Telephone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


class HospitalKind(models.TextChoices):
    MENTAL_HEALTH = "mental health", "Mental health"
    ACUTE = "acute", "Acute (physical health)"
    COMMUNITY = "community", "Community hospital"


class OverrideEffect(models.TextChoices):
    CONTINUE = "continue", "Support goes on during the stay"
    RESUME = "resume", "Support resumes from a day"
    END = "end", "Support ends on a day"


class GrantKind(models.TextChoices):
    REASON = "reason", "Opened with a reason"
    INSPECTION = "inspection", "Inspection by the Council"


class ConsentPurpose(models.TextChoices):
    SEE_PLAN = "see plan", "See my plan"
    SEE_VISITS = "see visits", "See when visits are planned"


class CareActOutcome(models.TextChoices):
    """The ten outcomes of the Care and Support (Eligibility Criteria) Regulations 2015, regulation 2(2)."""

    NUTRITION = "nutrition", "Managing and maintaining nutrition"
    HYGIENE = "hygiene", "Maintaining personal hygiene"
    TOILET = "toilet", "Managing toilet needs"
    CLOTHED = "clothed", "Being appropriately clothed"
    HOME_SAFELY = "home safely", "Being able to make use of the home safely"
    HABITABLE = "habitable", "Maintaining a habitable home"
    RELATIONSHIPS = "relationships", "Developing and keeping family or other personal relationships"
    WORK = "work", "Taking part in work, training, education or volunteering"
    FACILITIES = "facilities", "Using local facilities and services, transport and recreation included"
    CHILD = "child", "Caring for a child"
