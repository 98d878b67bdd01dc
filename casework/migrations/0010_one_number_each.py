"""Split contact details that hold several telephone numbers."""

from django.db import migrations

from casework.people.one_number_each import split_numbers


def split(apps, schema_editor):
    split_numbers(apps.get_model("casework", "ContactPoint").objects)


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_declared_relations_of_users")]

    operations = [migrations.RunPython(split, migrations.RunPython.noop)]
