"""Our record of an incident as a PDF."""

import hashlib
import json
from typing import Any

from design import formatting, pdf
from safeguarding.concerns.sheet import NO_ANSWER, SheetSection
from safeguarding.models import Incident, IncidentAction, IncidentNotice, IncidentSheet

RELATED = ("individual", "contract", "recorded_by", "investigator", "candour")


def context(incident: Incident) -> dict[str, Any]:
    """Return what the template needs: the sections with every question, answered or not."""
    return {"incident": incident, "individual": incident.individual, "sections": sections(incident)}


def edition_of(incident: Incident) -> str:
    """Return a digest of the sheet as it is now; it changes with every change of the incident or what follows it."""
    words = [[section.title, section.rows] for section in sections(incident)]
    return hashlib.sha256(json.dumps([incident.state, words]).encode()).hexdigest()


def render(row: IncidentSheet) -> bytes:
    """Return the tagged PDF, dated when it was requested."""
    incident = Incident.objects.select_related(*RELATED).get(pk=row.incident_id)
    return pdf.render(
        "safeguarding/incidents/sheet.pdf.html",
        context(incident),
        title=f"Incident {incident.reference}",
        created_on=row.recorded_at,
    )


def sections(incident: Incident) -> list[SheetSection]:
    """Return the sections of the sheet, in order."""
    return [
        SheetSection("What it is about", _about_rows(incident)),
        SheetSection("The facts", _event_rows(incident)),
        SheetSection("Who was involved", _people_rows(incident)),
        SheetSection("Emergency services", _emergency_rows(incident)),
        SheetSection("Who was notified", [_notice_row(notice) for notice in incident.notices.all()]),
        SheetSection("Duty of candour", _candour_rows(incident)),
        SheetSection("Investigation", _investigation_rows(incident)),
        SheetSection(
            "Actions", [_action_row(action) for action in incident.actions.not_struck().select_related("owner")]
        ),
    ]


def _text(text: str) -> str:
    return text or NO_ANSWER


def _day(day: Any) -> str:
    return formatting.day(day) if day else NO_ANSWER


def _about_rows(incident: Incident) -> list[tuple[str, str]]:
    person = incident.individual
    return [
        ("Person", f"{person.full_name}, {person.reference}" if person else "No one we support"),
        ("Contract", incident.contract.name),
        ("Recorded", f"{formatting.when(incident.recorded_at)}, {incident.recorded_by or NO_ANSWER}"),
    ]


def _event_rows(incident: Incident) -> list[tuple[str, str]]:
    when = ", ".join(filter(None, [formatting.day(incident.happened_on), incident.happened_when]))
    return [
        ("Kind", incident.get_kind_display()),
        ("Harm", incident.get_severity_display() or "Self-harm is not graded"),
        ("When", when),
        ("Where", _text(incident.place)),
        ("Facts", incident.account),
        ("What was done straight away", _text(incident.made_safe)),
        ("Injuries", incident.injuries or "None recorded"),
    ]


def _people_rows(incident: Incident) -> list[tuple[str, str]]:
    names = incident.involved_users.order_by("full_name", "pk").values_list("full_name", flat=True)
    return [
        ("Staff or Council people", ", ".join(names) or "None named"),
        ("Others", incident.others_involved or "None named"),
        ("Witnesses", incident.witnesses or "None named"),
    ]


def _emergency_rows(incident: Incident) -> list[tuple[str, str]]:
    called_at = incident.emergency_called_at
    return [
        ("Called", incident.emergency_labels or "None recorded"),
        ("Called at", formatting.when(called_at) if called_at else NO_ANSWER),
        ("What they did", _text(incident.emergency_outcome)),
    ]


def _notice_row(notice: IncidentNotice) -> tuple[str, str]:
    if notice.notified_at:
        reference = f" Reference {notice.reference}." if notice.reference else ""
        return str(notice.get_recipient_display()), (
            f"Notified {formatting.when(notice.notified_at)} by {notice.notified_by}: {notice.notified_how}.{reference}"
        )
    if notice.does_not_apply:
        return str(notice.get_recipient_display()), f"Does not apply: {notice.reason}"
    due = f", due {formatting.day(notice.due_on)}" if notice.due_on else ""
    return str(notice.get_recipient_display()), f"To notify{due}" if notice.is_to_send else NO_ANSWER


def _candour_rows(incident: Incident) -> list[tuple[str, str]]:
    candour = incident.candour
    if candour.does_not_apply:
        return [("Applies", f"No: {candour.reason}")]
    return [
        ("Applies", candour.get_applies_display() or NO_ANSWER),
        ("Explained in person", _day(candour.explained_on)),
        ("Apology", _day(candour.apologised_on)),
        ("In writing", _day(candour.written_on)),
        ("Support offered", _text(candour.support)),
    ]


def _investigation_rows(incident: Incident) -> list[tuple[str, str]]:
    return [
        ("By", str(incident.investigator or NO_ANSWER)),
        ("Due", _day(incident.investigation_due_on)),
        ("What it shows", _text(incident.findings)),
        ("What we do differently", _text(incident.lessons)),
    ]


def _action_row(action: IncidentAction) -> tuple[str, str]:
    done = f"Done {formatting.day(action.done_on)}: {action.done_words}" if action.done_on else "Not done yet"
    return f"{action.owner}, by {formatting.day(action.due_on)}", f"{action.words}\n{done}"
