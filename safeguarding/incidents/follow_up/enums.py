import datetime

from django.db import models


class Recipient(models.TextChoices):
    """Who may have to be notified of an incident."""

    COUNCIL = "council", "The Council"
    FAMILY = "family", "Family or carer, if the person agrees"
    INSURER = "insurer", "Our insurer"
    RIDDOR = "riddor", "Health and Safety Executive (RIDDOR)"
    CQC = "cqc", "Care Quality Commission"
    POLICE = "police", "Police"
    DBS = "dbs", "Disclosure and Barring Service"


class Applies(models.TextChoices):
    """Whether something applies to the incident. Empty: nobody has answered yet."""

    YES = "yes", "Yes"
    NO = "no", "No"


class ReportBasis(models.TextChoices):
    """Why an incident must be reported under RIDDOR 2013, which sets the days that a report may take."""

    INJURY = "injury", "A death, a listed injury or a dangerous occurrence: 10 days"
    ABSENCE = "absence", "Somebody cannot work for more than 7 days: 15 days"

    @property
    def limit(self) -> datetime.timedelta:
        """The days from the incident within which it is reported (RIDDOR 2013, schedule 1)."""
        return datetime.timedelta(days=10 if self == ReportBasis.INJURY else 15)
