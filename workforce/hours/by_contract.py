"""The contracted hours of workers by contract and day: the one place that divides them (C6, decision 40).

Every figure of hours or whole-time equivalents of a contract is counted from these rows.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from contracts.models import Contract
from core.dates import Period
from workforce.enums import AbsenceKind

DAY = datetime.timedelta(days=1)

# A row for each worker, contract and stretch of days (`until_on` exclusive) on which nothing about them changes:
# `whole` are the contracted minutes a week, `minutes` the contract's part of them. Parts are whole minutes that add up
# to `whole`, since each is the difference of two running sums. Only days of employment with contracted hours count.
# Rows that were struck through cover no day. Contracts that do not run on a day have a part only if none runs.
STRETCHES = """
WITH link AS (
    SELECT link.worker_id, link.contract_id, worker.user_id, contract.starts_on, contract.ends_on
      FROM workforce_worker_contracts link
      JOIN workforce_worker worker ON worker.id = link.worker_id
      JOIN contracts_contract contract ON contract.id = link.contract_id
     WHERE (%(workers)s::uuid[] IS NULL OR link.worker_id = ANY(%(workers)s::uuid[]))
       AND (%(contract)s::uuid IS NULL OR EXISTS (SELECT FROM workforce_worker_contracts own
             WHERE own.worker_id = link.worker_id AND own.contract_id = %(contract)s::uuid)
            OR EXISTS (SELECT FROM workforce_hoursdivision past JOIN workforce_contractshare share
                           ON share.division_id = past.id AND share.percent > 0
             WHERE past.worker_id = link.worker_id AND share.contract_id = %(contract)s::uuid))
), worker AS (
    SELECT id, started_on, left_on FROM workforce_worker WHERE id IN (SELECT worker_id FROM link)
), division AS (
    SELECT id, worker_id, from_on, until_on FROM workforce_hoursdivision division
     WHERE EXISTS (SELECT FROM workforce_contractshare WHERE division_id = division.id)
), change (worker_id, day) AS (
    SELECT id, started_on FROM worker
    UNION SELECT id, left_on + 1 FROM worker
    UNION SELECT worker_id, unnest(ARRAY[from_on, until_on]) FROM workforce_contractedhours
    UNION SELECT worker_id, unnest(ARRAY[from_on, until_on]) FROM division
    UNION SELECT worker_id, unnest(ARRAY[from_on, until_on]) FROM workforce_workingpattern
    UNION SELECT worker_id, unnest(ARRAY[starts_on, ends_on + 1]) FROM link
    UNION SELECT division.worker_id, contract.ends_on + 1
            FROM division JOIN workforce_contractshare share ON share.division_id = division.id
            JOIN contracts_contract contract ON contract.id = share.contract_id
    UNION SELECT link.worker_id, unnest(ARRAY[post.from_on, post.until_on])
            FROM link JOIN contracts_post post USING (user_id, contract_id)
), boundary AS (
    SELECT worker_id, day FROM change WHERE day > %(from_on)s AND day < %(until_on)s
    UNION SELECT id, unnest(ARRAY[%(from_on)s, %(until_on)s]::date[]) FROM worker
), stretch AS (
    SELECT step.worker_id, step.from_on, step.until_on, hours.minutes_a_week AS whole, division.id AS division_id
      FROM (SELECT worker_id, day AS from_on, lead(day) OVER (PARTITION BY worker_id ORDER BY day) AS until_on
              FROM boundary) step
      JOIN worker ON worker.id = step.worker_id
       AND worker.started_on <= step.from_on AND (worker.left_on IS NULL OR worker.left_on >= step.from_on)
      JOIN workforce_contractedhours hours ON hours.worker_id = step.worker_id
       AND hours.from_on <= step.from_on AND (hours.until_on IS NULL OR hours.until_on > step.from_on)
      LEFT JOIN division ON division.worker_id = step.worker_id
       AND division.from_on <= step.from_on AND (division.until_on IS NULL OR division.until_on > step.from_on)
     WHERE step.until_on IS NOT NULL
), claim AS (
    SELECT stretch.*, link.contract_id,
           CASE WHEN link.starts_on > stretch.from_on OR link.ends_on < stretch.from_on THEN 0
                WHEN EXISTS (SELECT FROM contracts_post post
                              WHERE post.user_id = link.user_id AND post.contract_id = link.contract_id
                                AND post.from_on <= stretch.from_on
                                AND (post.until_on IS NULL OR post.until_on > stretch.from_on)) THEN 2
                ELSE 1 END AS rank
      FROM stretch JOIN link USING (worker_id)
     WHERE stretch.division_id IS NULL
), share AS (
    SELECT stretch.*, share.contract_id, share.percent,
           (share.percent > 0 AND contract.starts_on <= stretch.from_on
            AND (contract.ends_on IS NULL OR contract.ends_on >= stretch.from_on))::integer AS rank
      FROM stretch JOIN workforce_contractshare share USING (division_id)
      JOIN contracts_contract contract ON contract.id = share.contract_id
), part AS (
    SELECT worker_id, from_on, until_on, whole, contract_id, 1 AS part,
           count(*) OVER (PARTITION BY worker_id, from_on) AS parts, FALSE AS is_divided
      FROM (SELECT *, max(rank) OVER (PARTITION BY worker_id, from_on) AS highest FROM claim) ranked
     WHERE rank = highest
    UNION ALL
    SELECT worker_id, from_on, until_on, whole, contract_id, percent, sum(percent) OVER day,
           sum(percent) OVER day = 100 OR count(*) OVER day = 1
      FROM (SELECT *, max(rank) OVER (PARTITION BY worker_id, from_on) AS highest FROM share) ranked
     WHERE rank = highest
    WINDOW day AS (PARTITION BY worker_id, from_on)
), running AS (
    SELECT *, sum(part) OVER (PARTITION BY worker_id, from_on ORDER BY contract_id) AS sum_so_far FROM part
), contract_hours AS (
    SELECT worker_id, contract_id, from_on, until_on, whole, is_divided, parts,
           (whole * sum_so_far / parts - whole * (sum_so_far - part) / parts)::integer AS minutes
      FROM running
)
"""

COLUMNS = "SELECT worker_id, contract_id, from_on, until_on, whole, minutes, is_divided, parts FROM contract_hours"

# A row of STRETCHES for each of its days. `minutes` are those of the day: the minutes of the week in proportion to the
# working pattern in force, or a fifth from Monday to Friday where there is none.
DAYS = (
    STRETCHES
    + """
