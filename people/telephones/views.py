"""A person's own number: to give, to change, to take back."""

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from people.telephones import services
from people.telephones.forms import TelephoneForm
from people.telephones.queries import number_of


@require_http_methods(["GET", "POST"])
def telephone(request: Request) -> HttpResponseBase:
    """Whether to give it is for each person to decide; an empty field takes it back."""
    form = (
        TelephoneForm(request.POST)
        if request.method == "POST"
        else TelephoneForm(initial={"number": number_of(request.user)})
    )
    if request.method == "POST" and form.is_valid():
        if number := form.cleaned_data["number"]:
            services.give_telephone(person=request.user, number=number, now=request.now)
            messages.success(request, _("Your number is saved. The people named on this page can see it."))
        else:
            services.take_back_telephone(person=request.user)
            messages.success(request, _("Your number is not shown to anyone."))
        return redirect("pages:account")
    return render(request, "people/telephone.html", {"form": form}, status=422 if form.errors else 200)
