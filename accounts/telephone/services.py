"""The user's own telephone number: for messages and, once they have confirmed it, for codes to sign in."""

from uuid import uuid4

from accounts.models import User
from core import clock
from core.errors import Refused
from core.messages import queue_email
from core.verbs import verb


@verb
def set_telephone(*, number: str, is_confirmed: bool, by: User) -> User:
    """Record the number of `by`; "" removes it. They sign in with it from now on if it `is_confirmed`.

    An email says so. Raises Refused for a number that somebody else signs in with, and where it is the only
    way to reach them.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not number and not user.email:
        raise Refused("You sign in with this number. Enter another one.", field="telephone")
    user.telephone = number
    user.telephone_confirmed_at = clock.now() if is_confirmed and number else None
    user.save(update_fields=["telephone", "telephone_confirmed_at"])
    notify_of_number(user)
    return user


def notify_of_number(user: User) -> None:
    """Email `user` that their number has changed: urgent texts and codes may go to it."""
    if user.email:
        queue_email(
            user.email,
            key=f"telephone:{uuid4()}",
            subject="Your phone number has changed",
            body="The phone number of your account was changed.\n\n"
            "If you did not do this or ask for it, ring us straight away.",
            user=user,
        )
