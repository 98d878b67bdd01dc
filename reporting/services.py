"""A return is opened, written, its restricted section signed, sealed; its papers are made afterwards."""

import hashlib
import json

from django.urls import reverse

from accounts.enums import Permission
from accounts.walls import is_hidden
from contracts.models import Contract
from contracts.posts import users_with
from core import clock, documents, references, tasks_after_commit, transitions
from core.dates import Period
from core.errors import NotPossible, Refused
from core.messages import queue_message
from core.verbs import verb
from reporting import pdf as reporting_pdf
from reporting.enums import RESTRICTED, SECTIONS
from reporting.figures import all_figures, total
from reporting.indicators import INDICATORS
from reporting.models import CountedRecord, Return, ReturnFigure, ReturnSection


@verb
def open_return(*, contract: Contract, period: Period, by) -> Return:
    """Begin the return of a period that is over. Its restricted section is given to somebody who may sign it.

    Refused before the period's end, or when nobody who may sign holds a post.
    """
    Contract.objects.get_locked(contract.pk)
    if clock.today() < period.until_on:
        raise Refused(f"The period is not over before {period.last_on:%-d %B %Y}.")
    opened = Return.objects.create(
        contract=contract,
        from_on=period.from_on,
        until_on=period.until_on,
        restricted_to=_signatory(contract, period),
        recorded_by=by,
    )
    ReturnSection.objects.bulk_create(
        ReturnSection(in_return=opened, number=number, recorded_by=by) for number in SECTIONS
    )
    transitions.record_created(opened, verb="open", by=by)
    _tell_signatory(opened, by)
    return opened


def _restricted_records(contract: Contract, period: Period) -> set:
    """The ids of the records that the restricted section counts, and of the people they speak of."""
    return {
        record
        for indicator in INDICATORS.values()
        if indicator.section in RESTRICTED
        for row in indicator.rows(contract, period)
        for record in (row.record_id, row.individual_id)
    }


def _signatory(contract: Contract, period: Period):
    """Somebody with the permission who is walled off from nothing in it; the first by name, so it says nothing."""
    counted = _restricted_records(contract, period)
    for user in users_with(contract, Permission.SIGN_RESTRICTED):
        if not is_hidden(user, *counted):
            return user
    raise Refused("Nobody can sign the restricted section: appoint a deputy or a safeguarding lead first.")


def _tell_signatory(to_sign: Return, by) -> None:
    queue_message(
        to_sign.restricted_to,
        key=f"return-to-sign:{to_sign.pk}",
        subject=f"A return's restricted section to sign: {to_sign.period}",
        body="The restricted section was given to you to prepare and sign.",
        path=reverse("return", args=[to_sign.pk]),
        about=[to_sign.pk],
        by=by,
    )


@verb
def write_section(*, section: ReturnSection, revision: int, narrative: str, by) -> ReturnSection:
    """Write a section's narrative; the restricted one only by whoever it was given to.

    Raises Conflict when somebody saved it since `revision`.
    """
    section.check_revision(revision)
    if section.number in RESTRICTED and by.pk != section.in_return.restricted_to_id:
        raise Refused(f"This section was given to {section.in_return.restricted_to}.")
    _refuse_sealed(section.in_return)
    section.narrative = narrative
    section.save(update_fields=["revision", "narrative"])
    return section


@verb
def sign_restricted(*, to_sign: Return, by) -> Return:
    """Sign the restricted section. It passes to somebody else if a wall has come to stand meanwhile."""
    to_sign = Return.objects.select_related("contract", "restricted_to").get_locked(to_sign.pk)
    _refuse_sealed(to_sign)
    signatory = _signatory(to_sign.contract, to_sign.period)
    if to_sign.restricted_to_id != signatory.pk and not _still_may(to_sign):
        to_sign.restricted_to = signatory
        to_sign.save(update_fields=["restricted_to"])
        _tell_signatory(to_sign, None)
        return to_sign
    if by.pk != to_sign.restricted_to_id:
        raise Refused(f"This section was given to {to_sign.restricted_to}.")
    to_sign.restricted_signed_at, to_sign.restricted_signed_by = clock.now(), by
    to_sign.save(update_fields=["restricted_signed_at", "restricted_signed_by"])
    return to_sign


