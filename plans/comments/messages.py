"""Messages about the support in general, from the person, a representative or staff, or recorded by staff."""

import datetime

from accounts.models import User
from casework.models import Individual, Representative, SupportPackage
from casework.recipients import managers_beside_workers
from core import clock
from core.errors import Refused
from core.verbs import verb
from plans.comments.services import ask_for_answer, finish_conversation
from plans.enums import MessageWay
from plans.models import AnswerDuty, Comment

NO_SUPPORT = "We cannot take a message here. Please call us."
NO_MANAGER = "No manager can read this apart from your workers. Please ring us{number}."
MOST_A_DAY = 20  # messages of one representative, about whomever
TOO_MANY = (
    "Thank you. You have sent us {most} messages today, and we read them all. This one is not sent yet. Please ring us "
    "and tell us{number}. If someone is in danger now, call 999."
)


def package_to_write_about(individual: Individual) -> SupportPackage:
    """Return the support that a general message belongs to: the open one, else the newest.

    Raises Refused where the record has none.
    """
    packages = SupportPackage.objects.filter(case__individual=individual)
    packages = packages.select_related("case__contract", "case__individual")
    package = packages.open().order_by("-starts_on", "pk").first() or packages.order_by("-starts_on", "pk").first()
    if package is None:
        raise Refused(NO_SUPPORT)
    return package


def _check_manager(package: SupportPackage) -> None:
    """Raise Refused, with the telephone number, where every manager supports the person: nobody could read it."""
    if not managers_beside_workers(package, clock.today()):
        telephone = package.case.contract.telephone
        raise Refused(NO_MANAGER.format(number=f": {telephone}" if telephone else ""), field="words")


@verb
def write_to_us(
    *, package: SupportPackage, words: str, by: User, about: str = "", for_managers: bool = False
) -> Comment:
    """Send what the person wrote about their support, or about what `about` names. It must be answered.

    With `for_managers` no worker reads it. Raises Refused where no manager could.
    """
    if for_managers:
        _check_manager(package)
    row = Comment.objects.create(
        package=package, about=about, for_managers=for_managers, author=by, words=words.strip(), recorded_by=by
    )
    ask_for_answer(row)
    return row


@verb
def write_back(*, to: Comment, words: str, by: User) -> Comment:
    """Send what the person wrote in a conversation that there is already. It must be answered."""
    row = Comment.objects.create(
        package=to.package,
        plan=to.plan,
        goal=to.goal,
        section=to.section,
        about=to.about,
        for_managers=to.for_managers,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    ask_for_answer(row)
    return row


@verb
def tell_us(*, representative: Representative, words: str, by: User, for_managers: bool = False) -> Comment:
    """Send what a representative wrote about the person. It must be answered, and the person never reads it.

    Whether they still represent the person makes no difference: somebody may be in danger. A record that was merged
    counts as the primary one. With `for_managers` no worker reads it. Raises Refused where no manager could, and after
    twenty messages of the same user in a day.
    """
    package = package_to_write_about(_with_support(representative.individual))
    _refuse_too_many(by, package)
    if for_managers:
        _check_manager(package)
    row = Comment.objects.create(
        package=package,
        representative=representative,
        for_managers=for_managers,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    ask_for_answer(row)
    return row


def _refuse_too_many(by: User, package: SupportPackage) -> None:
    """Raise Refused, with the telephone number, when `by` has sent the most messages of a day."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    today = clock.instant_on(clock.today(), datetime.time(0))
    sent = Comment.objects.filter(author=by, recorded_by=by, representative__isnull=False, recorded_at__gte=today)
    if sent.count() >= MOST_A_DAY:
        telephone = package.case.contract.telephone
        raise Refused(TOO_MANY.format(most=MOST_A_DAY, number=f": {telephone}" if telephone else ""), field="words")


def _with_support(individual: Individual) -> Individual:
    """Return the person's primary record where it has support, else `individual`."""
    has_support = SupportPackage.objects.filter(case__individual=individual.primary).exists()
    return individual.primary if has_support else individual


@verb
def record_message(
    *,
    package: SupportPackage,
    words: str,
    way: MessageWay,
    by: User,
    representative: Representative | None = None,
    about: str = "",
    for_managers: bool = False,
) -> Comment:
    """Record what the person, or a representative, said to staff. It must be answered like what they write themselves.

    With `for_managers` no worker reads it, `by` included. Raises Refused where no manager could, and for a
    representative of somebody else.
    """
    if for_managers:
        _check_manager(package)
    if representative is not None and representative.individual_id != package.case.individual_id:
        raise Refused("Choose who told you.", field="sender")
    row = Comment.objects.create(
        package=package,
        representative=representative,
        about=about,
        for_managers=for_managers,
        way=way,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    ask_for_answer(row)
    return row


@verb
def write_to_person(
    *, package: SupportPackage, words: str, by: User, read_at: datetime.datetime | None = None
) -> Comment:
    """Write to the person about their support.

    It answers what they wrote in general, if `by` had opened it by `read_at`, when they began. Raises Refused where
    they have no pages of their own.
    """
    if package.case.individual.user_id is None:
        raise Refused("They have no pages of their own: they could not read it.")
    row = Comment.objects.create(package=package, author=by, words=words.strip(), recorded_by=by)
    finish_conversation(row, by, AnswerDuty.objects.opened_by(by, until=read_at or row.recorded_at))
    return row
