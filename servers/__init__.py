"""Real PostgreSQL and Valkey servers from pip packages, started when somebody needs them.

`ensure()` is all that other code calls. Standard library only: it runs before Django, and without it.
"""

from servers.joining import Addresses, ensure
from servers.problem import Problem

__all__ = ["Addresses", "Problem", "ensure"]
