"""For each rule: rows by which it reminds, `many` of them, and how the first of them becomes moot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from certificates.models import Award, Certificate, CertificateEvent
from courses.confidence.services import skip_items
from courses.enrolment.models import Cohort
from courses.enrolment.services import enrol_in, withdraw
from courses.models import ModulePage
from courses.progress.models import ModuleCompletion
from courses.refresher.queries import MODULE
from foundation.days import local_day
from groups.availability.models import Availability
from groups.enquiries.models import Enquiry
from groups.models import GroupSession, SessionFacilitator
from people.models import Authorisation, CoverWindow, Programme, ProgrammePlan, Role, SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.logs.models import LogVersion, SessionLog
from supervision.logs.services import start_log
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from tests.courses.boosters.making import authorised
from tests.courses.confidence.answering import all_at, finish_what_gates, give
from tests.courses.enrolment.making import a_cohort
from tests.courses.world import make_module, make_world
from tests.groups.availability.making import a_week
from tests.groups.enquiries.making import confirmed
from tests.people import Cast, appoint, assign, make_person
from tests.supervision import world

A_DAY, A_WEEK, A_YEAR = timedelta(days=1), timedelta(weeks=1), timedelta(days=365)


@dataclass(frozen=True)
class Scene:
    """`told` are those of the cast who are told of the one row that there is when `many` is 1."""

    make: Callable[[Cast, int], None]
    moot: Callable[[Cast], None]
    told: tuple[str, ...]
    on_mondays: bool = False


def people(cast: Cast, many: int) -> list[User]:
    """Anna, and others like her: facilitators of Thames whom Sam supervises."""
    others = [make_person(f"P{number} Zed") for number in range(1, many)]
    for person in others:
        appoint(person, Role.FACILITATOR, cast.thames, cast.now - A_YEAR)
        assign(person, cast.sam, cast.thames, cast.now - A_YEAR)
    return [cast.anna, *others]


def today(cast: Cast) -> date:
    return local_day(cast.now)


# Of the course -------------------------------------------------------------------------------------------------------


def modules_to_review(cast: Cast, many: int) -> None:
    course = make_world().course
    for number in range(many):
        make_module(course, f"more-{number}", f"More {number}", gates=False)
    soon = today(cast) + 60 * A_DAY
    ModulePage.objects.filter(slug__startswith="more-").update(review_by=soon)


def reviewed(cast: Cast) -> None:
    ModulePage.objects.update(review_by=today(cast) + 400 * A_DAY)


def questions_waiting(cast: Cast, many: int) -> None:
    make_world()
    for person in people(cast, many):
        authorised(person, 3, cast.now)


def authorisation_ends(cast: Cast) -> None:
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)


def months_after_the_training(cast: Cast, many: int) -> None:
    course = make_world()
    for person in people(cast, many):
        give(person, "before", all_at(3), cast.now)
        finish_what_gates(course, person, cast.now)
    ModuleCompletion.objects.update(completed_at=cast.now - 14 * A_WEEK)


def skipped(cast: Cast) -> None:
    skip_items(person=cast.anna, moment="month_3", now=cast.now)


def safety_read_long_ago(cast: Cast, many: int) -> None:
    CoverWindow.objects.all().delete()
    for person in people(cast, many):
        authorised(person, 10, cast.now)
        ModuleCompletion.objects.create(
            module_key=MODULE, module_title="Safety", person=person, completed_at=cast.now - 345 * A_DAY
        )


def courses_due_next_week(cast: Cast, many: int) -> None:
    make_world()
    cohort = a_cohort(cast, starts=-30, due=7)
    for person in people(cast, many):
        enrol_in(cohort=cohort, person=person, now=cast.now)


def withdrawn(cast: Cast) -> None:
    withdraw(cohort=Cohort.objects.get(), person=cast.anna, now=cast.now)


# Of groups -----------------------------------------------------------------------------------------------------------


def old_weeks(cast: Cast, many: int) -> None:
    for person in people(cast, many):
        a_week(person, cast.now - 17 * A_WEEK, "tue 18:00-20:00")


def week_taken_back(cast: Cast) -> None:
    Availability.objects.filter(person=cast.anna).delete()


def session_on(cast: Cast, days_ago: int, number: int, state: str) -> GroupSession:
    """One of Alder, of several on a day."""
    return GroupSession.objects.create(
        programme=cast.thames,
        group=cast.alder,
        local_date=today(cast) - days_ago * A_DAY,
        local_start=time(12, number),
        zone="Europe/London",
        state=state,
        attending=7 if state == "held" else None,
        recorded_by=cast.anna if state == "held" else None,
    )


def sessions_not_recorded(cast: Cast, many: int) -> None:
    for number in range(many):
        session_on(cast, 3, number, "planned")


def recorded(cast: Cast) -> None:
    GroupSession.objects.update(state="held", attending=7, recorded_by=cast.anna)


def sessions_without_a_log(cast: Cast, many: int) -> None:
    for number in range(many):
        SessionFacilitator.objects.create(session=session_on(cast, 5, number, "held"), person=cast.anna)


def log_begun(cast: Cast) -> None:
    start_log(session=GroupSession.objects.get(), owner=cast.anna, now=cast.now)


# Of supervision ------------------------------------------------------------------------------------------------------


def agreements_of_a_year_ago(cast: Cast, many: int) -> None:
    for person in people(cast, many):
        world.agreement(cast, person, cast.sam)
    SupervisionAgreement.objects.update(review_on=today(cast), acknowledged_at=cast.now)


def supervision_ends(cast: Cast) -> None:
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)


def meetings(cast: Cast, many: int, days: int) -> list[SupervisionMeeting]:
    """Planned ones of Sam with Anna, all on one day."""
    found = []
    for number in range(many):
        meeting = SupervisionMeeting.objects.create(
            programme=cast.thames,
            supervisor=cast.sam,
            local_date=today(cast) + days * A_DAY,
            local_start=time(12, number),
            zone="Europe/London",
        )
        MeetingAttendee.objects.create(meeting=meeting, person=cast.anna)
        found.append(meeting)
    return found


def meetings_tomorrow(cast: Cast, many: int) -> None:
    meetings(cast, many, 1)


def cancelled(_cast: Cast) -> None:
    SupervisionMeeting.objects.update(state="cancelled", cancel_reason="supervisor")


def actions_for_today(cast: Cast, many: int) -> None:
    for meeting in meetings(cast, many, -7):
        SupervisionAction.objects.create(meeting=meeting, person=cast.anna, due=today(cast))


def done(cast: Cast) -> None:
    SupervisionAction.objects.update(state="done", closed_at=cast.now)


def logs_of_two_weeks_ago(cast: Cast, many: int) -> None:
    CoverWindow.objects.all().delete()
    then = cast.now - 14 * A_DAY
    for number in range(many):
        log_shared(cast, number, then)


def log_shared(cast: Cast, number: int, then: datetime) -> None:
    """Ben's, with Sam."""
    log = SessionLog.objects.create(
        programme=cast.thames,
        session=session_on(cast, 20, number, "held"),
        owner=cast.ben,
        state="shared",
        started_at=then,
        state_changed_at=then,
    )
    LogVersion.objects.create(log=log, number=1, reader=cast.sam, shared_at=then)


