"""Breaking the rules of workers, their hours, absences and training."""

import datetime

from tests.constraints.registry import breaks, update_row
from workforce.models import (
    Absence,
    Ceiling,
    ContractedHours,
    ContractShare,
    HoursDivision,
    Team,
    TrainingCourse,
    TrainingDone,
    Worker,
    WorkerSignOut,
)

DAY = datetime.timedelta(days=1)


@breaks("worker_dates")
def _(cast):
    update_row(Worker, cast.worker, left_on=cast.worker.started_on - DAY, leaving_reason="retired")


@breaks("worker_leaving_reason")
def _(cast):
    update_row(Worker, cast.worker, left_on=cast.today)


@breaks("contracted_hours_once")
def _(cast):
    ContractedHours.objects.create(worker=cast.worker, from_on=cast.today, minutes_a_week=600)


@breaks("contracted_hours_dates")
def _(cast):
    hours = cast.worker.contracted_hours.get()
    update_row(ContractedHours, hours, until_on=hours.from_on)


@breaks("contracted_hours_range")
def _(cast):
    update_row(ContractedHours, cast.worker.contracted_hours.get(), minutes_a_week=61 * 60)


def make_division(cast, *percents, **columns):
    """Insert a division and, in one statement, a share of each per cent."""
    division = HoursDivision.objects.create(**{"worker": cast.worker, "from_on": cast.today} | columns)
    contracts = (cast.tameside, cast.links)
    ContractShare.objects.bulk_create(
        ContractShare(division=division, contract=contract, percent=percent)
        for contract, percent in zip(contracts, percents, strict=False)
    )
    return division


@breaks("hours_division_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        make_division(cast, 40, 60, from_on=from_on)


@breaks("hours_division_dates")
def _(cast):
    make_division(cast, 40, 60, until_on=cast.today)


@breaks("hours_division_struck")
def _(cast):
    update_row(HoursDivision, make_division(cast, 40, 60), struck_reason="A slip")


@breaks("rule_contract_shares_whole")
def _(cast):
    make_division(cast, 60, 60)


@breaks("contract_share_once")
def _(cast):
    ContractShare.objects.create(division=make_division(cast, 40, 60), contract=cast.links, percent=0)


@breaks("contract_share_percent")
def _(cast):
    make_division(cast, 101)


@breaks("absence_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        Absence.objects.create(worker=cast.worker, kind="leave", from_on=from_on)


@breaks("absence_sickness_reason")
def _(cast):
    Absence.objects.create(worker=cast.worker, kind="leave", sickness_reason="back", from_on=cast.today)


@breaks("absence_dates")
def _(cast):
    Absence.objects.create(worker=cast.worker, kind="leave", from_on=cast.today, until_on=cast.today)


def make_ceiling(cast, **changed):
    return Ceiling.objects.create(
        **{"worker": cast.worker, "minutes_a_week": 600, "reason": "Back from illness", "from_on": cast.today} | changed
    )


@breaks("ceiling_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        make_ceiling(cast, from_on=from_on)


@breaks("ceiling_dates")
def _(cast):
    make_ceiling(cast, until_on=cast.today)


@breaks("ceiling_range")
def _(cast):
    make_ceiling(cast, minutes_a_week=61 * 60)


@breaks("ceiling_reason")
def _(cast):
    make_ceiling(cast, reason="")


@breaks("training_done_once")
def _(cast):
    course = TrainingCourse.objects.create(name="Medicines awareness")
    for _ in range(2):
        TrainingDone.objects.create(worker=cast.worker, course=course, done_on=cast.today)


@breaks("absence_struck")
def _(cast):
    absence = Absence.objects.create(worker=cast.worker, kind="leave", from_on=cast.today)
    update_row(Absence, absence, struck_reason="A slip")


@breaks("training_struck")
def _(cast):
    course = TrainingCourse.objects.create(name="First aid at work")
    training = TrainingDone.objects.create(worker=cast.worker, course=course, done_on=cast.today)
    update_row(TrainingDone, training, struck_reason="A slip")


@breaks("team_name_once")
def _(cast):
    update_row(Team, cast.team, name=cast.other_team.name.upper())


@breaks("course_name_once")
def _(cast):
    for name in ("Medicines", "medicines"):
        TrainingCourse.objects.create(name=name)


@breaks("course_valid_months")
def _(cast):
    TrainingCourse.objects.create(name="Medicines", valid_months=0)


@breaks("course_ended_not_required")
def _(cast):
    TrainingCourse.objects.create(name="Medicines", is_required=True, ended_on=cast.today)


@breaks("worker_sign_out_reason")
def _(cast):
    WorkerSignOut.objects.create(worker=cast.worker, reason="")
