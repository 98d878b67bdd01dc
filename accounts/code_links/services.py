"""Links without an account: made and mailed, ended, and opened by a code that goes to the recipient's address only."""

import datetime
import secrets
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse

from accounts.code_links.purposes import LinkPurpose
from accounts.code_links.validity import is_locked, why_ended
from accounts.models import CodeLink, LinkCode, User
from core import clock, sweeps
from core.errors import NotPossible, Refused
from core.messages import queue_email
from core.models import Message
from core.text import clean_code
from core.tokens import hash_token, new_token
from core.verbs import verb

DAY = datetime.timedelta(days=1)
USUAL_DAYS, MOST_DAYS = 14, 30
CODE_WORKS_FOR = datetime.timedelta(minutes=10)
HOUR = datetime.timedelta(hours=1)
MOST_CODES_AN_HOUR = 5
MOST_WRONG_TRIES = 50  # of all codes of a link: then it ends
ENDED = "This link has ended."
OPEN_AGAIN = "Open the address in our email of {day} once more, and choose “Send me a code”."
RING_US = "The address in our earlier email does not work any more. To read it, ring us."
LOCKED = "The person’s own pages are locked. Nothing is sent to this address until they are unlocked."
TOO_MANY_CODES = "We have sent five codes in the last hour. Wait an hour, or ring us."


@verb
def send_link(
    *, purpose: LinkPurpose, record_id: UUID, name: str, email: str, last_on: datetime.date, by: User
) -> CodeLink:
    """Make a link that works until the end of the day `last_on`, and email its address to the recipient.

    The address is nowhere but in that mail. An earlier link of the same record, purpose and email address ends. Raises
    Refused for a day in the past or more than thirty days ahead, for the address of somebody with an account, and
    where the post or the consent on which the purpose hangs has ended, or the link would open nothing now.
    """
    today, email = clock.today(), clean_code(email).lower()
    if not today <= last_on < today + MOST_DAYS * DAY:
        raise Refused(f"The last day must be today or within {MOST_DAYS} days.", field="last_on")
    if User.objects.filter(email=email).exists():
        raise Refused("Somebody with this email address has an account. They sign in instead.", field="email")
    columns = {"purpose": purpose.key, "record_id": record_id, "email": email}
    for earlier in CodeLink.objects.filter(ended_at=None, **columns).order_by("pk").select_for_update(of=("self",)):
        _end(earlier, "A new link was sent.", by)
    token = new_token()
    link: CodeLink = CodeLink.objects.create(
        record_kind=purpose.model._meta.label,
        recipient_name=name.strip(),
        token_hash=hash_token(token),
        expires_at=clock.instant_on(last_on + DAY, datetime.time(0)),
        recorded_by=by,
        **columns,
    )
    if reason := why_ended(link):
        raise Refused(reason)
    if is_locked(link):
        raise Refused(LOCKED, field="email")
    _mail_link(link, token, purpose, by)
    return link


def _mail_link(link: CodeLink, token: str, purpose: LinkPurpose, by: User) -> None:
    queue_email(
        link.email,
        key=f"code-link:{link.pk}",
        subject=f"For you to read: {purpose.title}",
        body=f"We have sent you {purpose.title}. To read it, open the address below and choose “Send me a code”. "
        "We email the code to this address. You do not need an account.\n\n"
        f"The address works until {link.last_on:%-d %B %Y}. Do not pass it on.\n\n"
        "If you did not expect this email, ring us.",
        path=reverse("code_link", args=[token]),
        is_secret=True,
        by=by,
    )


@verb
def send_link_news(*, link: CodeLink, event: str, news: str, by: User | None) -> Message | None:
    """Email the recipient of a link that there is something new to read behind it; return the email.

    `news` is a sentence without details, `event` names what happened: it makes one email. Once the link has ended they
    are asked to ring. None is sent while the link is locked, or where the address has an account: they sign in.
    """
    if is_locked(link) or User.objects.filter(email=link.email).exists():
        return None
    way = OPEN_AGAIN.format(day=f"{clock.day_of(link.recorded_at):%-d %B %Y}")
    return queue_email(
        link.email,
        key=f"link-news:{link.pk}:{event}",
        subject=news.removesuffix("."),
        body=f"{news} {RING_US if why_ended(link) else way}",
        by=by,
    )


@verb
def end_link(*, link: CodeLink, reason: str, by: User | None) -> CodeLink:
    """End a link at once. Raises NotPossible for one that has ended, and Refused without a reason."""
    link = CodeLink.objects.get_locked(link.pk)
    if link.ended_at is not None:
        raise NotPossible("This link has ended already.")
    if not reason.strip():
        raise Refused("Enter the reason for ending the link.", field="reason")
    return _end(link, reason, by)


def _end(link: CodeLink, reason: str, by: User | None) -> CodeLink:
    link.ended_at, link.ended_by, link.ended_reason = clock.now(), by, reason.strip()
    link.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    return link


def end_links(*, on: datetime.date) -> int:
    """End each link whose day is over, or whose post or consent has ended (a sweep); return how many.

    A link opens nothing from that moment on, also before the sweep. Once ended it stays so.
    """
    ids = CodeLink.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True)
    return sweeps.each(ids, lambda pk: _end_if_over(link_id=pk, by=None))


@verb
def _end_if_over(*, link_id: UUID, by: User | None) -> bool:
    link = CodeLink.objects.get_locked(link_id)
    reason = "" if link.ended_at else why_ended(link)
    if reason:
        _end(link, reason, by)
    return bool(reason)


@verb
def send_code(*, link: CodeLink, by: User | None) -> None:
    """Email a code of six digits to the recipient of the link. It works for ten minutes, and once.

    Raises NotPossible for a link that has ended, and Refused after five codes in an hour.
    """
    link = CodeLink.objects.get_locked(link.pk)
    if why_ended(link) or is_locked(link):
        raise NotPossible(ENDED)
    now = clock.now()
    if LinkCode.objects.filter(link=link, recorded_at__gt=now - HOUR).count() >= MOST_CODES_AN_HOUR:
        raise Refused(TOO_MANY_CODES)
    code = f"{secrets.randbelow(10**6):06}"
    row = LinkCode.objects.create(link=link, code_hash=LinkCode.hash_of(link, code), expires_at=now + CODE_WORKS_FOR)
    queue_email(
        link.email,
        key=f"link-code:{row.pk}",
        subject="Your code",
        body=f"Your code is {code}. It works once, for 10 minutes. Enter it on the page on which you asked for it.\n\n"
        "If you did not ask for a code, ignore this email and tell us.",
        is_secret=True,
    )


@verb
def use_code(*, link: CodeLink, code: str, by: User | None) -> bool:
    """Return True if this is the newest code of the link, which is used up by it.

    Five wrong tries use a code up as well, and fifty of all its codes end the link. They are counted under a lock, so
    that no number of guesses at the same moment gets more.
    """
    link = CodeLink.objects.get_locked(link.pk)
    newest = LinkCode.objects.filter(link=link).order_by("-recorded_at", "-pk").first()
    if newest is None or not newest.is_usable or why_ended(link) or is_locked(link):
        return False
    if newest.is_code(clean_code(code).replace(" ", "")):
        newest.used_at = clock.now()
        newest.save(update_fields=["used_at"])
        return True
    newest.wrong_tries += 1
    newest.save(update_fields=["wrong_tries"])
    if LinkCode.objects.filter(link=link).aggregate(total=Sum("wrong_tries"))["total"] >= MOST_WRONG_TRIES:
        _end(link, "Wrong codes were entered too often.", None)
    return False
