"""What scheduled jobs raise: updates to keyworkers and reviews; written, sent, answered, held and shared."""

import datetime
import random
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.code_links.validity import why_ended
from accounts.models import LinkOpening, User
from casework.access.record_loader import open_by_link
from casework.recipients import keyworker_of
from casework.services import end_expired_holds, record_keyworker_absence, warn_of_holds
from core import clock
from core.dates import add_working_days
from core.duties import expire_ended
from demo.scenarios import review_links
from demo.scheduler import Scenario
from demo.text import duties as words
from demo.world import DAY, WEEK, Support, World, at
from reviews import services
from reviews.agreed_steps.enums import STEP_OF_HOURS, AgreedStep
from reviews.agreed_steps.rules import agreed_steps
from reviews.models import KeyworkerUpdate, Review
from reviews.package_reviews.enums import (
    HoursChange,
    MeetingKind,
    NextRoute,
    ReviewAnswer,
    ReviewContact,
    ReviewRequester,
    ReviewState,
)
from reviews.package_reviews.goals import GoalWords, goals_to_review
from reviews.updates import prefill
from reviews.updates.enums import ReportMethod, UpdateState

HALF_AN_HOUR = datetime.timedelta(minutes=30)
READER, READER_EMAIL = "Jo Ferris", "jo.ferris@tameside.example"
# Of better, the same, worse, not said and not asked: what is worse asks for a review of risk.
ANSWER_WEIGHTS = (6, 6, 1, 2, 1)
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
            services.raise_reviews(on=day)
            services.raise_updates(on=day)
            services.postpone_updates(on=day)
            services.remind_of_updates(on=day)
            services.chase_acknowledgements(on=day)
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
        update=update, revision=update.revision, by=writer.user, **_texts(world, support, update, writer.user, chance)
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
    yield from _acknowledge(world, support, update, writer.user, chance)


def _acknowledge(
    world: World, support: Support, update: KeyworkerUpdate, writer: User, chance: random.Random
) -> Scenario:
    """The keyworker acknowledges the update, or rings; some replies are answered."""
    assert update.recipient is not None
    yield at(add_working_days(clock.today(), chance.randint(1, 6)), chance.randint(9, 16), chance.randint(0, 59))
    answer = world.pick_text(chance, words.ANSWERS, support) if chance.random() < 0.55 else ""
    if answer and chance.random() < 0.1:
        services.record_acknowledgement(
            update=update,
            reader_name=update.recipient.full_name,
            report_method=ReportMethod.TELEPHONE,
            reported_on=clock.today(),
            answer=answer,
            by=world.users["manager"],
        )
        return
    services.acknowledge_update(update=update, by=update.recipient, answer=answer)
    if answer and chance.random() < 0.4:
        yield clock.now() + HALF_AN_HOUR
        our_answer = world.pick_text(chance, words.OUR_ANSWERS, support)
        services.answer_reply(update=update, our_answer=our_answer, by=writer)


def keyworker_goes_away(world: World, key: str, cover: str) -> Scenario:
    """A keyworker records a week of leave that begins in some days, with a colleague the cover."""
    yield at(world.ago(3), 11, 20)
    user = world.users[key]
    from_on, last_on = world.ago(-5), world.ago(-11)
    record_keyworker_absence(user=user, from_on=from_on, last_on=last_on, cover=world.users[cover], by=user)


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


def _texts(
    world: World, support: Support, update: KeyworkerUpdate, writer: User, chance: random.Random
) -> dict[str, Any]:
    """Return the prefilled texts, edited by the worker. The figures are sent beside them."""
    first = prefill.prefilled_fields(update, writer)
    person_says = world.pick_text(chance, words.PERSON_SAYS, support) if chance.random() < 0.6 else ""
    return {
        "how_it_is": world.pick_text(chance, words.HOW_IT_IS, support),
        "progress": f"{first['progress']}\n{world.pick_text(chance, words.PROGRESS, support)}".strip(),
        "what_changed": first["what_changed"] or world.pick_text(chance, words.CHANGED, support),
        "person_says": person_says,
        "may_pass_on": bool(person_says),
        "next_weeks": f"{first['next_weeks']}\n{world.pick_text(chance, words.NEXT_WEEKS, support)}".strip(),
    }


def _review(world: World, support: Support, review: Review) -> Scenario:
    """Conduct a review near its due day and share it within the week."""
    chance = world.chance("review", support.character.key, review.due_on)
    conducted_on = review.due_on + DAY * chance.choice((-3, -1, 0, 0, 0, 1, 2))
    yield max(at(conducted_on, 17, chance.randint(0, 50)), clock.now() + HALF_AN_HOUR)
    yield from _conduct(world, support, review, shared_after=chance.randint(1, 5))


