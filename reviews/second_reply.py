"""A reply that comes after the record was acknowledged: it becomes a question about the record, so no text is lost."""

from typing import Any

from accounts.models import User
from casework.models import Question
from casework.questions.about import kind_of, may_ask_about
from casework.services import ask_question
from core.errors import NotPossible

ALREADY = "You have already acknowledged this. To say more, ask about it."
SENT = "This was already acknowledged, so your reply was sent as a question. You get an answer."


def ask_instead(*, record: Any, kind: str, words: str, said_before: str, by: User) -> Question:
    """Send what somebody typed as a reply as a question about `record`, which `kind` names (`AboutKind.key`).

    Raises NotPossible without words, for the words that were `said_before`, and for somebody who may not ask.
    """
    text, about = words.strip(), kind_of(kind)
    if about is None or text in ("", said_before.strip()) or not may_ask_about(by, kind, record):
        raise NotPossible(ALREADY)
    question: Question = ask_question(
        package=record.package,
        words=text,
        asked_by=by,
        about_kind=kind,
        about_id=record.pk,
        asked_of=about.worker_of(record),
        by=by,
    )
    return question
