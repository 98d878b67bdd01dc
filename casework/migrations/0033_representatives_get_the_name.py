"""Each representative gets the name that the person has today: the earlier ones are not known by date."""

from django.db import migrations, models


def fill(apps, schema_editor):
    individual, representative = apps.get_model("casework", "Individual"), apps.get_model("casework", "Representative")
    name = individual.objects.filter(pk=models.OuterRef("individual_id")).values("full_name")
    representative.objects.update(known_as=models.Subquery(name))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0032_representative_known_as"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
