from django.db import models

from reviews.package_reviews.enums import HoursChange, NextRoute


class AgreedStep(models.TextChoices):
    """What a review agreed, or gives a reason for, and somebody does afterwards. The values are also in addresses."""

    MORE_HOURS = "more-hours", "More hours"
    FEWER_HOURS = "fewer-hours", "Fewer hours"
    STEP_DOWN = "step-down", "Step down to less support"
    END = "end", "Plan the end of support"
    DIRECT_PAYMENTS = "direct-payments", "Direct payments"
    PLAN = "plan", "A new version of the plan"
    RISK = "risk", "A review of the risk assessment"
    WORSE = "worse", "A review of risk, because something is worse"

    @property
    def not_done(self) -> str:
        """The step within a sentence, while nobody has done it."""
        return {
            AgreedStep.MORE_HOURS: "more hours, not yet changed",
            AgreedStep.FEWER_HOURS: "fewer hours, not yet changed",
            AgreedStep.STEP_DOWN: "a step down to less support, not yet started",
            AgreedStep.END: "the end of support, not yet planned",
            AgreedStep.DIRECT_PAYMENTS: "direct payments, not yet arranged",
            AgreedStep.PLAN: "changes to the support plan, no new version yet",
            AgreedStep.RISK: "the review of the risk assessment, not yet recorded there",
            AgreedStep.WORSE: "risk not yet reviewed since",
        }[self]

    @property
    def to_person(self) -> str:
        """The step in words to the person."""
        return {
            AgreedStep.MORE_HOURS: "You get more hours of support.",
            AgreedStep.FEWER_HOURS: "You get fewer hours of support.",
            AgreedStep.STEP_DOWN: "You get less support, step by step.",
            AgreedStep.END: "We make a plan with you for when support ends.",
            AgreedStep.DIRECT_PAYMENTS: "You get money to pay for your own support. It is called a direct payment.",
            AgreedStep.PLAN: "We change your support plan with you.",
            AgreedStep.RISK: "We review with you how to keep you safe.",
            AgreedStep.WORSE: "Something is worse for you. We review with you how to keep you safe.",
        }[self]


# Of the hours; fewer hours are the step down, so that is not asked for twice.
STEP_OF_HOURS = {HoursChange.UP: AgreedStep.MORE_HOURS, HoursChange.DOWN: AgreedStep.FEWER_HOURS}
STEP_OF_ROUTE = {NextRoute.EXIT: AgreedStep.END, NextRoute.DIRECT_PAYMENTS: AgreedStep.DIRECT_PAYMENTS}
