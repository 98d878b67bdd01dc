"""Messages about the support in general, from the person, a representative or staff, or recorded by staff."""

import datetime

from accounts.models import User
from casework.models import Individual, Representative, SupportPackage
from core.errors import Refused
from core.verbs import verb
from plans.comments.services import ask_for_answer, finish_conversation
from plans.enums import MessageWay
from plans.models import AnswerDuty, Comment

NO_SUPPORT = "We cannot take a message here. Please call us."


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


@verb
def write_to_us(*, package: SupportPackage, words: str, by: User, about: str = "") -> Comment:
    """Send what the person wrote about their support, or about what `about` names. It must be answered."""
    row = Comment.objects.create(package=package, about=about, author=by, words=words.strip(), recorded_by=by)
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
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    ask_for_answer(row)
    return row


@verb
def tell_us(*, representative: Representative, words: str, by: User) -> Comment:
    """Send what a representative wrote about the person. It must be answered, and the person never reads it.

    Whether they still represent the person makes no difference: somebody may be in danger. A record that was merged
    counts as the primary one.
    """
    row = Comment.objects.create(
        package=package_to_write_about(_with_support(representative.individual)),
        representative=representative,
        author=by,
        words=words.strip(),
        recorded_by=by,
    )
    ask_for_answer(row)
    return row


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
) -> Comment:
    """Record what the person, or a representative, said to staff. It must be answered like what they write themselves.

    Raises Refused for a representative of somebody else.
    """
    if representative is not None and representative.individual_id != package.case.individual_id:
        raise Refused("Choose who told you.", field="sender")
    row = Comment.objects.create(
        package=package,
        representative=representative,
        about=about,
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
