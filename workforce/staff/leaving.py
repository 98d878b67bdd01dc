"""What higher apps are asked before a worker leaves the provider or a contract (`core.vetoes.may_leave`)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from contracts.models import Contract
from workforce.models import Worker


@dataclass(frozen=True)
class Leaving:
    """`worker` no longer works from `from_on` (inclusive): in these contracts, or with None in none at all."""

    worker: Worker
    from_on: datetime.date
    contracts: Collection[Contract] | None = None
