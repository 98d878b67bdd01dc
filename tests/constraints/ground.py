"""Breaking the rules of core, accounts, contracts and workforce."""

import datetime

from accounts.models import User, Wall
from contracts.models import Contract, ContractOutcome, LifeDomain, Post, Strand, Terms
from core import clock
from core.models import Document, FormDraft, Message, Submission
from tests.constraints.base import breaks, copy_row, update_row
from tests.factories import (
    DocumentFactory,
    MessageFactory,
)
from workforce.models import Absence, Ceiling, ContractedHours, TrainingCourse, TrainingDone, Worker

DAY = datetime.timedelta(days=1)


# core


@breaks("document_size")
def _(cast):
    update_row(Document, DocumentFactory(), size=0)


@breaks("document_fingerprint")
def _(cast):
    update_row(Document, DocumentFactory(), sha256="no fingerprint")


@breaks("message_address")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), address="")


@breaks("message_sent_at")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), state="sent")


@breaks("message_withheld_reason")
def _(cast):
    update_row(Message, MessageFactory(to=cast.ben), state="withheld")


@breaks("form_draft_once")
def _(cast):
    for _ in range(2):
        FormDraft.objects.create(user=cast.amara, key="visits.log", fields={}, saved_at=clock.now())


@breaks("submission_once")
def _(cast):
    for _ in range(2):
        Submission.objects.create(user=cast.amara, key="/visits/", form_id=cast.package.pk, recorded_at=clock.now())


# accounts


@breaks("user_email_once")
def _(cast):
    update_row(User, cast.ben, email=cast.dana.email.upper())


@breaks("user_suspended")
def _(cast):
    update_row(User, cast.ben, suspended_at=clock.now())


@breaks("wall_once")
def _(cast):
    for _ in range(2):
        Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")


@breaks("wall_dates")
def _(cast):
    wall = Wall.objects.create(record_id=cast.package.pk, user=cast.ben, reason="Named")
    update_row(Wall, wall, lifted_at=wall.recorded_at - DAY)


# contracts


@breaks("contract_dates")
def _(cast):
    update_row(Contract, cast.tameside, ends_on=cast.tameside.starts_on - DAY)


@breaks("contract_name_once")
def _(cast):
    copy_row(cast.tameside)


@breaks("strand_once")
def _(cast):
    update_row(Strand, cast.strands[0], name=cast.strands[1].name)


@breaks("life_domain_once")
def _(cast):
    update_row(LifeDomain, cast.life_domains[0], name=cast.life_domains[1].name)


@breaks("contract_outcome_once")
def _(cast):
    for _ in range(2):
        ContractOutcome.objects.create(contract=cast.tameside, name="People live as they choose")


@breaks("post_once_at_a_time")
def _(cast):
    Post.objects.create(user=cast.ben, role="manager", contract=cast.tameside, from_on=cast.today)


@breaks("post_dates")
def _(cast):
    post = Post.objects.get(user=cast.ben)
    update_row(Post, post, until_on=post.from_on)


@breaks("post_role")
def _(cast):
    update_row(Post, Post.objects.get(user=cast.ben), role="emperor")


@breaks("terms_once_a_day")
def _(cast):
    Terms.objects.create(contract=cast.tameside, from_on=cast.terms.from_on)


@breaks("terms_ages")
def _(cast):
    Terms.objects.create(contract=cast.tameside, from_on=cast.today, minimum_age=18, age_limit=18)


@breaks("terms_day")
def _(cast):
    late, early = datetime.time(22), datetime.time(8)
    Terms.objects.create(contract=cast.tameside, from_on=cast.today, day_starts_at=late, day_ends_at=early)


# workforce


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


@breaks("absence_once")
def _(cast):
    for from_on in (cast.today, cast.today + DAY):
        Absence.objects.create(worker=cast.worker, kind="leave", from_on=from_on)


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
