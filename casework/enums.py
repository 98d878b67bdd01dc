from django.db import models

from core.transitions import transition


class PackageState(models.TextChoices):
    """A hospital hold is not a state: it is derived from spells, day by day."""

    OPEN = "open", "Open"
    ENDED = "ended", "Ended"

    @property
    def tone(self) -> str:
        return "done" if self is PackageState.OPEN else "plain"


PACKAGE_TRANSITIONS = {
    "end": transition(PackageState.OPEN, to=PackageState.ENDED),
    "undo ending": transition(PackageState.ENDED, to=PackageState.OPEN, needs_reason=True),
    "end allocation": transition(PackageState.OPEN, to=PackageState.OPEN, needs_reason=True),
    "withdraw allocation": transition(PackageState.OPEN, PackageState.ENDED, needs_reason=True),
}


class EndReason(models.TextChoices):
    GOALS_REACHED = "goals reached", "Agreed outcomes achieved"
    STEP_DOWN = "step-down", "Stepped down to another service"
    DIRECT_PAYMENT = "direct payment", "Moved to a direct payment"
    CHOICE = "choice", "The person's choice"
    KEYWORKER = "keyworker", "The keyworker's decision"
    MOVED = "moved", "Moved out of the area"
    HOLD_EXPIRED = "hold expired", "Hospital hold expired"
    DIED = "died", "The person died"


class AllocationKind(models.TextChoices):
    LEAD = "lead", "Lead worker"
    BUDDY = "buddy", "Buddy worker"
    COVER = "cover", "Cover"


class ContactKind(models.TextChoices):
    TELEPHONE = "telephone", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    LETTER = "letter", "Letter"


class HospitalKind(models.TextChoices):
    MENTAL_HEALTH = "mental health", "Mental health"
    ACUTE = "acute", "Acute (physical health)"
    COMMUNITY = "community", "Community hospital"


class OverrideEffect(models.TextChoices):
    CONTINUE = "continue", "Support continues during the stay"
    RESUME = "resume", "Support restarts"
    END = "end", "Support ends"
    EXTEND = "extend", "Extend the hold, with the Council's written authority"


class Readmission(models.TextChoices):
    """Back in hospital before support had resumed: the keyworker decides whether the hold continues."""

    ASKED = "asked", "Waiting for the keyworker's decision"
    SAME = "same", "Same admission: the day count continues"
    NEW = "new", "New admission: the day count starts again"


class WardKind(models.TextChoices):
    WARD = "ward", "Ward"
    LEAVE = "leave", "Section 17 leave: still an inpatient"


class RelationshipKind(models.TextChoices):
    CARER = "carer", "Carer (unpaid)"
    FAMILY = "family", "Family"
    FRIEND = "friend", "Friend"
    ADVOCATE = "advocate", "Advocate"
    NOMINATED = "nominated", "Nominated person"
    OTHER = "other", "Other"


class ExitRoute(models.TextChoices):
    """What should follow support, where the terms ask for it (T2.4, T4.6)."""

    STEP_DOWN = "step-down", "Step down to another commissioned service"
    DIRECT_PAYMENT = "direct payment", "Direct payment"
    INDEPENDENCE = "independence", "Living independently"
    OTHER = "other", "Other"


class Destination(models.TextChoices):
    """Where somebody went when support ended."""

    INDEPENDENCE = "independence", "Living independently"
    STEP_DOWN = "step-down", "Another commissioned service"
    DIRECT_PAYMENT = "direct payment", "Direct payment"
    CARE_HOME = "care home", "Care home or supported living"
    HOSPITAL = "hospital", "Hospital"
    MOVED = "moved", "Moved to another area"
    PRISON = "prison", "Prison"
    DIED = "died", "Died"
    NOT_KNOWN = "not known", "Not known"


class AgreementAnswer(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not asked", "Could not be asked"


class CouncilDocumentKind(models.TextChoices):
    SUPPORT_PLAN = "support plan", "Council's support plan"
    RISK_ASSESSMENT = "risk assessment", "Council's risk assessment"
    REVISED_PLAN = "revised plan", "Council's revised support plan"


class ImportState(models.TextChoices):
    CHECKING = "checking", "Checking"
    CHECKED = "checked", "Checked, nothing imported yet"
    RUNNING = "running", "Importing"
    DONE = "done", "Imported"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Could not be read"

    @property
    def tone(self) -> str:
        return {"done": "done", "failed": "late", "undone": "plain"}.get(self.value, "soon")


IMPORT_TRANSITIONS = {
    "check": transition(ImportState.CHECKING, to=ImportState.CHECKED),
    "fail": transition(ImportState.CHECKING, to=ImportState.FAILED, needs_reason=True),
    "check again": transition(ImportState.CHECKED, to=ImportState.CHECKING),
    "run": transition(ImportState.CHECKED, to=ImportState.RUNNING),
    "finish": transition(ImportState.RUNNING, to=ImportState.DONE),
    "undo": transition(ImportState.DONE, to=ImportState.UNDONE, needs_reason=True),
}


class ImportOutcome(models.TextChoices):
    """The result of checking a row of a spreadsheet."""

    ERROR = "error", "Cannot be imported"
    NEW = "new", "New"
    CHANGE = "change", "Changes a record"
    SAME = "same", "No change"
    DUPLICATE = "duplicate", "Possible duplicate"
    UNCLEAR = "unclear", "Shared address"

    @property
    def tone(self) -> str:
        tones = {"error": "late", "new": "done", "change": "brand", "duplicate": "soon", "unclear": "soon"}
        return tones.get(self.value, "plain")


class AgeLimitOutcome(models.TextChoices):
    """What is agreed with the keyworker for a person who reaches the contract's age limit."""

    CONTINUES = "continues", "Support continues"
    MOVES = "moves", "The person moves to another service"
    ENDS = "ends", "Support ends on a date"


class GrantKind(models.TextChoices):
    REASON = "reason", "Opened with a reason"
    INSPECTION = "inspection", "Inspection by the Council"


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
    FACILITIES = "facilities", "Using local facilities and services, including transport and recreation"
    CHILD = "child", "Caring for a child"
