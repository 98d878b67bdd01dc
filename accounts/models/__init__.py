from accounts.models import sign_in_address as sign_in_address
from accounts.models.user import User, UserQuerySet
from accounts.models.wall import Wall

__all__ = ["User", "UserQuerySet", "Wall"]
