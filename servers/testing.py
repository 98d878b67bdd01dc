"""Loaded by pytest before anything else (see `addopts`): settings are read when Django's plugin starts.

Tests have a database of their own, faster for not surviving a power cut. With several test processes only
the first comes here without addresses; the others inherit them.
"""

import os

import servers
from servers.paths import ROOT

os.environ.setdefault("TESTING", "1")
os.environ.setdefault("CASEWORK_DATA", str(ROOT / "var/test"))
os.environ.setdefault("CASEWORK_FSYNC", "off")
try:
    address = servers.ensure().redis_url
except servers.UserError as problem:
    raise SystemExit(str(problem)) from None
# A Redis database for each process: one neither flushes nor works off the tasks of another.
_process = os.environ.get("PYTEST_XDIST_WORKER", "")
if _process:
    os.environ["REDIS_URL"] = f"{address.rpartition('/')[0]}/{int(_process.removeprefix('gw')) + 1}"
