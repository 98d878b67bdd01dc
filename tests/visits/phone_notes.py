"""Builders of notes as a phone sends them."""

import json
import uuid

from core import clock
from tests.factories import days_ago


def fields(day=None, **changed) -> dict:
    """Return the fields of the log form: name → list of texts."""
    day = day or days_ago(1)
    return {
        "did_happen": ["yes"],
        "why_not": [],
        "day_day": [str(day.day)],
        "day_month": [str(day.month)],
        "day_year": [str(day.year)],
        "started": ["10:00"],
        "ended": ["11:00"],
        "kind": ["face to face"],
        "notes": ["We cooked lentils."],
        "next_step": ["Buy rice"],
    } | changed


def note(by, *, package=None, planned=None, id=None, day=None, written_at=None, **changed) -> str:
    """Return the text of a note."""
    return json.dumps(
        {
            "version": 1,
            "id": str(id or uuid.uuid4()),
            "by": str(by.pk),
            "written_at": (written_at or clock.now()).isoformat(),
            "planned": str(planned.pk) if planned else None,
            "package": str(package.pk) if package else None,
            "fields": fields(day, **changed),
        }
    )


def send(client, *texts, **more):
    """Send notes as the phone does and return the answers."""
    response = client.post(
        "/phone/entries/", json.dumps({"entries": list(texts), **more}), content_type="application/json"
    )
    assert response.status_code == 200, response.content[:300]
    return response.json()["answers"]
