"""One record of each kind behind a route, all of them Anna's, for the test of the access table.

`kwargs_for(subject, cast)` fills the arguments of a route. A kind is added here together with its route.
"""

from datetime import time, timedelta

from allauth.mfa.totp.internal.auth import TOTP

from certificates.services import ensure_award
from confidential.services import save_words
from delivery.calendar.services import make_address
from foundation.days import local_day
from groups.enquiries.links import token_for as token_of_enquiry
from groups.models import Facilitation
from groups.series.planning import Plan
from people.addresses.mail import token_for as stop_token
from people.addresses.models import AddressChange, Happened
from people.addresses.services import note_change
from people.holds.services import hold_notices
from people.invitations.links import token_for
from people.models import CoverWindow
from people.proposals.services import propose_supervisor
from supervision.check_ins.services import ask_to_check_in
from supervision.logs.answering import release_reading
from supervision.logs.services import withdraw_log
from supervision.meetings.coming.services import write_line
from supervision.meetings.repeating.services import begin_series
from supervision.meetings.rules import NewAction
from supervision.own.services import add_day
from tests.access import learning, two_who_fit  # noqa: F401 -- their subjects are ours too
from tests.access.subjects import SUBJECTS, by_pk, subject
from tests.certificates.making import annas_certificate
from tests.groups.enquiries import making as enquiries
from tests.groups.joining import making as joining
from tests.groups.protected_time.asking import asked
from tests.groups.stand_ins import making as standing_in
from tests.pages.making import an_image
from tests.people import Cast
from tests.standing.inviting import invited
from tests.supervision import world
from tests.supervision.meetings.joining import making as meeting_rooms


def kwargs_for(name: str, cast: Cast) -> dict[str, object]:
    return SUBJECTS[name](cast) if name else {}


@subject("standard_page")
def standard_page(cast: Cast) -> dict[str, object]:
    return {"path": "privacy/"}


@subject("image")
def image(cast: Cast) -> dict[str, object]:
    return {"name": an_image().get_rendition("max-165x165").file.name}


@subject("programme_slug")
def programme_slug(cast: Cast) -> dict[str, object]:
    return {"programme": cast.thames.slug}


@subject("group")
def group(cast: Cast) -> dict[str, object]:
    return by_pk(cast.alder)


@subject("place")
def place(cast: Cast) -> dict[str, object]:
    return {**by_pk(cast.alder), "place": 1}


@subject("coming_place")
def coming_place(cast: Cast) -> dict[str, object]:
    """Anna's second place in another group, from a month on."""
    begins = cast.now + timedelta(days=30)
    return by_pk(Facilitation.objects.create(group=cast.birch, person=cast.anna, place=2, starts_at=begins))


@subject("protected_time")
def protected_time(cast: Cast) -> dict[str, object]:
    return {"pk": asked(cast).matter}


@subject("calendar_secret")
def calendar_secret(cast: Cast) -> dict[str, object]:
    return {"secret": make_address(person=cast.anna, now=cast.now)}


@subject("session")
def session(cast: Cast) -> dict[str, object]:
    return by_pk(world.alder_session(cast))


@subject("session_with_link")
def session_with_link(cast: Cast) -> dict[str, object]:
    return by_pk(joining.about_to_begin(cast, linked=True))


@subject("session_missing_somebody")
def session_missing_somebody(cast: Cast) -> dict[str, object]:
    return by_pk(standing_in.without_ben(cast))


@subject("stand_in_offer")
def stand_in_offer(cast: Cast) -> dict[str, object]:
    return by_pk(standing_in.offered(cast))


@subject("enquiry_question")
def enquiry_question(_cast: Cast) -> dict[str, object]:
    return {"question": "times"}


@subject("enquiry")
def enquiry(cast: Cast) -> dict[str, object]:
    return by_pk(enquiries.confirmed(cast))


