"""The keyworker asks about a person and about an update; the lead worker answers, and the last one waits."""

from casework import services
from casework.recipients import keyworker_of
from core import clock
from core.dates import add_working_days
from demo.scheduler import Scenario
from demo.world import World, at
from reviews.models import KeyworkerUpdate

ANSWERED = (
    "The ward round moved to Thursdays. Can somebody still go with them?",
    "Yes. The Thursday visit moves to the morning, so that we can go together.",
)
WAITING = "Thank you for this update. Can you say a bit more about the evenings?"


def ask_questions(world: World, key: str, ago: int) -> Scenario:
    """Ask one question that is answered the next day, and one yesterday that is still to be answered."""
    yield at(world.ago(ago), 11, 20)
    support = world.supports.get(key)
    keyworker = keyworker_of(support.package.case.individual, clock.today()) if support else None
    if support is None or keyworker is None:
        return
    words, answer = ANSWERED
    question = services.ask_question(package=support.package, words=words, asked_by=keyworker, by=keyworker)
    yield at(add_working_days(clock.today(), 1), 9, 40)
    services.answer_question(question=question, revision=question.revision, answer=answer, by=support.lead_user)
    yield at(world.ago(1), 14, 5)
    update = KeyworkerUpdate.objects.sent().filter(package=support.package).order_by("submitted_at").last()
    services.ask_question(
        package=support.package,
        words=WAITING,
        asked_by=keyworker,
        about_kind="keyworker-update" if update else "",
        about_id=update.pk if update else None,
        by=keyworker,
    )