def read(_cast: Cast) -> None:
    SessionLog.objects.update(state="read")


# Of programmes, and what they certify ---------------------------------------------------------------------------------


def certificates_of_two_years(cast: Cast, many: int) -> None:
    for number in range(1, many + 1):
        award = Award.objects.create(programme=cast.thames, name=f"Award {number}", slug=f"award-{number}", wording="1")
        Certificate.objects.create(
            programme=cast.thames,
            award=award,
            person=cast.anna,
            number=number,
            code_digest=f"digest {number}",
            facts={"number": str(number)},
            issued_by=cast.cora,
            issued_at=cast.now - 2 * A_YEAR,
            issued_on=today(cast) - 2 * A_YEAR,
            expires_on=today(cast) + 80 * A_DAY,
        )


def revoked(cast: Cast) -> None:
    for certificate in Certificate.objects.all():
        CertificateEvent.objects.create(
            certificate=certificate, kind="revoked", at=cast.now, by=cast.gwen, reason="a mistake"
        )


def plans_of_a_year_ago(cast: Cast, many: int) -> None:
    facts = {"region": cast.thames.region, "organisation": "A trust"}
    others = [Programme.objects.create(name=f"P{one}", slug=f"p-{one}", **facts) for one in range(1, many)]
    for programme in others:
        appoint(cast.cora, Role.COORDINATOR, programme, cast.now - A_YEAR)
    for programme in (cast.thames, *others):
        plan_of(cast, programme, 2, today(cast))


def plan_of(cast: Cast, programme: Programme, number: int, review_on: date) -> None:
    ProgrammePlan.objects.create(
        programme=programme, number=number, review_on=review_on, written_by=cast.cora, written_at=cast.now - A_YEAR
    )


def plan_written_anew(cast: Cast) -> None:
    plan_of(cast, cast.thames, 3, today(cast) + A_YEAR)


def changes_of_the_week(cast: Cast, many: int) -> None:
    """Enquiries to so many coordinators, and logs shared with Sam, on the Saturday before."""
    then = cast.now - 2 * A_DAY
    for number in range(1, many):
        appoint(make_person(f"P{number} Zed"), Role.COORDINATOR, cast.thames, cast.now - A_YEAR)
    for number in range(many):
        confirmed(cast, then)
        log_shared(cast, number, then)


def all_settled(cast: Cast) -> None:
    Enquiry.objects.update(state="declined")
    read(cast)


SCENES = {
    "action_due": Scene(actions_for_today, done, ("anna",)),
    "agreement_again": Scene(agreements_of_a_year_ago, supervision_ends, ("anna", "sam")),
    "availability_old": Scene(old_weeks, week_taken_back, ("anna",)),
    "booster_due": Scene(questions_waiting, authorisation_ends, ("anna",)),
    "certificate_ends": Scene(certificates_of_two_years, revoked, ("anna",)),
    "confidence_due": Scene(months_after_the_training, skipped, ("anna",)),
    "course_due": Scene(courses_due_next_week, withdrawn, ("anna",)),
    "log_not_begun": Scene(sessions_without_a_log, log_begun, ("anna",)),
    "log_unread": Scene(logs_of_two_weeks_ago, read, ("sam",)),
    "meeting_tomorrow": Scene(meetings_tomorrow, cancelled, ("anna", "sam")),
    "module_review_due": Scene(modules_to_review, reviewed, ("eddie",)),
    "plan_to_review": Scene(plans_of_a_year_ago, plan_written_anew, ("cora",)),
    "refresher_due": Scene(safety_read_long_ago, authorisation_ends, ("anna",)),
    "session_not_recorded": Scene(sessions_not_recorded, recorded, ("anna", "ben")),
    "week_changed": Scene(changes_of_the_week, all_settled, ("cora", "sam"), on_mondays=True),
}
