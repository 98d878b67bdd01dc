"""Who wrote a referral is who refers; the Council's documents go with the package they led to."""

import pgtrigger
from django.db import migrations
from django.db.models import F

from core import clock

KINDS = ("support plan", "risk assessment")


def fill(apps, schema_editor):
    referrals = apps.get_model("referrals", "Referral")
    documents = apps.get_model("referrals", "ReferralDocument")
    kept = apps.get_model("casework", "CouncilDocument")
    with pgtrigger.ignore():
        referrals.objects.filter(referrer=None).update(referrer=F("recorded_by"))
        referrals.objects.filter(referrer=None).update(referrer_words="Not recorded")
        kept.objects.bulk_create(
            kept(
                package_id=row.referral.package_id,
                kind=row.kind,
                document_id=row.document_id,
                received_on=clock.day_of(row.recorded_at),
                recorded_at=row.recorded_at,
                recorded_by_id=row.recorded_by_id,
            )
            for row in documents.objects.filter(kind__in=KINDS)
            .exclude(referral__package=None)
            .select_related("referral")
            .iterator()
        )


def forget(apps, schema_editor):
    """The documents stay with the referral, where they are."""
    with pgtrigger.ignore():
        apps.get_model("casework", "CouncilDocument").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_way_in"), ("casework", "0005_package_without_strand")]
    operations = [migrations.RunPython(fill, forget)]
