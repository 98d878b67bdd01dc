from django.db import models


class ReferralSource(models.TextChoices):
    MENTAL_HEALTH_TEAM = "mental health team", "Adult Social Care Mental Health Team"
    HUB = "hub", "Hub"
    COMMUNITY_TEAM = "community team", "Community mental health team"
    DROP_IN = "drop-in", "Drop-in"


class ReturnInterval(models.TextChoices):
    QUARTERLY = "quarterly", "Every quarter"
    HALF_YEARLY = "half-yearly", "Every six months"
