"""The register of protected time, one matter of it, and what a training programme director sees and answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.days import local_day
from foundation.http import Request
from foundation.ids import as_uuid
from foundation.paging import paged
from foundation.refusals import Refusal
from foundation.suppression import rules
from groups.models import PeerGroup
from groups.pairs.queries import groups_coordinated_by
from groups.protected_time import queries, services
from groups.protected_time.forms import FIRST, TimeForm
from groups.protected_time.letters.writing import Letter, letter_of
from groups.protected_time.models import ProtectedTime, Standing, may_read
from groups.protected_time.permissions import directs, keeps_register, reads_register
from people.models import Programme
from people.scope import chosen_among, chosen_programme


@require_GET
def register(request: Request) -> HttpResponse:
    """What is asked, agreed and over; with the numbers, for directors."""
    programmes = _readable(request)
    programme = chosen_among(programmes, request)
    today = local_day(request.now, programme.zone)
    listed = paged(request, queries.register_of(programme))
    context = {
        "programme": programme,
        "programmes": programmes,
        "rows": [(fact, queries.what_to_do(fact, today), fact.has_lapsed(today)) for fact in listed["page"]],
        "keeps": reads_register(request, programme.pk),
        "may_write": keeps_register(request, programme.pk),
        "directs": directs(request, programme.pk),
        **_numbers(request, programme),
    }
    return render(request, "groups/protected_time/register.html", listed | context)


def _readable(request: Request) -> list[Programme]:
    readable = may_read(request.user, request.now).values("programme")
    return list(Programme.objects.filter(pk__in=readable).order_by("name", "pk"))


def _numbers(request: Request, programme: Programme) -> dict[str, object]:
    """For directors alone; of those who also work there, none: they would know the people behind them."""
    if not directs(request, programme.pk):
        return {}
    if queries.works_in(request.user, programme, request.now):
        return {"works_there": True}
    return {"figures": queries.figures_of(programme, rules(), request.now), "rules": rules()}


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponseBase:
    group = _chosen_group(request)
    programme = group.programme if group else chosen_programme(request)
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        choices=FIRST,
        directors=list(queries.directors_of(programme, request.now)),
        last=None,
        today=local_day(request.now, programme.zone),
    )
    letter = None
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            letter = _letter(request, form, programme, group)
        elif fact := _opened(request, form, programme, group):
            messages.success(request, _("Saved in the register."))
            return redirect("protected_time:matter", fact.matter)
    context = {"form": form, "programme": programme, "group": group, "letter": letter}
    return render(request, "groups/protected_time/new.html", context, status=422 if form.errors else 200)


def _letter(request: Request, form: TimeForm, programme: Programme, group: PeerGroup | None) -> Letter | None:
    """As it would be. Nothing is registered by looking at it."""
    said = form.said()
    if said.standing != Standing.ASKED:
        form.add_error("standing", _("A letter asks for time. Choose “Asked” to see it."))
        return None
    return letter_of(programme, group, said, request.user, request.now)


def _opened(request: Request, form: TimeForm, programme: Programme, group: PeerGroup | None) -> ProtectedTime | None:
    try:
        return services.open_matter(
            programme=programme, group=group, by=request.user, said=form.said(), now=request.now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return None


def _chosen_group(request: Request) -> PeerGroup | None:
    """The group in the address; without one it is about all groups."""
    asked = request.POST.get("group") or request.GET.get("group")
    if not asked:
        return None
    return get_object_or_404(groups_coordinated_by(request.user, request.now), pk=as_uuid(asked))


@require_http_methods(["GET", "POST"])
def matter(request: Request, pk: UUID) -> HttpResponseBase:
    """All that happened in one matter, and what comes next for those who may write it."""
    readable = ProtectedTime.objects.visible_to(request.user, request.now).filter(matter=pk)
    facts = list(queries.facts_of(pk).filter(pk__in=readable.values("pk")).select_related("programme"))
    if not facts:
        raise Http404
    last = facts[0]
    form = _next_form(request, last)
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and _save(request, form, last):
            return redirect("protected_time:matter", pk)
    context = {
        "last": last,
        "facts": facts,
        "form": form,
        "keeps": reads_register(request, last.programme_id),
        "lapsed": last.has_lapsed(local_day(request.now, last.programme.zone)),
        "letter": last.standing == Standing.ASKED and keeps_register(request, last.programme_id),
        "answers": form is not None and not form.directors_asked,
    }
    return render(request, "groups/protected_time/matter.html", context, status=422 if form and form.errors else 200)


def _next_form(request: Request, last: ProtectedTime) -> TimeForm | None:
    keeps, director = keeps_register(request, last.programme_id), directs(request, last.programme_id)
    choices = queries.moves_from(last, as_director=not keeps)
    if not (keeps or director) or not choices:
        return None
    return TimeForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        directors=list(queries.directors_of(last.programme, request.now)) if keeps else None,
        last=last,
        today=local_day(request.now, last.programme.zone),
    )


def _save(request: Request, form: TimeForm, last: ProtectedTime) -> bool:
    answered_by = None if form.directors_asked else request.user
    try:
        if request.POST.get("seen") != str(last.pk):
            raise Refusal(
                _("This has changed since you opened the page. Read what is new below, then send yours again.")
            )
        services.add_fact(to=last, by=request.user, said=form.said(answered_by), now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _thanks(form))
    return True


def _thanks(form: TimeForm) -> str:
    if form.cleaned_data["standing"] == Standing.AGREED:
        return _("Saved. The time is agreed.")
    return _("Saved in the register.")
