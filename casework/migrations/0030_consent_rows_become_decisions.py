"""Each consent becomes one decision, and a second one if it was withdrawn. Nothing that was decided is lost."""

from django.db import migrations


def make_decisions(apps, schema_editor):
    consent, decision = apps.get_model("casework", "Consent"), apps.get_model("casework", "ConsentDecision")
    decisions = []
    for row in consent.objects.order_by("given_at", "pk"):
        same = {"representative_id": row.representative_id, "purpose": row.purpose}
        decisions.append(
            decision(
                id=row.pk,
                answer="given",
                decided_at=row.given_at,
                how=row.given_how or "not recorded",
                recorded_at=row.recorded_at,
                recorded_by_id=row.recorded_by_id,
                **same,
            )
        )
        if row.withdrawn_at is not None:
            decisions.append(
                decision(
                    answer="withdrawn",
                    decided_at=row.withdrawn_at,
                    recorded_at=max(row.withdrawn_at, row.recorded_at),
                    how="not recorded",
                    **same,
                )
            )
    decision.objects.bulk_create(decisions, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0029_consent_decisions"),
    ]

    operations = [
        migrations.RunPython(make_decisions, migrations.RunPython.noop),
    ]
