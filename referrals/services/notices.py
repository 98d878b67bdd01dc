"""Notices to the Council that people wait, or that there is no room (T5.6)."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from contracts.models import Contract
from core import clock, documents, tasks_after_commit, transitions
from core.errors import NotPossible, Refused
from core.verbs import verb
from referrals import notice_pdf, notifications
from referrals.capacity_snapshot import freeze
from referrals.enums import NoticeKind
from referrals.models import CapacityNotice, NoticeLine, Referral


@verb
def send_notice(
    *, contract: Contract, kind: str, by, words: str = "", covers: Iterable[UUID] | None = None
) -> CapacityNotice:
    """Tell the Council, with the room of today and a line for every referral that waits in the contract.

    `covers` is what the sender saw waiting: refused when it has changed. Refused for a delay when nobody waits, and
    when the same was told today and is not acknowledged yet.
    """
    contract = Contract.objects.get_locked(contract.pk)
    waiting = list(Referral.objects.filter(contract=contract).on_waiting_list())
    if covers is not None and set(covers) != _seen_by(by, contract):
        raise Refused("The waiting list has changed since you opened this page. Check what the notice covers.")
    if kind == NoticeKind.DELAY and not waiting:
        raise Refused("Nobody waits in this contract, so there is no delay to tell of.", field="kind")
    _refuse_twice(contract, kind, waiting)
    figures, _ = freeze(
        contract=contract, referral=None, wanted=sum(each.wanted_minutes or 0 for each in waiting), by=by
    )
    notice = CapacityNotice.objects.create(contract=contract, kind=kind, words=words, figures=figures, recorded_by=by)
    bands = contract.terms_on(clock.today()).priority_bands or []
    NoticeLine.objects.bulk_create(
        NoticeLine(
            notice=notice,
            referral=referral,
            band=band_words(referral, bands),
            received_on=clock.day_of(referral.received_at),
            expected_on=referral.expected_on,
            position=position,
            recorded_by=by,
        )
        for position, referral in enumerate(waiting, 1)
    )
    transitions.record_created(notice, by=by, verb="send")
    notifications.notify_notice_sent(notice, by)
    tasks_after_commit.enqueue("referrals.tasks.make_paper", str(notice.pk))
    return notice


def band_words(referral: Referral, bands: list[str]) -> str:
    """The priority of a referral in words, "" without one."""
    return bands[referral.band - 1] if referral.band and referral.band <= len(bands) else ""


def _seen_by(user, contract) -> set[UUID]:
    rows = Referral.objects.visible_to(user).filter(contract=contract).on_waiting_list()
    return set(rows.values_list("pk", flat=True))


def _refuse_twice(contract, kind, waiting) -> None:
    today = clock.instant_on(clock.today(), datetime.time(0))
    last = CapacityNotice.objects.to_acknowledge().filter(contract=contract, kind=kind, recorded_at__gte=today).first()
    if last and set(last.lines.values_list("referral", flat=True)) == {referral.pk for referral in waiting}:
        when = last.recorded_at.astimezone(clock.LONDON)
        raise NotPossible(f"{last.recorded_by} sent this notice today at {when:%H:%M}: {last.reference}.")


@verb
def acknowledge_notice(*, notice: CapacityNotice, by, answer: str = "") -> CapacityNotice:
    """The Council has read it, and may answer."""
    transitions.apply(
        notice,
        "acknowledge",
        by=by,
        reason=answer,
        answer=answer,
        acknowledged_at=clock.now(),
        acknowledged_by=by,
    )
    notifications.notify_notice_acknowledged(notice, by)
    return notice


def make_missing_pdfs(*, on) -> int:
    """The sweep: the paper of every notice that has none yet; how many were made."""
    missing = CapacityNotice.objects.without_paper().values_list("pk", flat=True)
    return sum(store_pdf(notice_id=pk, by=None) for pk in missing)


@verb
def store_pdf(*, notice_id, by) -> bool:
    """Make and keep the paper of a notice, once; whether it was made now."""
    notice = CapacityNotice.objects.select_related("contract__council", "figures", "recorded_by").get_locked(notice_id)
    if notice.paper_id:
        return False
    notice.paper = documents.store_bytes(
        content=notice_pdf.render(notice),
        file_name=f"notice-{notice.reference}.pdf",
        title=f"Notice {notice.reference}",
        content_type="application/pdf",
        by=by,
    )
    notice.save(update_fields=["paper"])
    return True
