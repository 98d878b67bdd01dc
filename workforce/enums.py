from django.db import models


class AbsenceKind(models.TextChoices):
    SICKNESS = "sickness", "Sickness"
    LEAVE = "leave", "Annual leave"
    TRAINING = "training", "Training"
    OTHER = "other", "Other absence"


class Gender(models.TextChoices):
    """As the worker gives it; asked for because people may wish for a worker of their own gender."""

    FEMALE = "female", "Woman"
    MALE = "male", "Man"
    OTHER = "other", "Another way"


class LeavingReason(models.TextChoices):
    ANOTHER_JOB = "another job", "Another job"
    RETIRED = "retired", "Retired"
    END_OF_CONTRACT = "end of contract", "Contract of employment ended"
    DISMISSED = "dismissed", "Dismissed"
    PERSONAL = "personal", "Personal reasons"
    NOT_KNOWN = "not known", "Not known"
