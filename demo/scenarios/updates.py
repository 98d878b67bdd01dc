"""What scheduled jobs raise: updates to keyworkers and reviews; written, sent, answered, held and shared."""

import datetime
import random
from collections.abc import Callable

from django.urls import reverse

from accounts.code_links.validity import why_ended
from accounts.models import LinkOpening, User
from casework.access.record_loader import open_by_link
from casework.services import end_expired_holds, warn_of_holds
from core import clock
from core.dates import add_working_days
from core.duties import expire_ended
from demo.scheduler import Scenario
from demo.text import duties as words
from demo.world import DAY, WEEK, Support, World, at
from reviews import prefill, services
from reviews.enums import ReviewRequester, ReviewState, UpdateState
from reviews.models import KeyworkerUpdate, Review

HALF_AN_HOUR = datetime.timedelta(minutes=30)
READER, READER_EMAIL = "Jo Ferris", "jo.ferris@tameside.example"
DAYS_BEFORE = (0, 1, 1, 2, 2, 3, 4, 5, 6)
ASKING = (
    ReviewRequester.PERSON,
    ReviewRequester.PROVIDER,
    ReviewRequester.KEYWORKER,
    ReviewRequester.CARER,
    ReviewRequester.PERSON,
)


def run_sweeps_daily(world: World, after_the_holds: Callable[[World], None]) -> Scenario:
    """Run the sweeps: those that end something each morning, those that raise duties on Mondays, all of them today."""
    day = world.starts_on
    while day <= world.today:
        yield at(day, 0, 5) if day == world.today else at(day, 6)
        is_sweeping_all = day.weekday() == 0 or day == world.today
        supports = list(world.supports.values())
        # On other days only if something can be due: this saves a thousand empty queries.
        if any(support.is_held(day) for support in supports):
            if end_expired_holds(on=day):
                after_the_holds(world)
            warn_of_holds(on=day)
        if is_sweeping_all or any(support.is_over(day) and not support.is_over(day - WEEK) for support in supports):
            expire_ended(on=day)
        if is_sweeping_all:
            services.raise_first_reviews(on=day)
            services.raise_updates(on=day)
            _begin_raised_duties(world)
        day += DAY


def _begin_raised_duties(world: World) -> None:
    """Start the work on the duties that were raised just now, of people with a story."""
    supports = {support.package.pk: support for support in world.supports.values()}
    raised = {"recorded_at": clock.now(), "package__in": supports}
    for update in KeyworkerUpdate.objects.filter(state=UpdateState.DUE, **raised).order_by("due_on"):
        world.begin(_update(world, supports[update.package_id], update))
    for review in Review.objects.filter(state=ReviewState.DUE, **raised).order_by("due_on"):
        world.begin(_review(world, supports[review.package_id], review))


def _update(world: World, support: Support, update: KeyworkerUpdate) -> Scenario:
    """Write and send an update near its due day; the keyworker reads it some days later."""
    chance = world.chance("update", support.character.key, update.due_on)
    is_scripted = bool(support.character.updates)
    yesterday = world.today - DAY
    if is_scripted:
        ahead = [world.ago(ago) for ago in support.character.updates if world.ago(ago) >= clock.today()]
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
        writer = world.staff["teamlead"]
    update.refresh_from_db()
    if update.state != UpdateState.DUE:
        return
    services.write_update(
        update=update, revision=update.revision, by=writer.user, **_texts(world, support, update, chance)
    )
    yield clock.now() + HALF_AN_HOUR
    update.refresh_from_db()
    if update.state != UpdateState.DUE:
        return
    services.submit_update(update=update, by=writer.user)
    if update.recipient is None and support.package.case.contract.council.domains:
        world.begin(_send_link(world, support, update, writer.user))
    is_waiting = is_scripted and world.today - sent_on < WEEK
    if update.recipient is None or is_waiting or chance.random() < 0.03:
        return
    yield at(add_working_days(clock.today(), chance.randint(1, 6)), chance.randint(9, 16), chance.randint(0, 59))
    answer = world.pick_text(chance, words.ANSWERS, support) if chance.random() < 0.55 else ""
    services.acknowledge_update(update=update, by=update.recipient, answer=answer)


