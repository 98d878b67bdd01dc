"""Builders for a worker's day at noon: a planned visit, what is stored of it, and the pages its worker reads."""

import datetime
from html import unescape

from django.test import Client

from tests.factories import HOUR, PlannedVisitFactory
from visits.models import LoneWorkingCheck, PlannedVisit


def plan_an_hour(cast, starts_at: datetime.datetime, **changed) -> PlannedVisit:
    """Plan an hour of Amara with Maya."""
    columns = {"package": cast.package, "worker": cast.worker, "starts_at": starts_at, "ends_at": starts_at + HOUR}
    return PlannedVisitFactory(**columns | changed)


def fresh(planned: PlannedVisit) -> PlannedVisit:
    """Return the visit as it is stored now, with its check."""
    return PlannedVisit.objects.select_related("lone_working_check").get(pk=planned.pk)


def check_of(planned: PlannedVisit) -> LoneWorkingCheck:
    """Return the check of the visit as it is stored now."""
    return LoneWorkingCheck.objects.get(planned=planned)


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response) -> str:
    """Return the HTML on one line, with plain spaces and without escapes."""
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())