, week AS (
    SELECT hours.*, pattern.minutes AS pattern_minutes
      FROM contract_hours hours
      LEFT JOIN LATERAL (
           SELECT sum(extract(epoch FROM ends - starts) / 60) AS minutes FROM workforce_workingpattern
            WHERE worker_id = hours.worker_id AND from_on <= hours.from_on
              AND (until_on IS NULL OR until_on > hours.from_on)) pattern ON TRUE
     WHERE hours.contract_id = %(contract)s AND hours.minutes > 0
), contract_day AS (
    SELECT week.worker_id, day::date AS day,
           week.minutes * CASE WHEN week.pattern_minutes IS NULL THEN (extract(isodow FROM day) <= 5)::integer / 5.0
                ELSE coalesce(extract(epoch FROM pattern.ends - pattern.starts) / 60, 0) / week.pattern_minutes
                END AS minutes
      FROM week
     CROSS JOIN LATERAL generate_series(week.from_on, week.until_on - 1, interval '1 day') day
      LEFT JOIN workforce_workingpattern pattern ON pattern.worker_id = week.worker_id
       AND pattern.weekday = extract(isodow FROM day) - 1
       AND pattern.from_on <= week.from_on AND (pattern.until_on IS NULL OR pattern.until_on > week.from_on)
)
"""
)


@dataclass(frozen=True)
class ContractHours:
    """A worker's hours for one contract from a day until another (exclusive), in minutes a week.

    `whole` are the contracted minutes for all contracts, `minutes` this contract's part. `is_divided` says that a
    manager divided them between the contracts that run; otherwise they are all this contract's, or the contracts have
    equal parts, or those in proportion to a division with a contract that has ended.
    """

    worker_id: UUID
    contract_id: UUID
    from_on: datetime.date
    until_on: datetime.date
    whole: int
    minutes: int
    is_divided: bool
    parts: int

    @property
    def needs_dividing(self) -> bool:
        """Return whether the parts are a guess: nobody divided the hours between the contracts that run."""
        return not self.is_divided and self.parts > 1

    def part_of(self, minutes: int) -> int:
        """Return the contract's part of other minutes of the worker, such as absences, to the nearest minute."""
        return round(minutes * self.minutes / self.whole)


