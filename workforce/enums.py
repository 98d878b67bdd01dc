from django.db import models


class AbsenceKind(models.TextChoices):
    SICKNESS = "sickness", "Sickness"
    LEAVE = "leave", "Annual leave"
    TRAINING = "training", "Training"
    OTHER = "other", "Other absence"


class LeavingReason(models.TextChoices):
    ANOTHER_JOB = "another job", "Another job"
    RETIRED = "retired", "Retired"
    END_OF_CONTRACT = "end of contract", "Contract of employment ended"
    DISMISSED = "dismissed", "Dismissed"
    PERSONAL = "personal", "Personal reasons"
    NOT_KNOWN = "not known", "Not known"
