from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_strand_rows")]
    operations = [
        migrations.RemoveField(model_name="supportpackage", name="strand"),
        migrations.RemoveField(model_name="supportpackageevent", name="strand"),
    ]
