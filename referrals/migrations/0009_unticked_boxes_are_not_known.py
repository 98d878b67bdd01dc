"""A box for "it is safe" that was left unticked said nothing: it becomes "not known", on the person's record too.

On the record only where nobody changed the row since, and nothing was added about the contact details.
"""

from django.db import migrations

POINTS = """
UPDATE casework_contactpoint point SET is_safe = NULL
FROM referrals_referral referral
JOIN casework_supportpackage package ON package.id = referral.package_id
JOIN casework_case support ON support.id = package.case_id
WHERE support.individual_id = point.individual_id AND NOT point.is_safe AND point.struck_at IS NULL
  AND ((point.kind = 'telephone' AND point.value = referral.telephone AND NOT referral.telephone_is_safe)
    OR (point.kind = 'text' AND point.value = referral.telephone AND NOT referral.text_is_safe)
    OR (point.kind = 'email' AND point.value = referral.email AND NOT referral.email_is_safe))
  AND NOT EXISTS (SELECT FROM referrals_referraladdition addition
      WHERE addition.referral_id = referral.id AND addition.part = 'contact' AND addition.struck_at IS NULL)
  AND NOT EXISTS (SELECT FROM casework_contactpointevent WHERE pgh_obj_id = point.id)
"""
REFERRALS = """
UPDATE referrals_referral SET telephone_is_safe = NULLIF(telephone_is_safe, FALSE),
  text_is_safe = NULLIF(text_is_safe, FALSE), email_is_safe = NULLIF(email_is_safe, FALSE)
WHERE NOT telephone_is_safe OR NOT text_is_safe OR NOT email_is_safe
"""


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0041_safety_left_blank_in_imports"),
        ("referrals", "0008_not_known_safety_and_risk"),
    ]

    operations = [
        migrations.RunSQL([POINTS, REFERRALS], migrations.RunSQL.noop),
    ]
