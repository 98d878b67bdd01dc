"""Notes written on a phone without a signal, and received later."""

import json
import uuid

from core import clock, transitions
from demo.scheduler import Scenario
from demo.text import phones as words
from demo.world import DAY, Support, World, at
from visits.phone.intake import check_note
from visits.services import receive, reject_note


def write_on_phone(world: World, key: str, ago: int) -> Scenario:
    """A note written without signal and sent that evening; two sent, then changed in another window."""
    chance = world.chance("phone", key)
    for number, texts in enumerate((words.SENT_LATE, words.SENT_EARLIER, words.SENT_TWICE)):
        day = world.ago(ago) + DAY * number
        yield at(day, 18, 40 + number)
        support = world.supports.get(key)
        if support is None or support.lead is None or support.is_over(day) or support.is_held(day):
            return
        note_id = uuid.UUID(int=chance.getrandbits(128), version=4)
        for text in texts:
            entry = check_note(
                receive(text=_note(support, note_id, text.format(name=support.name)), by=support.lead_user)
            )
        if texts is words.SENT_EARLIER and transitions.can_make(entry, "reject"):
            reject_note(entry=entry, reason=words.LEFT_OUT, by=support.lead_user)


def _note(support: Support, note_id: uuid.UUID, text: str) -> str:
    """Return a note as a phone writes it, at four in the afternoon of today."""
    day = clock.today()
    fields = {"did_happen": "yes", "started": "15:40", "ended": "15:55", "kind": "telephone", "notes": text}
    fields |= {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    return json.dumps(
        {
            "version": 1,
            "id": str(note_id),
            "by": str(support.lead_user.pk) if support.lead else "",
            "written_at": at(day, 16).isoformat(),
            "planned": None,
            "package": str(support.package.pk),
            "fields": {name: [value] for name, value in fields.items()},
        }
    )
