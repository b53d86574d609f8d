"""Clinical sign-off in the Wagtail admin: the list of modules, and one module as a document. For editors and leads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.consequences import of_publishing
from courses.models import ModulePage
from courses.rounds.queries import newest_at_gates
from courses.signing import queries, services
from courses.signing.models import ClinicalSignOff
from courses.signing.permissions import why_not_decided
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import Role


@require_safe
def desk(request: Request) -> HttpResponse:
    """Every module, in the order of the course, with what it waits for."""
    context = {"standings": queries.standings(), "rounds": newest_at_gates(), **_who(request)}
    return render(request, "courses/admin/signing/desk.html", context)


@require_safe
def document(request: Request, module_id: UUID) -> HttpResponse:
    return _document(request, _module(module_id))


def _document(request: Request, module: ModulePage, trouble: str = "", given: QueryDict | None = None) -> HttpResponse:
    """The module as one document: as it was sent, while it waits; else as it is drafted."""
    standing = queries.standing_of(module)
    context = _waiting(request, standing.waiting) if standing.waiting else _drafted(module)
    context |= {
        "module": module,
        "standing": standing,
        "history": queries.history_of(module.translation_key),
        "trouble": trouble,
        "given": given,
        **_who(request),
    }
    _put_comments(context["pages"], given)
    return render(request, "courses/admin/signing/document.html", context, status=422 if trouble else 200)


def _waiting(request: Request, waiting: ClinicalSignOff) -> dict[str, Any]:
    why = why_not_decided(waiting, request.user, request.now)
    return {
        "pages": queries.as_sent(waiting),
        "decides": not why,
        "wrote_it": why == "writer",
        "post": _last_post(request),
        "writes_post": waiting.kind == ClinicalSignOff.Kind.REVIEW,
    }


def _drafted(module: ModulePage) -> dict[str, Any]:
    newest = queries.newest_of(module)
    return {
        "pages": queries.as_drafted(module, newest),
        "unsigned": queries.unsigned(module, newest),
        "slips": queries.slips(module, newest),
        "to_publish": [(page.title, of_publishing(page.page)) for page in queries.to_publish(module, newest)],
        "needed": queries.asks_for_it(module),
    }


def _put_comments(pages: list[queries.PageRead], given: QueryDict | None) -> None:
    """What was typed stands again in a form that was refused."""
    for page in pages if given else ():
        if page.signed:
            page.signed.comment = given.get(f"comment-{page.key}", "") if given else ""


def _last_post(request: Request) -> str:
    before = ClinicalSignOff.objects.approved().filter(decided_by=request.user).newest_first().first()
    return before.post if before else ""


def _who(request: Request) -> dict[str, bool]:
    return {"edits": _edits(request), "leads": Role.CLINICAL_LEAD in request.roles}


def _edits(request: Request) -> bool:
    return request.user.is_superuser or Role.EDITOR in request.roles


def _module(key: UUID) -> ModulePage:
    module: ModulePage = get_object_or_404(ModulePage, translation_key=key)
    return module


def _for_editors(request: Request, module_id: UUID) -> ModulePage:
    if not _edits(request):
        raise Http404
    return _module(module_id)


@require_POST
def send(request: Request, module_id: UUID) -> HttpResponse:
    module = _for_editors(request, module_id)
    kind = request.POST.get("kind", "")
    if kind not in ClinicalSignOff.Kind.values:
        raise Http404
    try:
        services.send(module=module, by=request.user, kind=kind, note=request.POST.get("note", ""), now=request.now)
    except Refusal as refusal:
        return _document(request, module, str(refusal), request.POST)
    messages.success(request, _("Sent. You are told by email when it has been decided."))
    return redirect("sign_off_module", module_id)


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Approve what waits, or send it back with a reason."""
    sign_off = get_object_or_404(ClinicalSignOff, pk=pk)
    module = _module(sign_off.module_key)
    if why_not_decided(sign_off, request.user, request.now) == "role":
        raise Http404
    try:
        said = _decided(request, sign_off)
    except Refusal as refusal:
        return _document(request, module, str(refusal), request.POST)
    messages.success(request, said)
    return redirect("sign_off_module", module.translation_key)


def _decided(request: Request, sign_off: ClinicalSignOff) -> str:
    comments = {
        page.page_key: request.POST.get(f"comment-{page.page_key}", "") for page in sign_off.pages.only("page_key")
    }
    given: dict[str, Any] = {"sign_off": sign_off, "by": request.user, "comments": comments, "now": request.now}
    if "approve" in request.POST:
        services.approve(post=request.POST.get("post", ""), **given)
        return _("Approved. The editor can publish it now.")
    services.send_back(reason=request.POST.get("reason", ""), **given)
    return _("Sent back. The editor reads your reason and your comments.")


@require_POST
def publish(request: Request, module_id: UUID) -> HttpResponse:
    """Everything in the module that is approved as it is drafted."""
    module = _for_editors(request, module_id)
    if not module.permissions_for_user(request.user).can_publish():
        raise Http404
    try:
        titles = services.publish_approved(module=module, by=request.user)
    except Refusal as refusal:
        return _document(request, module, str(refusal))
    messages.success(request, _("Published: %(titles)s.") % {"titles": ", ".join(titles)})
    return redirect("sign_off_module", module_id)
