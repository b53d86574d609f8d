"""One's own reminders: which, and at which hours. Every reminder by mail leads here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from delivery.reminders.forms import RemindersForm
from delivery.reminders.models import ReminderSettings
from delivery.reminders.rules import reminders
from delivery.reminders.services import choose_reminders
from foundation.http import Request


@require_http_methods(["GET", "POST"])
def choices(request: Request) -> HttpResponse:
    kinds = _kinds_for(request)
    chosen = ReminderSettings.objects.visible_to(request.user, request.now).first() or ReminderSettings()
    if request.method == "GET":
        wanted = [name for name in kinds if name not in chosen.off]
        initial = {"wanted": wanted, "earliest": chosen.earliest, "latest": chosen.latest}
        return _show(request, RemindersForm(kinds=kinds, initial=initial))
    form = RemindersForm(request.POST, kinds=kinds)
    if not form.is_valid():
        return _show(request, form)
    # What concerns another role of theirs, which they may have again, stays as they chose it.
    off = form.unwanted | (set(chosen.off) - set(kinds))
    choose_reminders(
        person=request.user, earliest=form.cleaned_data["earliest"], latest=form.cleaned_data["latest"], off=off
    )
    messages.success(request, _("Your reminders are saved."))
    return redirect("reminders:choices")


def _show(request: Request, form: RemindersForm) -> HttpResponse:
    return render(request, "delivery/reminders.html", {"form": form}, status=422 if form.errors else 200)


def _kinds_for(request: Request) -> dict[str, str | Promise]:
    return {name: rule.title for name, rule in reminders if rule.roles & set(request.roles)}
