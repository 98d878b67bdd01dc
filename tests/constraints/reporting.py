"""Breaking the rules of returns."""

import datetime

from core import clock
from reporting.models import CountedRecord, Return, ReturnDue, ReturnFigure, ReturnSection
from tests.constraints.registry import breaks, copy_row, update_row
from tests.factories import (
    ReturnFactory,
)

DAY = datetime.timedelta(days=1)
FROM, UNTIL = datetime.date(2026, 7, 1), datetime.date(2026, 10, 1)


def make_return(cast):
    """Make a return in preparation with one section, one figure and one counted record."""
    quarterly = ReturnFactory(contract=cast.tameside, restricted_to=cast.sunita)
    ReturnSection.objects.create(in_return=quarterly, number=1)
    figure = ReturnFigure.objects.create(
        in_return=quarterly,
        key="supported",
        section=1,
        position=0,
        label="People",
        definition="D",
        unit="people",
        value=1,
    )
    CountedRecord.objects.create(figure=figure, reference="C-22222", record_id=cast.individual.pk)
    return quarterly


def make_sealed_return(cast):
    """Make the same return and seal it."""
    quarterly = make_return(cast)
    update_row(
        Return,
        quarterly,
        state="sealed",
        restricted_signed_at=clock.now(),
        restricted_signed_by=cast.sunita,
        sealed_at=clock.now(),
        sealed_by=cast.ben,
        fingerprint="f" * 64,
    )
    quarterly.refresh_from_db()
    return quarterly


@breaks("return_once")
def _(cast):
    for _ in range(2):
        ReturnFactory(contract=cast.tameside)


@breaks("return_period")
def _(cast):
    quarterly = ReturnFactory(contract=cast.tameside)
    update_row(Return, quarterly, until_on=quarterly.from_on)


@breaks("return_sealed")
def _(cast):
    update_row(Return, ReturnFactory(contract=cast.tameside), state="sealed", sealed_at=clock.now())


@breaks("return_restricted_signed")
def _(cast):
    update_row(Return, ReturnFactory(contract=cast.tameside), restricted_signed_at=clock.now())


@breaks("return_section_once")
def _(cast):
    copy_row(make_return(cast).sections.get())


@breaks("return_figure_once")
def _(cast):
    copy_row(make_return(cast).figures.get())


@breaks("counted_once")
def _(cast):
    copy_row(make_return(cast).figures.get().counted.get())


@breaks("rule_return_seal")
def _(cast):
    update_row(Return, make_sealed_return(cast), fingerprint="0" * 64)


@breaks("rule_return_sealed")
def _(cast):
    update_row(ReturnSection, make_sealed_return(cast).sections.get(), narrative="It was better than that.")


def make_due(cast) -> ReturnDue:
    columns = {"from_on": FROM, "until_on": UNTIL, "due_on": UNTIL + 20 * DAY}
    return ReturnDue.objects.create(contract=cast.tameside, terms=cast.terms, **columns)


@breaks("return_due_once")
def _(cast):
    for _ in range(2):
        make_due(cast)


@breaks("return_due_period")
def _(cast):
    update_row(ReturnDue, make_due(cast), until_on=FROM)


@breaks("return_due_after_period")
def _(cast):
    update_row(ReturnDue, make_due(cast), due_on=UNTIL - DAY)


@breaks("return_due_met_or_expired")
def _(cast):
    update_row(ReturnDue, make_due(cast), met_on=UNTIL, expired_on=UNTIL)
