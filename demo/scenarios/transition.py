"""Somebody is referred before the eighteenth birthday: assessed, and the plan shared, before support can start."""

import datetime
from collections.abc import Generator

from accounts.models import User
from core import clock
from core.dates import add_working_days
from demo.scenarios.attachments import attach
from demo.scheduler import Scenario
from demo.text import decisions
from demo.text import referrals as words
from demo.world import DAY, Support, World, at
from plans.services import share_written_transition_plan, write_transition_plan
from referrals import services
from referrals.enums import Agency, ReferralDocumentKind
from referrals.models import Referral


def before_eighteen(world: World, referral: Referral, referrer: User) -> Generator[datetime.datetime, None, None]:
    """The period of assessment, the transition plan and with whom it is shared (T1.3)."""
    manager = world.users["manager"]
    begins_on = add_working_days(clock.today(), 1)
    yield at(begins_on, 10, 5)
    assessment = services.begin_assessment(
        referral=referral, from_on=begins_on, assessed_by=f"{referrer}, with the leaving care worker", by=manager
    )
    yield at(begins_on + DAY * 5, 14, 35)
    attach(referral, ReferralDocumentKind.TRANSITION_PLAN, referrer)
    for days, agency, whom in (
        (6, Agency.CHILDREN, "Personal adviser, leaving care team"),
        (6, Agency.ADULTS, "Duty social worker"),
        (7, Agency.CAMHS, "Care coordinator"),
    ):
        yield max(at(begins_on + DAY * days, 11, 10), clock.now() + datetime.timedelta(minutes=1))
        services.share_transition_plan(
            referral=referral, agency=agency, shared_with=whom, shared_on=clock.today(), by=manager
        )
    yield at(begins_on + DAY * 8, 16, 20)
    services.finish_assessment(assessment=assessment, last_on=clock.today(), result=words.ASSESSED, by=manager)


def towards_eighteen(world: World, support: Support) -> Scenario:
    """Once support is agreed: write what changes at the birthday, and share it with both services (T1.3)."""
    yield at(add_working_days(clock.today(), 2), 15, 10)
    lead = support.lead_user
    assessment = Referral.objects.get(package=support.package).transition
    plan = write_transition_plan(
        package=support.package,
        revision=1,
        assessed_from_on=assessment.from_on,
        assessed_last_on=assessment.last_on,
        assessed_by=assessment.assessed_by,
        result=assessment.result,
        by=lead,
        **decisions.TRANSITION,
    )
    for agency, whom in (
        (Agency.CHILDREN, "Personal adviser, leaving care team"),
        (Agency.ADULTS, "Keyworker, with the support plan"),
    ):
        yield at(add_working_days(clock.today(), 1), 10, 40)
        share_written_transition_plan(plan=plan, agency=agency, shared_with=whom, shared_on=clock.today(), by=lead)
