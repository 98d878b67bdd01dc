"""Open a return, write it, sign its restricted section, seal it, and make its PDFs."""

import datetime
import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.enums import Permission
from accounts.models import User
from accounts.walls import is_hidden
from contracts.models import Contract
from contracts.posts import users_with
from core import clock, document_making, documents, transitions
from core.dates import Period
from core.document_making import DocumentKind
from core.errors import NotPossible, Refused
from core.messages import queue_message, settle
from core.models import Document
from core.references import ReferencePrefix
from core.verbs import verb
from reporting import pdf as reporting_pdf
from reporting.counted import Row
from reporting.due_returns.services import meet_return_due, raise_returns_due
from reporting.enums import RESTRICTED, SECTIONS
from reporting.figures import all_figures, total
from reporting.indicators import INDICATORS, Indicator
from reporting.models import CountedRecord, Return, ReturnFigure, ReturnSection

__all__ = [
    "RETURN_PDFS",
    "ReturnCopies",
    "make_pdfs",
    "open_return",
    "raise_returns_due",
    "seal",
    "sign_restricted",
    "write_section",
]

new_record_reference = ReferencePrefix("C")


@verb
def open_return(*, contract: Contract, period: Period, by: User | None) -> Return:
    """Begin the return of a period that is over, and give its restricted section to somebody who may sign it.

    Refused before the period's end, and when nobody can sign the restricted section.
    """
    Contract.objects.get_locked(contract.pk)
    if clock.today() < period.until_on:
        raise Refused(f"You can prepare this return after {period.last_on:%-d %B %Y}.")
    quarterly = Return.objects.create(
        contract=contract,
        from_on=period.from_on,
        until_on=period.until_on,
        restricted_to=_signatory(contract, period),
        recorded_by=by,
    )
    ReturnSection.objects.bulk_create(
        ReturnSection(in_return=quarterly, number=number, recorded_by=by) for number in SECTIONS
    )
    transitions.record_created(quarterly, verb="open", by=by)
    _notify_signatory(quarterly, by)
    return quarterly


def _restricted_ids(contract: Contract, period: Period) -> set[UUID]:
    """The ids of the records that the restricted section counts, and of the people they are about."""
    return {
        record_id
        for indicator in INDICATORS.values()
        if indicator.section in RESTRICTED
        for row in indicator.rows(contract, period)
        for record_id in (row.record_id, row.individual_id)
        if record_id is not None
    }


def _signatory(contract: Contract, period: Period) -> User:
    """Return the first user by name who has the permission and no wall in the section.

    The order by name reveals nothing about walls. Raises Refused without such a user.
    """
    restricted_ids = _restricted_ids(contract, period)
    for user in users_with(contract, Permission.SIGN_RESTRICTED):
        if not is_hidden(user, *restricted_ids):
            return user
    raise Refused("No one can sign the restricted section. Appoint a deputy or a safeguarding lead first.")


def _signing_key(quarterly: Return) -> str:
    return f"return-to-sign:{quarterly.pk}"


def _notify_signatory(quarterly: Return, by: User | None) -> None:
    if quarterly.restricted_to is None:
        return
    queue_message(
        quarterly.restricted_to,
        key=f"{_signing_key(quarterly)}:{clock.now():%Y%m%d%H%M%S}",
        subject=f"Sign the restricted section of the return for {quarterly.period}",
        body="The restricted section is assigned to you to prepare and sign.",
        path=reverse("return", args=[quarterly.pk]),
        about=[quarterly.pk],
        by=by,
    )


@verb
def write_section(*, section: ReturnSection, revision: int, narrative: str, by: User) -> ReturnSection:
    """Write a section's narrative; the restricted one only by the user to whom it was given.

    Raises Conflict when somebody saved it since `revision`.
    """
    section.check_revision(revision)
    if section.number in RESTRICTED and by.pk != section.in_return.restricted_to_id:
        raise Refused(f"This section is assigned to {section.in_return.restricted_to}.")
    _refuse_sealed(section.in_return)
    section.narrative = narrative
    section.save(update_fields=["revision", "narrative"])
    return section


@verb
def sign_restricted(*, quarterly: Return, by: User) -> Return:
    """Sign the restricted section. If its signatory can no longer sign, give it to somebody else instead."""
    quarterly = Return.objects.select_related("contract", "restricted_to").get_locked(quarterly.pk)
    _refuse_sealed(quarterly)
    signatory = _signatory(quarterly.contract, quarterly.period)
    if quarterly.restricted_to_id != signatory.pk and not _can_still_sign(quarterly):
        quarterly.restricted_to = signatory
        quarterly.save(update_fields=["restricted_to"])
        settle(_signing_key(quarterly))
        _notify_signatory(quarterly, None)
        return quarterly
    if by.pk != quarterly.restricted_to_id:
        raise Refused(f"This section is assigned to {quarterly.restricted_to}.")
    quarterly.restricted_signed_at, quarterly.restricted_signed_by = clock.now(), by
    quarterly.save(update_fields=["restricted_signed_at", "restricted_signed_by"])
    settle(_signing_key(quarterly))
    return quarterly


def _can_still_sign(quarterly: Return) -> bool:
    """Return whether the signatory has the permission and no wall in the section."""
    signatory = quarterly.restricted_to
    if signatory is None:
        return False
    restricted_ids = _restricted_ids(quarterly.contract, quarterly.period)
    has_permission = users_with(quarterly.contract, Permission.SIGN_RESTRICTED).filter(pk=signatory.pk).exists()
    return has_permission and not is_hidden(signatory, *restricted_ids)