def _still_may(to_sign: Return) -> bool:
    counted = _restricted_records(to_sign.contract, to_sign.period)
    holds = users_with(to_sign.contract, Permission.SIGN_RESTRICTED).filter(pk=to_sign.restricted_to_id).exists()
    return holds and not is_hidden(to_sign.restricted_to, *counted)


@verb
def seal(*, to_seal: Return, by) -> Return:
    """Freeze every figure with the records it counted, and the narratives; the papers are made by a worker."""
    to_seal = Return.objects.select_related("contract").get_locked(to_seal.pk)
    _refuse_sealed(to_seal)
    if to_seal.restricted_signed_at is None:
        raise Refused("The restricted section is not signed yet.")
    known: dict = {}
    frozen = []
    for position, (indicator, rows, earlier) in enumerate(all_figures(to_seal)):
        figure = ReturnFigure.objects.create(
            in_return=to_seal,
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
        CountedRecord.objects.bulk_create(
            CountedRecord(
                figure=figure,
                reference=_reference(known, row.record_id),
                record_id=row.record_id,
                individual_id=row.individual_id,
                amount=row.amount,
                words=row.words[:200],
            )
            for row in rows
        )
        frozen.append([figure.key, figure.value, sorted(str(row.record_id) for row in rows)])
    narratives = list(to_seal.sections.values_list("number", "narrative"))
    content = json.dumps([str(to_seal.contract_id), str(to_seal.period), frozen, narratives], sort_keys=True)
    transitions.apply(
        to_seal,
        "seal",
        by=by,
        sealed_at=clock.now(),
        sealed_by=by,
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
    )
    tasks_after_commit.enqueue("reporting.tasks.make_papers", str(to_seal.pk))
    return to_seal


def _reference(known: dict, record_id) -> str:
    """One random reference per record and return; the same record is the same in every figure."""
    if record_id not in known:
        taken = set(known.values())
        while (reference := references.new("N")) in taken:
            pass
        known[record_id] = reference
    return known[record_id]


def _refuse_sealed(which: Return) -> None:
    if Return.objects.get(pk=which.pk).is_sealed:
        raise NotPossible("This return is sealed; what it says stays as it is.")


def make_missing_pdfs(*, on) -> int:
    """The sweep: the papers of every sealed return that has none yet; how many were made."""
    waiting = Return.objects.sealed().filter(council_copy=None)
    return sum(store_pdfs(return_id=pk, by=None) for pk in waiting.values_list("pk", flat=True))


@verb
def store_pdfs(*, return_id, by) -> bool:
    """Make and keep the two copies of a sealed return, once: the Council's whole, the provider's without section 3."""
    sealed = Return.objects.select_related("contract__council", "sealed_by", "restricted_signed_by").get_locked(
        return_id
    )
    if not sealed.is_sealed or sealed.council_copy_id:
        return False
    for field, whole in (("council_copy", True), ("provider_copy", False)):
        paper = documents.store_bytes(
            content=reporting_pdf.render(sealed, with_restricted=whole),
            file_name=f"return-{sealed.from_on}-edition-{sealed.edition}.pdf",
            title=f"Return {sealed.period}",
            content_type="application/pdf",
            by=by,
        )
        setattr(sealed, field, paper)
    sealed.save(update_fields=["council_copy", "provider_copy"])
    for user in users_with(sealed.contract, Permission.READ_RETURN):
        queue_message(
            user,
            key=f"return-ready:{sealed.pk}",
            subject=f"The return {sealed.period} is ready",
            body="Sign in to read and download it.",
            path=reverse("return", args=[sealed.pk]),
            about=[sealed.pk],
        )
    return True
