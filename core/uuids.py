"""Keys as they come in an address: perhaps a UUID, perhaps anything."""

from uuid import UUID


def as_uuid(text: str | None) -> UUID | None:
    """The UUID that `text` writes in full, or None for anything else."""
    try:
        found = UUID(text or "")
    except ValueError:
        return None
    return found if str(found) == (text or "").lower() else None
