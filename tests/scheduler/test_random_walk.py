"""Random sequences of referral, package and hospital services, with invariants checked after each step."""

import datetime
import os
from collections import Counter

from django.core.files.base import ContentFile
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from casework import services as casework
from casework.models import Allocation, Hold, HospitalSpell, Individual, Merge, SupportPackage
from contracts.services import set_terms
from core import clock
from core.errors import Refused
from referrals import services as referrals
from referrals.models import Referral
from scheduler.sweeps import SWEEPS
from tests.cast import FULL_TERMS
from tests.dashboard.invariants import CHECKS, check_deferred_constraints, count_rows
from tests.referral_answers import REFERRAL_ANSWERS

IS_SOAK = os.environ.get("SOAK") == "1"
RUNS, STEPS = (500 if IS_SOAK else 50), 30
DAY = datetime.timedelta(days=1)
NINE = datetime.time(9)
# Terms that allow everything: any ground to wait and extended holds.
TERMS = {
    **FULL_TERMS,
    "declines_for_capacity_only": None,
    "asks_council_support_plan": None,
    "asks_council_risk_assessment": None,
    "asks_transition_plan": None,
    "extends_hold": True,
}
ANSWERS = {
    "lives_in_area": "yes",
    "has_mental_health_services": "yes",
    "has_significant_impact": "yes",
    "care_act_outcomes": ["nutrition", "work"],
    "needs": "Company",
    "outcomes": ["Goes out"],
    "agreed_end_point": "Goes out alone",
    **REFERRAL_ANSWERS,
}
NAMES = ("Owen Castellan", "Ayesha Sultana")
# The verbs of a referral and the argument that takes the text.
TEXT_ARGUMENTS = {
    "ask": "question",
    "raise_concern_for_staff": "concern",
    "answer": "words",
    "decline": "reason",
    "withdraw": "reason",
    "find_ineligible": "reason",
}
any_row = st.integers(0, 5)
any_recent_day = st.integers(-20, 0)
any_near_day = st.integers(-10, 15)


def while_there_is(what: str):
    """Run the rule only while a record of this kind exists."""
    return precondition(lambda provider: provider.there_is[what])


