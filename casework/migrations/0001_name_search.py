"""The function by which names are searched: without capitals and accents, all names in one line."""

from django.db import migrations

NAMES = """
CREATE FUNCTION casework_names(full_name text, known_as text, former text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent'::regdictionary,
                                 concat_ws(' ', full_name, known_as, array_to_string(former, ' '))))
$$
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_extensions")]
    operations = [migrations.RunSQL(NAMES, "DROP FUNCTION casework_names")]