@verb
def seal(*, quarterly: Return, by: User | None) -> Return:
    """Freeze the narratives and every figure with the records it counts; a task makes the PDFs afterwards."""
    quarterly = Return.objects.select_related("contract").get_locked(quarterly.pk)
    _refuse_sealed(quarterly)
    if quarterly.restricted_signed_at is None:
        raise Refused("You cannot seal this return: the restricted section is not signed yet.")
    references_used: dict[UUID, str] = {}
    frozen = []
    for position, (indicator, rows, earlier) in enumerate(all_figures(quarterly)):
        figure = _freeze_figure(quarterly, position, indicator, rows, earlier, by)
        _freeze_records(figure, rows, references_used)
        frozen.append([figure.key, figure.value, sorted(str(row.record_id) for row in rows)])
    narratives = list(quarterly.sections.values_list("number", "narrative"))
    content = json.dumps([str(quarterly.contract_id), str(quarterly.period), frozen, narratives], sort_keys=True)
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    transitions.apply(quarterly, "seal", by=by, sealed_at=clock.now(), sealed_by=by, fingerprint=fingerprint)
    meet_return_due(quarterly)
    document_making.ask_for(RETURN_PDFS, str(quarterly.pk))
    return quarterly


def _freeze_figure(
    quarterly: Return,
    position: int,
    indicator: Indicator,
    rows: list[Row],
    earlier: tuple[int, ...],
    by: User | None,
) -> ReturnFigure:
    return ReturnFigure.objects.create(
        in_return=quarterly,
        key=indicator.key,
        section=indicator.section,
        position=position,
        label=indicator.label,
        definition=indicator.definition,
        unit=indicator.unit,
        value=total(rows),
        earlier=list(earlier),
        recorded_by=by,
    )


def _freeze_records(figure: ReturnFigure, rows: list[Row], references_used: dict[UUID, str]) -> None:
    CountedRecord.objects.bulk_create(
        CountedRecord(
            figure=figure,
            reference=_reference(references_used, row.record_id),
            record_id=row.record_id,
            individual_id=row.individual_id,
            amount=row.amount,
            words=row.words[:200],
        )
        for row in rows
    )


def _reference(references_used: dict[UUID, str], record_id: UUID) -> str:
    """A random reference for the record, the same in every figure of this return."""
    if record_id not in references_used:
        taken = set(references_used.values())
        while (reference := new_record_reference()) in taken:
            pass
        references_used[record_id] = reference
    return references_used[record_id]


def _refuse_sealed(quarterly: Return) -> None:
    if Return.objects.get(pk=quarterly.pk).is_sealed:
        raise NotPossible("This return is sealed and can no longer be changed.")


def _missing(on: datetime.date) -> list[str]:
    waiting = Return.objects.sealed().filter(council_copy=None).order_by("sealed_at", "pk")
    return [str(pk) for pk in waiting.values_list("pk", flat=True)]


@dataclass(frozen=True)
class ReturnCopies:
    """The two copies of a sealed return: the Council's complete, the provider's without section 3."""

    council: bytes
    provider: bytes


def _render(key: str) -> ReturnCopies | None:
    related = ("contract__council", "sealed_by", "restricted_signed_by")
    quarterly = Return.objects.select_related(*related).get(pk=key)
    if not quarterly.is_sealed or quarterly.council_copy_id:
        return None
    council, provider = (reporting_pdf.render(quarterly, with_restricted=is_full) for is_full in (True, False))
    return ReturnCopies(council, provider)


@verb
def _store(*, key: str, rendered: ReturnCopies, by: User | None) -> bool:
    """Store the two copies of a sealed return, once, and notify its readers. The rows that they show are frozen."""
    quarterly = Return.objects.select_related("contract").get_locked(UUID(key))
    if quarterly.council_copy_id:
        return False
    quarterly.council_copy = _store_copy(quarterly, rendered.council, by)
    quarterly.provider_copy = _store_copy(quarterly, rendered.provider, by)
    quarterly.save(update_fields=["council_copy", "provider_copy"])
    for user in users_with(quarterly.contract, Permission.READ_RETURN):
        queue_message(
            user,
            key=f"return-ready:{quarterly.pk}",
            subject=f"The return for {quarterly.period} is ready",
            body="Sign in to read and download it.",
            path=reverse("return", args=[quarterly.pk]),
            about=[quarterly.pk],
        )
    return True


def _store_copy(quarterly: Return, content: bytes, by: User | None) -> Document:
    return documents.store_bytes(
        content=content,
        file_name=f"return-{quarterly.from_on}-version-{quarterly.edition}.pdf",
        title=f"Return {quarterly.period}",
        content_type="application/pdf",
        by=by,
    )


def _return_reference(key: str) -> str:
    quarterly = Return.objects.select_related("contract").get(pk=key)
    return f"{quarterly.contract}, {quarterly.period}"


RETURN_PDFS = document_making.register(
    DocumentKind(
        key="return",
        label="PDFs of a sealed return",
        missing=_missing,
        render=_render,
        store=_store,
        reference=_return_reference,
    )
)


def make_pdfs(*, return_id: UUID) -> bool:
    """Make and store the two copies of a sealed return now. Return True if they were made now."""
    return document_making.make(RETURN_PDFS, str(return_id))
