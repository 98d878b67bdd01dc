from django.db import migrations


def enlarge(apps, schema_editor):
    """Show large letters to everybody with pages of their own who needs large print."""
    needs = apps.get_model("casework", "AccessNeed").objects.filter(
        code="large print", relationship=None, struck_at=None
    )
    users = apps.get_model("accounts", "User").objects
    users.filter(pk__in=needs.values("individual__user")).update(large_type=True)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_chosen_page_settings'),
        ('casework', '0041_safety_left_blank_in_imports'),
    ]

    operations = [migrations.RunPython(enlarge, migrations.RunPython.noop)]
