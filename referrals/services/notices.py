"""Notices to the Council that people wait, or that there is no capacity (T5.6)."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from accounts.models import User
from contracts.models import Contract
from core import clock, document_making, documents, messages, transitions
from core.document_making import DocumentKind
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import notice_pdf, notifications
from referrals.capacity_snapshot import freeze
from referrals.enums import NoticeKind
from referrals.models import CapacityNotice, NoticeLine, Referral


@verb
def send_notice(
    *, contract: Contract, kind: str, by: User, words: str = "", covers: Iterable[UUID | None] | None = None
) -> CapacityNotice:
    """Send the Council a notice with today's capacity and a line for each referral that waits in the contract.

    `covers` are the ids that the sender saw waiting: refused when the list has changed. Refused for a delay when
    nobody waits, and when the same notice was sent today and is not acknowledged yet.
    """
    contract = Contract.objects.get_locked(contract.pk)
    waiting = list(Referral.objects.filter(contract=contract).on_waiting_list())
    if covers is not None and set(covers) != _visible_waiting_ids(by, contract):
        raise Refused("The waiting list has changed since you opened this page. Check what the notice covers.")
    if kind == NoticeKind.DELAY and not waiting:
        raise Refused("No one is on the waiting list for this contract, so there is no delay to report.", field="kind")
    _refuse_repeat(contract, kind, waiting)
    minutes = sum(referral.wanted_minutes or 0 for referral in waiting)
    figures, _snapshot = freeze(contract=contract, referral=None, wanted=minutes, by=by)
    notice = CapacityNotice.objects.create(contract=contract, kind=kind, words=words, figures=figures, recorded_by=by)
    _add_lines(notice, waiting, by)
    transitions.record_created(notice, by=by, verb="send")
    notifications.notify_notice_sent(notice, by)
    document_making.ask_for(NOTICE_PDF, str(notice.pk))
    return notice


def _add_lines(notice: CapacityNotice, waiting: list[Referral], by: User) -> None:
    bands = notice.contract.terms_on(clock.today()).priority_bands or []
    NoticeLine.objects.bulk_create(
        NoticeLine(
            notice=notice,
            referral=referral,
            band=band_label(referral, bands),
            received_on=clock.day_of(referral.received_at),
            expected_on=referral.expected_on,
            position=position,
            recorded_by=by,
        )
        for position, referral in enumerate(waiting, 1)
        if referral.received_at is not None  # always, on a waiting list
    )


def band_label(referral: Referral, bands: list[str]) -> str:
    """The label of a referral's priority, "" without one."""
    return bands[referral.band - 1] if referral.band and referral.band <= len(bands) else ""


def _visible_waiting_ids(user: User, contract: Contract) -> set[UUID]:
    rows = Referral.objects.visible_to(user).filter(contract=contract).on_waiting_list()
    return set(rows.values_list("pk", flat=True))


def _refuse_repeat(contract: Contract, kind: str, waiting: list[Referral]) -> None:
    """Raise NotPossible if the same notice was sent today and is not acknowledged."""
    today = clock.instant_on(clock.today(), datetime.time(0))
    last = CapacityNotice.objects.to_acknowledge().filter(contract=contract, kind=kind, recorded_at__gte=today).first()
    if last and set(last.lines.values_list("referral", flat=True)) == {referral.pk for referral in waiting}:
        sent_at = last.recorded_at.astimezone(clock.LONDON)
        raise NotPossible(f"{last.recorded_by} sent this notice today at {sent_at:%H:%M}: {last.reference}.")


@verb
def acknowledge_notice(*, notice: CapacityNotice, by: User | None, answer: str = "") -> CapacityNotice:
    """Record that the Council has read the notice, with its answer, if any."""
    transitions.apply(
        notice,
        "acknowledge",
        by=by,
        reason=answer,
        answer=answer,
        acknowledged_at=clock.now(),
        acknowledged_by=by,
    )
    messages.settle(f"notice-sent:{notice.pk}")
    notifications.notify_notice_acknowledged(notice, by)
    return notice


def _missing(on: datetime.date) -> list[str]:
    waiting = CapacityNotice.objects.without_pdf().order_by("recorded_at")
    return [str(pk) for pk in waiting.values_list("pk", flat=True)]


def _render(key: str) -> bytes | None:
    notice = CapacityNotice.objects.select_related("contract__council", "figures", "recorded_by").get(pk=key)
    return None if notice.pdf_id else notice_pdf.render(notice)


@verb
def _store(*, key: str, rendered: bytes, by: User | None) -> bool:
    """Store the PDF of a notice, once. The rows that it shows are frozen."""
    notice = CapacityNotice.objects.get_locked(UUID(key))
    if notice.pdf_id:
        return False
    notice.pdf = documents.store_bytes(
        content=rendered,
        file_name=f"notice-{notice.reference}.pdf",
        title=f"Notice {notice.reference}",
        content_type="application/pdf",
        by=by,
    )
    notice.save(update_fields=["pdf"])
    return True


NOTICE_PDF = document_making.register(
    DocumentKind(
        key="notice",
        label="PDF of a notice to the Council",
        missing=_missing,
        render=_render,
        store=_store,
        reference=lambda key: CapacityNotice.objects.get(pk=key).reference,
    )
)


def make_pdf(*, notice_id: UUID) -> bool:
    """Make and store the PDF of a notice now. Return True if it was made now."""
    return document_making.make(NOTICE_PDF, str(notice_id))
