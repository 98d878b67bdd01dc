"""Ids in addresses, which may be anything that somebody typed."""

from uuid import UUID


def as_uuid(text: str | None) -> UUID | None:
    """Return the UUID that `text` is in full, or None for anything else."""
    try:
        key = UUID(text or "")
    except ValueError:
        return None
    return key if str(key) == (text or "").lower() else None
