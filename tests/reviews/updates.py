"""Builders of updates for tests."""

import datetime

from contracts.services import set_terms
from core import clock
from reviews.models import KeyworkerUpdate
from reviews.services import submit_update
from tests.cast import FULL_TERMS
from tests.factories import UpdateFactory

DAY = datetime.timedelta(days=1)
WRITTEN = {"how_it_is": "She is well.", "progress": "She cooks."}


def terms_with(cast, **columns):
    """Return terms of the contract with these columns, beside the cast's, which the cast's update does not have."""
    from_on = cast.terms.from_on + (1 + cast.tameside.terms.count()) * DAY
    return set_terms(contract=cast.tameside, from_on=from_on, by=None, **{**FULL_TERMS, **columns})


def make_update(cast, terms=None, **columns) -> KeyworkerUpdate:
    """Return a written update on Maya, due in a week unless `due_on` is given."""
    return UpdateFactory(package=cast.package, terms=terms or cast.terms, **{**WRITTEN, **columns})


def send(cast, update=None, on=None, by=None) -> KeyworkerUpdate:
    """Send an update, today or on another day, and return it as saved."""
    update = update or make_update(cast)
    if on is None:
        submit_update(update=update, by=by or cast.amara)
    else:
        with clock.frozen_at(clock.instant_on(on, datetime.time(12))):
            submit_update(update=update, by=by or cast.amara)
    return saved(update)


def saved(update) -> KeyworkerUpdate:
    return KeyworkerUpdate.objects.select_related("package__case__individual", "terms").get(pk=update.pk)
