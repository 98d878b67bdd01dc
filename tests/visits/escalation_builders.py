"""Builders of alerts, escalations, lone working checks, same-day requests and on-call shifts."""

import datetime

from core import clock
from visits.models import Alert, LoneWorkingCheck
from visits.services import begin_escalation, expect_no_signal, request_same_day
from workforce.models import OnCallShift

HOUR = datetime.timedelta(hours=1)


def make_same_day_request(package, by, **more):
    """Make a same-day request by the person, an hour ago."""
    columns = {"requested_at": clock.now() - HOUR, "asked_by": "person", "how": "telephone", "details": "Cannot sleep"}
    return request_same_day(package=package, by=by, **columns | more)


def make_shift(contract, user, *, ahead: int = 0, hours: int = 8) -> OnCallShift:
    """Make an on-call shift from an hour ago, or `ahead` days later."""
    starts_at = clock.now() - HOUR + datetime.timedelta(days=ahead)
    ends_at = starts_at + HOUR * hours
    return OnCallShift.objects.create(contract=contract, user=user, starts_at=starts_at, ends_at=ends_at)


def make_one_of_each(package, planned, by, shift) -> dict:
    """Return one record of each kind for the page tests. A visit of the world has raised the alert."""
    return {
        "alert": Alert.objects.get(package=package),
        "escalation": begin_escalation(package=package, cause="pressed", planned=planned, by=by),
        "check": LoneWorkingCheck.objects.get(pk=expect_no_signal(planned=planned, by=by).pk),
        "same_day": make_same_day_request(package, by),
        "on_call": shift,
    }
