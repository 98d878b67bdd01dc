"""Real PostgreSQL and Valkey servers from pip packages, started when somebody needs them.

`ensure()` is all that other code calls. Standard library only: it runs before Django, and without it.
"""

from servers.client import Addresses, ensure
from servers.errors import UserError

__all__ = ["Addresses", "UserError", "ensure"]
