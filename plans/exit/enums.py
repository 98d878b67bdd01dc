from django.db import models


class ExitParty(models.TextChoices):
    """Who agrees an exit plan (T4.6)."""

    PERSON = "person", "The person"
    COUNCIL = "council", "The Council"
    PROVIDER = "provider", "The provider"