@subject("enquiry_token")
def enquiry_token(cast: Cast) -> dict[str, object]:
    return {"token": token_of_enquiry(enquiries.unconfirmed(cast).pk)}


# People ---------------------------------------------------------------------------------------------------------------


@subject("invitation")
def invitation(cast: Cast) -> dict[str, object]:
    return by_pk(invited(cast))


def changed_address(cast: Cast) -> AddressChange:
    return note_change(person=cast.anna, happened=Happened.ADDED, before=[cast.anna.email], now=cast.now)


@subject("address_token")
def address_token(cast: Cast) -> dict[str, object]:
    return {"token": stop_token(changed_address(cast), cast.anna.email)}


@subject("stopped_address")
def stopped_address(cast: Cast) -> dict[str, object]:
    """Stopped, but with Anna's sessions left: the test asks what she may open in one of them."""
    change = changed_address(cast)
    AddressChange.objects.filter(pk=change.pk).update(stopped_at=cast.now, stopped_by=cast.anna.email)
    return by_pk(change)


@subject("invitation_token")
def invitation_token(cast: Cast) -> dict[str, object]:
    return {"token": token_for(invited(cast).pk, 1)}


@subject("notice_hold")
def notice_hold(cast: Cast) -> dict[str, object]:
    return by_pk(hold_notices(person=cast.anna, programme=cast.thames, reason="illness", by=cast.cora, now=cast.now))


@subject("proposal")
def proposal(cast: Cast) -> dict[str, object]:
    proposed = propose_supervisor(
        facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now
    )
    return by_pk(proposed)


