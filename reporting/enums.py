from django.db import models

from core.transitions import transition


class ReturnState(models.TextChoices):
    PREPARING = "preparing", "In preparation"
    SEALED = "sealed", "Sealed"

    @property
    def tone(self) -> str:
        return "done" if self is ReturnState.SEALED else "soon"


RETURN_TRANSITIONS = {
    "seal": transition(ReturnState.PREPARING, to=ReturnState.SEALED),
}

# The ten sections that T9.6 lists, in its order.
SECTIONS = {
    1: "People supported",
    2: "Complaints and compliments",
    3: "Incidents, accidents and safeguarding",
    4: "Supervision",
    5: "Training and development",
    6: "Starters",
    7: "Leavers",
    8: "Sickness",
    9: "Reviews, updates and audits",
    10: "Assessments and risk assessments",
}
# Prepared and signed separately, and hidden from everybody else at the provider.
RESTRICTED = frozenset({3})
# About staff: readers outside the provider get groups, in which nobody can be recognised.
ABOUT_STAFF = frozenset({6, 7, 8})


class Unit(models.TextChoices):
    PEOPLE = "people", "people"
    PACKAGES = "packages", "packages"
    VISITS = "visits", "visits"
    MINUTES = "minutes", "hours and minutes"
    DAYS = "days", "days"
    WORKERS = "workers", "workers"
    RECORDS = "records", "records"
