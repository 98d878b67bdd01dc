"""Whether this database was made by the demo. Its rows are all there or none: they are written in one transaction."""

from accounts.models import User
from contracts.models import Council

# The demo's e-mail addresses end so; no council of England has this name.
DOMAIN = "demo.example"
COUNCIL = "Northmoor Commissioning Partnership"


def is_demo_database() -> bool:
    """The demo's council and its administrator are there."""
    is_there = Council.objects.filter(name=COUNCIL).exists()
    return is_there and User.objects.filter(email=f"admin@{DOMAIN}").exists()


def is_empty() -> bool:
    """Nobody can sign in, and there is no council."""
    return not User.objects.exists() and not Council.objects.exists()
