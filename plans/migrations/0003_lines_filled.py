"""The goals that were copied from version to version become lines; what stood on each copy is kept once."""

import pgtrigger
from django.db import migrations
from django.db.models import OuterRef, Subquery

CLOSED = {"achieved", "let go"}
BEFORE = "Written before: who took part"
UNSCANNED = "Recorded as given on paper, before scans were kept."


def to_lines(apps, schema_editor):
    def rows(label):
        return apps.get_model(f"plans.{label}").objects

    with pgtrigger.ignore():
        for package in rows("SupportPlan").order_by().values_list("package", flat=True).distinct():
            for goals in _lines(rows("Goal").filter(plan__package=package).order_by("plan__version", "position")):
                first, last = goals[0], goals[-1]
                # The last copy's moves tell what became of the goal: they lead to the line by its key.
                line = rows("GoalLine").create(
                    pk=last.pk,
                    package_id=package,
                    state=last.state,
                    state_on=last.closed_on,
                    recorded_at=first.recorded_at,
                    recorded_by_id=first.recorded_by_id,
                )
                rows("Goal").filter(pk__in=[goal.pk for goal in goals]).update(line=line)
                _without_copies(rows("GoalRating").filter(goal__in=goals).order_by("recorded_at", "id"))
        for plan in rows("SupportPlan").exclude(took_part="").iterator():
            rows("Participant").create(
                plan=plan,
                role="other",
                name=BEFORE,
                how=plan.took_part,
                recorded_at=plan.recorded_at,
                recorded_by_id=plan.recorded_by_id,
            )
        rows("SupportPlan").filter(answered_how="paper").update(answered_how="in person", statement=UNSCANNED)
        line_of = rows("Goal").filter(pk=OuterRef("id")).values("line")[:1]
        rows("GoalEvent").update(line=Subquery(line_of))


def _lines(goals):
    """The goals of a package in lists of the same words, each list one goal through the versions."""
    found: list[list] = []
    for goal in goals:
        same = (line for line in found if line[-1].words == goal.words and line[-1].plan_id != goal.plan_id)
        line = next(same, None)
        if line is None:
            found.append([goal])
        else:
            line.append(goal)
    return found


def _without_copies(ratings):
    """Beginning a version copied the ratings; the first of each is kept."""
    seen = set()
    for rating in ratings:
        key = (rating.value, rating.rated_on, rating.rated_by)
        if key in seen:
            rating.delete()
        seen.add(key)


def to_copies(apps, schema_editor):
    def rows(label):
        return apps.get_model(f"plans.{label}").objects

    with pgtrigger.ignore():
        for line in rows("GoalLine").iterator():
            closed = line.state in CLOSED
            rows("Goal").filter(line=line).update(
                state=line.state if closed else "active", closed_on=line.state_on if closed else None
            )
        for one in rows("Participant").filter(name=BEFORE).iterator():
            rows("SupportPlan").filter(pk=one.plan_id).update(took_part=one.how)
        rows("SupportPlan").filter(statement=UNSCANNED).update(answered_how="paper", statement="")
        rows("Goal").update(line=None)
        rows("Participant").filter(name=BEFORE).delete()
        rows("GoalLine").all().delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_one_line")]
    operations = [migrations.RunPython(to_lines, to_copies)]
