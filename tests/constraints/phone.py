"""Breaking the rules of notes from phones."""

import uuid

from tests.constraints.registry import breaks, copy_row, update_row
from tests.factories import VisitFactory
from visits.models import PhoneEntry


def make_phone_entry(cast, **columns) -> PhoneEntry:
    """Make a note that has arrived."""
    defaults = {"entry_id": uuid.uuid4(), "text": "{}", "sha256": "a" * 64, "version": 1}
    return PhoneEntry.objects.create(package=cast.package, recorded_by=cast.amara, **{**defaults, **columns})


@breaks("phone_entry_once")
def _(cast):
    copy_row(make_phone_entry(cast))


@breaks("phone_entry_visit_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        make_phone_entry(cast, state="saved", visit=visit)


@breaks("phone_entry_answer")
def _(cast):
    update_row(PhoneEntry, make_phone_entry(cast), state="asks")
