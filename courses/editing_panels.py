"""What an editor reads at the end of the form of a page, before they publish it."""

from typing import Any

from wagtail.admin.panels import Panel

from courses.editing import READ, meanings


class Consequences(Panel):  # type: ignore[misc]  # Wagtail's panels are untyped
    """Whom it concerns and what is different: of the newest draft, or of the form as it was sent."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "courses/admin/consequences.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            form = self.form
            return {
                **super().get_context_data(parent_context),
                "whom": meanings["whom"](self.instance),
                "changes": form.consequences(),
                "read": READ,
                "digest": form.digest,
                "gates": getattr(form, "gates", False),
            }


class WordsTheyWillRead(Panel):  # type: ignore[misc]
    """The line of the editor as it stands on My day."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "courses/admin/words_they_will_read.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            note = self.form["change_note"].value() or ""
            return {**super().get_context_data(parent_context), "title": self.instance.title, "note": note}
