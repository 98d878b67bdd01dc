"""Breaking the rules of notes from phones."""

import uuid

from tests.constraints.base import breaks, copy_of, set_on
from tests.factories import VisitFactory
from visits.models import PhoneEntry


def phone_entry(cast, **columns) -> PhoneEntry:
    """A note that has arrived."""
    given = {"entry_id": uuid.uuid4(), "text": "{}", "sha256": "a" * 64, "version": 1}
    return PhoneEntry.objects.create(package=cast.package, recorded_by=cast.amara, **{**given, **columns})


@breaks("phone_entry_once")
def _(cast):
    copy_of(phone_entry(cast))


@breaks("phone_entry_visit_once")
def _(cast):
    visit = VisitFactory(package=cast.package, worker=cast.worker)
    for _ in range(2):
        phone_entry(cast, state="taken in", visit=visit)


@breaks("phone_entry_answer")
def _(cast):
    set_on(PhoneEntry, phone_entry(cast), state="asks")
