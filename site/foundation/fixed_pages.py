"""Pages that others rely on: the home page, what each page's foot leads to, a course that people have begun.

They are not unpublished, deleted, moved or given another address. Editors are told before (the form, and
`pages/wagtail_hooks.py` for every button); whatever else tries it meets the refusal here.
"""

from typing import Any, ClassVar

from django.db.models.signals import pre_delete
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page
from wagtail.signals import pre_page_move

from foundation.refusals import Refusal

PUBLISH_FIRST = _("Publish this page once, then schedule the change. Until its day the page would be down.")


class FixedPageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail's forms are untyped
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        stored: Any = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        if stored and (why := stored.why_it_stays()):
            if "slug" in cleaned and cleaned["slug"] != stored.slug:
                self.add_error("slug", why)
            if cleaned.get("expire_at"):
                self.add_error("expire_at", why)
            if cleaned.get("go_live_at") and stored.live_revision_id is None:
                self.add_error("go_live_at", PUBLISH_FIRST)
        return cleaned


class FixedPage(Page):  # type: ignore[misc]  # Wagtail's models are untyped
    """A kind of page of which some stay: `why_it_stays` says so, and what to do instead."""

    base_form_class: ClassVar[type[Any]] = FixedPageForm

    class Meta:
        abstract = True

    def why_it_stays(self) -> str | Promise | None:
        """None when nothing relies on this page."""
        raise NotImplementedError

    def save(self, *args: Any, **kwargs: Any) -> Any:
        fields = kwargs.get("update_fields")
        if self.pk and (fields is None or {"live", "slug"} & set(fields)):
            self._keep_what_others_rely_on()
        return super().save(*args, **kwargs)

    def _keep_what_others_rely_on(self) -> None:
        stored: Any = type(self).objects.filter(pk=self.pk, live=True).first()
        changed = stored and (not self.live or stored.slug != self.slug)
        if changed and (why := stored.why_it_stays()):
            raise Refusal(why)


def why_one_stays(pages: list[Page]) -> str | Promise | None:
    """The reason of the first that stays: one of these pages, or one below them."""
    for page in pages:
        for other_page in Page.objects.descendant_of(page, inclusive=True).live().specific():
            if isinstance(other_page, FixedPage) and (why := other_page.why_it_stays()):
                return why
    return None


def connect(model: type[Page], *, rows_outlive_it: bool = False) -> None:
    """Deleting and moving leave `save` out. Code may delete what takes nobody's rows along; editors may not."""
    if not rows_outlive_it:
        pre_delete.connect(refuse_deleting, sender=model, dispatch_uid=f"fixed.delete.{model.__name__}")
    pre_page_move.connect(refuse_moving, sender=model, dispatch_uid=f"fixed.move.{model.__name__}")


def refuse_deleting(instance: Any, **_signal: Any) -> None:
    if instance.live and (why := instance.why_it_stays()):
        raise Refusal(why)


def refuse_moving(instance: Any, url_path_before: str, url_path_after: str, **_signal: Any) -> None:
    """Another place among its sisters is no other address."""
    if url_path_before != url_path_after:
        refuse_deleting(instance.specific)
