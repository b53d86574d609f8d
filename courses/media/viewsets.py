"""Recordings in the Wagtail admin: one list, one form, and no way to lose what a step plays."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from courses.media import services
from courses.media.forms import RecordingForm
from courses.media.models import Recording
from courses.media.playing import length_of
from courses.media.queries import used_in
from foundation.refusals import Refusal


def its_file(recording: Recording) -> str:
    """Its kind, length and size, as a link to hear or see it."""
    url = reverse("recordings:file", args=[recording.pk])
    facts = f"{recording.get_kind_display()}, {length_of(recording.seconds)}, {filesizeformat(recording.size)}"
    return format_html('<a href="{}">{}</a>', url, facts)


def what_is_missing(recording: Recording) -> str:
    missing = [
        *([str(_("Captions"))] if recording.needs_captions and not recording.captions else ()),
        *([str(_("Transcript"))] if not recording.transcript else ()),
    ]
    return ", ".join(missing) or str(_("Nothing"))


def where_used(recording: Any) -> str:
    return ", ".join(page.title for page in recording.steps) or str(_("Nowhere yet"))


class ListRecordings(generic.IndexView):
    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        uses = used_in()
        for recording in context["object_list"]:
            recording.steps = uses.get(recording.pk, [])
        return context


class AddRecording(generic.CreateView):
    def save_instance(self) -> Recording:
        return services.add_recording(**self.form.cleaned_data, by=self.request.user, now=self.request.now)


class ChangeRecording(generic.EditView):
    def save_instance(self) -> Recording:
        return services.change_recording(
            recording=self.object, **self.form.cleaned_data, by=self.request.user, now=self.request.now
        )


class RemoveRecording(generic.DeleteView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_protected": self.object.pk in used_in()}

    def form_valid(self, _form: Any) -> HttpResponse:
        try:
            services.remove_recording(recording=self.object, by=self.request.user, now=self.request.now)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.index_url_name)
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())


class RecordingViewSet(ModelViewSet):
    model = Recording
    name = "recordings_admin"
    url_prefix = "recordings"
    icon = "media"
    menu_label = _("Recordings")
    menu_order = 165
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ListRecordings
    add_view_class = AddRecording
    edit_view_class = ChangeRecording
    delete_view_class = RemoveRecording
    ordering = ["title"]
    search_fields = ["title", "transcript"]
    search_backend_name = None
    list_display = [
        "title",
        Column("file", label=_("File"), accessor=its_file),
        Column("missing", label=_("Missing"), accessor=what_is_missing),
        Column("steps", label=_("Where used"), accessor=where_used),
        DateColumn("changed_at", label=_("Last changed"), sort_key="changed_at"),
    ]

    def get_form_class(self, **_for_update: bool) -> type[RecordingForm]:
        return RecordingForm


recordings = RecordingViewSet()
