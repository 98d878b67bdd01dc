"""Contact details from before there was one number a field: each number gets a field of its own."""

import re
from typing import Any

from core import telephones

NOTE_LENGTH = 200


def split_numbers(contact_points: Any) -> int:
    """Split the telephone numbers of these rows (a manager of ContactPoint); return how many rows were added.

    Words beside the numbers go to the note. A row without any number stays as it is.
    """
    added = 0
    for point in contact_points.filter(kind__in=["telephone", "text"]).order_by("recorded_at"):
        found = telephones.find(point.value)
        if not found or (len(found) == 1 and found[0].normal == point.value):
            continue
        note = _note(point, found)
        numbers = list(dict.fromkeys(number.normal for number in found))
        taken = set(
            contact_points.filter(individual=point.individual_id, kind=point.kind)
            .exclude(pk=point.pk)
            .values_list("value", flat=True)
        )
        numbers = [number for number in numbers if number not in taken]
        if not numbers:
            continue
        contact_points.filter(pk=point.pk).update(value=numbers[0], note=note)
        for number in numbers[1:]:
            contact_points.create(
                individual_id=point.individual_id,
                kind=point.kind,
                value=number,
                is_safe=point.is_safe,
                note=note,
                recorded_by_id=point.recorded_by_id,
            )
            added += 1
    return added


def _note(point: Any, found: list[telephones.Telephone]) -> str:
    rest, start = "", 0
    for number in found:
        rest += point.value[start : number.start] + " "
        start = number.end
    rest += point.value[start:]
    words = re.sub(r"\s+", " ", rest).strip(" ,;/.()-")
    words = "" if words.casefold() in ("or", "and", "/") else words
    return ". ".join(part for part in (point.note, words) if part)[:NOTE_LENGTH]
