"""What plans bring to a person's timeline."""

from core.models import Move
from core.timeline import LENGTH, Entry
from plans.models import SupportPlan

WORDS = {
    "start": "begun",
    "offer": "given to the person to read",
    "take back": "taken back to change it",
    "agree": "agreed",
    "decline": "not agreed",
    "supersede": "replaced by a newer one",
}


def entries(individual, user) -> list[Entry]:
    """Every move of the plans `user` may see."""
    plans = {
        plan.pk: plan for plan in SupportPlan.objects.visible_to(user).filter(package__case__individual=individual)
    }
    moves = Move.objects.filter(record_id__in=plans).select_related("recorded_by").order_by("-recorded_at")
    return [
        Entry(
            at=move.recorded_at,
            title=f"{plans[move.record_id]} {WORDS[move.verb]}",
            body=move.reason,
            by=str(move.recorded_by or "the clock"),
            href=f"/people/{individual.pk}/plan/",
        )
        for move in moves[:LENGTH]
    ]
