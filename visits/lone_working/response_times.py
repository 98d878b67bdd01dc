"""How long to wait before others are asked: as the contract's terms say, or else the defaults here."""

import datetime

from contracts.models import Contract, Terms
from core import clock

# Minutes after the planned end in which a worker says that they are safe.
SAFE_MINUTES = 15
# Minutes in which a call for help is answered before the next are called.
ANSWER_MINUTES = 10
# Extra minutes for a worker who expects no signal, to walk back to one.
BACK_TO_SIGNAL_MINUTES = 15


def _terms(contract: Contract) -> Terms | None:
    return contract.terms.newest_by(clock.today()).first()


def safe_check_delay(contract: Contract) -> datetime.timedelta:
    """Return the time from the planned end of a visit until the worker is asked whether they are safe."""
    terms = _terms(contract)
    minutes = terms.safe_minutes if terms else None
    return datetime.timedelta(minutes=SAFE_MINUTES if minutes is None else minutes)


def answer_delay(contract: Contract) -> datetime.timedelta:
    """Return the time from asking somebody until the next are asked."""
    terms = _terms(contract)
    minutes = terms.answer_minutes if terms else None
    return datetime.timedelta(minutes=ANSWER_MINUTES if minutes is None else minutes)