def conduct_late_review(world: World, support: Support, review: Review) -> Scenario:
    """Conduct a review that was left, two days from now, and share it."""
    yield at(clock.today() + DAY * 2, 15, 10)
    yield from _conduct(world, support, review, shared_after=2)


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
        goals=_goal_words(review, chance),
        **_write_up(world, support, chance),
    )
    if review.hours_change in STEP_OF_HOURS:
        step = STEP_OF_HOURS[HoursChange(review.hours_change)]
        world.begin(_drop_step(world, support, review, step, words.HOURS_STAY))
    if AgreedStep.WORSE in agreed_steps(review):
        world.begin(_drop_step(world, support, review, AgreedStep.WORSE, words.RISKS_STAY))
    if shared_after is None:
        return
    yield at(clock.today() + DAY * shared_after, 11, chance.randint(0, 50))
    services.share_review(review=review, by=support.lead_user)
    if support.character.key == review_links.KEY:
        world.begin(review_links.read_by_link(world, support, review))
        return
    keyworker = keyworker_of(review.package.case.individual, clock.today())
    if keyworker is None:
        return
    # One in five is read only after the keyworker was asked again.
    days = chance.randint(12, 25) if chance.random() < 0.2 else chance.randint(1, 5)
    yield at(add_working_days(clock.today(), days), chance.randint(9, 16), chance.randint(0, 59))
    services.acknowledge_review(review=review, by=keyworker)


def _drop_step(world: World, support: Support, review: Review, step: AgreedStep, reasons: list[str]) -> Scenario:
    """After some days a manager finds that a step is not needed; what newer reviews ask for waits."""
    yield at(add_working_days(clock.today(), 8), 10, 35)
    if support.is_over(clock.today()):
        return
    chance = world.chance("step dropped", step, support.character.key, review.due_on)
    services.drop_agreed_step(
        review=review, step=step, reason=chance.choice(reasons).format(name=support.name), by=world.users["manager"]
    )


def _goal_words(review: Review, chance: random.Random) -> list[GoalWords]:
    """Return what is said of each goal in force. Ratings are given at visits and in the person's own pages."""
    goals = goals_to_review(review)
    return [{"wording": goal, "words": chance.choice(words.GOAL_WORDS), "rating": None} for goal in goals]


def _write_up(world: World, support: Support, chance: random.Random) -> services.WriteUp:
    """Return what is written up beside the outcome."""
    change = chance.choice((*[HoursChange.SAME] * 6, HoursChange.DOWN, HoursChange.UP))
    answers = chance.choices(ReviewAnswer.values, weights=ANSWER_WEIGHTS, k=3)
    return {
        "works_well": world.pick_text(chance, words.WORKS_WELL, support),
        "works_badly": world.pick_text(chance, words.WORKS_BADLY, support),
        "own_words": world.pick_text(chance, words.OWN_WORDS, support),
        "social_network": answers[0],
        "quality_of_life": answers[1],
        "managing_distress": answers[2],
        "is_risk_reviewed": chance.random() < 0.1,  # each of these is a task until the risk assessment says so, too
        "hours_change": change,
        "hours_minutes": None if change == HoursChange.SAME else 60,
        "next_route": NextRoute.CONTINUE,
        "changes_plan": False,
        "next_review_on": clock.today() + WEEK * 26,
    }


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


def _arrange(world: World, support: Support, review: Review) -> None:
    """Agree a day for a review that is due later, and tell who asked for it."""
    day = max(review.due_on - DAY, clock.today() + DAY)
    services.arrange_review(
        review=review,
        revision=review.revision,
        meets_at=at(day, 14),
        meeting_kind=MeetingKind.AT_HOME,
        invited=world.pick_text(world.chance("invited", support.character.key), words.TOOK_PART, support),
        by=support.lead_user,
    )
    if review.is_to_answer:
        services.answer_review_request(
            review=review, answered_on=clock.today(), answered_how=ReviewContact.TELEPHONE, by=support.lead_user
        )


def _ask(world: World, support: Support, asked_by: str, due_on: datetime.date) -> Review:
    """Record a request for a review; the recorder is not always the requester."""
    by = world.users["manager"] if asked_by == ReviewRequester.KEYWORKER else support.lead_user
    while Review.objects.filter(package=support.package, due_on=due_on).exists():
        due_on = add_working_days(due_on, 1)
    review = services.ask_for_review(
        package=support.package,
        due_on=due_on,
        asked_by=asked_by,
        asked_how=ReviewContact.TELEPHONE,
        reason=world.pick_text(world.chance("reason", support.character.key, due_on), words.REASONS, support),
        by=by,
    )
    _arrange(world, support, review)
    return review
