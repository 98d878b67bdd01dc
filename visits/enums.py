from django.db import models

from contracts.enums import ExcludedActivity
from core.transitions import transition


class VisitKind(models.TextChoices):
    FACE_TO_FACE = "face to face", "Face to face"
    TELEPHONE = "telephone", "Phone call"
    VIDEO = "video", "Video call"
    TEXT = "text", "Text messages"

    @property
    def what_worker_does(self) -> str:
        """What the worker does, as the person reads it, before "you" or the person's name."""
        return {"telephone": "rings", "video": "has a video call with", "text": "texts"}.get(self.value, "meets")


class VisitOutcome(models.TextChoices):
    YES = "yes", "Took place"
    NO_ANSWER = "no answer", "No answer"
    DECLINED = "declined", "Person declined"
    CANCELLED_BY_PERSON = "cancelled by person", "Cancelled by the person"
    CANCELLED_BY_US = "cancelled by us", "Cancelled by us"
    UNSAFE = "unsafe", "Not safe to continue"

    @property
    def tone(self) -> str:
        return {"yes": "done", "unsafe": "late"}.get(self.value, "soon")


class NeedsMet(models.TextChoices):
    """Whether the access needs were met at a contact. Empty: nobody answered."""

    NOT_ASKED = "", "Not answered"
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_NEEDED = "not needed", "Not needed this time"


NEEDS_ANSWERS = [(each.value, each.label) for each in (NeedsMet.YES, NeedsMet.NO, NeedsMet.NOT_NEEDED)]
CANCELLED = (VisitOutcome.CANCELLED_BY_PERSON, VisitOutcome.CANCELLED_BY_US)
# Three of these in a row raise a duty (T2.6). A cancelled visit neither counts nor breaks the row.
NOT_ENGAGED = (VisitOutcome.NO_ANSWER, VisitOutcome.DECLINED)


class SupportKind(models.TextChoices):
    """The kind of support given at a visit (T3.1, T3.2, C2, C4)."""

    DAILY_LIVING = "daily living", "Practical tasks and daily living"
    MEDICATION = "medication", "Medication: prompting, prescriptions"
    MONEY = "money", "Money, budgeting, benefits"
    HEALTH = "health", "Health services"
    SOCIAL = "social", "Social and universal services"
    LEISURE = "leisure", "Leisure and recreation"
    RELATIONSHIPS = "relationships", "Relationships"
    EMPLOYMENT = "employment", "Employment"
    TRAINING = "training", "Education and training"
    VOLUNTEERING = "volunteering", "Volunteering"
    PLANNING = "planning", "Care-planning meeting"
    HEALTHY_LIVING = "healthy living", "Healthy living"
    TRAVEL = "travel", "Travel training"
    PROBLEM_SOLVING = "problem solving", "Problem solving"
    POSITIVE_RISK = "positive risk", "Positive risk taking"
    CRISIS = "crisis", "Support in crisis, distress or self-harm"


# Kind of support → the excluded activity that is likely enough with it to ask about.
LIKELY_EXCLUDED = {
    SupportKind.MEDICATION: ExcludedActivity.MEDICATION,
    SupportKind.HEALTH: ExcludedActivity.CLINICAL,
    SupportKind.PLANNING: ExcludedActivity.SOCIAL_WORK,
    SupportKind.TRAVEL: ExcludedActivity.TRANSPORT,
}


class VisitPlace(models.TextChoices):
    HOME = "home", "At home"
    OUT = "out", "Out and about"
    OFFICE = "office", "At our office"
    WARD = "ward", "On a ward"
    OTHER = "other", "Somewhere else"


class TimesFrom(models.TextChoices):
    """How the times of a visit were entered."""

    TYPED = "typed", "Entered by hand"
    TAPPED = "tapped", "Recorded with the start and finish buttons"
    PLAN = "plan", "Confirmed as planned"


class EntryRoute(models.TextChoices):
    """How the entry of a visit arrived."""

    HERE = "here", "Entered in Casework"
    PHONE = "phone", "Written on a phone, sent later"
    PAPER = "paper", "Written on paper, entered later"


class ChangeNoticed(models.TextChoices):
    RELAPSE = "relapse", "Early sign of relapse"
    DETERIORATION = "deterioration", "Getting worse"
    IMPROVEMENT = "improvement", "Getting better"
    CRISIS = "crisis", "In crisis, in distress or self-harm"

    @property
    def tone(self) -> str:
        return "done" if self is ChangeNoticed.IMPROVEMENT else "late"


