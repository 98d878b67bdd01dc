"""A month of visits: how often each role is alerted in a day. `make soak` uses forty workers."""

import datetime
import os
import random
import uuid

from accounts.models import User
from casework.models import Allocation, Case, Individual, SupportPackage
from casework.services import change_keyworker
from contracts.services import appoint
from core import clock
from dashboard.alert_load import by_role
from tests.visits.escalation_builders import make_shift
from visits import services
from visits.models import Alert, Escalation, LoneWorkingCheck, PlannedVisit
from workforce.services import employ

SOAK = os.environ.get("SOAK") == "1"
WORKERS, DAYS = (40, 30) if SOAK else (8, 4)
VISITS_A_DAY = 5
MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
# Of a hundred visits: changes urgent today, urgent now, and forgotten confirmations.
URGENT_TODAY, URGENT_NOW, FORGETS_TO_CONFIRM = 4, 0.3, 5
# The share of workers who confirm when asked, and of seniors who answer before the managers are called.
CONFIRM_SHARE, ANSWER_SHARE = 0.7, 0.95


class Month:
    """Workers with their people, and a simulation of days."""

    def __init__(self, cast):
        self.cast, self.chance = cast, random.Random("a month")
        with clock.frozen_at(clock.instant_on(cast.today - DAY * (DAYS + 20))):
            self.workers = [self._worker(number) for number in range(WORKERS)]
            self.packages = {worker: [self._package(worker, n) for n in range(VISITS_A_DAY)] for worker in self.workers}

    def _worker(self, number: int):
        user = User.objects.create_user(f"w{number}@people.example", f"Worker {number}", telephone="07700 900150")
        appoint(user=user, role="support_worker", contract=self.cast.tameside, from_on=clock.today(), by=None)
        return employ(
            user=user,
            team=self.cast.team,
            contracts=[self.cast.tameside],
            started_on=clock.today(),
            minutes_a_week=60,
            by=None,
        )

    def _package(self, worker, number: int) -> SupportPackage:
        person = Individual.objects.create(full_name=f"Person {number}", date_of_birth=datetime.date(1980, 1, 1))
        case = Case.objects.create(individual=person, contract=self.cast.tameside, opened_on=clock.today())
        change_keyworker(individual=person, user=self.cast.priya, from_on=clock.today(), by=self.cast.ben)
        package = SupportPackage.objects.create(case=case, starts_on=clock.today())
        Allocation.objects.create(package=package, worker=worker, kind="lead", from_on=clock.today())
        return package

    def run_day(self, day: datetime.date) -> None:
        """Run one day: every worker's visits of an hour each with a check, and the sweeps in between."""
        make_shift(self.cast.tameside, self.cast.omar, ahead=(day - self.cast.today).days, hours=24)
        for number in range(VISITS_A_DAY):
            starts_at = clock.instant_on(day, datetime.time(9 + 2 * number))
            for worker in self.workers:
                PlannedVisit.objects.create(
                    package=self.packages[worker][number],
                    worker=worker,
                    starts_at=starts_at,
                    ends_at=starts_at + 60 * MINUTE,
                )
            self._sweep(starts_at)
            with clock.frozen_at(starts_at + 65 * MINUTE):
                for planned in PlannedVisit.objects.filter(starts_at=starts_at).order_by("recorded_at"):
                    self._log_visit(planned)
            for minutes in (76, 87, 98):
                self._sweep(starts_at + minutes * MINUTE)
                self._reply(starts_at + (minutes + 4) * MINUTE)
        with clock.frozen_at(clock.instant_on(day, datetime.time(21))):
            self._close_all()

    def _sweep(self, at) -> None:
        with clock.frozen_at(at):
            services.begin_checks(on=clock.today())
            services.advance_checks(on=clock.today())
            services.advance_escalations(on=clock.today())

    def _log_visit(self, planned) -> None:
        dice = self.chance.random() * 100
        if dice < FORGETS_TO_CONFIRM:
            return
        urgency = "now" if dice > 100 - URGENT_NOW else "today" if dice > 100 - URGENT_NOW - URGENT_TODAY else ""
        services.log_visit(
            id=uuid.uuid4(),
            package=planned.package,
            worker=planned.worker,
            planned=planned,
            started_at=planned.starts_at,
            ended_at=planned.ends_at,
            outcome="yes",
            kind="face to face",
            notes="We talked.",
            change_noticed="deterioration" if urgency else "",
            urgency=urgency,
            by=planned.worker.user,
        )

    def _reply(self, at) -> None:
        """Let most workers confirm that they are safe and most seniors answer before a manager is called."""
        with clock.frozen_at(at):
            for check in LoneWorkingCheck.objects.filter(state="asked").order_by("planned__recorded_at"):
                if self.chance.random() < CONFIRM_SHARE:
                    services.confirm_safe(check=check, by=check.planned.worker.user)
            for escalation in Escalation.objects.filter(state="open").order_by("caller__full_name"):
                if self.chance.random() < ANSWER_SHARE:
                    services.answer_escalation(escalation=escalation, by=self.cast.omar)

    def _close_all(self) -> None:
        cast = self.cast
        for check in LoneWorkingCheck.objects.running():
            services.confirm_safe_by_other(check=check, words="At home", by=cast.omar)
        for escalation in Escalation.objects.running():
            arguments = {"contact": "on call", "outcome": "answered", "conversation": "We look again tomorrow"}
            services.record_ringing(escalation=escalation, began_at=clock.now(), by=cast.omar, **arguments)
            services.close_escalation(escalation=escalation, done="Looked after", by=cast.omar)
        for alert in Alert.objects.open():
            services.accept_alert(alert=alert, by=cast.dana)
            services.close_alert(alert=alert, done="Rang them", by=cast.dana)


def test_a_manager_is_interrupted_five_times_a_day_at_most(cast, capsys):
    """Given forty workers and a month (in soak) with alerts each day; then a manager gets at most five a day."""
    month = Month(cast)
    from_on = cast.today - DAY * DAYS
    for number in range(DAYS):
        month.run_day(from_on + DAY * number)
    rows = {row.role: row for row in by_role(from_on, cast.today)}
    with capsys.disabled():
        print(f"\n{WORKERS} workers, {DAYS} days, in one user's day: most, average, most act now")
        for row in rows.values():
            print(f"  {row.role:<20}{row.most:>4}{row.average:>8.2f}{row.most_act_now:>4}")
    assert 0 < rows["Manager"].most <= 5
    assert rows["Support worker"].most <= VISITS_A_DAY
    assert all(row.most_messages >= max(row.most, row.most_act_now) for row in rows.values()), "nothing is left out"
    assert Alert.objects.count() > 3
