"""Our record of a concern as a PDF, in the order in which Partnership Boards ask for it."""

from dataclasses import dataclass
from typing import Any

from casework.models import Individual
from core.letterhead import letterhead
from design import formatting, pdf
from safeguarding.models import Concern, ConcernSheet

NO_ANSWER = "Not answered"


@dataclass(frozen=True)
class SheetSection:
    """A heading with its questions and answers."""

    title: str
    rows: list[tuple[str, str]]


def context(concern: Concern) -> dict[str, Any]:
    """Return what the template needs: the sections with every question, answered or not."""
    return {"concern": concern, "individual": concern.individual, "sections": sections(concern)}


def render(row: ConcernSheet) -> bytes:
    """Return the tagged PDF, dated when it was requested."""
    concern = Concern.objects.select_related(
        "individual", "package__case__contract__council", "recorded_by", "visit", "council_contacted_by"
    ).get(pk=row.concern_id)
    return pdf.render(
        "safeguarding/sheet.pdf.html",
        context(concern),
        title=f"Safeguarding concern {concern.reference}",
        created_on=row.recorded_at,
    )


def sections(concern: Concern) -> list[SheetSection]:
    """Return the sections of the sheet, in order."""
    return [
        SheetSection("The adult", _person_rows(concern.individual)),
        SheetSection("Who raises the concern", _author_rows(concern)),
        SheetSection("The facts", _event_rows(concern)),
        SheetSection("Source of risk", _source_rows(concern)),
        SheetSection("Children", _children_rows(concern)),
        SheetSection("Safety", _safety_rows(concern)),
        SheetSection("Capacity and agreement", _capacity_rows(concern)),
        SheetSection(
            "What the person wants",
            [("Asked", concern.get_wishes_asked_display()), ("In their own words", _text(concern.wishes))],
        ),
        SheetSection("The Council", _council_rows(concern)),
    ]


def _text(text: str) -> str:
    return text or NO_ANSWER


def _person_rows(individual: Individual) -> list[tuple[str, str]]:
    born = individual.date_of_birth
    return [
        ("Name", individual.full_name),
        ("Date of birth", formatting.day(born) if born else NO_ANSWER),
        ("NHS number", _text(individual.nhs_number or "")),
        ("Our reference", individual.reference),
    ]


def _author_rows(concern: Concern) -> list[tuple[str, str]]:
    sender = letterhead()
    return [
        ("Name", str(concern.recorded_by or NO_ANSWER)),
        ("Organisation", sender.name or str(concern.package.case.contract)),
        ("Telephone", _text(sender.telephone)),
        ("Raised", formatting.when(concern.recorded_at)),
    ]


def _event_rows(concern: Concern) -> list[tuple[str, str]]:
    day = formatting.day(concern.happened_on) if concern.happened_on else ""
    return [
        ("Who is at risk", concern.get_subject_display()),
        ("When", _text(", ".join(filter(None, [day, concern.happened_when])))),
        ("Where", _text(", ".join(filter(None, [concern.get_place_display(), concern.place_detail])))),
        ("Kinds of abuse or neglect", concern.kind_labels),
        ("What was seen, heard or said", concern.account),
        ("What the author thinks about it", _text(concern.opinion)),
        ("Marks or injuries: where", concern.body_labels or "None recorded"),
        ("Marks or injuries: what they look like", _text(concern.body_detail)),
    ]


def _source_rows(concern: Concern) -> list[tuple[str, str]]:
    names = ", ".join(concern.named_users.order_by("full_name", "pk").values_list("full_name", flat=True))
    return [
        ("Source of risk", concern.get_source_of_risk_display()),
        ("Staff or Council people", names or "None named"),
    ]


def _children_rows(concern: Concern) -> list[tuple[str, str]]:
    contacted_at = concern.children_contacted_at
    contact = f"{concern.children_contact}, {formatting.when(contacted_at)}" if contacted_at else NO_ANSWER
    at_risk = "Yes" if concern.is_about_child else concern.get_children_at_risk_display()
    rows = [("Children at risk", at_risk), ("Which children", _text(concern.children))]
    return rows if concern.is_about_child else [*rows, ("Children’s safeguarding contacted", contact)]


def _safety_rows(concern: Concern) -> list[tuple[str, str]]:
    called_at = concern.emergency_called_at
    return [
        ("Safe now", concern.get_is_safe_display()),
        ("What was done straight away", _text(concern.made_safe)),
        ("Emergency services called", concern.emergency_labels or "None recorded"),
        ("Called at", formatting.when(called_at) if called_at else NO_ANSWER),
        ("What they did", _text(concern.emergency_outcome)),
    ]


def _capacity_rows(concern: Concern) -> list[tuple[str, str]]:
    return [
        ("Can the person decide about this", _text(concern.get_capacity_display())),
        ("How we know", _text(concern.capacity_detail)),
        ("Does the person agree", _text(concern.get_consent_display())),
        ("Why without agreement", concern.consent_reason or "Not applicable"),
    ]


def _council_rows(concern: Concern) -> list[tuple[str, str]]:
    contacted_at, decided_at = concern.council_contacted_at, concern.council_decided_at
    decided = f"{concern.council_decided_by}, {formatting.when(decided_at)}" if decided_at else NO_ANSWER
    return [
        ("Contacted", f"{concern.council_contact}, {formatting.when(contacted_at)}" if contacted_at else "Not yet"),
        ("Decision", _text(concern.get_council_decision_kind_display())),
        ("What the Council said", _text(concern.council_decision)),
        ("Decided by", decided),
    ]