class Urgency(models.TextChoices):
    """Who needs to know, and how soon. After support in a crisis "nobody" is an answer too, with its reason."""

    NOTICED = "noticed", "Next keyworker update is soon enough"
    TODAY = "today", "Tell the team today"
    NOW = "now", "Act now: alert the on-call senior"
    NOBODY = "nobody", "No one else needs to know, because …"


# The answers about a change noticed; those about a crisis, the most urgent first; those about a crisis on the phone.
OF_CHANGE = (Urgency.NOTICED, Urgency.TODAY, Urgency.NOW)
OF_CRISIS = (Urgency.NOW, Urgency.TODAY, Urgency.NOTICED, Urgency.NOBODY)
OF_CONTACT = (Urgency.NOW, Urgency.TODAY, Urgency.NOBODY)


class PlannedState(models.TextChoices):
    """The state of a planned visit. Held is not a state: it is derived from the package and the day."""

    PLANNED = "planned", "Planned"
    LOGGED = "logged", "Logged"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def tone(self) -> str:
        return {"planned": "brand", "logged": "done"}.get(self.value, "plain")


PLANNED_TRANSITIONS = {
    "log": transition(PlannedState.PLANNED, to=PlannedState.LOGGED),
    "cancel": transition(PlannedState.PLANNED, to=PlannedState.CANCELLED, needs_reason=True),
    "move": transition(PlannedState.PLANNED, needs_reason=True),
    "cover": transition(PlannedState.PLANNED),
    "arrive": transition(PlannedState.PLANNED),
    "undo arrival": transition(PlannedState.PLANNED),
    "leave": transition(PlannedState.PLANNED),
    "unlog": transition(PlannedState.LOGGED, to=PlannedState.PLANNED, needs_reason=True),
}


class WithWhom(models.TextChoices):
    """Who a communication was with (T4.10)."""

    PERSON = "person", "The person"
    FAMILY = "family", "Family or carer"
    REPRESENTATIVE = "representative", "Representative or advocate"
    MENTAL_HEALTH_TEAM = "mental health team", "Mental health team"
    COUNCIL = "council", "Council"
    HEALTH = "health", "GP or other health service"
    OTHER = "other", "Someone else"

    @property
    def in_sentence(self) -> str:
        """Return the label as it is written inside a sentence: "the person", "GP or other health service"."""
        return str(self.label) if self in (WithWhom.COUNCIL, WithWhom.HEALTH) else self.label.lower()


class Shared(models.TextChoices):
    """Whether somebody outside the care of the person learnt about their support, and by which right."""

    NOTHING = "nothing", "No, I only listened"
    CONSENT = "consent", "Yes, the person agreed that we talk with them"
    SAFETY = "safety", "Yes, without consent, to keep someone safe"


# With these, staff talk about the person's support only with consent. All others have a right of their own.
NEED_CONSENT = (WithWhom.FAMILY, WithWhom.REPRESENTATIVE, WithWhom.OTHER)


class ContactHow(models.TextChoices):
    CALL = "call", "Phone call"
    EMAIL = "email", "Email"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    MEETING = "meeting", "Meeting"
    VIDEO = "video", "Video call"


class EngagementDone(models.TextChoices):
    """What was done about several missed visits in a row."""

    NOT_REACHED = "not reached", "We have not reached them yet"
    WELFARE_CHECK = "welfare check", "We asked for a welfare check"
    SPOKE = "spoke", "We spoke with the person"
    VISITED = "visited", "Someone else visited"
    KEYWORKER = "keyworker", "The keyworker will decide what happens next"
    OTHER = "other", "Something else"


# After these it is not known how the person is: they close no duty (R05).
NOT_KNOWN_YET = (EngagementDone.NOT_REACHED, EngagementDone.WELFARE_CHECK)


class VisitRequestKind(models.TextChoices):
    """What the person asks about a planned visit."""

    MOVE = "move", "Move this visit"
    CANCEL = "cancel", "Cancel this visit"


class VisitRequestOutcome(models.TextChoices):
    MOVED = "moved", "The visit was moved"
    CANCELLED = "cancelled", "The visit was cancelled"
    STAYS = "stays", "The visit stays as planned"
    WITHDRAWN = "withdrawn", "Withdrawn"  # by the person: staff do not answer with it
