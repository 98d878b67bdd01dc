"""Who can sign in to the demo, and as what."""

from dataclasses import dataclass

from contracts.demo_marker import DOMAIN

PASSWORD = "casework-demo"


@dataclass(frozen=True)
class Login:
    key: str
    name: str
    role: str
    telephone: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def as_button(self) -> str:
        """The text of the button that signs in as this user."""
        return f"Sign in as {self.name}"


LOGINS = (
    Login("worker", "Amara Okafor", "Support worker, with visits today", "07700 900101"),
    Login("teamlead", "Tess Brannigan", "Team leader", "07700 900102"),
    Login("oncall", "Omar Farouk", "On-call senior", "07700 900103"),
    Login("manager", "Ben Whitcombe", "Manager of both contracts", "07700 900104"),
    Login("deputy", "Dana Kowalska", "Deputy manager", "07700 900105"),
    Login("safeguarding", "Sunita Rao", "Safeguarding lead", "07700 900106"),
    Login("finance", "Farah Siddiqui", "Finance reader", "07700 900107"),
    Login("admin", "Alan Pike", "Administrator", "07700 900108"),
    Login("keyworker", "Priya Nair", "Keyworker, Tameside", "07700 900109"),
    Login("referrer", "Rui Tavares", "Referrer, Northmoor hub", "07700 900110"),
    Login("commissioner", "Helen Armitage", "Commissioner, Tameside", "07700 900111"),
    Login("commissioner.links", "Ivor Stannard", "Commissioner, Northmoor", "07700 900112"),
    Login("dutyteam", "Duty Desk", "Council's duty team, Tameside", "0161 496 0199"),
    Login("person", "Maya Lindqvist", "Person supported", "07700 900113"),
    Login("representative", "Rosa Lindqvist", "Maya's sister and representative", "07700 900114"),
)


def table() -> str:
    """The sign-ins as lines of text, the password once."""
    rows = [("Role", "Email", "Who"), *((login.role, login.email, login.name) for login in LOGINS)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    printed = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    printed.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*printed, "", f"The password is the same for all: {PASSWORD}"])
