"""What plans bring to a person's timeline."""

from django.db.models import OuterRef, Subquery

from core.models import Move
from core.timeline import Entry, Line, Lines, lines
from plans.models import SupportPlan

WORDS = {
    "start": "begun",
    "offer": "given to the person to read",
    "take back": "taken back to change it",
    "agree": "agreed",
    "decline": "not agreed",
    "supersede": "replaced by a newer one",
}


def entries(individual, user) -> list[Lines]:
    """Every move of the plans `user` may see."""
    plans = SupportPlan.objects.visible_to(user).filter(package__case__individual=individual)
    version = SupportPlan.objects.filter(pk=OuterRef("record_id")).values("version")

    def tell(line: Line) -> Entry:
        return Entry(
            at=line.at,
            title=f"Support plan, version {line.columns['version']} {WORDS[line.columns['verb']]}",
            body=line.columns["reason"],
            by=line.by,
            href=f"/people/{individual.pk}/plan/",
        )

    moves = Move.objects.of_records(plans)
    return [lines(moves, tell, at="recorded_at", verb="verb", reason="reason", version=Subquery(version))]
