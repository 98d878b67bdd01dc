"""Breaking the rules of hospital stays, overrides and holds."""

import datetime

from casework.models import Hold, HospitalSpell, Override, WardStay
from tests.constraints.registry import breaks, update_row
from tests.factories import SpellFactory, days_ago

DAY = datetime.timedelta(days=1)


@breaks("spell_dates")
def _(cast):
    SpellFactory(individual=cast.individual, admitted_on=cast.today, discharged_on=cast.today - DAY)


@breaks("spell_struck")
def _(cast):
    update_row(HospitalSpell, SpellFactory(individual=cast.individual), struck_reason="Somebody else's stay")


@breaks("spell_resumed")
def _(cast):
    spell = SpellFactory(individual=cast.individual, discharged_on=cast.today)
    update_row(HospitalSpell, spell, resumed_on=cast.today - DAY)


@breaks("spell_readmission")
def _(cast):
    update_row(HospitalSpell, SpellFactory(individual=cast.individual), readmission="same")


def make_ward(spell, from_on, until_on=None):
    return WardStay.objects.create(spell=spell, name="Ash ward", from_on=from_on, until_on=until_on)


@breaks("ward_stay_once")
def _(cast):
    spell = SpellFactory(individual=cast.individual)
    make_ward(spell, days_ago(10), days_ago(4))
    make_ward(spell, days_ago(5))


@breaks("ward_stay_dates")
def _(cast):
    make_ward(SpellFactory(individual=cast.individual), days_ago(10), days_ago(10))


def make_override(cast, **changed):
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


@breaks("override_struck")
def _(cast):
    update_row(Override, make_override(cast), struck_reason="Said of somebody else")


@breaks("override_reason")
def _(cast):
    make_override(cast, reason="")


@breaks("override_said_by")
def _(cast):
    make_override(cast, said_by=None)


@breaks("override_dates")
def _(cast):
    make_override(cast, until_on=cast.today)


@breaks("override_extension")
def _(cast):
    make_override(cast, effect="extend", until_on=cast.today + DAY)


def make_hold(cast, from_on, until_on=None):
    return Hold.objects.create(
        package=cast.package,
        spell=SpellFactory(individual=cast.individual, admitted_on=from_on),
        from_on=from_on,
        until_on=until_on,
        admitted_on=from_on,
        last_held_on=from_on + 28 * DAY,
    )


@breaks("hold_once")
def _(cast):
    make_hold(cast, days_ago(20), days_ago(10))
    make_hold(cast, days_ago(15), days_ago(5))


@breaks("hold_dates")
def _(cast):
    make_hold(cast, days_ago(20), days_ago(20))


@breaks("ward_stay_struck")
def _(cast):
    ward = make_ward(SpellFactory(individual=cast.individual), days_ago(3))
    update_row(WardStay, ward, struck_reason="Another ward")
