"""How long is waited before others are asked: by the contract's terms, and where they say nothing, these."""

import datetime

from contracts.models import Terms
from core import clock

# Minutes after the planned end in which a worker says that they are safe.
SAFE = 15
# Minutes in which a call for help is answered before the next are called.
ANSWER = 10
# Where the worker has said beforehand that there is no signal: minutes to walk back to one.
BACK_TO_SIGNAL = 15


def _terms(contract) -> Terms | None:
    return contract.terms.newest_by(clock.today()).first()


def safe_within(contract) -> datetime.timedelta:
    """From the planned end of a visit until the worker is asked whether they are safe."""
    terms = _terms(contract)
    said = terms.safe_minutes if terms else None
    return datetime.timedelta(minutes=SAFE if said is None else said)


def answered_within(contract) -> datetime.timedelta:
    """From asking somebody until the next are asked."""
    terms = _terms(contract)
    said = terms.answer_minutes if terms else None
    return datetime.timedelta(minutes=ANSWER if said is None else said)
