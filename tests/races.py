"""Running many actions at the same moment, each with its own connection."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from core.errors import Refused

AT_ONCE = 25
PATIENCE = 120


def run_together(actions: list[Callable[[], object]], *, together: int = AT_ONCE) -> list[object]:
    """Run every act, `together` of them at the same instant. Return each result, or the Refused it raised.

    The number of acts is a multiple of `together`.
    """
    assert len(actions) % together == 0, "the number of acts must be a multiple of `together`"
    gate = threading.Barrier(together)

    def run(action):
        try:
            gate.wait(PATIENCE)
            return action()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(together) as crowd:
        return list(crowd.map(run, actions))
