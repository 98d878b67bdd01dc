"""Breaking the rules of safeguarding concerns."""

import datetime

from core import clock
from safeguarding.models import Concern
from tests.constraints.registry import breaks, update_row
from tests.factories import (
    ConcernFactory,
)

DAY = datetime.timedelta(days=1)


@breaks("concern_contacted")
def _(cast):
    update_row(Concern, ConcernFactory(package=cast.package), council_contacted_at=clock.now())


@breaks("concern_council_first")
def _(cast):
    update_row(Concern, ConcernFactory(package=cast.package), state="enquiry")


@breaks("concern_decided_after_contact")
def _(cast):
    now = clock.now()
    concern = ConcernFactory(
        package=cast.package,
        council_contacted_at=now,
        council_contacted_by=cast.sunita,
        council_contact="The duty desk",
    )
    update_row(Concern, concern, council_decided_at=now - DAY)


@breaks("concern_portal")
def _(cast):
    concern = ConcernFactory(
        package=cast.package,
        council_contacted_at=clock.now(),
        council_contacted_by=cast.sunita,
        council_contact="The duty desk",
    )
    update_row(Concern, concern, state="reported")


@breaks("concern_kinds")
def _(cast):
    ConcernFactory(package=cast.package, kinds=[])
