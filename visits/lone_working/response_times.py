"""How long to wait before others are asked, by the contract's terms."""

import datetime

from contracts.models import Contract, Terms
from core import clock

# Extra minutes for a worker who expects no signal, to walk back to one.
BACK_TO_SIGNAL_MINUTES = 15
# No check begins for a visit that began longer ago, as when the scheduler was down. Those who watch the checks see it
# on a list instead (`on_call_lists.never_checked_for`).
LOOK_BACK = datetime.timedelta(hours=6)


def _terms(contract: Contract) -> Terms:
    """Return today's terms; of a contract that has none yet, unsaved terms with the defaults."""
    return contract.find_terms(clock.today()) or Terms(contract=contract)


def safe_check_delay(contract: Contract) -> datetime.timedelta:
    """Return the time from the planned end of a visit until the worker is asked whether they are safe."""
    return datetime.timedelta(minutes=_terms(contract).safe_minutes)


def answer_delay(contract: Contract) -> datetime.timedelta:
    """Return the time from asking somebody until the next are asked."""
    return datetime.timedelta(minutes=_terms(contract).answer_minutes)
