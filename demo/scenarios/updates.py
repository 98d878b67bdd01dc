"""What the clock raises: updates to keyworkers and reviews; written, sent, answered, held and shared."""

import datetime
from collections.abc import Callable

from casework.services import end_expired_suspensions, warn_of_holds
from core import clock
from core.dates import add_working_days
from core.duties import lapse_ended
from demo.scheduler import Story
from demo.text import duties as words
from demo.world import DAY, WEEK, Scene, Support, at
from reviews import prefill, services
from reviews.enums import ReviewRequester, ReviewState, UpdateState
from reviews.models import KeyworkerUpdate, Review

HALF_AN_HOUR = datetime.timedelta(minutes=30)
DAYS_BEFORE = (0, 1, 1, 2, 2, 3, 4, 5, 6)
ASKING = (
    ReviewRequester.PERSON,
    ReviewRequester.PROVIDER,
    ReviewRequester.KEYWORKER,
    ReviewRequester.CARER,
    ReviewRequester.PERSON,
)


def every_day(scene: Scene, after_the_holds: Callable[[Scene], None]) -> Story:
    """The sweeps: what ends, each morning; what is raised, on Mondays; all of them today."""
    day = scene.starts_on
    while day <= scene.today:
        yield at(day, 0, 5) if day == scene.today else at(day, 6)
        is_sweeping_all = day.weekday() == 0 or day == scene.today
        supports = list(scene.supports.values())
        # On other days only where there can be something to do, which saves a thousand empty looks.
        if any(support.is_held(day) for support in supports):
            if end_expired_suspensions(on=day):
                after_the_holds(scene)
            warn_of_holds(on=day)
        if is_sweeping_all or any(support.is_over(day) and not support.is_over(day - WEEK) for support in supports):
            lapse_ended(on=day)
        if is_sweeping_all:
            services.raise_first_reviews(on=day)
            services.raise_updates(on=day)
            _take_up(scene)
        day += DAY


def _take_up(scene: Scene) -> None:
    """Whoever has to do with what was raised just now begins to."""
    supports = {support.package.pk: support for support in scene.supports.values()}
    now = clock.now()
    for update in KeyworkerUpdate.objects.filter(state=UpdateState.DUE, recorded_at=now).order_by("due_on"):
        scene.begin(_updated(scene, supports[update.package_id], update))
    for review in Review.objects.filter(state=ReviewState.DUE, recorded_at=now).order_by("due_on"):
        scene.begin(_reviewed(scene, supports[review.package_id], review))


def _updated(scene: Scene, support: Support, update: KeyworkerUpdate) -> Story:
    """An update is written and sent about when it is due, and read by the keyworker after some days."""
    chance = scene.chance("update", support.life.key, update.due_on)
    is_scripted = bool(support.life.updates)
    yesterday = scene.today - DAY
    if is_scripted:
        ahead = [scene.ago(ago) for ago in support.life.updates if scene.ago(ago) >= clock.today()]
        if not ahead:
            return
        sent_on = ahead[0]
    else:
        sent_on = update.due_on - DAY * chance.choice(DAYS_BEFORE)
        if chance.random() < 0.07:
            sent_on = update.due_on + DAY * chance.randint(1, 4)
        if update.due_on <= yesterday < sent_on:
            sent_on = update.due_on
    yield max(at(sent_on, 15, chance.randint(0, 59)), clock.now() + HALF_AN_HOUR)
    writer = support.lead
    if writer is None or writer.is_away(clock.today()):
        writer = scene.hands["teamlead"]
    update.refresh_from_db()
    if update.state != UpdateState.DUE:
        return
    services.write_update(
        update=update, revision=update.revision, by=writer.user, **_texts(scene, support, update, chance)
    )
    yield clock.now() + HALF_AN_HOUR
    update.refresh_from_db()
    if update.state != UpdateState.DUE:
        return
    services.submit_update(update=update, by=writer.user)
    is_waiting = is_scripted and scene.today - sent_on < WEEK
    if update.recipient is None or is_waiting or chance.random() < 0.03:
        return
    yield at(add_working_days(clock.today(), chance.randint(1, 6)), chance.randint(9, 16), chance.randint(0, 59))
    answer = scene.pick(chance, words.ANSWERS, support) if chance.random() < 0.55 else ""
    services.acknowledge_update(update=update, by=update.recipient, answer=answer)


def _texts(scene: Scene, support: Support, update: KeyworkerUpdate, chance) -> dict[str, str]:
    """What the records say, gone over by the worker."""
    first = prefill.prefilled_fields(update)
    return {
        "how_it_is": f"{first['how_it_is']} {scene.pick(chance, words.HOW_IT_IS, support)}",
        "progress": f"{first['progress']}\n{scene.pick(chance, words.PROGRESS, support)}".strip(),
        "what_changed": first["what_changed"] or scene.pick(chance, words.CHANGED, support),
        "next_weeks": f"{first['next_weeks']} {scene.pick(chance, words.NEXT_WEEKS, support)}".strip(),
    }


def _reviewed(scene: Scene, support: Support, review: Review) -> Story:
    """A review is held about its day and shared within the week."""
    chance = scene.chance("review", support.life.key, review.due_on)
    conducted_on = review.due_on + DAY * chance.choice((-3, -1, 0, 0, 0, 1, 2))
    yield max(at(conducted_on, 17, chance.randint(0, 50)), clock.now() + HALF_AN_HOUR)
    yield from _held(scene, support, review, shared_after=chance.randint(1, 5))


def _held(scene: Scene, support: Support, review: Review, *, shared_after: int | None) -> Story:
    chance = scene.chance("held", support.life.key, review.due_on)
    review.refresh_from_db()
    if review.state != ReviewState.DUE:
        return
    services.conduct_review(
        review=review,
        conducted_on=clock.today(),
        outcome=scene.pick(chance, words.OUTCOMES, support),
        participants=scene.pick(chance, words.TOOK_PART, support),
        by=support.lead.user,
    )
    if shared_after is None:
        return
    yield at(clock.today() + DAY * shared_after, 11, chance.randint(0, 50))
    services.share_review(review=review, by=support.lead.user)


def asked_for_reviews(scene: Scene, support: Support) -> Story:
    """After the first review, somebody asks for another every half year or so."""
    chance = scene.chance("asking", support.life.key)
    day = support.package.starts_on + DAY * support.life.first_review_after
    place = chance.randrange(len(ASKING))
    while True:
        day += WEEK * chance.randint(18, 26)
        yield at(day, 10, chance.randint(0, 50))
        is_scripted = support.life.unshared_review is not None and day > scene.ago(60)
        if support.is_over(day) or is_scripted:
            return
        due_on = add_working_days(day, chance.randint(8, 15))
        review = _ask(scene, support, ASKING[place % len(ASKING)], due_on)
        scene.begin(_reviewed(scene, support, review))
        place += 1


def held_and_not_shared(scene: Scene, key: str, ago: int) -> Story:
    """A review that was held so many days ago and still has to be shared."""
    yield at(scene.ago(ago + 17), 14, 20)
    support = scene.supports[key]
    review = _ask(scene, support, ReviewRequester.PROVIDER, scene.ago(ago - 1))
    yield at(scene.ago(ago), 16, 5)
    yield from _held(scene, support, review, shared_after=None)


def _ask(scene: Scene, support: Support, asked_by: str, due_on: datetime.date) -> Review:
    """The one who asks is not always the one who writes it down."""
    by = scene.users["manager"] if asked_by == ReviewRequester.KEYWORKER else support.lead.user
    return services.ask_for_review(package=support.package, due_on=due_on, asked_by=asked_by, by=by)