def _send_link(world: World, support: Support, update: KeyworkerUpdate, by: User) -> Scenario:
    """Without a keyworker, somebody of the Council's team reads the update by a link, some days later."""
    chance = world.chance("link", support.character.key, update.due_on)
    yield clock.now() + HALF_AN_HOUR
    last_on = clock.today() + 2 * WEEK
    link = services.send_update_link(update=update, name=READER, email=READER_EMAIL, last_on=last_on, by=by)
    yield at(add_working_days(clock.today(), chance.randint(1, 4)), chance.randint(9, 16), chance.randint(0, 59))
    update.refresh_from_db()
    if why_ended(link) or update.state != UpdateState.SENT:
        return
    LinkOpening.objects.create(link=link)
    open_by_link(link, KeyworkerUpdate, reverse("update", args=[update.pk]))
    services.acknowledge_update(update=update, link=link, by=None)


def _texts(world: World, support: Support, update: KeyworkerUpdate, chance: random.Random) -> dict[str, str]:
    """Return the prefilled texts, edited by the worker."""
    first = prefill.prefilled_fields(update)
    return {
        "how_it_is": f"{first['how_it_is']} {world.pick_text(chance, words.HOW_IT_IS, support)}",
        "progress": f"{first['progress']}\n{world.pick_text(chance, words.PROGRESS, support)}".strip(),
        "what_changed": first["what_changed"] or world.pick_text(chance, words.CHANGED, support),
        "next_weeks": f"{first['next_weeks']} {world.pick_text(chance, words.NEXT_WEEKS, support)}".strip(),
    }


def _review(world: World, support: Support, review: Review) -> Scenario:
    """Conduct a review near its due day and share it within the week."""
    chance = world.chance("review", support.character.key, review.due_on)
    conducted_on = review.due_on + DAY * chance.choice((-3, -1, 0, 0, 0, 1, 2))
    yield max(at(conducted_on, 17, chance.randint(0, 50)), clock.now() + HALF_AN_HOUR)
    yield from _conduct(world, support, review, shared_after=chance.randint(1, 5))


def _conduct(world: World, support: Support, review: Review, *, shared_after: int | None) -> Scenario:
    chance = world.chance("held", support.character.key, review.due_on)
    review.refresh_from_db()
    if review.state != ReviewState.DUE:
        return
    services.conduct_review(
        review=review,
        conducted_on=clock.today(),
        outcome=world.pick_text(chance, words.OUTCOMES, support),
        participants=world.pick_text(chance, words.TOOK_PART, support),
        by=support.lead_user,
    )
    if shared_after is None:
        return
    yield at(clock.today() + DAY * shared_after, 11, chance.randint(0, 50))
    services.share_review(review=review, by=support.lead_user)


def request_reviews(world: World, support: Support) -> Scenario:
    """After the first review, somebody asks for another every half year or so."""
    chance = world.chance("asking", support.character.key)
    day = support.package.starts_on + DAY * support.character.first_review_after
    place = chance.randrange(len(ASKING))
    while True:
        day += WEEK * chance.randint(18, 26)
        yield at(day, 10, chance.randint(0, 50))
        is_scripted = support.character.unshared_review is not None and day > world.ago(60)
        if support.is_over(day) or is_scripted:
            return
        due_on = add_working_days(day, chance.randint(8, 15))
        review = _ask(world, support, ASKING[place % len(ASKING)], due_on)
        world.begin(_review(world, support, review))
        place += 1


def conduct_unshared_review(world: World, key: str, ago: int) -> Scenario:
    """Conduct a review some days ago that is not shared yet."""
    yield at(world.ago(ago + 17), 14, 20)
    support = world.supports[key]
    review = _ask(world, support, ReviewRequester.PROVIDER, world.ago(ago - 1))
    yield at(world.ago(ago), 16, 5)
    yield from _conduct(world, support, review, shared_after=None)


def _ask(world: World, support: Support, asked_by: str, due_on: datetime.date) -> Review:
    """Record a request for a review; the recorder is not always the requester."""
    by = world.users["manager"] if asked_by == ReviewRequester.KEYWORKER else support.lead_user
    return services.ask_for_review(package=support.package, due_on=due_on, asked_by=asked_by, by=by)
