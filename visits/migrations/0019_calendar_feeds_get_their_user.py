"""Each calendar address, and each old row of one, gets the user of its worker."""

from django.db import migrations

FILL = """
UPDATE {table} SET user_id = worker.user_id FROM workforce_worker worker WHERE worker.id = {table}.worker_id;
"""


class Migration(migrations.Migration):
    dependencies = [("visits", "0018_user_of_calendar_feeds")]

    operations = [
        migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop)
        for table in ("visits_calendarfeed", "visits_calendarfeedevent")
    ]
