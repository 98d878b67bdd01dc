"""A sent update as PDF and as plain text: what was sent, with its corrections."""

from typing import Any

from design import formatting, pdf
from reviews.models import KeyworkerUpdate, UpdatePdf
from reviews.record_facts import record_facts
from reviews.updates.prefill import saved_sections
from reviews.updates.sections import RecordSections
from reviews.updates.texts import texts_of


def context(update: KeyworkerUpdate) -> dict[str, Any]:
    """Return what the template needs: the figures as they were sent, and the texts as they are now."""
    return {
        "update": update,
        "facts": _facts(update),
        "individual": update.package.case.individual,
        "record": saved_sections(update),
        "texts": texts_of(update),
        "versions": list(update.versions.select_related("recorded_by")),
    }


def render(update_pdf: UpdatePdf) -> bytes:
    """Return the tagged PDF, dated when it was requested."""
    update = KeyworkerUpdate.objects.select_related(
        "package__case__individual", "package__case__contract__council", "submitted_by", "recipient"
    ).get(pk=update_pdf.update_id)
    return pdf.render(
        "reviews/updates/update.pdf.html",
        context(update),
        title=f"Keyworker update {update.package.reference}, due {update.due_on:%-d %B %Y}",
        created_on=update_pdf.recorded_at,
    )


def file_name(update: KeyworkerUpdate, ending: str) -> str:
    """Return the name of the file, without the person's name."""
    return f"keyworker-update-{update.package.reference}-{update.due_on:%Y-%m-%d}.{ending}"


def plain_text(update: KeyworkerUpdate) -> str:
    """Return the update as plain text, to copy into another system."""
    sent_on = f"{update.met_on:%-d %B %Y}" if update.met_on else ""
    lines = [f"Update on {update.package.case.individual.full_name}", *_facts(update)]
    lines += [f"Sent by {update.submitted_by}, {sent_on}", *_corrections(update), ""]
    record = saved_sections(update)
    if record:
        lines += _record_lines(record)
    for label, text in texts_of(update):
        if text:
            lines += [label, text, ""]
    return "\n".join(lines).strip() + "\n"


def _facts(update: KeyworkerUpdate) -> list[str]:
    """Return what tells the Council whose record the copy belongs to, and when the update was due."""
    return [*record_facts(update.package), f"Due {update.due_on:%-d %B %Y}"]


def _corrections(update: KeyworkerUpdate) -> list[str]:
    versions = update.versions.select_related("recorded_by")
    return [f"Corrected {formatting.when(row.recorded_at)} by {row.recorded_by}: {row.reason}" for row in versions]


def _record_lines(record: RecordSections) -> list[str]:
    lines = [f"From our records, {record.from_on:%-d %B %Y} to {record.last_on:%-d %B %Y}", ""]
    for section in record.sections:
        lines += [section.title, *(f"{figure.label}: {figure.value}" for figure in section.figures), *section.lines, ""]
    return lines
