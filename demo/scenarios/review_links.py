"""Links to the outcome of a review, for people at the Council without an account: in each state a link can be in."""

from django.urls import reverse

from accounts.code_links.validity import why_ended
from accounts.models import CodeLink, LinkOpening
from accounts.services import end_link
from casework.access.record_loader import open_by_link
from core import clock
from core.dates import add_working_days
from demo.scheduler import Scenario
from demo.text import duties as words
from demo.world import DAY, Support, World, at
from reviews import services
from reviews.models import Review
from reviews.package_reviews.enums import ReviewState

# Whose reviews a colleague of the keyworker reads by a link.
KEY = "parveen"
JO, SAM, LENA = ("Jo Ferris", "jo.ferris"), ("Sam Okoro", "sam.okoro"), ("Lena Marsh", "lena.marsh")
RAVI, BETH = ("Ravi Shah", "ravi.shah"), ("Beth Cole", "beth.cole")
DOMAIN = "tameside.example"


def read_by_link(world: World, support: Support, review: Review) -> Scenario:
    """A colleague of the keyworker gets a link to a review that was just shared, and acknowledges it some days later.

    They ask something, and get an answer.
    """
    chance = world.chance("review link", support.character.key, review.due_on)
    yield at(add_working_days(clock.today(), 1), 9, 40)
    link = _send(support, review, JO, days=14)
    yield at(add_working_days(clock.today(), chance.randint(1, 4)), chance.randint(9, 16), chance.randint(0, 59))
    review.refresh_from_db()
    if why_ended(link) or not review.is_unacknowledged:
        return
    _open(link)
    services.acknowledge_review(review=review, link=link, reply=words.ASKED_BY_LINK, needs_answer=True, by=None)
    yield at(add_working_days(clock.today(), 1), 11, 15)
    services.answer_review_reply(review=review, answer=words.ANSWERED_BY_LINK, by=support.lead_user)


def send_links(world: World, ago: int) -> Scenario:
    """Send the newest shared outcome to four more people: one opens it, one does not, one link ends, one expires."""
    yield at(world.ago(ago), 10, 25)
    support = world.supports[KEY]
    shared = Review.objects.filter(package=support.package, state=ReviewState.SHARED).order_by("shared_at")
    review = shared.last()
    if review is None:
        return
    opened, _unopened = (_send(support, review, reader, days=28) for reader in (SAM, LENA))
    ended, _expiring = _send(support, review, RAVI, days=14), _send(support, review, BETH, days=1)
    yield at(clock.today() + DAY, 14, 5)
    _open(opened)
    end_link(link=ended, reason=words.LINK_ENDED, by=support.lead_user)


def _send(support: Support, review: Review, reader: tuple[str, str], *, days: int) -> CodeLink:
    name, address = reader
    return services.send_review_link(
        review=review,
        name=name,
        email=f"{address}@{DOMAIN}",
        last_on=clock.today() + DAY * days,
        by=support.lead_user,
    )


def _open(link: CodeLink) -> None:
    LinkOpening.objects.create(link=link)
    open_by_link(link, Review, reverse("review", args=[link.record_id]))
