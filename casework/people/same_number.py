"""One number in two rows, for calls and for texts: what the answer in one of them means for the other."""

from casework.enums import ContactKind
from casework.models import ContactPoint
from casework.people.safety_facts import SafetyFacts, facts_of
from core import telephones


def is_unsafe_for_texts(point: ContactPoint, facts: SafetyFacts) -> bool:
    """Return whether a row for texts, which does not say so itself, has a number that is not safe for calls."""
    return point.kind == ContactKind.TEXT and point.is_safe is not False and facts.is_unsafe(point.kind, point.value)


def words_about_same_number(point: ContactPoint) -> str:
    """Return what to say after saving `point`, where another row has its number; "" where there is nothing to say."""
    if point.kind not in (ContactKind.TELEPHONE, ContactKind.TEXT):
        return ""
    if is_unsafe_for_texts(point, facts_of(point.individual)):
        return "The same number is not safe for calls, so we send no texts to it."
    others = ContactPoint.objects.filter(individual=point.individual_id, kind__in=_other(point.kind))
    same = [row for row in others if telephones.key_of(row.value) == telephones.key_of(point.value)]
    if point.is_safe is not False or not any(row.is_safe is not False for row in same):
        return ""
    if point.kind == ContactKind.TELEPHONE:
        return f"“{same[0]}” has the same number: we send no texts to it either."
    return f"“{same[0]}” has the same number. Change it too if calls are not safe."


def _other(kind: str) -> list[str]:
    return [each for each in (ContactKind.TELEPHONE, ContactKind.TEXT) if each != kind]
