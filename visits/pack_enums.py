from django.db import models


class Use(models.TextChoices):
    TAKEN = "taken", "Took the pack"
    PASSPHRASE = "passphrase", "Had the passphrase shown"
