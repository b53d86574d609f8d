"""Each dated right, and what it hangs on: whatever of that ends, the right is gone, and does not come back by itself.

`RIGHTS` says of each kind of row that has a time which right it gives and what that hangs on. A new kind of row with a
time fails here until it is in it, or in `NO_RIGHT` with the reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from foundation.refusals import Refusal
from groups.models import Facilitation, PeerGroup
from groups.pairs.services import end_place, move_group
from groups.permissions import is_in_pair
from people.holds.services import hold_notices, say_telephoned
from people.invitations.services import join, withdraw_invitation
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor, withdraw_proposal
from people.queries import authorisation_of
from people.services import appoint, assign_supervisor
from people.telephones.models import Telephone
from supervision.agreements.revising import acknowledge_revision
from supervision.agreements.services import acknowledge_agreement
from supervision.check_ins.services import ask_to_check_in, say_in_touch
from supervision.concerns.models import Concern
from supervision.cover.services import end_cover
from supervision.logs.answering import release_reading
from supervision.logs.models import LogVersion
from supervision.meetings.joining.permissions import shown_to
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.permissions import actions_open_to, places_open_to
from supervision.meetings.rules import NewAction
from supervision.reviews.permissions import parts_open_to
from tests.people import Cast
from tests.standing.inviting import invited
from tests.supervision import world
from tests.verbs import end_appointment

OURS = (
    "people",
    "groups",
    "supervision",
    "certificates",
    "impact",
    "courses",
    "confidential",
    "delivery",
    "directory",
    "backups",
)
# How a column is called that says until when something holds.
AN_END = re.compile(
    r"^(ends|ended|expires|closed|withdrawn|accepted|acknowledged|called_off|telephoned|answered|released|done"
    r"|review|look_again|lease|removed|destroyed|redacted)_"
)
MINUTE, LONG = timedelta(minutes=1), timedelta(days=200)

NO_RIGHT = {
    "people.Membership": "a specialty and a region: facts for figures, which open nothing",
    "people.Ending": "what was decided about an end; tests/endings has it",
    "people.ProgrammePlan": "its day says when to look at it again; it is shown all the same",
    "people.Tally": "a count of tries: it shuts out for a time, and gives nothing",
    "groups.PairingRow": "a draft for coordinators, by roles of now; tests/groups/pairing has it",
    "courses.Reshaping": "a plan of editors; it opens nothing",
    "groups.ProtectedTime": "says when time was agreed; who reads it holds a role now",
    "groups.SessionFacilitator": "what somebody says of a session, which stays",
    "supervision.ConcernNote": "opens with its concern",
    "supervision.SessionLog": "its owner's own; what others open is a LogVersion",
    "supervision.SupervisionAction": "opens with its meeting",
    "certificates.Certificate": "what was earned is not lost with a role; verifying it says until when it is valid",
    "courses.BoosterSet": "one's own answers",
    "courses.ConfidenceSheet": "one's own answers",
    "courses.ObservedAnswer": "opens with what was observed, by roles of now; tests/courses/practice has it",
    "courses.PracticePlace": "opens to the trainers of its day, by roles of now; tests/courses/practice has it",
    "courses.CohortPlace": "a date and a line of a list; every lesson is open without it",
    "courses.Handout": "a file of the course, opened while one is enrolled",
    "courses.CheckAnswer": "one's own answers",
    "confidential.SealedText": "destroyed for good; who opens it is said of its record",
    "delivery.Effect": "work of the outbox",
}


def allowed(deed: Callable[[], object]) -> bool:
    """Whether it could be done; it is taken back."""
    before = transaction.savepoint()
    try:
        deed()
    except (Refusal, ObjectDoesNotExist):
        return False
    finally:
        transaction.savepoint_rollback(before)
    return True


# What ends --------------------------------------------------------------------------------------------------------


def role_ends(who: str, role: Role) -> Callable[[Cast, datetime], None]:
    def ends(cast: Cast, now: datetime) -> None:
        if role in (Role.COORDINATOR, Role.GOVERNANCE):
            appoint(person=cast.carl, role=role, programme=cast.thames, now=now - MINUTE)
        held = Appointment.objects.get(person=getattr(cast, who), role=role, programme=cast.thames, ends_at=None)
        end_appointment(appointment=held, now=now)

    return ends


def begins_again(who: str, role: Role) -> Callable[[Cast, datetime], None]:
    def begins(cast: Cast, now: datetime) -> None:
        appoint(person=getattr(cast, who), role=role, programme=cast.thames, now=now)

    return begins


def supervision_passes_on(cast: Cast, now: datetime) -> None:
    assign_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=now)


def cover_ends(cast: Cast, now: datetime) -> None:
    end_cover(window=CoverWindow.objects.get(supervisor=cast.sam, cover=cast.clara), by=cast.sam, now=now)


def group_ends(cast: Cast, now: datetime) -> None:
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=PeerGroup.State.ENDING)
    move_group(group=cast.alder, to=PeerGroup.State.ENDED, by=cast.cora, now=now)


def place_ends(cast: Cast, now: datetime) -> None:
    place = Facilitation.objects.select_related("group__programme", "person").get(person=cast.anna)
    end_place(place=place, by=cast.cora, now=now)


def authorisation_ends(cast: Cast, now: datetime) -> None:
    cast.anna.authorisations.update(ends_at=now)


ROLES = {
    "Sam's role": ("sam", Role.SUPERVISOR),
    "Clara's role": ("clara", Role.SUPERVISOR),
    "Grace's role": ("grace", Role.SUPERVISOR),
    "Anna's role": ("anna", Role.FACILITATOR),
    "Cora's role": ("cora", Role.COORDINATOR),
    "Gwen's role": ("gwen", Role.GOVERNANCE),
    "Dora's role": ("dora", Role.DEPUTY),
}
ENDS: dict[str, Callable[[Cast, datetime], None]] = {
    **{name: role_ends(*whose) for name, whose in ROLES.items()},
    "supervision": supervision_passes_on,
    "cover": cover_ends,
    "group": group_ends,
    "place": place_ends,
    "authorisation": authorisation_ends,
    # Long enough for whatever has a time of its own; nothing else happens.
    "time": lambda cast, now: None,
}


# Which rights there are -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Right:
    """`given(cast)` makes what gives it and returns whether it is there at an instant."""

    model: str
    given: Callable[[Cast], Callable[[datetime], bool]]
    hangs_on: tuple[str, ...]


def looked_after(by: str) -> Callable[[Cast], Callable[[datetime], bool]]:
    def given(cast: Cast) -> Callable[[datetime], bool]:
        mine = SupervisionAssignment.objects
        return lambda now: mine.supervised_by(getattr(cast, by), now).filter(facilitator=cast.anna).exists()

    return given


def received(who: str, **said) -> Callable[[Cast], Callable[[datetime], bool]]:
    def given(cast: Cast) -> Callable[[datetime], bool]:
        concern = world.concern(cast, cast.anna, **said)
        return lambda now: Concern.objects.received_by(getattr(cast, who), now).filter(pk=concern.pk).exists()

    return given


def a_log_to_read(who: str) -> Callable[[Cast], Callable[[datetime], bool]]:
    def given(cast: Cast) -> Callable[[datetime], bool]:
        version = world.shared_log(cast, cast.anna)
        return lambda now: LogVersion.objects.readable_by(getattr(cast, who), now).filter(pk=version.pk).exists()

    return given


def a_review_to_read(cast: Cast) -> Callable[[datetime], bool]:
    review = world.shown_review(cast)
    return lambda now: parts_open_to(cast.sam, now).filter(review=review).exists()


def an_answer_to_give(cast: Cast) -> Callable[[datetime], bool]:
    reading = world.draft_reading(cast, world.shared_log(cast, cast.anna))
    return lambda now: allowed(lambda: release_reading(reading=reading, by=cast.sam, outcome="read", now=now))


def a_meeting_to_run(cast: Cast) -> Callable[[datetime], bool]:
    meeting = world.meeting_in(cast, -1, cast.anna)
    return lambda now: SupervisionMeeting.objects.run_by(cast.sam, now).filter(pk=meeting.pk).exists()


def a_joining_link_to_see(who: str) -> Callable[[Cast], Callable[[datetime], bool]]:
    """The meeting is always about to begin."""

    def given(cast: Cast) -> Callable[[datetime], bool]:
        meeting = world.meeting_in(cast, 0, cast.anna)
        of_meeting = SupervisionMeeting.objects.filter(pk=meeting.pk)
        return lambda now: of_meeting.filter(shown_to(getattr(cast, who), now)).exists()

    return given


def an_action_to_see(cast: Cast) -> Callable[[datetime], bool]:
    world.held_meeting(cast, 1, cast.anna, actions=[NewAction(cast.anna, "ask for the room")])
    return lambda now: actions_open_to(cast.sam, now).exists()


def points_to_read(cast: Cast) -> Callable[[datetime], bool]:
    found = world.taken_by_anna(cast)
    return lambda now: found.open_to(cast.sam, now).exists()


def attendance_to_put_right(cast: Cast) -> Callable[[datetime], bool]:
    world.held_meeting(cast, 1, cast.anna)
    return lambda now: places_open_to(cast.sam, now).exists()


def an_agreement_to_acknowledge(cast: Cast) -> Callable[[datetime], bool]:
    offered = world.agreement(cast, cast.anna, cast.sam)
    return lambda now: allowed(lambda: acknowledge_agreement(agreement=offered, by=cast.anna, now=now))


def a_change_to_agree_to(cast: Cast) -> Callable[[datetime], bool]:
    offered = world.change(cast, world.agreed(cast, cast.anna, cast.sam), weeks_between=2)
    return lambda now: allowed(lambda: acknowledge_revision(revision=offered, by=cast.anna, now=now))


def a_check_in_to_answer(cast: Cast) -> Callable[[datetime], bool]:
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    return lambda now: allowed(lambda: say_in_touch(check_in=asked, by=cast.sam, now=now))


def an_invitation_to_take_up(cast: Cast) -> Callable[[datetime], bool]:
    sent = invited(cast)
    taken = {"first_name": "Nia", "last_name": "New", "password": "three words not together"}
    return lambda now: allowed(lambda: join(invitation=sent, now=now, **taken))


def an_invitation_to_withdraw(cast: Cast) -> Callable[[datetime], bool]:
    sent = invited(cast)
    return lambda now: allowed(lambda: withdraw_invitation(invitation=sent, by=cast.cora, now=now))


def a_proposal_to_answer(cast: Cast) -> Callable[[datetime], bool]:
    made = propose_supervisor(
        facilitator=cast.anna, supervisor=cast.grace, programme=cast.thames, by=cast.cora, now=cast.now
    )
    return lambda now: allowed(lambda: declare(proposal=made, by=cast.grace, answer=Answer.NO_CONFLICT, now=now))


def a_proposal_to_withdraw(cast: Cast) -> Callable[[datetime], bool]:
    made = propose_supervisor(
        facilitator=cast.anna, supervisor=cast.grace, programme=cast.thames, by=cast.cora, now=cast.now
    )
    return lambda now: allowed(lambda: withdraw_proposal(proposal=made, by=cast.cora, now=now))


def a_hold_to_lift(cast: Cast) -> Callable[[datetime], bool]:
    hold = hold_notices(person=cast.anna, programme=cast.thames, reason="illness", by=cast.cora, now=cast.now)
    return lambda now: allowed(lambda: say_telephoned(hold=hold, by=cast.cora, now=now))


def a_number_to_ring(cast: Cast) -> Callable[[datetime], bool]:
    Telephone.objects.create(person=cast.anna, number="07700 900123", given_at=cast.now)
    return lambda now: Telephone.objects.visible_to(cast.sam, now).filter(person=cast.anna).exists()


OF_SUPERVISION = ("Sam's role", "Anna's role", "supervision")
RIGHTS: dict[str, Right] = {
    "to look after": Right("people.SupervisionAssignment", looked_after("sam"), OF_SUPERVISION),
    "to look after, as cover": Right(
        "people.CoverWindow", looked_after("clara"), (*OF_SUPERVISION, "Clara's role", "cover", "time")
    ),
    "to co-facilitate": Right(
        "people.Authorisation",
        lambda cast: lambda now: authorisation_of(cast.anna, cast.thames.pk, now) is not None,
        ("Anna's role", "authorisation"),
    ),
    "a place in a pair": Right(
        "groups.Facilitation",
        lambda cast: lambda now: is_in_pair(cast.anna, cast.alder, now),
        ("Anna's role", "place", "group"),
    ),
    "a place in a group": Right(
        "groups.PeerGroup", lambda cast: lambda now: is_in_pair(cast.ben, cast.alder, now), ("group",)
    ),
    "the lead's seat": Right("people.Appointment", received("gwen", urgency="now"), ("Gwen's role",)),
    "the deputy's seat": Right("people.Appointment", received("dora", urgency="now"), ("Dora's role",)),
    "the supervisor's seat": Right("supervision.Concern", received("sam"), OF_SUPERVISION),
    "to read a log": Right("supervision.LogVersion", a_log_to_read("sam"), OF_SUPERVISION),
    "to read a log, as cover": Right(
        "supervision.LogVersion", a_log_to_read("clara"), (*OF_SUPERVISION, "Clara's role", "cover", "time")
    ),
    "to answer a log": Right("supervision.Reading", an_answer_to_give, OF_SUPERVISION),
    "to read a review": Right("supervision.ReviewPart", a_review_to_read, OF_SUPERVISION),
    "to run a meeting": Right("supervision.SupervisionMeeting", a_meeting_to_run, OF_SUPERVISION),
    "to see a joining link, as who holds it": Right(
        "supervision.MeetingLink", a_joining_link_to_see("sam"), OF_SUPERVISION
    ),
    "to see a joining link, as who was asked": Right(
        "supervision.MeetingLink", a_joining_link_to_see("anna"), OF_SUPERVISION
    ),
    "to see an action": Right("supervision.SupervisionAction", an_action_to_see, OF_SUPERVISION),
    "to read what somebody takes from a meeting": Right("supervision.MeetingPoints", points_to_read, OF_SUPERVISION),
    "to put attendance right": Right("supervision.MeetingAttendee", attendance_to_put_right, OF_SUPERVISION),
    "to agree": Right("supervision.SupervisionAgreement", an_agreement_to_acknowledge, OF_SUPERVISION),
    "to agree to a change": Right("supervision.AgreementRevision", a_change_to_agree_to, OF_SUPERVISION),
    "to say: in touch": Right("supervision.CheckIn", a_check_in_to_answer, OF_SUPERVISION),
    "to take up an invitation": Right("people.Invitation", an_invitation_to_take_up, ("Cora's role", "time")),
    "to withdraw an invitation": Right("people.Invitation", an_invitation_to_withdraw, ("Cora's role",)),
    "to answer a proposal": Right(
        "people.SupervisionProposal", a_proposal_to_answer, ("Cora's role", "Grace's role", "Anna's role")
    ),
    "to withdraw a proposal": Right("people.SupervisionProposal", a_proposal_to_withdraw, ("Cora's role",)),
    "to lift a hold": Right("people.NoticeHold", a_hold_to_lift, ("Cora's role",)),
    "to ring somebody": Right("people.Telephone", a_number_to_ring, OF_SUPERVISION),
}
# Of these the role alone is the right, so whoever is given it anew has it anew.
OF_THE_ROLE_ALONE = {
    "the lead's seat",
    "the deputy's seat",
    "to lift a hold",
    "to withdraw a proposal",
    "to withdraw an invitation",
}


def each_with_what_it_hangs_on():
    for name, right in RIGHTS.items():
        for of in right.hangs_on:
            yield pytest.param(name, of, id=f"{name}: {of}")


@pytest.mark.parametrize(("name", "of"), list(each_with_what_it_hangs_on()))
def test_a_right_is_gone_with_what_it_hangs_on(cast, name, of):
    has_it = RIGHTS[name].given(cast)
    assert has_it(cast.now)
    ENDS[of](cast, cast.now + MINUTE)
    assert not has_it(cast.now + (LONG if of == "time" else 2 * MINUTE))


@pytest.mark.parametrize(
    ("name", "of"),
    [
        pytest.param(name, of, id=f"{name}: {of}")
        for name, right in RIGHTS.items()
        if name not in OF_THE_ROLE_ALONE
        for of in right.hangs_on
        if of in ROLES
    ],
)
def test_it_does_not_come_back_with_a_new_role(cast, name, of):
    has_it = RIGHTS[name].given(cast)
    ENDS[of](cast, cast.now + MINUTE)
    begins_again(*ROLES[of])(cast, cast.now + 2 * MINUTE)
    assert not has_it(cast.now + 3 * MINUTE)


def rows_with_an_end() -> set[str]:
    """Every kind of row of ours with a column that says until when, or that something is over."""
    return {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in OURS and model.__module__.split(".")[0] in OURS and not hasattr(model, "live")
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField) and AN_END.match(field.name)
    }


def test_every_kind_of_row_that_has_a_time_is_spoken_of():
    spoken_of = {right.model for right in RIGHTS.values()} | set(NO_RIGHT)
    assert rows_with_an_end() - spoken_of == set()


def test_no_reason_outlives_its_table():
    assert {label for label in NO_RIGHT if label not in rows_with_an_end()} == set()
