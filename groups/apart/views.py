"""One's own page: whom one would rather not be paired with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from groups.apart import services
from groups.apart.forms import ApartForm
from groups.apart.models import NotWith
from groups.apart.queries import colleagues_to_name, own_rows
from people.choosing import offered


@require_http_methods(["GET", "POST"])
def not_with(request: Request) -> HttpResponse:
    offer = offered(request, colleagues_to_name(request.user, request.now), chosen=request.POST.get("other"))
    form = ApartForm(request.POST if request.method == "POST" else None, offer.people)
    if request.method == "POST" and form.is_valid():
        try:
            services.keep_apart(person=request.user, other=form.cleaned_data["other"], now=request.now)
        except Refusal as refusal:
            form.add_error("other", str(refusal))
        else:
            messages.success(request, _("Kept. Holdfast will not propose you two as a pair."))
            return redirect("apart:list")
    context = {"form": form, "offered": offer, "rows": own_rows(request.user, request.now)}
    return render(request, "groups/apart/list.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(NotWith.objects.visible_to(request.user, request.now), pk=pk)
    services.no_longer_apart(row=row)
    messages.success(request, _("Removed. Holdfast can propose you two as a pair again."))
    return redirect("apart:list")
