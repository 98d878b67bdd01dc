from django.db import models


class AbsenceKind(models.TextChoices):
    SICKNESS = "sickness", "Sickness"
    LEAVE = "leave", "Annual leave"
    TRAINING = "training", "Training"
    OTHER = "other", "Other absence"


class SicknessReason(models.TextChoices):
    """Groups of reasons as the NHS staff record lists them; what is wrong in detail stays between worker and doctor."""

    NOT_GIVEN = "not given", "Not given"
    MENTAL_HEALTH = "mental health", "Anxiety, stress, depression"
    BACK = "back", "Back problems"
    MUSCLES = "muscles", "Other muscle, bone or joint problems"
    INFECTION = "infection", "Cold, cough, flu or other infection"
    STOMACH = "stomach", "Stomach problems"
    INJURY = "injury", "Injury or fracture"
    PREGNANCY = "pregnancy", "Related to pregnancy"
    OTHER = "other", "Another known reason"


class Employment(models.TextChoices):
    """The kind of employment. The checks before anybody is allocated to them are the same for all (T8.9)."""

    EMPLOYED = "employed", "Employed"
    BANK = "bank", "Bank"
    AGENCY = "agency", "Agency"


class Weekday(models.IntegerChoices):
    """Numbered as in Python."""

    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Gender(models.TextChoices):
    """As the worker gives it; asked for because people may wish for a worker of their own gender."""

    FEMALE = "female", "Woman"
    MALE = "male", "Man"
    OTHER = "other", "Self-described"


class LeavingReason(models.TextChoices):
    ANOTHER_JOB = "another job", "Another job"
    RETIRED = "retired", "Retired"
    END_OF_CONTRACT = "end of contract", "Contract of employment ended"
    DISMISSED = "dismissed", "Dismissed"
    PERSONAL = "personal", "Personal reasons"
    NOT_KNOWN = "not known", "Not known"
