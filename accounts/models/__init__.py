from accounts.code_links.models import CodeLink, LinkCode, LinkOpening
from accounts.models import sign_in_address as sign_in_address
from accounts.models.invitation import Invitation
from accounts.models.user import User, UserQuerySet
from accounts.models.wall import Wall

__all__ = ["CodeLink", "Invitation", "LinkCode", "LinkOpening", "User", "UserQuerySet", "Wall"]
