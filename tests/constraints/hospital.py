"""Breaking the rules of hospital stays, overrides and suspensions."""

import datetime

from casework.models import HospitalSpell, Override, Suspension, WardStay
from tests.constraints.base import breaks, set_on
from tests.factories import SpellFactory, days_ago

DAY = datetime.timedelta(days=1)


@breaks("spell_dates")
def _(cast):
    SpellFactory(individual=cast.individual, admitted_on=cast.today, discharged_on=cast.today - DAY)


@breaks("spell_struck")
def _(cast):
    set_on(HospitalSpell, SpellFactory(individual=cast.individual), struck_reason="Somebody else's stay")


@breaks("spell_resumed")
def _(cast):
    spell = SpellFactory(individual=cast.individual, discharged_on=cast.today)
    set_on(HospitalSpell, spell, resumed_on=cast.today - DAY)


@breaks("spell_readmission")
def _(cast):
    set_on(HospitalSpell, SpellFactory(individual=cast.individual), readmission="same")


def ward(spell, from_on, until_on=None):
    return WardStay.objects.create(spell=spell, name="Ash ward", from_on=from_on, until_on=until_on)


@breaks("ward_stay_once")
def _(cast):
    spell = SpellFactory(individual=cast.individual)
    ward(spell, days_ago(10), days_ago(4))
    ward(spell, days_ago(5))


@breaks("ward_stay_dates")
def _(cast):
    ward(SpellFactory(individual=cast.individual), days_ago(10), days_ago(10))


def said(cast, **changed):
    return Override.objects.create(
        **{
            "spell": SpellFactory(individual=cast.individual),
            "effect": "continue",
            "from_on": cast.today,
            "said_by": cast.priya,
            "said_on": cast.today,
            "authority": "By telephone",
            "reason": "She needs the visits",
        }
        | changed
    )


@breaks("override_reason")
def _(cast):
    said(cast, reason="")


@breaks("override_said_by")
def _(cast):
    said(cast, said_by=None)


@breaks("override_dates")
def _(cast):
    said(cast, until_on=cast.today)


@breaks("override_extension")
def _(cast):
    said(cast, effect="extend", until_on=cast.today + DAY)


def suspension(cast, from_on, until_on=None):
    return Suspension.objects.create(
        package=cast.package,
        spell=SpellFactory(individual=cast.individual, admitted_on=from_on),
        from_on=from_on,
        until_on=until_on,
        admitted_on=from_on,
        last_held_on=from_on + 28 * DAY,
    )


@breaks("suspension_once")
def _(cast):
    suspension(cast, days_ago(20), days_ago(10))
    suspension(cast, days_ago(15), days_ago(5))


@breaks("suspension_dates")
def _(cast):
    suspension(cast, days_ago(20), days_ago(20))
