"""What visits bring to a person's timeline."""

from core.timeline import Entry, Line, Lines, lines
from visits.enums import Happened, Sign, VisitKind
from visits.models import Visit


def entries(individual, user) -> list[Lines]:
    """The visits `user` may read."""
    visits = Visit.objects.visible_to(user).filter(package__case__individual=individual)
    columns = ("kind", "minutes", "happened", "notes", "sign", "struck_reason")
    return [lines(visits, _tell, at="started_at", by="worker__user", **{name: name for name in columns})]


def _tell(line: Line) -> Entry:
    visit = line.columns
    happened, sign = Happened(visit["happened"]), visit["sign"]
    return Entry(
        at=line.at,
        title=f"{VisitKind(visit['kind']).label}, {visit['minutes']} minutes"
        if happened == Happened.YES
        else f"Visit: {happened.label.lower()}",
        body=visit["notes"],
        by=line.by,
        pill=(Sign(sign).label, Sign(sign).tone) if sign else None,
        struck=bool(visit["struck_reason"]),
    )
