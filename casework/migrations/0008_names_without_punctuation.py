"""Names are found without their punctuation and spaces, too: O'Brien as OBrien and O Brien."""

from django.db import migrations

NAMES = """
CREATE OR REPLACE FUNCTION casework_names(full_name text, known_as text, former text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', names, regexp_replace(names, '[^[:alnum:] ]', '', 'g'),
                     regexp_replace(names, '[^[:alnum:]]', '', 'g'))
      FROM (SELECT lower(public.unaccent('public.unaccent'::regdictionary,
                   concat_ws(' ', full_name, known_as, array_to_string(former, ' ')))) AS names) plain
$$
"""
BEFORE = """
CREATE OR REPLACE FUNCTION casework_names(full_name text, known_as text, former text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary,
                                 concat_ws(' ', full_name, known_as, array_to_string(former, ' '))))
$$
"""
# A stored column is computed again when a column that it comes from is written; the history does not change.
AGAIN = "UPDATE casework_individual SET full_name = full_name"


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_importing")]
    operations = [migrations.RunSQL([NAMES, AGAIN], [BEFORE, AGAIN])]
