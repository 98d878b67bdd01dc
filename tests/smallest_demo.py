"""The smallest demo, made once in a run by whichever test process asks first; the others copy its rows."""

import fcntl
import os
import pickle
from functools import partial
from pathlib import Path

from django.test import override_settings

from core import clock
from demo.build import build
from demo.characters import LEAST_PEOPLE
from tests.snapshots import Snapshot, take_snapshot

SEED, QUARTERS = 5, 2
build_smallest = partial(build, people=LEAST_PEOPLE, seed=SEED, quarters=QUARTERS)


def run_folder(own: Path) -> Path:
    """Return the folder that all processes of this run share; `own` is pytest's of this process."""
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def smallest_demo(folder: Path) -> Snapshot:
    """Return the demo of today; from `folder` if a process of this run has made it. The database has no rows yet.

    A process that asks while another one makes it waits.
    """
    path = folder / f"demo-{clock.today()}.pickle"
    with (folder / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with override_settings(DEMO=True):
                snapshot, _ = take_snapshot(build_smallest)
            path.write_bytes(pickle.dumps(snapshot))
        return pickle.loads(path.read_bytes())
