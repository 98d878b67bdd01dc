"""The texts of an update with their labels, for pages."""

from django.db.models import Field

from reviews.models import UPDATE_TEXT_FIELDS, KeyworkerUpdate


def texts_of(update: KeyworkerUpdate) -> list[tuple[str, str]]:
    """Return each text of an update after its label."""
    return labelled({name: getattr(update, name) for name in UPDATE_TEXT_FIELDS})


def labelled(content: dict[str, str]) -> list[tuple[str, str]]:
    """Return the texts of `content`, by field, after their labels."""
    return [(_label(name), content.get(name, "")) for name in UPDATE_TEXT_FIELDS]


def _label(name: str) -> str:
    """The field's verbose name with a capital."""
    field = KeyworkerUpdate._meta.get_field(name)
    assert isinstance(field, Field)
    text = str(field.verbose_name)
    return text[0].upper() + text[1:]
