"""Decisions of the Council get their kind and who decided; forms on the portal get their date and who sent them."""

from zoneinfo import ZoneInfo

from django.db import migrations

LONDON = ZoneInfo("Europe/London")
NOT_RECORDED = "Not recorded"  # nobody was asked


def _latest(changes, concern, *verbs):
    return changes.filter(record_id=concern.pk, verb__in=verbs).order_by("-recorded_at").first()


def fill(apps, schema_editor):
    concerns = apps.get_model("safeguarding", "Concern").objects
    changes = apps.get_model("core", "StateChange").objects.select_related("recorded_by")
    for concern in concerns.filter(council_decided_at__isnull=False):
        change = _latest(changes, concern, "record enquiry", "record no enquiry")
        is_enquiry = change.verb == "record enquiry" if change else concern.portal_reference != ""
        concern.council_decision_kind = "section 42" if is_enquiry else "none"
        concern.council_decided_by = NOT_RECORDED
        concern.save(update_fields=["council_decision_kind", "council_decided_by"])
    for concern in concerns.exclude(portal_reference=""):
        change = _latest(changes, concern, "report on portal")
        sent_at = change.recorded_at if change else concern.recorded_at
        concern.portal_sent_on = sent_at.astimezone(LONDON).date()
        concern.portal_sent_by = change.recorded_by.full_name if change and change.recorded_by else NOT_RECORDED
        concern.save(update_fields=["portal_sent_on", "portal_sent_by"])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_runs_that_only_started_others"),
        ("safeguarding", "0003_details"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
