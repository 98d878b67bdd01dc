"""Many who save one plan at the same moment: no text is lost."""

import functools

import pytest

from accounts.models import User
from contracts.models import Post
from core.errors import Conflict
from core.models import StateChange
from plans.models import SupportPlan
from plans.services import start, write
from tests.cast import assemble
from tests.factories import days_ago
from tests.races import run_together

SAVES = 200
MOST_TRIES = 400


def save(plan_id, words: str, by) -> int:
    """Open the plan, add a line and save. On a conflict keep both texts and save again."""
    plan = SupportPlan.objects.get(pk=plan_id)
    revision, text = plan.revision, f"{plan.matters_to_me}\n{words}"
    for tries in range(1, MOST_TRIES):
        try:
            write(plan=SupportPlan.objects.get(pk=plan_id), revision=revision, matters_to_me=text, by=by)
            return tries
        except Conflict as conflict:
            # The page shows the text that was saved meanwhile beside theirs; both go into the next save.
            revision, text = conflict.record.revision, f"{conflict.record.matters_to_me}\n{words}"
    raise AssertionError(f"“{words}” was never saved")


@pytest.mark.django_db(transaction=True)
def test_parallel_saves_of_one_plan_lose_no_text():
    """Given many workers with the same plan open; when all save; then the plan has each line once."""
    cast = assemble()
    plan = start(package=cast.package, by=cast.amara)
    crowd = User.objects.bulk_create(
        User(email=f"writer.{n}@people.example", full_name=f"Writer {n}", password="!") for n in range(SAVES)
    )
    Post.objects.bulk_create(
        Post(user=writer, role="manager", contract=cast.tameside, from_on=days_ago(9)) for writer in crowd
    )
    tries = run_together([functools.partial(save, plan.pk, f"Line of {writer.full_name}.", writer) for writer in crowd])

    plan = SupportPlan.objects.get(pk=plan.pk)
    lines = plan.matters_to_me.splitlines()
    missing = [writer.full_name for writer in crowd if lines.count(f"Line of {writer.full_name}.") != 1]
    assert not missing, f"lost or doubled: {missing[:5]} of {len(missing)}"
    assert plan.revision == 1 + SAVES
    assert sum(tries) > SAVES, "there must be conflicts"
    assert StateChange.objects.filter(record_id=plan.pk).count() == 1, "saving must not change the state"
