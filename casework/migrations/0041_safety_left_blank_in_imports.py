"""A cell left blank in an import said nothing about safety: such a number or address becomes "not known".

Only rows that nobody changed since: a later answer stays.
"""

from django.db import migrations

BLANK = """
UPDATE casework_contactpoint point SET is_safe = NULL
FROM casework_importrow source
WHERE NOT point.is_safe AND source.sheet = 'people' AND source.record_id = point.individual_id
  AND source.done_at IS NOT NULL AND point.struck_at IS NULL
  AND COALESCE(source.cells ->> CASE point.kind WHEN 'telephone' THEN 'telephone_is_safe'
      WHEN 'text' THEN 'text_is_safe' WHEN 'email' THEN 'email_is_safe' END, '') = ''
  AND point.kind IN ('telephone', 'text', 'email') AND point.recorded_at <= source.done_at
  AND NOT EXISTS (SELECT FROM casework_contactpointevent WHERE pgh_obj_id = point.id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0040_safety_of_contacts_not_known"),
    ]

    operations = [
        migrations.RunSQL(BLANK, migrations.RunSQL.noop),
    ]
