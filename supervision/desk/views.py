"""The desk, the page that prepares one meeting, and the page on which one log is read and answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from confidential.forms import Refused, WordsForm
from confidential.services import Clash, still_open
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from people.models import Role
from supervision.concerns.queries import open_with
from supervision.cover.queries import covered_meetings
from supervision.desk.forms import ReleaseForm
from supervision.desk.needs import needs_of
from supervision.desk.preparing import prepare
from supervision.desk.queries import desk_of, waiting_in_order
from supervision.logs import answering, opening, queries
from supervision.logs.forms import ANSWER_PARTS
from supervision.logs.models import LogVersion, Reading
from supervision.meetings.coming.opening import said_before
from supervision.meetings.models import MeetingState, SupervisionMeeting
from supervision.meetings.queries import meetings_with
from supervision.unsaved_words import unsaved_parts, unsaved_words_page


@require_GET
def desk(request: Request) -> HttpResponse:
    """By the next meeting and by pair. Opens no text."""
    found = desk_of(request.user, request.now)
    if not found.assignments and Role.SUPERVISOR not in request.roles:
        raise Http404
    wanted = sought(request)
    context = paged(request, [pair for pair in found.pairs if pair.is_named(wanted)])
    context |= {
        "desk": found,
        "needs": needs_of(found, request.now),
        "concerns": open_with(request),
        "page_wide": True,
        "check_ins": found.check_ins,
        "said": found.said,
        "theirs": covered_meetings(request.user, found.assignments, request.now),
    }
    return render(request, "supervision/desk/desk.html", context)


@require_GET
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """Prepare one planned meeting: who is coming, what happened since, what they ask."""
    found = get_object_or_404(SupervisionMeeting.objects.run_by(request.user, request.now), pk=pk)
    if found.state != MeetingState.PLANNED:
        return redirect("meetings:detail", found.pk)
    preparation = prepare(found, request.user, request.now)
    said = said_before(found.pk, request.user, request.now)
    lines = {words.place.person_id: words.line for words in said}
    context = {
        "meeting": found,
        "preparation": preparation,
        "agenda": [(item, lines.get(item.person.pk, "")) for item in preparation.agenda],
        # With an agenda, the lines stand in it.
        "said": [words for words in said if words.is_about_coming or not preparation.agenda],
        "page_wide": True,
    }
    return render(request, "supervision/desk/meeting.html", context)


@require_http_methods(["GET", "POST"])
def log(request: Request, pk: UUID) -> HttpResponse:
    """One version of a log, full width, with the answer to it underneath."""
    version = queries.to_read(request.user, request.now, pk)
    if version is None:
        return out_of_reach(request, pk)
    if version.superseded:  # type: ignore[attr-defined]
        return _older(request, version)
    reading = answering.reading_of(version, request.user, request.now)
    if reading.released_at:
        return _answered(request, version, reading)
    words = WordsForm(request, reading, ANSWER_PARTS)
    meetings = meetings_with(request.user, version.log.owner, request.now)
    if request.method == "GET":
        return _page(request, version, words=words, form=ReleaseForm(None, meetings))
    return _write(request, version, words, ReleaseForm(request.POST, meetings))


def _write(request: Request, version: LogVersion, words: WordsForm, form: ReleaseForm) -> HttpResponse:
    """Save the words first, whatever the button; then do what it says."""
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Refused):
        return _page(request, version, words=words, form=form, status=422)
    if request.POST.get("action") not in ("release", "next"):
        messages.success(request, _("Saved as a draft. Only you can see it."))
        return redirect("desk:log", version.pk)
    if words.kept_copies:
        messages.info(request, _("There are also words from another tab. Choose which to keep, then send."))
        return redirect(words.choose_url)
    return _release(request, version, words, form)


def _release(request: Request, version: LogVersion, words: WordsForm, form: ReleaseForm) -> HttpResponse:
    # Taken before the release: afterwards this log has no place in the row.
    following = _after(version, waiting_in_order(request.user, request.now))
    if not form.is_valid():
        return _page(request, version, words=words, form=form, status=422)
    reading = answering.reading_of(version, request.user, request.now)
    try:
        answering.release_reading(reading=reading, by=request.user, now=request.now, **form.cleaned_data)
    except Refusal as refusal:
        # Decide anew: the log may have been taken back between the two.
        if queries.readable(request.user, request.now).filter(pk=version.pk).exists() and queries.is_newest(version):
            form.add_error(None, str(refusal))
            return _page(request, version, words=words, form=form, status=422)
        return _too_late(request, reading, str(refusal))
    messages.success(request, _("Sent. The author can read your answer now."))
    if request.POST.get("action") == "release":
        return redirect("desk:log", version.pk)
    if following is None:
        messages.info(request, _("Nothing else is waiting to be read."))
        return redirect("desk:list")
    return redirect("desk:log", following.pk)


def _after(version: LogVersion, row: list[LogVersion]) -> LogVersion | None:
    """The one that follows in the row, beginning again at its head."""
    ids = [other_version.pk for other_version in row]
    place = ids.index(version.pk) + 1 if version.pk in ids else 0
    return next(
        (other_version for other_version in [*row[place:], *row[:place]] if other_version.pk != version.pk), None
    )


def _answered(request: Request, version: LogVersion, reading: Reading) -> HttpResponse:
    """The answer stands. Words typed in another tab meanwhile are shown, not lost."""
    if request.method == "POST":
        stands = opening.open_answer(reading, request.user, request.now)
        if not unsaved_parts(request, ANSWER_PARTS, stands):
            return redirect("desk:log", version.pk)
        reason = _("You have already sent an answer, so what you typed here was not added.")
        return _too_late(request, reading, str(reason))
    return _page(request, version, reading=reading)


def _older(request: Request, version: LogVersion) -> HttpResponse:
    """A version that has a newer one: to look at, no longer to answer."""
    reading = queries.answer_to(version, request.user)
    if request.method == "POST":
        reason = _("The author has shared a newer version. Read that one first; your draft is kept.")
        return _too_late(request, reading, str(reason))
    released = reading if reading and reading.released_at else None
    return _page(request, version, reading=released, superseded=True)


def _too_late(request: Request, reading: Reading | None, reason: str) -> HttpResponse:
    """Keep the words, say why they were not released, and lead on."""
    if reading and not reading.released_at:
        WordsForm(request, reading, ANSWER_PARTS).save()
    newest = reading and queries.readable(request.user, request.now).filter(log=reading.version.log_id).newest().first()
    url = reverse("desk:log", args=[newest.pk]) if newest else reverse("desk:list")
    link = _("Go to the log") if newest else _("Go to your desk")
    return unsaved_words_page(request, unsaved_parts(request, ANSWER_PARTS, {}), reason=reason, url=url, link=link)


def out_of_reach(request: Request, pk: UUID) -> HttpResponse:
    """Withdrawn by its author: say so, without a word of it. Anything else that is not this reader's is not there."""
    begun = Reading.objects.filter(version=pk, reader=request.user).select_related("text", "version__log").first()
    reading = begun if begun and still_open([begun], request.user, request.now) else None
    if request.method == "POST" and begun and (reading or unsaved_parts(request, ANSWER_PARTS, {})):
        reason = answering.why_not_released(begun, request.user, begun.version.log, request.now)
        return _too_late(request, reading, reason)
    version = queries.taken_back(request.user, request.now).filter(pk=pk).first()
    if version is None:
        raise Http404
    own = opening.open_answer(reading, request.user, request.now)
    context = {"version": version, "own": opening.answer_parts(own)}
    return render(request, "supervision/desk/taken_back.html", context)


def _page(request: Request, version: LogVersion, *, status: int = 200, **context: Any) -> HttpResponse:
    around = queries.around(version, request.user, request.now)
    opened = opening.open_around(
        version,
        beside=None if context.get("superseded") else around.partners,
        answered=around.answered,
        released=context.get("reading"),
        others=list(queries.others_answers(version, request.user)),
        viewer=request.user,
        now=request.now,
    )
    context |= {
        "opened": opened.log,
        "partners": opened.partners,
        "since": opened.since,
        "answer": opened.answer,
        "others_answers": opened.others,
        "replies": opened.replies,
        "around": around,
        "page_wide": True,
        "page_has_errors": status == 422,
    }
    return render(request, "supervision/desk/log.html", {"version": version, **context}, status=status)
