"""What was typed in a form, as rows for its writer: without the parts that a page sends by itself."""

import re
from collections.abc import Iterable

from core.unsent import NOT_ANSWERS, SECRET
from core.uuids import as_uuid
from dashboard.unsent.labels import FormClass, label_of, words_of_answer

BY_ITSELF = NOT_ANSWERS | {
    "csrfmiddlewaretoken", "submission_id", "id", "revision", "save", "confirmed", "change", "next", "draft_window",
    "draft_continued_from", "read_at",
}  # fmt: skip
DATE_PART = re.compile(r"^(.+)_(day|month|year)\Z")
DRAWN = re.compile(r"^M\d+ \d+ L")


def without_token(fields: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the fields to send again: all but the token, the id of the stored form, and secrets."""
    dropped = {"csrfmiddlewaretoken", *NOT_ANSWERS}
    return [(name, text) for name, text in fields if name not in dropped and not SECRET.search(name)]


def rows(fields: Iterable[tuple[str, str]], form: FormClass | None) -> list[tuple[str, str]]:
    """Return (label, text) of the answers, in the words of `form`. The three boxes of a date are one row."""
    answers: dict[str, list[str]] = {}
    dates = set()
    for name, text in fields:
        if name in BY_ITSELF or SECRET.search(name) or not text.strip() or as_uuid(text):
            continue
        date = DATE_PART.match(name)
        if date:
            dates.add(date[1])
        field = date[1] if date else name
        answer_text = "drawn" if DRAWN.match(text) else words_of_answer(form, field, text)
        answers.setdefault(field, []).append(answer_text)
    return [(label_of(form, name), (" " if name in dates else ", ").join(texts)) for name, texts in answers.items()]
