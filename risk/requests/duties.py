"""The duty to answer a request for the risk assessment: of those who may share it."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from accounts.enums import Permission
from accounts.permissions import NOBODY
from casework.duties import PersonDuty
from core.duties import register
from risk.models import RiskRequest


@dataclass(frozen=True, kw_only=True)
class RiskRequestDuty(PersonDuty):
    """Only an answer ends it, not the end of support."""

    def ended_by(self, on: datetime.date) -> Q:
        return NOBODY


register(
    RiskRequestDuty(
        key="risk-request",
        label="Request for the risk assessment",
        model=RiskRequest,
        permission=Permission.DISCLOSE_RISK,
        page="risk_request",
        package=None,
        individual="individual",
        message="risk-request",
    )
)