class Provider(RuleBasedStateMachine):
    """A provider from its first referral on. Each step runs one verb on its day; it may be refused."""

    cast = None
    done: Counter = Counter()
    refused: Counter = Counter()

    @initialize(start=st.sampled_from(["in hospital", "supported", "twice known", "nobody yet"]))
    def begin(self, start):
        self.savepoint = transaction.savepoint()
        self.day, self.minute = self.cast.today, 0
        # One born on a leap day; one who turns eighteen during the run.
        turning_18 = self.day + 20 * DAY
        self.born = [
            datetime.date(1988, 2, 29),
            turning_18.replace(year=turning_18.year - 18, day=min(turning_18.day, 28)),
        ]
        self.rows, self.is_changed = count_rows(), False
        self.note_what_exists()
        if start == "nobody yet":
            return
        self.refer(0, 0)
        self.accept(0, 6, None, False)
        self.allocate(0, "worker", "lead", 0, None)
        if start == "in hospital":
            self.admit(0, -2, None)
        if start == "twice known":
            self.end(0, 0, "choice")
            self.refer(0, 0)
            self.accept(0, 6, None, False)

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def do(self, verb, **arguments):
        """Run the verb on this day with deferred constraints checked. Return None if it is refused."""
        self.minute += 1
        arguments.setdefault("by", self.cast.ben)
        with clock.frozen_at(clock.instant_on(self.day, NINE) + datetime.timedelta(minutes=self.minute)):
            try:
                with transaction.atomic():
                    result = verb(**arguments)
                    check_deferred_constraints()
            except Refused:
                self.refused[verb.__name__] += 1
                return None
        self.done[verb.__name__] += 1
        self.is_changed = True
        self.note_what_exists()
        return result

    def note_what_exists(self):
        """Record which kinds of record exist."""
        names = [person.full_name for person in self.people()]
        states = set(self.packages().values_list("state", flat=True))
        spells = list(self.spells())
        self.there_is = {
            "person": bool(names),
            "namesakes": len(names) > len(set(names)),
            "referral": Referral.objects.to_decide().exists(),
            "package": bool(states),
            "open": "open" in states,
            "ended": "ended" in states,
            "spell": bool(spells),
            "inpatient": any(spell.discharged_on is None and spell.struck_at is None for spell in spells),
            "merge": Merge.objects.exists(),
            "allocation": Allocation.objects.filter(package__in=self.packages()).exists(),
        }

    def pick(self, n, rows):
        """Return one of the rows, or None. The choice is deterministic."""
        rows = list(rows.order_by("recorded_at", "pk"))
        return rows[n % len(rows)] if rows else None

    def people(self):
        """Return the packages of people referred in this test, without the cast's own."""
        return Individual.objects.filter(full_name__in=NAMES)

    def packages(self):
        return SupportPackage.objects.filter(case__individual__in=self.people()).select_related("case")

    # Referrals

    @rule(n=any_row, ahead=st.integers(-5, 40))
    def refer(self, n, ahead):
        referral = self.do(
            referrals.start,
            contract=self.cast.tameside,
            source="Mental health team",
            strand=self.cast.strands[n % 4],
            full_name=NAMES[n % 2],
            date_of_birth=self.born[n % 2],
            planned_start_on=self.day + ahead * DAY,
            **ANSWERS,
            by=self.cast.priya,
        )
        self.do(referrals.send, referral=referral, by=self.cast.priya)

    @while_there_is("ended")
    @rule(n=any_row, ahead=st.integers(0, 20), is_complete=st.booleans())
    def refer_again(self, n, ahead, is_complete):
        package = self.pick(n, self.packages().filter(state="ended"))
        person = package.case.individual
        referral = self.do(
            referrals.refer_again,
            package=package,
            source="Mental health team",
            referrer=self.cast.priya,
            full_name=person.full_name,
            date_of_birth=person.date_of_birth,
            planned_start_on=self.day + ahead * DAY,
            formal_review_on=self.day if is_complete else None,
            reached_us_at=clock.instant_on(self.day),
            came_by="email",
            strand=self.cast.strands[n % 4],
            **ANSWERS,
        )
        if referral:
            self.do(referrals.send, referral=referral)
        if referral and is_complete:
            plan = ContentFile(b"%PDF-1.4 plan", name="plan.pdf")
            self.do(referrals.attach, referral=referral, kind="revised plan", file=plan, content_type="application/pdf")

    @while_there_is("referral")
    @rule(
        n=any_row,
        verb=st.sampled_from([*TEXT_ARGUMENTS, *2 * ("put_on_waiting_list", "change_place")]),
        band=st.integers(1, 4),
    )
    def change_referral(self, n, verb, band):
        rows = Referral.objects.to_decide()
        fitting = rows.filter(state={"answer": "queried", "change_place": "waiting"}.get(verb, "sent"))
        arguments = {TEXT_ARGUMENTS.get(verb, "reason"): "As was said on the telephone"}
        if verb not in TEXT_ARGUMENTS:
            arguments |= {"band": band, "band_agreed_with": "Helen Armitage", "expected_on": self.day + 30 * DAY}
        referral = self.pick(n, fitting) or self.pick(n, rows)
        self.do(getattr(referrals, verb), referral=referral, **arguments)

    @while_there_is("referral")
    @rule(n=any_row, hours=st.integers(1, 12), later=st.one_of(st.none(), st.integers(-5, 30)), is_known=st.booleans())
    def accept(self, n, hours, later, is_known):
        referral = self.pick(n, Referral.objects.to_decide())
        starts_on = referral.planned_start_on if later is None else self.day + later * DAY
        known = self.pick(n, self.people().filter(full_name=referral.full_name)) if is_known else None
        package = self.do(
            referrals.accept,
            referral=referral,
            minutes_a_week=60 * hours,
            starts_on=starts_on,
            first_review_on=starts_on + 40 * DAY,
            individual=known,
        )
        if package and package.follows and package.follows.end_reason == "hold expired":
            referral.refresh_from_db()
            assert referral.formal_review_on, "accepted after an expired hold without a formal review"
            assert referral.documents.filter(kind="revised plan").exists(), (
                "accepted after an expired hold without the revised plan"
            )

    # The package

    @while_there_is("package")
    @rule(n=any_row, on=any_near_day, to=any_row, is_strand=st.booleans())
    def change(self, n, on, to, is_strand):
        package = self.pick(n, self.packages().open()) or self.pick(n, self.packages())
        agreed = {"from_on": self.day + on * DAY, "reason": "A bad winter", "agreed_by": "Priya Nair"}
        if is_strand:
            self.do(casework.change_strand, package=package, strand=self.cast.strands[to % 4], **agreed)
        else:
            self.do(casework.change_hours, package=package, minutes=60 + 180 * to, **agreed)

    @while_there_is("package")
    @rule(
        n=any_row,
        who=st.sampled_from(["worker", "other_worker", "lead_worker", "links_worker"]),
        kind=st.sampled_from(["lead", "lead", "buddy", "cover"]),
        on=any_near_day,
        days=st.one_of(st.none(), st.integers(0, 20)),
    )
    def allocate(self, n, who, kind, on, days):
        package = self.pick(n, self.packages())
        from_on = max(package.starts_on, self.day) + on * DAY
        until_on = from_on + days * DAY if days is not None else None
        worker = getattr(self.cast, who)
        self.do(casework.allocate, package=package, worker=worker, kind=kind, from_on=from_on, until_on=until_on)

    @while_there_is("allocation")
    @rule(n=any_row, on=any_near_day)
    def end_allocation(self, n, on):
        rows = Allocation.objects.filter(package__in=self.packages())
        allocation = self.pick(n, rows.filter(until_on=None)) or self.pick(n, rows)
        self.do(casework.end_allocation, allocation=allocation, until_on=self.day + on * DAY, reason="She left")

    @while_there_is("open")
    @rule(n=any_row, on=any_near_day, reason=st.sampled_from(["choice", "moved", "goals reached", "step-down"]))
    def end(self, n, on, reason):
        package = self.pick(n, self.packages().open())
        if package and n < 3:
            ended_on = max(package.starts_on, self.day + on * DAY)
            self.do(casework.end_package, package=package, ended_on=ended_on, reason=reason, note="As agreed")

    # Hospital

    def spells(self):
        return HospitalSpell.objects.filter(individual__in=self.people())

    @while_there_is("person")
    @rule(n=any_row, on=any_recent_day, days=st.one_of(st.none(), st.integers(0, 12)))
    def admit(self, n, on, days):
        person = self.pick(n, self.people())
        admitted_on = self.day + on * DAY
        discharged_on = admitted_on + days * DAY if days is not None else None
        stay = {"hospital": "Stonefield Hospital", "kind": "mental health", "admitted_on": admitted_on}
        self.do(casework.record_admission, individual=person, discharged_on=discharged_on, **stay)

    @while_there_is("spell")
    @rule(n=any_row, on=any_recent_day, resumes=st.one_of(st.none(), st.integers(0, 6)))
    def complete_stay(self, n, on, resumes):
        """Record the missing detail of one of the stays."""
        spell, day = self.pick(n, self.spells()), self.day + on * DAY
        if spell.readmission == "asked":
            answer = {"is_same": n % 2 == 0, "said_by": "Priya Nair, by telephone"}
            self.do(casework.answer_readmission, spell=spell, **answer)
        elif spell.discharged_on:
            self.do(casework.record_resumption, spell=spell, resumed_on=max(day, spell.discharged_on))
        else:
            discharged_on = max(day, spell.admitted_on)
            resumed_on = discharged_on + resumes * DAY if resumes is not None else None
            self.do(casework.record_discharge, spell=spell, discharged_on=discharged_on, resumed_on=resumed_on)

    @while_there_is("spell")
    @rule(n=any_row, on=any_recent_day, days=st.one_of(st.none(), st.integers(0, 30)))
    def correct_spell(self, n, on, days):
        spell = self.pick(n, self.spells())
        if on % 5 == 4:
            self.do(casework.strike_admission, spell=spell, reason="It was somebody else")
            return
        admitted_on = self.day + on * DAY
        days = {"admitted_on": admitted_on, "discharged_on": admitted_on + days * DAY if days else None}
        self.do(casework.correct_spell, spell=spell, resumed_on=None, reason="The ward rang again", **days)

    @while_there_is("spell")
    @rule(
        n=any_row,
        effect=st.sampled_from(["continue", "continue", "resume", "extend", "end"]),
        on=any_near_day,
        days=st.one_of(st.none(), st.integers(1, 40)),
    )
    def override(self, n, effect, on, days):
        spell = self.pick(n, self.spells())
        from_on = self.day + on * DAY
        self.do(
            casework.override,
            spell=spell,
            effect=effect,
            from_on=from_on,
            until_on=from_on + days * DAY if days and effect in ("continue", "extend") else None,
            said_by=self.cast.priya,
            said_on=self.day,
            authority="By telephone, as keyworker",
            reason="She needs the visits",
            evidence="Email kept with the plan",
        )

    # Two records of one person

    @while_there_is("namesakes")
    @rule(n=any_row)
    def merge(self, n):
        duplicate = self.pick(n, self.people())
        into = self.pick(n + 1, self.people().filter(full_name=duplicate.full_name))
        self.do(casework.merge, duplicate=duplicate, into=into, reason="The same NHS number")

    @while_there_is("merge")
    @rule(n=any_row)
    def undo_merge(self, n):
        self.do(casework.undo_merge, merge=self.pick(n, Merge.objects.all()), reason="They are cousins")

    # Time

    @rule(days=st.one_of(st.integers(0, 16), st.integers(26, 30)), is_swept=st.booleans())
    def let_days_pass(self, days, is_swept):
        self.day += days * DAY
        self.minute = 0 if days else self.minute
        if is_swept:
            self.sweep()

    @while_there_is("inpatient")
    @rule(days=st.integers(20, 35))
    def stay_in_hospital(self, days):
        self.let_days_pass(days, True)

    def sweep(self):
        with clock.frozen_at(clock.instant_on(self.day)):
            for name in ("end support after the hospital hold", "warn before a hospital hold ends"):
                self.done[name] += SWEEPS[name].run(on=self.day)
            check_deferred_constraints()
        self.is_changed = True
        self.note_what_exists()
        late = Hold.objects.filter(until_on=None, last_held_on__lt=self.day, package__ended_on=None)
        assert not late.exists(), "on hold past the last held day after the sweep"

    # Invariants after every step

    @precondition(lambda self: self.is_changed)
    @invariant()
    def everything_holds(self):
        self.is_changed = False
        for check in CHECKS:
            check(self)


def test_invariants_hold_after_any_sequence_of_actions(cast, capsys):
    """Given a provider and a contract; when verbs run in any order; then every invariant holds after each."""
    set_terms(contract=cast.tameside, from_on=cast.today - 40 * DAY, by=None, **TERMS)
    Provider.cast = cast
    Provider.done, Provider.refused = Counter(), Counter()
    some = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_machine(Provider, settings=some)
    with capsys.disabled():
        print(f"\n{RUNS} runs of up to {STEPS} steps: {Provider.done.total()} done, {Provider.refused.total()} refused")
        for verb in sorted({*Provider.done, *Provider.refused}):
            print(f"  {verb}: {Provider.done[verb]} done, {Provider.refused[verb]} refused")
    if IS_SOAK:
        assert {verb for verb in Provider.refused if not Provider.done[verb]} == set(), "these never happened"
