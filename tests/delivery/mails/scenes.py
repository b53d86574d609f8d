"""For each kind of mail about records: what brings it about, and who of the cast gets one.

Wherever somebody writes, they write SECRET: no mail holds it. Reminders have scenes of their own
(tests/delivery/reminders/scenes.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from certificates.files import make_file
from certificates.services import authorise, revoke_certificate
from courses.enrolment.services import change_cohort
from courses.models import ModulePage, StepPage
from courses.practice import services as practice_days
from courses.practice.recording import object_to_record
from courses.rounds import reminding
from courses.rounds.services import record_safety_reason
from courses.signing import services as signing
from groups.protected_time.models import Standing
from groups.series.planning import Plan
from groups.services import plan_session
from groups.stand_ins.models import WhyAlone
from groups.stand_ins.services import decide_to_be_alone
from people.adapter import AccountAdapter
from people.addresses.models import Happened
from people.addresses.services import note_change, settle, stop
from people.corrections.services import correct_account
from people.endings.services import end
from people.invitations.services import accept_invitation
from people.models import Appointment, Authorisation, Role
from people.notices import OF_ALLAUTH
from people.proposals.services import propose_supervisor
from people.second_factor.services import reset_second_factor
from people.services import appoint
from supervision.attendance.services import put_attendance_right
from supervision.cover.services import set_cover
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.meetings.coming.services import write_line
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.repeating.services import begin_series
from supervision.meetings.services import acknowledge_meeting, cancel_meeting
from supervision.reviews.second import ask_another
from supervision.reviews.services import say_final, say_talked
from tests.certificates import making as certificates
from tests.courses.enrolment.making import a_cohort, a_plan
from tests.courses.practice import making as practice
from tests.courses.rounds import ask_again
from tests.courses.world import make_world
from tests.endings.scenes import SCENES as ENDINGS
from tests.groups.enquiries.making import accepted
from tests.groups.protected_time.asking import answered, asked
from tests.groups.stand_ins.making import without_ben
from tests.people import Cast
from tests.second_factor.conftest import app_of
from tests.standing.inviting import invited
from tests.supervision import world
from tests.verbs import end_appointment

SECRET = "kestrel"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    happens: Callable[[Cast], object]
    told: tuple[str, ...]


# Of courses ----------------------------------------------------------------------------------------------------------


def a_step_to_do_again(cast: Cast):
    """Anna is authorised and had finished it; Ben and Farah never began."""
    certificates.publish_course()
    certificates.finish_gate(cast.anna, cast.now)
    gate = ModulePage.objects.get(title=certificates.GATE)
    return ask_again(StepPage.objects.get(slug="one", path__startswith=gate.path))


def after_days(days: int) -> Callable[[Cast], object]:
    def happens(cast: Cast) -> None:
        a_step_to_do_again(cast)
        reminding.remind(cast.now + days * A_DAY)

    return happens


def for_safety(cast: Cast) -> None:
    record_safety_reason(asked=a_step_to_do_again(cast), by=cast.lena, reason=SECRET, now=cast.now)


def sent_for_sign_off(cast: Cast, kind: str = "review", title: str = "Reading, slowly", slug: str = "reading"):
    module = ModulePage.objects.get(pk=make_world().role.pk)
    step = StepPage.objects.get(slug=slug)
    step.title = title
    step.save_revision(user=cast.eddie)
    return signing.send(module=module, by=cast.eddie, kind=kind, note=SECRET, now=cast.now)


def a_spelling(cast: Cast) -> None:
    appoint(person=cast.tess, role=Role.EDITOR, programme=cast.thames, now=cast.now)
    sent_for_sign_off(cast, "correction", "Cheking", "checking")


def approved(cast: Cast) -> None:
    signing.approve(sign_off=sent_for_sign_off(cast), by=cast.lena, post="Consultant", comments={}, now=cast.now)


def sent_back(cast: Cast) -> None:
    signing.send_back(sign_off=sent_for_sign_off(cast), by=cast.lena, reason=SECRET, comments={}, now=cast.now)


def dates_changed(cast: Cast) -> None:
    make_world()
    change_cohort(cohort=a_cohort(cast, cast.anna), plan=a_plan(cast, due=60), by=cast.tess, now=cast.now)


def day_moved(cast: Cast) -> None:
    plan = practice.a_plan(cast, place=SECRET)
    practice_days.change_day(day=practice.a_day(cast, cast.anna), plan=plan, by=cast.tess, now=cast.now)


def day_cancelled(cast: Cast) -> None:
    practice_days.cancel_day(day=practice.a_day(cast, cast.anna), by=cast.tess, reason="place", now=cast.now)


def record_objected_to(cast: Cast) -> None:
    object_to_record(record=practice.a_record(cast, cast.anna), by=cast.anna, what="question", now=cast.now)


# Of supervision ------------------------------------------------------------------------------------------------------


def log(cast: Cast):
    return world.shared_log(cast, cast.anna, stirred=SECRET)


def log_answered(cast: Cast):
    reading = world.draft_reading(cast, log(cast), notes=SECRET)
    return release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)


def log_replied_to(cast: Cast) -> None:
    reply_to_reading(reading=log_answered(cast), by=cast.anna, words=SECRET, now=cast.now)


def agreement_changed(cast: Cast) -> None:
    world.change(cast, world.agreed(cast, cast.anna, cast.sam), minutes=90)


def meeting(cast: Cast):
    """With Anna alone."""
    return world.meeting_in(cast, 7, cast.anna)


def meeting_held(cast: Cast):
    return world.held_meeting(cast, 1, cast.anna, agreed=SECRET)


def seen_differently(cast: Cast) -> None:
    acknowledge_meeting(meeting=meeting_held(cast), by=cast.anna, differs=SECRET, now=cast.now)


def attendance_put_right(cast: Cast) -> None:
    held = world.held_meeting(cast, 1, came=[cast.anna], agreed=SECRET)
    put_attendance_right(meeting=held, person=cast.ben, there=True, by=cast.sam, reason="says_so", now=cast.now)


def cancelled(cast: Cast) -> None:
    cancel_meeting(meeting=meeting(cast), by=cast.sam, reason="supervisor", now=cast.now)


def moved(cast: Cast) -> None:
    move_meeting(meeting=meeting(cast), by=cast.sam, day=world.day(cast, 9), start=time(12, 15), now=cast.now)


def series(cast: Cast) -> None:
    plan = Plan(weeks=2, begins_on=world.day(cast, 7), local_start=time(12, 30), minutes=60)
    begin_series(supervisor=cast.sam, programme=cast.thames, people=[cast.anna], plan=plan, now=cast.now)


def line_written(cast: Cast) -> None:
    write_line(meeting=meeting(cast), by=cast.anna, words=SECRET, now=cast.now)


def review(cast: Cast):
    return world.shown_review(cast, own=SECRET, beside=SECRET)


def second_view_asked(cast: Cast) -> None:
    ask_another(review=review(cast), by=cast.anna, supervisor=cast.stella, now=cast.now)


def final(cast: Cast) -> None:
    talked = say_talked(review=review(cast), by=cast.anna, on=world.day(cast, 0), now=cast.now)
    say_final(review=talked, by=cast.anna, now=cast.now)


def covered(cast: Cast) -> None:
    set_cover(
        supervisor=cast.stella,
        cover=cast.grace,
        programme=cast.thames,
        starts_at=cast.now,
        ends_at=cast.now + 7 * A_DAY,
        now=cast.now,
    )


# Of groups -----------------------------------------------------------------------------------------------------------


def alone_twice(cast: Cast) -> None:
    for hours in (10, 20):
        decide_to_be_alone(
            session=without_ben(cast, hours), by=cast.anna, reason=WhyAlone.ROTA, on_call_reached=True, now=cast.now
        )


def session_planned(cast: Cast) -> None:
    day = world.day(cast, 7)
    plan_session(group=cast.alder, by=cast.anna, local_date=day, local_start=time(18, 30), now=cast.now)


def time_withdrawn(cast: Cast) -> None:
    agreed = asked(cast, group=cast.alder, standing=Standing.AGREED)
    answered(agreed, cast, Standing.WITHDRAWN)


# Of people and what certifies them -----------------------------------------------------------------------------------


def authorised_anew(cast: Cast) -> None:
    """Anna, whose authorisation was lost: all that it takes is there."""
    Authorisation.objects.filter(person=cast.anna).delete()
    certificates.publish_course()
    certificates.finish_gate(cast.anna, cast.now)
    certificates.practised(cast, cast.anna)
    world.agreed(cast, cast.anna, cast.sam)
    authorise(person=cast.anna, programme=cast.thames, by=cast.cora, now=cast.now)


def certificate_made(cast: Cast) -> None:
    make_file(certificates.annas_certificate(cast), cast.now)


def certificate_revoked(cast: Cast) -> None:
    revoke_certificate(certificate=certificates.annas_certificate(cast), by=cast.gwen, reason=SECRET, now=cast.now)


def corrected(cast: Cast) -> None:
    correct_account(
        appointment=Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR),
        first_name="Anna",
        last_name="Okoye-Lind",
        specialty=None,
        by=cast.cora,
        now=cast.now,
    )


def address_stopped(cast: Cast):
    change = note_change(person=cast.anna, happened=Happened.ADDED, before=[cast.anna.email], now=cast.now)
    return stop(change=change, address=cast.anna.email, now=cast.now)


def address_settled(cast: Cast) -> None:
    settle(change=address_stopped(cast), undo=None, by=cast.cora, now=cast.now)


def role_given(cast: Cast) -> None:
    accept_invitation(invitation=invited(cast, "farah@example.org", Role.SUPERVISOR), by=cast.farah, now=cast.now)


def role_ended(cast: Cast) -> None:
    held = Appointment.objects.get(person=cast.sam, role=Role.SUPERVISOR)
    end_appointment(appointment=held, by=cast.cora, now=cast.now)


def second_step_reset(cast: Cast) -> None:
    app_of(cast.sam)
    reset_second_factor(person=cast.sam, by=cast.cora, reason=SECRET, now=cast.now)


def somebody_leaves(cast: Cast) -> None:
    end(occasion=ENDINGS["certificates.authorisations", "role_ends"](cast).occasion)


def supervisor_proposed(cast: Cast) -> None:
    propose_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)


def changed_at(prefix: str) -> Callable[[Cast], object]:
    """As allauth says it of an account of hers."""
    return lambda cast: AccountAdapter().send_notification_mail(prefix, cast.anna)


SCENES = {
    **{name: Scene(changed_at(prefix), ("anna",)) for prefix, (name, *_words) in OF_ALLAUTH.items()},
    "account_corrected": Scene(corrected, ("anna",)),
    "address_stopped": Scene(address_stopped, ("cora", "dora", "gwen")),
    "addresses_settled": Scene(address_settled, ("anna",)),
    "agreement_acknowledged": Scene(lambda cast: world.agreed(cast, cast.anna, cast.sam), ("sam",)),
    "agreement_change": Scene(agreement_changed, ("anna",)),
    "agreement_offered": Scene(lambda cast: world.agreement(cast, cast.anna, cast.sam), ("anna",)),
    "alone_again": Scene(alone_twice, ("cora",)),
    "authorised": Scene(authorised_anew, ("anna",)),
    "certificate_ended": Scene(certificate_revoked, ("anna",)),
    "certificate_ready": Scene(certificate_made, ("anna",)),
    "cohort_changed": Scene(dates_changed, ("anna",)),
    "correction_waits": Scene(a_spelling, ("tess",)),
    "cover_changed": Scene(covered, ("grace",)),
    "enquiry_accepted": Scene(accepted, ("anna", "ben")),
    "log_reply": Scene(log_replied_to, ("sam",)),
    "log_shared": Scene(log, ("clara", "sam")),
    "meeting_answered": Scene(seen_differently, ("sam",)),
    "meeting_attendance": Scene(attendance_put_right, ("anna", "ben")),
    "meeting_cancelled": Scene(cancelled, ("anna",)),
    "meeting_moved": Scene(moved, ("anna",)),
    "meeting_planned": Scene(meeting, ("anna",)),
    "meeting_recorded": Scene(meeting_held, ("anna",)),
    "meeting_series": Scene(series, ("anna",)),
    # Clara stands in for Sam now.
    "meeting_word": Scene(line_written, ("clara",)),
    "own_role_ended": Scene(role_ended, ("sam",)),
    "practice_adjustments": Scene(lambda cast: practice.asked_for(cast, cast.anna, SECRET), ("tess",)),
    "practice_answered": Scene(lambda cast: practice.answered(cast, cast.anna), ("tess",)),
    "practice_cancelled": Scene(day_cancelled, ("anna",)),
    "practice_changed": Scene(day_moved, ("anna",)),
    "practice_invited": Scene(lambda cast: practice.a_day(cast, cast.anna, place=SECRET), ("anna",)),
    "practice_objected": Scene(record_objected_to, ("tess",)),
    "practice_recorded": Scene(lambda cast: practice.a_held_day(cast, cast.anna), ("anna",)),
    "practice_shadowed": Scene(lambda cast: practice.shadowed(cast, cast.anna), ("anna",)),
    "practice_shown": Scene(lambda cast: practice.observed(cast, cast.anna, frame=SECRET), ("anna",)),
    "protected_time": Scene(lambda cast: asked(cast, group=cast.alder, slot=SECRET), ("tara",)),
    "protected_time_withdrawn": Scene(time_withdrawn, ("anna", "ben")),
    "reading_released": Scene(log_answered, ("anna",)),
    "redo_asked": Scene(after_days(0), ("anna",)),
    "redo_for_safety": Scene(for_safety, ("anna",)),
    "redo_paused": Scene(after_days(29), ("anna",)),
    "redo_paused_someone": Scene(after_days(29), ("cora",)),
    "redo_soon": Scene(after_days(21), ("anna",)),
    "review_asked": Scene(second_view_asked, ("stella",)),
    "review_final": Scene(final, ("sam",)),
    "review_shown": Scene(review, ("anna", "sam")),
    "role_ended": Scene(role_ended, ("dora", "gwen")),
    "role_given": Scene(role_given, ("cora", "dora", "gwen")),
    "second_factor_reset": Scene(second_step_reset, ("sam",)),
    "session_news": Scene(session_planned, ("ben",)),
    "sign_off_approved": Scene(approved, ("eddie",)),
    "sign_off_sent_back": Scene(sent_back, ("eddie",)),
    "sign_off_waits": Scene(sent_for_sign_off, ("lena",)),
    "something_ended": Scene(somebody_leaves, ("anna", "ben", "sam")),
    "something_waiting": Scene(supervisor_proposed, ("anna", "stella")),
}
