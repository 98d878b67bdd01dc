"""What the form of a visit asks about a change noticed and about a crisis: nobody's call for others is dropped."""

from typing import Any

from design.forms import PlainForm
from visits.enums import OF_CHANGE, OF_CRISIS, ChangeNoticed, SupportKind, Urgency
from visits.log.models.visit import CRISIS_UNANSWERED, NOBODY_REASON_MISSING

# The phone asks for both before it saves a note.
CHANGE_MISSING = {"sign": "Choose what you noticed", "urgency": "Choose who needs to know about the change"}
CRISIS_NOT_TICKED = (
    f"You chose who needs to know about a crisis: tick “{SupportKind.CRISIS.label}”, "
    "and change the answer under it if no one needs to know"
)
CRISIS_NOT_CHOSEN = "Choose “Yes”, and change the answer under it if no one needs to know"


def clean_change(form: PlainForm, data: dict[str, Any]) -> None:
    """Ask what was noticed and who needs to know, and add to `data` what both questions about a crisis say together.

    What is written about a change, or who needs to know of it, is an error without the change.
    """
    is_crisis = SupportKind.CRISIS in data.get("support_kinds", ())
    if data.get("sign") and not data.get("urgency") and not (is_crisis and data.get("crisis_urgency")):
        form.add_error("urgency", CHANGE_MISSING["urgency"])
    if is_crisis:
        _clean_crisis(form, data)
    else:
        _refuse_answer_without_crisis(form, data)
        data["nobody_reason"] = ""
    has_answer = data.get("sign_words") or data.get("urgency") in OF_CHANGE
    if has_answer and not data.get("sign") and "sign" not in form.errors:
        form.add_error("sign", CHANGE_MISSING["sign"])


def _clean_crisis(form: PlainForm, data: dict[str, Any]) -> None:
    """Add the error if nobody is named who needs to know (R06). The more urgent of two answers counts.

    A crisis that others must know of is a change noticed, also where no other was.
    """
    answers = [each for each in OF_CRISIS if each in (data.get("urgency"), data.get("crisis_urgency"))]
    if not answers and "crisis_urgency" not in form.errors:
        form.add_error("crisis_urgency", CRISIS_UNANSWERED.rstrip("."))
        return
    if answers:
        data["urgency"] = answers[0]
    if data.get("urgency") != Urgency.NOBODY:
        data["sign"] = data.get("sign") or ChangeNoticed.CRISIS
        data["nobody_reason"] = ""
    elif data.get("sign"):
        form.add_error("urgency", CHANGE_MISSING["urgency"])
    elif not data.get("nobody_reason"):
        form.add_error("nobody_reason", NOBODY_REASON_MISSING.rstrip("."))


def _refuse_answer_without_crisis(form: PlainForm, data: dict[str, Any]) -> None:
    """Add the error if somebody needs to know of a crisis, and no support in one was ticked (R06).

    What a correction takes over from the entry is no new answer.
    """
    answer = data.get("crisis_urgency")
    is_answer = answer in OF_CHANGE and "crisis_urgency" in form.changed_data
    if is_answer and answer != data.get("urgency"):
        form.add_error("support_kinds", CRISIS_NOT_TICKED)
