from accounts.models.user import User
from accounts.models.wall import Wall

__all__ = ["User", "Wall"]
