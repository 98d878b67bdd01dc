"""Communication needs become access needs of the kind "communication support": words, review and history are kept."""

from django.db import migrations

COLUMNS = "id, recorded_at, struck_at, struck_reason, review_on, individual_id, recorded_by_id, struck_by_id"
EVENT = "pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id"
ROWS = f"""
INSERT INTO casework_accessneed ({COLUMNS}, kind, code, words)
SELECT {COLUMNS}, 'support', '', need FROM casework_communicationneed
"""
HISTORY = f"""
INSERT INTO casework_accessneedevent ({EVENT}, {COLUMNS}, kind, code, words)
SELECT {EVENT}, {COLUMNS}, 'support', '', need FROM casework_communicationneedevent ORDER BY pgh_id
"""


class Migration(migrations.Migration):

    dependencies = [('casework', '0020_access_needs')]

    operations = [migrations.RunSQL([ROWS, HISTORY], migrations.RunSQL.noop)]
