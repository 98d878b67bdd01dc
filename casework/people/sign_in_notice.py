"""What the page of a way to reach the person says of how they sign in, and of messages that they do not want."""

from typing import Any

from accounts.models import User
from casework.digital_contact.models import wants_no_digital_contact
from casework.models import Individual
from core.message_choices import choice_of
from core.models import EmailChoice


def sign_in_notice(individual: Individual, user: User | None) -> dict[str, Any]:
    """Return for the page how the person signs in, and whether they get no emails; `user` is their account.

    A number or address that they call unsafe gets no codes any more.
    """
    number = user.telephone if user and user.telephone_confirmed_at else ""
    return {
        "sign_in_with": " or ".join(filter(None, (user.email, number))) if user else "",
        "has_password": user is not None and user.has_usable_password(),
        "wants_no_messages": wants_no_digital_contact(individual) is not None,
        "chose_no_emails": user is not None and choice_of(user).emails == EmailChoice.NONE,
    }
