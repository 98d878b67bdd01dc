"""Starting with what exists (R63): checked row by row, taken in once, taken back until it is used."""

import datetime

import pytest

from accounts.models import User
from casework.enums import ImportOutcome, ImportState
from casework.models import Allocation, Imported, ImportRow, Individual, KeyworkerTerm, SupportPackage
from core.models import Message
from tests.casework.importing import ALLOCATION, KEYWORKER, ONE_OF_EACH, PACKAGE, PERSON, WORKER, brought, taken_in, workbook
from tests.house import models as house_models
from workforce.models import Worker


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in house_models()}


def outcomes(run) -> dict[str, int]:
    found: dict[str, int] = {}
    for outcome in run.rows.exclude(cells={}).values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return found


def problems(run) -> list[str]:
    return [problem for row in run.rows.wrong() for problem in row.problems]


def test_the_dry_run_writes_rows_and_nothing_else(cast):
    """Given one row of each sheet; when the file is checked; then there are rows of the import and nothing more."""
    before = counts()
    run = brought(cast, workbook(ONE_OF_EACH))
    assert run.state == ImportState.CHECKED, run.rows.values_list("problems", flat=True)
    assert outcomes(run) == {ImportOutcome.NEW: 6}, problems(run)
    changed = {label for label, count in counts().items() if count != before[label]}
    assert changed == {"casework.ImportRun", "casework.ImportRow", "core.Document", "core.Move", "core.Message"}


def test_what_was_there_is_there(cast):
    """Given one row of each sheet; when they are taken in; then each is a record, and nobody was told of any."""
    run = taken_in(cast, ONE_OF_EACH)
    assert run.state == ImportState.DONE
    assert run.rows_done == run.rows_total == 6
    robin = Individual.objects.get(full_name="Robin Ashdown")
    assert robin.nhs_number == "9990000026"
    assert robin.contact_points.get(kind="telephone").is_safe
    assert not robin.contact_points.get(kind="text").is_safe
    package = SupportPackage.objects.get(case__individual=robin)
    assert package.weekly_hours.get().minutes == 270
    assert package.strand_on(cast.today) == cast.strands[0]
    assert [outcome.text for outcome in package.agreed_outcomes.all()] == ["Cooks twice a week", "Meets friends"]
    jo = Worker.objects.get(user__email="j.bell@provider.example")
    assert not jo.user.has_usable_password()
    assert package.allocations.get().worker == jo
    assert robin.keyworker_terms.get().user.email == "k.lowe@council.example"
    assert robin.relationships.get().name == "Lee Marsh"
    told = Message.objects.exclude(key__startswith="import-")
    assert not told.filter(individual_id=robin.pk).exists()
    assert not told.filter(to__in=[jo.user, robin.keyworker_terms.get().user]).exists()
