from accounts.models.user import User, UserQuerySet
from accounts.models.wall import Wall

__all__ = ["User", "UserQuerySet", "Wall"]
