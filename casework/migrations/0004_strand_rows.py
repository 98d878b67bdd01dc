"""The strand a package had becomes its first dated row."""

import pgtrigger
from django.db import migrations


def to_rows(apps, schema_editor):
    packages = apps.get_model("casework", "SupportPackage")
    rows = apps.get_model("casework", "PackageStrand")
    with pgtrigger.ignore():
        rows.objects.bulk_create(
            rows(
                package_id=package.pk,
                strand_id=package.strand_id,
                from_on=package.starts_on,
                until_on=package.ended_on if package.ended_on and package.ended_on > package.starts_on else None,
                agreed_by="Council",
                recorded_at=package.recorded_at,
                recorded_by_id=package.recorded_by_id,
            )
            for package in packages.objects.exclude(strand=None).iterator()
        )


def to_column(apps, schema_editor):
    packages = apps.get_model("casework", "SupportPackage")
    rows = apps.get_model("casework", "PackageStrand")
    with pgtrigger.ignore():
        for row in rows.objects.order_by("from_on").iterator():
            packages.objects.filter(pk=row.package_id).update(strand_id=row.strand_id)


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_names_and_rules")]
    operations = [migrations.RunPython(to_rows, to_column)]
