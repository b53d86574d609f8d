"""Wagtail's choosers, for rows of ours: their keys are UUIDs."""

from typing import Any
from uuid import UUID

from wagtail.blocks import ChooserBlock


class KeyedChooserBlock(ChooserBlock):
    """A block that points at a row by its UUID."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Stored bodies hold keys as text; Wagtail looks them up by what the database gives, which is UUIDs."""
        keys = [UUID(str(value)) if value else None for value in values]
        found: list[Any] = super().bulk_to_python(keys)
        return found

    def get_form_state(self, value: Any) -> dict[str, Any] | None:
        """Wagtail writes it into the page as JSON, which has no UUIDs."""
        state: dict[str, Any] | None = super().get_form_state(value)
        return {**state, "id": str(state["id"])} if state else None
