"""What was written on a phone without a signal, and came in later."""

import json
import uuid

from core import clock, transitions
from demo.scheduler import Story
from demo.text import phones as words
from demo.world import DAY, Scene, Support, at
from visits.phone.intake import judge
from visits.services import receive, reject_note


def written_on_a_phone(scene: Scene, key: str, ago: int) -> Story:
    """A call noted in a cellar and sent that evening; two that were sent, then written on in the other window."""
    chance = scene.chance("phone", key)
    for number, texts in enumerate((words.SENT_LATE, words.SENT_BEFORE, words.SENT_TWICE)):
        day = scene.ago(ago) + DAY * number
        yield at(day, 18, 40 + number)
        support = scene.supports.get(key)
        if support is None or support.lead is None or support.is_over(day) or support.is_held(day):
            return
        note_id = uuid.UUID(int=chance.getrandbits(128), version=4)
        for text in texts:
            entry = judge(receive(text=_note(support, note_id, text.format(name=support.name)), by=support.lead.user))
        if texts is words.SENT_BEFORE and transitions.can_make(entry, "leave out"):
            reject_note(entry=entry, reason=words.LEFT_OUT, by=support.lead.user)


def _note(support: Support, note_id: uuid.UUID, text: str) -> str:
    """As a phone writes it, at four in the afternoon of today."""
    day = clock.today()
    fields = {"did_happen": "yes", "started": "15:40", "ended": "15:55", "kind": "telephone", "notes": text}
    fields |= {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
    return json.dumps(
        {
            "version": 1,
            "id": str(note_id),
            "by": str(support.lead.user.pk) if support.lead else "",
            "written_at": at(day, 16).isoformat(),
            "planned": None,
            "package": str(support.package.pk),
            "fields": {name: [value] for name, value in fields.items()},
        }
    )
