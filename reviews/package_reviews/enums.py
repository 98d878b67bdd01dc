from django.db import models

from core.transitions import transition


class ReviewState(models.TextChoices):
    DUE = "due", "Due"
    CONDUCTED = "conducted", "Done, not yet shared"
    SHARED = "shared", "Shared"
    EXPIRED = "expired", "Not needed"

    @property
    def tone(self) -> str:
        return {"due": "soon", "conducted": "brand", "shared": "done"}.get(self.value, "plain")


R = ReviewState

REVIEW_TRANSITIONS = {
    "add to request": transition(R.DUE),
    "withdraw request": transition(R.DUE, to=R.EXPIRED),
    "arrange": transition(R.DUE),
    "answer": transition(R.DUE),
    "conduct": transition(R.DUE, to=R.CONDUCTED),
    "share": transition(R.CONDUCTED, to=R.SHARED),
    "acknowledge": transition(R.SHARED),
    "answer reply": transition(R.SHARED),
    "withdraw acknowledgement": transition(R.SHARED, needs_reason=True),
    "correct": transition(R.CONDUCTED, R.SHARED, needs_reason=True),
    "withdraw": transition(R.CONDUCTED, to=R.DUE, needs_reason=True),
    "expire": transition(R.DUE, to=R.EXPIRED),
    "reopen": transition(R.EXPIRED, to=R.DUE),
}


class ReviewRequester(models.TextChoices):
    CONTRACT = "contract", "Agreed when we accepted the referral"
    REVIEW = "review", "Agreed at the review before"
    PERSON = "person", "The person"
    CARER = "carer", "The carer"
    REPRESENTATIVE = "representative", "A representative"
    KEYWORKER = "keyworker", "The keyworker"
    PROVIDER = "provider", "The provider"


# These reviews are raised by a sweep, for a day that was agreed. Nobody asks for them.
RAISED_BY_SWEEP = (ReviewRequester.CONTRACT, ReviewRequester.REVIEW)
# Who asks for a review and must learn its date.
TO_ANSWER = (
    ReviewRequester.PERSON,
    ReviewRequester.CARER,
    ReviewRequester.REPRESENTATIVE,
    ReviewRequester.KEYWORKER,
)


class ReviewUrgency(models.TextChoices):
    SOON = "soon", "Soon: in the next two weeks"
    WEEKS = "weeks", "Within six weeks"


class ReviewContact(models.TextChoices):
    """How somebody spoke or wrote to us about a review, or we to them."""

    CASEWORK = "casework", "In Casework"
    TELEPHONE = "telephone", "By phone"
    IN_PERSON = "in person", "In person"
    LETTER = "letter", "By letter or email"
    LINK = "link", "By a link"


# What happens in Casework, or by a link that it sent, records itself. Staff record the rest.
OWN_CONTACTS = (ReviewContact.CASEWORK, ReviewContact.LINK)
RECORDED_CONTACTS = [choice for choice in ReviewContact.choices if choice[0] not in OWN_CONTACTS]


class MeetingKind(models.TextChoices):
    AT_HOME = "at home", "At the person’s home"
    ELSEWHERE = "elsewhere", "Somewhere else"
    ONLINE = "online", "Online"
    TELEPHONE = "telephone", "By phone"

    @property
    def to_person(self) -> str:
        """How they meet, in words to the person; the place follows."""
        return {
            MeetingKind.AT_HOME: "We come to your home.",
            MeetingKind.ELSEWHERE: "We meet you here:",
            MeetingKind.ONLINE: "We meet you online.",
            MeetingKind.TELEPHONE: "We ring you.",
        }[self]


class HoursChange(models.TextChoices):
    UP = "up", "More hours"
    SAME = "same", "The same hours"
    DOWN = "down", "Fewer hours"


class NextRoute(models.TextChoices):
    CONTINUE = "continue", "Support continues"
    STEP_DOWN = "step down", "Step down to less support"
    EXIT = "exit", "Plan the end of support"
    DIRECT_PAYMENTS = "direct payments", "Direct payments"


class ReviewAnswer(models.TextChoices):
    """What the person says about a part of their life since support began, or since the last review (C10)."""

    BETTER = "better", "Better"
    SAME = "same", "About the same"
    WORSE = "worse", "Worse"
    NOT_SAID = "not said", "Prefers not to say"
    NOT_ASKED = "not asked", "Not asked"

    @property
    def in_full(self) -> str:
        """The answer where the question is not beside it."""
        return {
            ReviewAnswer.BETTER: "Better than before",
            ReviewAnswer.SAME: "About the same as before",
            ReviewAnswer.WORSE: "Worse than before",
            ReviewAnswer.NOT_SAID: "Prefers not to say if it is better or worse",
            ReviewAnswer.NOT_ASKED: "Not asked if it is better or worse",
        }[self]

    @property
    def to_person(self) -> str:
        """The same in words to the person."""
        own = {ReviewAnswer.NOT_SAID: "You did not want to say", ReviewAnswer.NOT_ASKED: "We did not ask"}
        return own.get(self, self.in_full)
