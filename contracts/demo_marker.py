"""Which database this is: the demo's, an empty one, or neither. The demo writes its rows in one transaction."""

from accounts.models import User
from contracts.models import Council

# The end of the demo's email addresses, and its council: no council in England has this name.
DOMAIN = "demo.example"
COUNCIL = "Northmoor Commissioning Partnership"


def is_demo_database() -> bool:
    """Return whether the demo's council and its administrator exist."""
    has_council = Council.objects.filter(name=COUNCIL).exists()
    return has_council and User.objects.filter(email=f"admin@{DOMAIN}").exists()


def is_empty() -> bool:
    """Return whether there is no user and no council."""
    return not User.objects.exists() and not Council.objects.exists()
