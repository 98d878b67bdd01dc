"""How a user's own pages look: it stays until they change it."""

from accounts.models import User
from core.verbs import verb


@verb
def choose_page_settings(*, user: User, large_type: bool, easy_read: bool, by: User) -> User:
    """Record whether the portal shows this user large letters, and easy read where there is one."""
    user.large_type, user.easy_read = large_type, easy_read
    user.save(update_fields=["large_type", "easy_read"])
    return user
