from django.db import models


class PackUseKind(models.TextChoices):
    TAKEN = "taken", "Took the pack"
    PASSPHRASE = "passphrase", "Had the passphrase shown"
