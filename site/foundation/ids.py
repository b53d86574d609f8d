"""Ids as forms send them."""

from uuid import UUID


def as_uuid(value: str | None) -> UUID | None:
    """None for whatever is no id."""
    try:
        return UUID(value or "")
    except ValueError:
        return None
