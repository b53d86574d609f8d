"""Saving as somebody types, choosing between two devices' words, and staying signed in meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential import services, trail
from confidential.forms import ChoiceForm, origin_of, parts_of, sign_in_url, stay_signed_in
from confidential.models import EarlierWords, KeptCopy, SealedText
from confidential.registry import sealed_models
from confidential.services import Saved
from foundation.http import Request
from foundation.ids import as_uuid
from foundation.refusals import Refusal


@login_not_required
@require_POST
@sensitive_post_parameters()
def save(request: Request, sealed_id: UUID) -> HttpResponse:
    """What the script calls. Signed out is 401 with the way in, never a redirect that would swallow the words."""
    if not request.user.is_authenticated:
        return JsonResponse({"sign_in": sign_in_url()}, status=401)
    text = get_object_or_404(SealedText, pk=sealed_id, owner=request.user)
    origin = origin_of(request.POST)
    try:
        outcome = services.save_words(
            services.record_of(text),
            parts_of(request.POST),
            base=origin.base,
            tab=origin.tab,
            sequence=origin.sequence,
            now=request.now,
        )
    except Refusal as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=422)
    if isinstance(outcome, Saved):
        at = f"{timezone.localtime(request.now):%H:%M}"
        told = {"revision": outcome.version, "saved": at} | ({"before": True} if outcome.emptied else {})
        return and_how_long(JsonResponse(told), request)
    choose_url = sealed_models[trail.label(outcome.copy)].editor_url(outcome.copy)
    return JsonResponse({"revision": outcome.version, "choose": choose_url}, status=409)


@login_not_required
@require_POST
def keep(request: Request) -> HttpResponse:
    """Stay signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"sign_in": sign_in_url()}, status=401)
    stay_signed_in(request)
    return and_how_long(HttpResponse(status=204), request)


def and_how_long(response: HttpResponse, request: Request) -> HttpResponse:
    """Every sign of life puts the end of the session off, but for the end that nothing puts off."""
    response.headers["Session"] = str(request.seconds_left())
    return response


@require_GET
@ensure_csrf_cookie
def signed_in(request: Request) -> HttpResponse:
    """Where signing in again, in a second tab, ends."""
    return render(request, "confidential/signed_in.html")


@dataclass(frozen=True)
class BothWays:
    """One part as it is saved now, and as the copy has it."""

    label: str | Promise
    current: str
    copy: str

    @property
    def differs(self) -> bool:
        return self.current != self.copy


@require_http_methods(["GET", "POST"])
def choose(request: Request, sealed_id: UUID) -> HttpResponse:
    """Both texts, part by part, oldest copy first; the writer says which to keep."""
    text = get_object_or_404(SealedText, pk=sealed_id, owner=request.user)
    record = services.record_of(text)
    if not trail.open_to_writer([record], request.user, request.now):
        raise Http404
    form = ChoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _chosen(request, text, form):
        return redirect("words:choose", sealed_id=text.pk)
    copy = text.kept_copies.select_related("text").order_by("kept_at", "pk").first()
    if copy is None or copy.text is None:
        return redirect(sealed_models[trail.label(record)].editor_url(record))
    context = _both(request, text, copy) | {"form": form, "choices": services.Choice}
    return render(request, "confidential/choose.html", context, status=422 if form.errors else 200)


def _chosen(request: Request, text: SealedText, form: ChoiceForm) -> bool:
    said = form.cleaned_data
    try:
        services.choose_words(
            text=text,
            copy_id=said["copy"],
            keep=said["keep"],
            revision=said["revision"],
            copy_revision=said["copy_revision"],
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("Your choice is saved."))
    return True


def _both(request: Request, text: SealedText, copy: KeptCopy) -> dict[str, object]:
    record = services.record_of(text)
    record.text = text
    saved_words = services.open_sealed(record, viewer=request.user, now=request.now)
    copied_words = services.open_sealed(copy, viewer=request.user, now=request.now)
    parts = list(_side_by_side(saved_words, copied_words, sealed_models[trail.label(record)].labels))
    return {
        "text": text,
        "copy": copy,
        "page_wide": True,
        "parts": [part for part in parts if part.differs],
        "same": [part for part in parts if not part.differs],
        "editor_url": sealed_models[trail.label(record)].editor_url(record),
    }


def _side_by_side(
    saved_words: Mapping[str, str], copied_words: Mapping[str, str], labels: Mapping[str, str | Promise]
) -> Iterator[BothWays]:
    """In the order of the labels, then whatever they do not name. A part that the copy lacks is as it was."""
    for key in {**labels, **saved_words, **copied_words}:
        current = saved_words.get(key, "")
        copy = copied_words.get(key, current)
        if current or copy:
            yield BothWays(_label(labels, key), current, copy)


def _label(labels: Mapping[str, str | Promise], key: str) -> str | Promise:
    return labels.get(key, key.replace("_", " ").capitalize())


@dataclass(frozen=True)
class Stood:
    """What stood in a part before it was emptied."""

    earlier: EarlierWords
    label: str | Promise
    words: str


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def earlier(request: Request, sealed_id: UUID) -> HttpResponse:
    """What stood in somebody's boxes before they were emptied, the newest first: to bring back, or to delete."""
    text = get_object_or_404(SealedText, pk=sealed_id, owner=request.user)
    policy = sealed_models[text.record_model]
    editor_url = policy.editor_url(services.record_of(text))
    if request.method == "POST":
        return _settled(request, text, editor_url)
    earlier = list(text.earlier.select_related("text", "original").order_by("-kept_at", "pk"))
    words = services.open_all(earlier, viewer=request.user, now=request.now)
    stood = [Stood(item, _label(policy.labels, item.part), words[item.pk].get(item.part, "")) for item in earlier]
    return render(request, "confidential/earlier.html", {"text": text, "stood": stood, "editor_url": editor_url})


def _settled(request: Request, text: SealedText, editor_url: str) -> HttpResponse:
    earlier_id = as_uuid(request.POST.get("earlier"))
    if earlier_id is None or not text.earlier.filter(pk=earlier_id).exists():
        # A second click, or a page from before.
        return redirect("words:earlier", sealed_id=text.pk)
    if "delete" in request.POST:
        services.forget_earlier(text=text, earlier_id=earlier_id)
        messages.success(request, _("Deleted for good."))
        return redirect("words:earlier", sealed_id=text.pk)
    try:
        services.bring_back(text=text, earlier_id=earlier_id, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("words:earlier", sealed_id=text.pk)
    messages.success(request, _("Your words are back."))
    return redirect(editor_url)
