from django.db import migrations

# Where each person lived, as far as it is known: the addresses that history has, then today's. The days are those of
# the changes in this system, so the first address is one whose start is not known. Two changes on one day count as one.
ADDRESSES = """
WITH written AS (
    SELECT pgh_obj_id AS individual_id, address, area, postcode,
           (pgh_created_at AT TIME ZONE 'Europe/London')::date AS until_on, pgh_id AS place
      FROM casework_individualevent
     UNION ALL
    SELECT id, address, area, postcode, NULL, 9223372036854775807 FROM casework_individual
), compared AS (
    SELECT written.*,
           lead(written.address || '|' || written.area || '|' || written.postcode) OVER person AS next_text
      FROM written
    WINDOW person AS (PARTITION BY written.individual_id ORDER BY written.place)
), changes AS (
    SELECT * FROM compared WHERE next_text IS DISTINCT FROM address || '|' || area || '|' || postcode
), dated AS (
    SELECT changes.*, lag(until_on) OVER (PARTITION BY individual_id ORDER BY place) AS changed_on FROM changes
), lived AS (
    SELECT dated.individual_id, dated.address, dated.area, dated.postcode, dated.until_on, dated.changed_on IS NOT NULL
           AS is_start_known,
           coalesce(dated.changed_on, (individual.recorded_at AT TIME ZONE 'Europe/London')::date) AS from_on,
           individual.recorded_at, individual.recorded_by_id
      FROM dated JOIN casework_individual individual ON individual.id = dated.individual_id
)
INSERT INTO casework_address (
    id, recorded_at, recorded_by_id, struck_at, struck_by_id, struck_reason, individual_id, kind, lines, area, postcode,
    from_on, until_on, is_start_known, note
)
SELECT gen_random_uuid(), recorded_at, recorded_by_id, NULL, NULL, '', individual_id, 'home', address, area, postcode,
       from_on, until_on, is_start_known, ''
  FROM lived
 WHERE address || area || postcode <> '' AND (until_on IS NULL OR until_on > from_on)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0025_addresses_and_particulars'),
    ]

    operations = [migrations.RunSQL(ADDRESSES, migrations.RunSQL.noop)]
