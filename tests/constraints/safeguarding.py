"""Breaking the rules of safeguarding concerns and incidents."""

import datetime

from core import clock
from safeguarding.models import Candour, Concern, ConcernSheet, Incident, IncidentAction, IncidentNotice, IncidentSheet
from tests.constraints.registry import breaks, update_row
from tests.factories import (
    ConcernFactory,
    IncidentFactory,
    VisitFactory,
)

DAY = datetime.timedelta(days=1)


@breaks("concern_contacted")
def _(cast):
    update_row(Concern, ConcernFactory(package=cast.package), council_contacted_at=clock.now())


@breaks("concern_council_first")
def _(cast):
    update_row(Concern, ConcernFactory(package=cast.package), state="enquiry")


def contacted(cast, **columns) -> Concern:
    known = {"council_contacted_at": clock.now(), "council_contacted_by": cast.sunita, "council_contact": "Rita"}
    return ConcernFactory(package=cast.package, **known, **columns)


def decided(kind: str = "section 42", at=None) -> dict:
    return {"council_decision_kind": kind, "council_decided_by": "Rita", "council_decided_at": at or clock.now()}


@breaks("concern_decided_after_contact")
def _(cast):
    update_row(Concern, contacted(cast), **decided(at=clock.now() - DAY))


@breaks("concern_decided")
def _(cast):
    update_row(Concern, contacted(cast), council_decided_at=clock.now())


@breaks("concern_enquiry_by_council")
def _(cast):
    update_row(Concern, contacted(cast), state="enquiry", **decided("advice"))


@breaks("concern_no_enquiry_by_council")
def _(cast):
    update_row(Concern, contacted(cast), state="no enquiry", **decided("other enquiry"))


@breaks("concern_portal")
def _(cast):
    update_row(Concern, contacted(cast), state="reported", **decided())


@breaks("concern_portal_sent")
def _(cast):
    update_row(Concern, contacted(cast), portal_reference="PB-1")


@breaks("concern_kinds")
def _(cast):
    ConcernFactory(package=cast.package, kinds=[])


@breaks("concern_children")
def _(cast):
    ConcernFactory(package=cast.package, subject="child")


@breaks("concern_children_contacted")
def _(cast):
    ConcernFactory(package=cast.package, children_contacted_at=clock.now())


@breaks("concern_children_first")
def _(cast):
    concern = contacted(cast, children_at_risk="yes", children="Her son, 9")
    update_row(Concern, concern, state="closed")


@breaks("concern_happened")
def _(cast):
    ConcernFactory(package=cast.package, happened_on=clock.today() + DAY)


@breaks("concern_emergency")
def _(cast):
    ConcernFactory(package=cast.package, emergency_outcome="They came")


@breaks("concern_consent")
def _(cast):
    ConcernFactory(package=cast.package, consent="not sought")


@breaks("concern_sheet_once")
def _(cast):
    concern = ConcernFactory(package=cast.package)
    for _ in range(2):
        ConcernSheet.objects.create(concern=concern, revision=1, steps=1)


@breaks("incident_severity")
def _(cast):
    IncidentFactory(package=cast.package, kind="self-harm", severity="minor")


@breaks("incident_person")
def _(cast):
    update_row(Incident, IncidentFactory(package=cast.package), package=None)


@breaks("incident_visit")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    update_row(Incident, IncidentFactory(package=cast.package, visit=visit), individual=None, package=None)


@breaks("incident_happened")
def _(cast):
    IncidentFactory(package=cast.package, happened_on=clock.today() + DAY)


@breaks("incident_emergency")
def _(cast):
    IncidentFactory(package=cast.package, emergency_outcome="They came")


@breaks("incident_investigated")
def _(cast):
    update_row(Incident, IncidentFactory(package=cast.package), investigator=cast.ben)


@breaks("incident_under_investigation")
def _(cast):
    update_row(Incident, IncidentFactory(package=cast.package), state="investigated")


@breaks("incident_closed")
def _(cast):
    update_row(Incident, IncidentFactory(package=cast.package), state="closed")


@breaks("incident_of_visit_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        IncidentFactory(package=cast.package, visit=visit, is_from_log=True, kind="outside service")


@breaks("incident_from_log")
def _(cast):
    IncidentFactory(package=cast.package, is_from_log=True)


def make_notice(cast, recipient: str = "council", **columns) -> IncidentNotice:
    return IncidentNotice.objects.create(incident=IncidentFactory(package=cast.package), recipient=recipient, **columns)


@breaks("incident_notice_reason")
def _(cast):
    make_notice(cast, applies="no")


@breaks("incident_notice_notified")
def _(cast):
    make_notice(cast, applies="yes", notified_at=clock.now())


@breaks("incident_notice_consent")
def _(cast):
    make_notice(cast, "family", applies="yes")


@breaks("incident_notice_basis")
def _(cast):
    make_notice(cast, "riddor", applies="yes")


@breaks("incident_notice_once")
def _(cast):
    notice = make_notice(cast)
    IncidentNotice.objects.create(incident=notice.incident, recipient="council")


@breaks("candour_reason")
def _(cast):
    Candour.objects.create(incident=IncidentFactory(package=cast.package), applies="no")


@breaks("candour_steps")
def _(cast):
    Candour.objects.create(incident=IncidentFactory(package=cast.package), explained_on=clock.today())


def make_action(cast, **columns) -> IncidentAction:
    return IncidentAction.objects.create(
        incident=IncidentFactory(package=cast.package),
        words="Mend it",
        owner=cast.amara,
        due_on=clock.today(),
        **columns,
    )


@breaks("incident_action_done")
def _(cast):
    make_action(cast, done_on=clock.today())


@breaks("incident_action_struck")
def _(cast):
    make_action(cast, struck_at=clock.now())


@breaks("incident_sheet_once")
def _(cast):
    incident = IncidentFactory(package=cast.package)
    for _ in range(2):
        IncidentSheet.objects.create(incident=incident, edition="a1")
