"""Handouts in the Wagtail admin: one plain list, one form, and no way to lose a file that a step still shows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from courses.handouts import services
from courses.handouts.blocks import HandoutChooser
from courses.handouts.forms import WHO_MAY_SAVE, HandoutForm
from courses.handouts.models import Handout, HandoutQuerySet
from courses.handouts.queries import placed, used_in
from courses.handouts.views import handed_out
from foundation.refusals import Refusal


def its_file(handout: Handout) -> str:
    """The kind and size, as a link to look at it."""
    shown = placed(handout)
    if not shown.ready:
        return str(_("Being made"))
    url = reverse("handouts:file", args=[handout.pk])
    return format_html('<a href="{}">{}, {}</a>', url, shown.kind, filesizeformat(shown.size))


def its_versions(handout: Handout) -> str:
    """How many there were, as a link to them."""
    return format_html('<a href="{}">{}</a>', reverse("handouts:versions", args=[handout.pk]), handout.version)


def where_used(handout: Any) -> str:
    return ", ".join(page.title for page in handout.steps) or str(_("Nowhere yet"))


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file, for the editor who wants to see what learners get."""
    handout = _for_editors(request, pk)
    if handout.file is None:
        raise Http404
    return handed_out(handout.file, handout.title)


@require_safe
def versions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each file that it had: when it came, from whom, and what was different."""
    handout = _for_editors(request, pk)
    earlier = handout.earlier.select_related("put_by")
    return render(
        request, "courses/admin/handout_versions.html", {"handout": handout, "earlier": earlier, "who": WHO_MAY_SAVE}
    )


@require_safe
def earlier(request: HttpRequest, pk: UUID, version: int) -> HttpResponseBase:
    """A file that it had before."""
    handout = _for_editors(request, pk)
    found = get_object_or_404(handout.earlier.select_related("file"), version=version)
    return handed_out(found.file, f"{handout.title} {version}")


def _for_editors(request: HttpRequest, pk: UUID) -> Handout:
    if not request.user.has_perm("courses.change_handout"):
        raise PermissionDenied
    return get_object_or_404(Handout.objects.standing().select_related("put_by"), pk=pk)


class StandingOnly:
    """A removed handout is nowhere in the admin."""

    def get_queryset(self) -> HandoutQuerySet:
        return Handout.objects.standing()


class ListHandouts(generic.IndexView):
    def get_base_queryset(self) -> HandoutQuerySet:
        return Handout.objects.standing()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        uses = used_in()
        for handout in context["object_list"]:
            handout.steps = uses.get(handout.pk, [])
        return context


class AddHandout(generic.CreateView):
    def save_instance(self) -> Handout:
        return services.add_handout(**self.form.cleaned_data, by=self.request.user, now=self.request.now)


class ChangeHandout(StandingOnly, generic.EditView):
    def save_instance(self) -> Handout:
        return services.change_handout(
            handout=self.object, **self.form.cleaned_data, by=self.request.user, now=self.request.now
        )


class RemoveHandout(StandingOnly, generic.DeleteView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "is_protected": self.object.pk in used_in()}

    def form_valid(self, _form: Any) -> HttpResponse:
        try:
            services.remove_handout(handout=self.object, by=self.request.user, now=self.request.now)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.index_url_name)
        messages.success(self.request, self.get_success_message())
        return HttpResponseRedirect(self.get_success_url())


class HandoutViewSet(ModelViewSet):
    model = Handout
    name = "handouts"
    icon = "download"
    menu_label = _("Handouts")
    menu_order = 160
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ListHandouts
    add_view_class = AddHandout
    edit_view_class = ChangeHandout
    delete_view_class = RemoveHandout
    ordering = ["title"]
    search_fields = ["title", "purpose"]
    search_backend_name = None
    list_display = [
        "title",
        Column("file", label=_("File"), accessor=its_file),
        Column("version", label=_("Versions"), accessor=its_versions),
        Column("steps", label=_("Where used"), accessor=where_used),
        DateColumn("changed_at", label=_("Last changed"), sort_key="changed_at"),
    ]

    def get_form_class(self, **_for_update: bool) -> type[HandoutForm]:
        return HandoutForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("file/<uuid:pk>/", file, name="file"),
            path("versions/<uuid:pk>/", versions, name="versions"),
            path("versions/<uuid:pk>/<int:version>/", earlier, name="earlier"),
        ]


class AddInChooser(CreateView):
    """A handout that is added where it is chosen, by the same form and the same service."""

    def save_form(self, form: HandoutForm) -> Handout:
        return services.add_handout(**form.cleaned_data, by=self.request.user, now=self.request.now)


class AddingHandoutChooser(HandoutChooser):
    create_view_class = AddInChooser
    creation_form_class = HandoutForm
    create_action_label = _("Add a handout")


handouts = HandoutViewSet()
handout_chooser = AddingHandoutChooser()