@subject("person_with_app")
def person_with_app(cast: Cast) -> dict[str, object]:
    TOTP.activate(cast.anna, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return by_pk(cast.anna)


# Learning -------------------------------------------------------------------------------------------------------------


def annas_draft(cast: Cast):
    return world.draft_log(cast, cast.anna, world.alder_session(cast))


@subject("sealed_text")
def sealed_text(cast: Cast) -> dict[str, object]:
    return {"sealed_id": annas_draft(cast).text_id}


@subject("sealed_text_with_copy")
def sealed_text_with_copy(cast: Cast) -> dict[str, object]:
    draft = annas_draft(cast)
    save_words(draft, {"stirred": "from the phone"}, base=0, tab="phone", now=cast.now)
    return {"sealed_id": draft.text_id}


# Logs -----------------------------------------------------------------------------------------------------------------


@subject("log")
def log(cast: Cast) -> dict[str, object]:
    return by_pk(world.shared_log(cast, cast.anna).log)


@subject("withdrawn_log")
def withdrawn_log(cast: Cast) -> dict[str, object]:
    return by_pk(withdraw_log(log=world.shared_log(cast, cast.anna).log, by=cast.anna, now=cast.now))


@subject("answered_log")
def answered_log(cast: Cast) -> dict[str, object]:
    version = world.shared_log(cast, cast.anna)
    reading = world.draft_reading(cast, version)
    release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    return {"pk": version.log_id, "reading_id": reading.pk}


@subject("log_version")
def log_version(cast: Cast) -> dict[str, object]:
    return by_pk(world.shared_log(cast, cast.anna))


# Supervision ----------------------------------------------------------------------------------------------------------


@subject("assignment")
def assignment(cast: Cast) -> dict[str, object]:
    return by_pk(world.assignment(cast.anna, cast.sam))


@subject("cover_window")
def cover_window(cast: Cast) -> dict[str, object]:
    return by_pk(CoverWindow.objects.get(cover=cast.clara))


@subject("agreement")
def agreement(cast: Cast) -> dict[str, object]:
    return by_pk(world.agreement(cast, cast.anna, cast.sam))


@subject("agreed_agreement")
def agreed_agreement(cast: Cast) -> dict[str, object]:
    """With a change that waits."""
    agreed = world.agreed(cast, cast.anna, cast.sam)
    world.change(cast, agreed, weeks_between=2)
    return by_pk(agreed)


@subject("planned_meeting")
def planned_meeting(cast: Cast) -> dict[str, object]:
    return by_pk(world.meeting_in(cast, 3))


@subject("meeting_series")
def meeting_series(cast: Cast) -> dict[str, object]:
    plan = Plan(weeks=4, begins_on=world.day(cast, 10), local_start=time(12))
    repeating = begin_series(
        supervisor=cast.sam, programme=cast.thames, people=[cast.anna, cast.ben], plan=plan, now=cast.now
    )
    return by_pk(repeating)


@subject("meeting_with_link")
def meeting_with_link(cast: Cast) -> dict[str, object]:
    return by_pk(meeting_rooms.about_to_begin(cast, linked=True))


@subject("said_meeting")
def said_meeting(cast: Cast) -> dict[str, object]:
    """Anna has written a line before it."""
    meeting = world.meeting_in(cast, 3)
    write_line(meeting=meeting, by=cast.anna, words="can we talk before Thursday?", now=cast.now)
    return by_pk(meeting)


@subject("held_meeting")
def held_meeting(cast: Cast) -> dict[str, object]:
    return by_pk(world.held_meeting(cast))


@subject("meeting_action")
def meeting_action(cast: Cast) -> dict[str, object]:
    action = NewAction(cast.anna, "say it aloud", (cast.now + timedelta(days=9)).date())
    meeting = world.held_meeting(cast, actions=[action])
    return by_pk(meeting.actions.get())


@subject("programme")
def programme(cast: Cast) -> dict[str, object]:
    return by_pk(cast.thames)


@subject("supervised_person")
def supervised_person(cast: Cast) -> dict[str, object]:
    return by_pk(cast.anna)


@subject("own_supervision")
def own_supervision(cast: Cast) -> dict[str, object]:
    """Sam's."""
    return by_pk(add_day(person=cast.sam, day=local_day(cast.now), now=cast.now))


@subject("review")
def review(cast: Cast) -> dict[str, object]:
    return by_pk(world.shown_review(cast))


@subject("concern")
def concern(cast: Cast) -> dict[str, object]:
    return by_pk(world.concern(cast, cast.anna))


@subject("check_in")
def check_in(cast: Cast) -> dict[str, object]:
    return by_pk(ask_to_check_in(by=cast.anna, now=cast.now))


# Certificates ---------------------------------------------------------------------------------------------------------


@subject("certificate")
def certificate(cast: Cast) -> dict[str, object]:
    return by_pk(annas_certificate(cast))


@subject("certificate_code")
def certificate_code(cast: Cast) -> dict[str, object]:
    return {"code": annas_certificate(cast).code}


@subject("hand_over")
def hand_over(cast: Cast) -> dict[str, object]:
    """From Sam to Stella."""
    return {**facilitator(cast), "to": cast.stella.pk}


@subject("leave")
def leave(cast: Cast) -> dict[str, object]:
    """A week after Clara's cover, with her as cover again."""
    first = (cast.now + timedelta(days=30)).date()
    return {
        "first_day": first.isoformat(),
        "last_day": (first + timedelta(days=6)).isoformat(),
        "covers": str(cast.clara.appointments.get().pk),
    }


@subject("changed_leave")
def changed_leave(cast: Cast) -> dict[str, object]:
    """Clara covers for Sam for a week longer."""
    window = CoverWindow.objects.get(cover=cast.clara)
    last = (cast.now + timedelta(days=21)).date()
    return {
        "pk": window.pk,
        "first_day": window.starts_at.date().isoformat(),
        "last_day": last.isoformat(),
        "cover": str(cast.clara.appointments.get().pk),
    }


@subject("facilitator")
def facilitator(cast: Cast) -> dict[str, object]:
    return by_pk(cast.anna.appointments.get())


@subject("facilitator_and_award")
def facilitator_and_award(cast: Cast) -> dict[str, object]:
    return {**facilitator(cast), "award": ensure_award(cast.thames).slug}