def hours_by_contract(period: Period, workers: Iterable[UUID] | None = None) -> list[ContractHours]:
    """Return the hours of each worker and contract in the period, by worker, contract and day.

    On each day of employment the minutes of all contracts add up to the worker's contracted minutes. A manager's
    division decides; the shares of contracts that do not run go to those that do, in proportion. Without a division the
    hours belong to the worker's contracts that run on that day and in which they have a post; if there is none, to
    those that run; if none runs, to all. Several have equal parts. With `workers`, only theirs.
    """
    query = f"{STRETCHES} {COLUMNS} ORDER BY worker_id, contract_id, from_on"
    rows = _fetch(query, period, workers=None if workers is None else list(workers))
    return [ContractHours(*row) for row in rows]


def minutes_on(day: datetime.date, contract: Contract) -> dict[UUID, ContractHours]:
    """Return worker id → the hours for `contract` on `day`, of the workers who have some."""
    query = f"{STRETCHES} {COLUMNS} WHERE contract_id = %(contract)s AND minutes > 0"
    rows = [ContractHours(*row) for row in _fetch(query, Period(day, day + DAY), contract=contract)]
    return {row.worker_id: row for row in rows}


def ids_to_divide(day: datetime.date, workers: Iterable[UUID]) -> set[UUID]:
    """Return those of the workers' ids whose hours on `day` nobody divided between the contracts that run."""
    return {row.worker_id for row in hours_by_contract(Period(day, day + DAY), workers) if row.needs_dividing}


def average_minutes(contract: Contract, period: Period) -> float:
    """Return the contracted minutes a week of the contract's workers, as the average of the days of the period."""
    query = (
        "SELECT coalesce(sum(minutes * (until_on - from_on)), 0) FROM contract_hours WHERE contract_id = %(contract)s"
    )
    ((total,),) = _fetch(STRETCHES + query, period, contract=contract)
    return int(total or 0) / period.days


def contracted_in(contract: Contract, period: Period) -> list[tuple[UUID, int]]:
    """Return each worker's id and contracted minutes for the contract in the whole period, day by day.

    The week's hours are spread over the worker's working pattern, or over Monday to Friday where there is none.
    """
    query = """
        SELECT worker_id, round(sum(contract_day.minutes))::integer
          FROM contract_day JOIN workforce_worker worker ON worker.id = worker_id
         GROUP BY worker_id, worker.started_on HAVING round(sum(contract_day.minutes)) > 0
         ORDER BY worker.started_on, worker_id
    """
    return _fetch(DAYS + query, period, contract=contract)


def lost_to_sickness(contract: Contract, period: Period) -> list[tuple[UUID, int, str]]:
    """Return each sickness absence's id, the contracted minutes of the contract that it lost in the period, its reason.

    The days are those of `contracted_in`, so an absence of a whole week loses the week's hours.
    """
    query = """
        SELECT absence.id, round(sum(contract_day.minutes))::integer, absence.sickness_reason
          FROM contract_day JOIN workforce_absence absence
            ON absence.worker_id = contract_day.worker_id AND absence.from_on <= contract_day.day
           AND (absence.until_on IS NULL OR absence.until_on > contract_day.day)
         WHERE absence.kind = %(sickness)s
         GROUP BY absence.id HAVING round(sum(contract_day.minutes)) > 0
         ORDER BY absence.from_on, absence.id
    """
    return _fetch(DAYS + query, period, contract=contract, sickness=AbsenceKind.SICKNESS)


def _fetch(query: str, period: Period, *, contract: Contract | None = None, **inputs: Any) -> list[Any]:
    values = {"from_on": period.from_on, "until_on": period.until_on, "workers": None, **inputs}
    with connection.cursor() as cursor:
        cursor.execute(query, {**values, "contract": contract.pk if contract else None})
        return cursor.fetchall()
