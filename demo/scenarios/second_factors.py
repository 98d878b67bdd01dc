"""Lost second factors: a request in each state. No account with a sign-in of the table is touched."""

from allauth.mfa.models import Authenticator

from contracts.models import SecondFactorReset
from contracts.services import ask_for_reset, confirm_reset, decline_reset, expire_resets, withdraw_reset
from core import clock
from demo.scheduler import Scenario
from demo.world import World, at

# Whose, days ago, and what became of it; the last one is open.
LOST = (
    ("imran.aslam", 190, "confirmed"),
    ("bethan.howells", 121, "declined"),
    ("kofi.mensah", 64, "withdrawn"),
    ("ines.figueroa", 33, "expired"),
    ("stuart.mcnab", 1, "open"),
)
SEEN = "Saw them at the office, with their staff card"
RANG = "Rang the number that we have had since the contract began"


def start_resets(world: World) -> None:
    """Begin each of these requests."""
    for key, ago, outcome in LOST:
        world.begin(_lose(world, key, ago, outcome))


def _lose(world: World, key: str, ago: int, outcome: str) -> Scenario:
    yield at(world.ago(ago), 16, 10)
    user, manager = world.users[key], world.users["manager"]
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "lost"})
    reset: SecondFactorReset = ask_for_reset(user=user, check=SEEN, by=manager)
    if outcome == "open":
        return
    yield at(world.ago(ago), 16, 50)
    if outcome == "confirmed":
        confirm_reset(reset=reset, check=RANG, by=world.users["deputy"])
    elif outcome == "declined":
        decline_reset(reset=reset, reason="They did not know who their manager is", by=world.users["deputy"])
    elif outcome == "withdrawn":
        withdraw_reset(reset=reset, by=manager)
    else:
        yield at(world.ago(ago - 1), 16, 20)
        expire_resets(on=clock.today())
