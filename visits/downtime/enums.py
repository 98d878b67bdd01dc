from django.db import models


class PackUseKind(models.TextChoices):
    TAKEN = "taken", "Downloaded the pack"
    PASSPHRASE = "passphrase", "Viewed the passphrase"
