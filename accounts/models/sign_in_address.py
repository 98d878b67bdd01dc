"""The sign-in library's copy of a user's email address: the database keeps it equal to the user's own.

The library sends codes to the addresses in its table. So an address that is no longer the user's, or that belongs to a
colleague, would open the wrong account.
"""

import pgtrigger
from allauth.account.models import EmailAddress

from accounts.models.user import User

pgtrigger.register(
    pgtrigger.Trigger(
        name="address_is_the_users",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.Before,
        func="""
        IF NOT EXISTS (SELECT 1 FROM accounts_user WHERE id = NEW.user_id AND email = lower(NEW.email)) THEN
            RAISE EXCEPTION 'not the email address of this user' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
        """,
    )
)(EmailAddress)
pgtrigger.register(
    pgtrigger.Trigger(
        name="earlier_address_ends",
        operation=pgtrigger.UpdateOf("email"),
        when=pgtrigger.After,
        condition=pgtrigger.Condition("OLD.email IS DISTINCT FROM NEW.email"),
        func="DELETE FROM account_emailaddress WHERE user_id = NEW.id; RETURN NULL;",
    )
)(User)
