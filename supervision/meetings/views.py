"""My meetings; plan one, record it, cancel it; answer a record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential.forms import Refused, WordsForm
from confidential.services import Clash, Saved, open_all, open_sealed
from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from foundation.templatetags.holdfast import wall_time
from people.models import Role, SupervisionAssignment, User
from supervision.logs.queries import discussed_in, on_the_table
from supervision.meetings import permissions, queries, services
from supervision.meetings.actions.queries import mark_late
from supervision.meetings.coming.opening import own_line
from supervision.meetings.forms import (
    AGREED,
    DIFFERS,
    CancelForm,
    PlanForm,
    RecordForm,
    agrees_to,
    as_typed,
    record_parts,
)
from supervision.meetings.joining.queries import on_meeting
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionAction, SupervisionMeeting
from supervision.meetings.moves.models import MeetingMove
from supervision.meetings.points.audiences import Audience, audiences_of
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.opening import opened_points
from supervision.meetings.points.queries import presented_last, with_presented
from supervision.meetings.points.services import drafted_points
from supervision.unsaved_words import unsaved_parts, unsaved_words_page


@require_GET
def meetings(request: Request) -> HttpResponse:
    """Mine, as supervisor or as somebody who was asked: next first, then what has been."""
    visible = SupervisionMeeting.objects.visible_to(request.user, request.now)
    planned = queries.planned(queries.with_people(visible.planned()), request.now)
    page = page_of(request, queries.past_meetings(request.user, request.now))
    meetings_of_others = queries.held_by_others(request.user, request.now) if Role.SUPERVISOR in request.roles else []
    context = {"planned": planned, "page": page, "held_by_others": meetings_of_others}
    return render(request, "supervision/meetings/list.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    """The supervisor chooses people, day and time. `?with=<assignment>` ticks somebody beforehand."""
    assignments = list(queries.supervisees_of(request.user, request.now))
    if not assignments and Role.SUPERVISOR not in request.roles:
        raise Http404
    people = [assignment.facilitator for assignment in assignments]
    groups = queries.groups_of([person.pk for person in people], request.now)
    known = presented_last(request.user, people, request.now)
    labels = {
        person.pk: with_presented(", ".join([person.name, *groups.get(person.pk, [])]), known.get(person.pk))
        for person in people
    }
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, assignments, labels, initial={"people": request.GET.getlist("with")})
    if request.method == "POST" and form.is_valid() and (meeting := _planned(request, form)):
        messages.success(request, _("Planned. Everyone who is asked is told by email that something is waiting."))
        return redirect("meetings:detail", meeting.pk)
    status = 422 if form.errors else 200
    return render(request, "supervision/meetings/plan.html", {"form": form, "assignments": assignments}, status=status)


def _planned(request: Request, form: PlanForm) -> SupervisionMeeting | None:
    plan = form.plan(request.user)
    if not agrees_to(form, plan, request.now, day="local_date", tick="all_the_same"):
        return None
    try:
        return services.plan_meeting(
            supervisor=request.user,
            programme=plan.programme,
            people=plan.people,
            local_date=plan.local_date,
            local_start=plan.local_start,
            minutes=plan.minutes,
            mode=form.cleaned_data["mode"],
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None


@require_GET
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """One meeting. Once it is held: what was agreed, the actions, and how it was answered."""
    found = get_object_or_404(_visible(request), pk=pk)
    return render(request, "supervision/meetings/detail.html", detail(request, found))


def _visible(request: Request) -> Any:
    visible = SupervisionMeeting.objects.visible_to(request.user, request.now).with_part_of(request.user, request.now)
    return (
        queries.with_people(visible)
        .select_related("text", "next_meeting", "supervisor", "covered_for")
        .annotate(is_moved=Exists(MeetingMove.objects.filter(meeting=OuterRef("pk"))))
    )


def detail(request: Request, found: Any, words: WordsForm | None = None) -> dict[str, Any]:
    """What the page of one meeting shows to this person. Opens words once the meeting is held."""
    if not found.part:
        return _answer_alone(request, found)
    supervises = found.overseen
    context: dict[str, Any] = {
        "meeting": found,
        "supervises": supervises,
        "holds": supervises and request.user.pk == found.supervisor_id,
        "moves": found.moves.select_related("by").order_by("at", "pk") if found.is_moved else [],
        "over": queries.is_over(found, request.now),
        "recordable": found.has_begun(request.now),
        "joining": on_meeting(found, request.user, request.now),
    }
    places = list(found.attendees.all())
    place = next((place for place in places if place.person_id == request.user.pk), None)
    if found.state != MeetingState.HELD:
        return context | {"place": place, "own_line": place and own_line(found.pk, request.user, request.now)}
    if place and not place.answer:
        context["words"] = words or WordsForm(request, place, [DIFFERS])
    sent = _answers(request, found)
    looked_after = _looked_after(request, found) if supervises else set()
    answers = [attendee for attendee in places if attendee is place or attendee.person_id in looked_after]
    several = any(item.presented is not None for item in places)
    actions, points = _actions(request, found), _points(request, found) if several else []
    opened = open_all([found, *actions, *sent, *points], viewer=request.user, now=request.now)
    return context | {
        "place": place,
        "agreed": opened[found.pk].get("agreed", ""),
        "several": several,
        "points": opened_points(points, opened),
        "presented": [item.person for item in places if item.presented and (supervises or item is place)],
        "actions": [(action, opened[action.pk].get("what", "")) for action in actions],
        "answers": [(attendee, opened.get(attendee.pk, {}).get("differs", "")) for attendee in answers],
        "addenda": queries.addenda_of(found) if found.is_put_right else [],
        "may_put_right": supervises and queries.to_put_right(request.user, found, request.now),
        "brought": _brought(found, looked_after),
    }


def _brought(found: SupervisionMeeting, owners: set[UUID]) -> Any:
    logs = found.logs_brought.filter(log__owner__in=owners).select_related("log__owner", "log__session__group")
    return logs.order_by("shared_at", "pk")


def _looked_after(request: Request, found: SupervisionMeeting) -> set[UUID]:
    """Whom this person supervises or covers for now. What another of the pair brought and answered went with them."""
    assignments = SupervisionAssignment.objects.supervised_by(request.user, request.now)
    return set(assignments.filter(programme=found.programme_id).values_list("facilitator_id", flat=True))


def _answer_alone(request: Request, found: Any) -> dict[str, Any]:
    """For whoever supervises an attendee now and had no part in the meeting: its day, and what that attendee said."""
    sent = _answers(request, found)
    opened = open_all(sent, viewer=request.user, now=request.now)
    return {
        "meeting": found,
        "answers": [(attendee, opened[attendee.pk].get("differs", "")) for attendee in sent],
        "apart": True,
        "addenda": queries.addenda_of(found).filter(person__in=[attendee.person for attendee in sent]),
        "may_put_right": queries.to_put_right(request.user, found, request.now),
    }


def _answers(request: Request, found: SupervisionMeeting) -> list[MeetingAttendee]:
    """What attendees said of the record that this person may read: their own, or of whom they supervise."""
    of_supervisees = permissions.answers_open_to(request.user, request.now).values("pk")
    differing = found.attendees.filter(answer=MeetingAttendee.Answer.DIFFERS)
    readable = differing.filter(Q(pk__in=of_supervisees) | Q(person=request.user))
    return list(readable.select_related("text", "person").order_by("person__sort_name", "pk"))


def _actions(request: Request, found: SupervisionMeeting) -> list[SupervisionAction]:
    """The supervisor's list holds those of whom they look after; everybody else's holds their own."""
    actions = permissions.actions_open_to(request.user, request.now).filter(meeting=found)
    found_actions = list(actions.select_related("text", "person", "meeting").order_by("person__sort_name", "due", "pk"))
    mark_late(found_actions, request.now)
    return found_actions


def _points(request: Request, found: SupervisionMeeting) -> list[MeetingPoints]:
    """What is for them or their pair; to the supervisor, of those whom they look after."""
    return list(MeetingPoints.objects.open_to(request.user, request.now).filter(meeting=found).with_names())


@require_http_methods(["GET", "POST"])
def record(request: Request, pk: UUID) -> HttpResponse:
    """The supervisor writes the record: one short page."""
    found = get_object_or_404(_visible(request).run_by(request.user, request.now), pk=pk)
    if found.state != MeetingState.PLANNED:
        return _recorded_already(request, found)
    audiences = audiences_of(found, _people(found), drafted_points(found, request.now))
    words = WordsForm(request, found, record_parts(audiences))
    outcome = words.save() if request.method == "POST" else None
    if isinstance(outcome, Clash) or (isinstance(outcome, Saved) and words.kept_copies):
        messages.info(request, _("Your words were changed in two places. Choose which to keep, then go on."))
        return redirect(words.choose_url)
    recording = request.POST.get("action") == "record"
    form = _record_form(request, found, words, audiences, judged=recording)
    if recording and isinstance(outcome, Saved) and form.is_valid() and _recorded(request, found, form):
        messages.success(request, _("Recorded. Everyone who was asked can read it now and answer."))
        return redirect("meetings:detail", found.pk)
    if isinstance(outcome, Saved) and not recording:
        messages.success(request, _("Your words are saved as a draft. Ticks and dates are kept once you record it."))
    failed = recording or isinstance(outcome, Refused)
    context = {
        "meeting": found,
        "words": words,
        "form": form,
        "page_has_errors": failed,
        "ahead": not found.has_begun(request.now),
    }
    return render(request, "supervision/meetings/record.html", context, status=422 if failed else 200)


def _people(found: SupervisionMeeting) -> list[User]:
    return [place.person for place in found.attendees.all()]


def _record_form(
    request: Request, found: SupervisionMeeting, words: WordsForm, audiences: list[Audience], *, judged: bool
) -> RecordForm:
    people = _people(found)
    last = queries.last_held_with(request.user, people, request.now)
    since = last.starts_at if last else min(found.starts_at, request.now) - queries.LOOK_BACK
    discussed = list(discussed_in(found, request.user, request.now))
    table = on_the_table(request.user, people, since, request.now)
    initial: dict[str, Any] = {
        "came": [str(person.pk) for person in people],
        "minutes": found.minutes,
        "next_start": found.local_start,
        "brought": [str(version.pk) for version in discussed],
    }
    if request.method == "POST" and not judged:
        initial = as_typed(request, RecordForm)
    return RecordForm(
        request.POST if judged else None,
        meeting=found,
        attendees=list(found.attendees.all()),
        words=words,
        audiences=audiences,
        presented=presented_last(request.user, people, request.now) if audiences else {},
        initial=initial,
        versions=[*discussed, *table],
    )


def _recorded(request: Request, found: SupervisionMeeting, form: RecordForm) -> bool:
    if form.asks_about_minutes or not form.agrees_to_next(request.now):
        return False
    try:
        services.record_meeting(meeting=found, by=request.user, now=request.now, **form.record())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _recorded_already(request: Request, found: SupervisionMeeting) -> HttpResponse:
    """The meeting was recorded or cancelled in another tab. What was typed here is shown, not lost."""
    stands = open_sealed(found, viewer=request.user, now=request.now)
    opened = open_all([*_actions(request, found), *_points(request, found)], viewer=request.user, now=request.now)
    done = {words.get("what", "") or words.get("points", "") for words in opened.values()}
    parts = record_parts(audiences_of(found, _people(found)))
    typed = [
        (part, words)
        for part, words in unsaved_parts(request, parts, stands)
        if part.key == AGREED.key or words.strip() not in done
    ]
    if not typed:
        messages.info(request, _what_stands(found))
        return redirect("meetings:detail", found.pk)
    return unsaved_words_page(
        request,
        typed,
        url=found.get_absolute_url(),
        link=_("Open the meeting"),
        reason=_("%(what)s What you have typed here was not added.") % {"what": _what_stands(found)},
    )


def _what_stands(found: SupervisionMeeting) -> str:
    if found.state != MeetingState.HELD:
        return _("This meeting is cancelled: %(why)s.") % {"why": found.get_cancel_reason_display()}
    return _("%(who)s recorded this meeting at %(at)s.") % {
        "who": found.supervisor.name,
        "at": wall_time(found.recorded_at),
    }


@require_http_methods(["GET", "POST"])
def cancel(request: Request, pk: UUID) -> HttpResponse:
    """The supervisor calls a planned meeting off."""
    found = get_object_or_404(_visible(request).overseen_by(request.user, request.now), pk=pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_meeting(meeting=found, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Cancelled. Everyone who was asked is told."))
            return redirect("meetings:list")
    status = 422 if form.errors else 200
    return render(request, "supervision/meetings/cancel.html", {"form": form, "meeting": found}, status=status)


@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    """An attendee acknowledges the record, or says how they see it; or keeps the words for later."""
    found = get_object_or_404(_visible(request).held(), pk=pk)
    places = MeetingAttendee.objects.filter(person=request.user).select_related("text", "meeting__supervisor")
    place = get_object_or_404(places, meeting=found)
    if place.answer:
        return _answered_already(request, place)
    words = WordsForm(request, place, [DIFFERS])
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Saved) and _answered(request, found, words):
        return redirect("meetings:detail", found.pk)
    context = detail(request, found, words) | {"page_has_errors": True}
    return render(request, "supervision/meetings/detail.html", context, status=422)


def _answered(request: Request, found: SupervisionMeeting, words: WordsForm) -> bool:
    """Do what the button says. False when something stands in the way; the form then says what."""
    said = words.cleaned_data["differs"]
    action = request.POST.get("action")
    if action not in ("acknowledge", "differs"):
        messages.success(request, _("Your words are saved. Only you can see them until you send them."))
        return True
    try:
        services.acknowledge_meeting(
            meeting=found, by=request.user, differs=said if action == "differs" else None, now=request.now
        )
    except Refusal as refusal:
        words.add_error("differs", str(refusal))
        return False
    messages.success(request, _("Sent to your supervisor.") if action == "differs" else _("Acknowledged."))
    return True


def _answered_already(request: Request, place: MeetingAttendee) -> HttpResponse:
    typed = unsaved_parts(request, [DIFFERS], open_sealed(place, viewer=request.user, now=request.now))
    if not typed:
        messages.info(request, _("You have answered this record."))
        return redirect("meetings:detail", place.meeting_id)
    return unsaved_words_page(
        request,
        typed,
        url=place.meeting.get_absolute_url(),
        link=_("Open the meeting"),
        reason=_("You had already answered this record, so what you typed here was not added."),
    )
