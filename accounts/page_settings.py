"""How a user's own pages look: it stays until they change it."""

from accounts.models import User
from core.verbs import verb


@verb
def choose_page_settings(*, user: User, large_type: bool, easy_read: bool, by: User) -> User:
    """Record whether the portal shows this user large letters, and easy read where there is one."""
    user.large_type, user.easy_read, user.chose_page_settings = large_type, easy_read, True
    user.save(update_fields=["large_type", "easy_read", "chose_page_settings"])
    return user


@verb
def show_large_type(*, user: User, by: User | None) -> User:
    """Show this user large letters, because they need large print; nothing changes once they chose for themselves."""
    if not user.chose_page_settings and not user.large_type:
        user.large_type = True
        user.save(update_fields=["large_type"])
    return user
