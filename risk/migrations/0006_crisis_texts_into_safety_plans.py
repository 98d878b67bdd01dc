import datetime

from django.db import migrations

from core import clock

# Until it was written with the person: a month.
REVIEW_AFTER = datetime.timedelta(days=28)


def carry_texts(apps, schema_editor):
    """Give each person a first safety plan with what their support plan says about a crisis.

    The plan in force comes first, then the newest that says something; a draft counts where nothing else does. It is
    marked as taken from the plan, and the plans stay as they are. Who has a safety plan in force keeps it.
    """
    SafetyPlan = apps.get_model("risk", "SafetyPlan")
    StateChange = apps.get_model("core", "StateChange")
    texts = _texts(apps)
    has_one = set(SafetyPlan.objects.filter(state="in force").values_list("individual_id", flat=True))
    last = {}
    for individual_id, version in SafetyPlan.objects.values_list("individual_id", "version"):
        last[individual_id] = max(version, last.get(individual_id, 0))
    plans = [
        SafetyPlan(
            individual_id=individual_id,
            version=last.get(individual_id, 0) + 1,
            state="in force",
            other_help=text,
            is_carried=True,
            in_force_on=clock.today(),
            reviewed_at=clock.now(),
            review_on=clock.today() + REVIEW_AFTER,
        )
        for individual_id, text in texts.items()
        if individual_id not in has_one
    ]
    SafetyPlan.objects.bulk_create(plans)
    StateChange.objects.bulk_create(
        StateChange(
            record_kind="risk.SafetyPlan",
            record_id=plan.pk,
            verb="make live",
            to_state="in force",
            reason="Taken from the support plan, and not written with the person yet",
            about_ids=[plan.pk, plan.individual_id],
        )
        for plan in plans
    )


def _texts(apps):
    """Return the text about a crisis of each person, by the id of their primary record."""
    plan_rows = apps.get_model("plans", "SupportPlan").objects.exclude(in_a_crisis="").exclude(state="dropped").values_list(
        "package__case__individual_id",
        "package__case__individual__merged_into_id",
        "in_a_crisis",
        "state",
        "package__starts_on",
        "version",
    )
    texts = {}
    # The last of each person stays.
    for individual_id, primary_id, text, *_ in sorted(plan_rows, key=lambda row: (_rank(row[3]), *row[4:])):
        texts[primary_id or individual_id] = text.strip()
    return {key: text for key, text in texts.items() if text}


def _rank(state):
    return {"in force": 2, "draft": 0}.get(state, 1)


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0011_runs_that_only_started_others"),
        ("plans", "0013_dropped_drafts"),
        ("risk", "0005_safety_plans"),
    ]

    operations = [
        migrations.RunPython(carry_texts, migrations.RunPython.noop),
    ]
