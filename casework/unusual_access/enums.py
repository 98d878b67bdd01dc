from django.db import models


class UnusualKind(models.TextChoices):
    """Why somebody should look at an opening of a record."""

    OUTSIDE = "outside", "Outside the caseload"
    NIGHT = "night", "Outside service hours"
    MANY = "many", "Many records in an hour"
    SURNAME = "surname", "Same surname"
