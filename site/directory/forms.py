"""The form of a help service: what another editor has saved meanwhile is not replaced unseen."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import registry as log_registry

from directory.models import HelpService
from foundation.seen import seen, unseen


class HelpServiceForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail has no types
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = seen(*self._facts(self.instance))

    def _facts(self, service: HelpService) -> list[Any]:
        return [getattr(service, name) for name in self._meta.fields]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk:
            self._refuse_unseen(HelpService.objects.select_for_update().get(pk=self.instance.pk), cleaned)
        return cleaned

    def _refuse_unseen(self, stands: HelpService, cleaned: dict[str, Any]) -> None:
        differing = [name for name in self._meta.fields if name in cleaned and getattr(stands, name) != cleaned[name]]
        facts = self._facts(stands)
        if not differing or not unseen(cleaned.get("seen", ""), *facts):
            return
        now = "; ".join(f"{capfirst(self.fields[name].label)}: {_told(stands, name)}" for name in differing)
        self.add_error(
            None,
            _(
                "%(name)s has changed this since you opened it. It now says: %(now)s. What you wrote is still in the "
                "form, and replaces that if you save once more."
            )
            % {"name": _last_writer(stands), "now": now},
        )
        # They have seen it now.
        self.data: Any = {**self.data.dict(), self.add_prefix("seen"): seen(*facts)}


def _told(service: HelpService, name: str) -> str:
    value = getattr(service, f"get_{name}_display", lambda: getattr(service, name))()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in ("", None) else _("nothing")


def _last_writer(service: HelpService) -> str:
    entry = log_registry.get_logs_for_instance(service).order_by("-timestamp").select_related("user").first()
    return str(entry.user) if entry and entry.user else _("Another editor")
