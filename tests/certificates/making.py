"""What it takes to be authorised and certified, done through the services of the apps below."""

from datetime import time, timedelta

from certificates.services import ensure_award, issue_certificate
from courses.models import CoursePage, ModulePage, StepPage
from courses.outline import current_outline
from courses.progress.services import complete_step
from pages.models import HomePage
from people.models import Membership, Role, SupervisionAssignment, User
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from supervision.meetings.services import plan_meeting, record_meeting
from tests.courses.practice import making as practice
from tests.courses.world import publish_signed
from tests.factories import held_session
from tests.people import Cast, appoint, assign, make_person
from tests.supervision.world import supervised_since

GATE, OTHER = "Your role and its edges", "Endings"


# What the paper and the page that verifies it both say, in these words.
SAID = (
    "number",
    "code",
    "name",
    "award",
    "proves",
    "is_not",
    "programme",
    "organisation",
    "region",
    "specialty",
    "issuer",
    "issuer_role",
)


def facts_said(certificate, *beside: str) -> list[str]:
    """Its facts, but for those named: words, figures and days."""
    facts = certificate.facts
    said = [facts[key] for key in SAID if key not in beside]
    said += [f"{item['label']}: {item['figure']}" for item in facts["met"]]
    return said + [f"{day:%-d %B %Y}" for day in (certificate.issued_on, certificate.expires_on)]


def publish_course() -> None:
    """A course with one module that gates authorisation and one that does not, each of two steps."""
    course = CoursePage(title="Facilitating", slug="facilitating", summary="-")
    HomePage.objects.get().add_child(instance=course)
    for title, slug, gates in ((GATE, "your-role", True), (OTHER, "endings", False)):
        facts = {"title": title, "slug": slug, "summary": "-", "gates_authorisation": gates}
        module = course.add_child(instance=ModulePage(live=False, **facts))
        for number in ("one", "two"):
            module.add_child(instance=StepPage(title=f"Step {number}", slug=number, minutes=4, body=[]))
        publish_signed(module)


def finish_step(person: User, step: str, now) -> None:
    place = current_outline().place("facilitating", "your-role", step)
    complete_step(place=place, seen_version=1, person=person, now=now)


def finish_gate(person: User, now) -> None:
    finish_step(person, "one", now)
    finish_step(person, "two", now)


def newcomer(cast: Cast, name: str = "Nia Evans") -> User:
    """A facilitator of Thames who has done nothing yet and has nobody to supervise them."""
    person = make_person(name)
    appoint(person, Role.FACILITATOR, cast.thames, cast.now - timedelta(days=60))
    Membership.objects.create(
        person=person,
        specialty=cast.anna.memberships.get().specialty,
        region=cast.thames.region,
        starts_at=cast.now - timedelta(days=60),
    )
    return person


def supervised(cast: Cast, person: User) -> SupervisionAssignment:
    return assign(person, cast.sam, cast.thames, cast.now - timedelta(days=50))


def agreed(cast: Cast, person: User) -> None:
    """Sam and `person` have agreed on supervision."""
    assignment = SupervisionAssignment.objects.get(facilitator=person, supervisor=cast.sam)
    agreement = offer_agreement(
        assignment=assignment, by=cast.sam, weeks_between=4, minutes=60, contact="both", now=cast.now
    )
    acknowledge_agreement(agreement=agreement, by=person, now=cast.now)


def practised(cast: Cast, *people: User) -> None:
    """They were at a practice day lately."""
    practice.a_held_day(cast, *people, days=-3, place=f"where {people[0].first_name} was")


def ready_newcomer(cast: Cast, name: str = "Nia Evans") -> User:
    """Somebody whom a coordinator may authorise. Needs `publish_course`."""
    person = newcomer(cast, name)
    finish_gate(person, cast.now)
    practised(cast, person)
    supervised(cast, person)
    agreed(cast, person)
    return person


def sessions(cast: Cast, count: int, *, group=None, facilitators=None, first: int = 2) -> None:
    for number in range(count):
        held_session(cast, group or cast.alder, *(facilitators or (cast.anna, cast.ben)), days_ago=first + 7 * number)


def meetings(cast: Cast, count: int, *, person: User | None = None, now=None) -> None:
    """Recorded supervision meetings of Sam with `person`, the last of them yesterday."""
    person, now = person or cast.anna, now or cast.now
    supervised_since(cast.sam, [person], now - timedelta(days=2 + 14 * count))
    for number in range(count):
        meeting = plan_meeting(
            supervisor=cast.sam,
            programme=cast.thames,
            people=[person],
            local_date=now.date() - timedelta(days=1 + 14 * number),
            local_start=time(12, 30),
            now=now,
        )
        record_meeting(meeting=meeting, by=cast.sam, came=[person], minutes=60, agreed="Carry on.", now=now)


def meet_the_award(cast: Cast):
    """Anna has all that "Peer group facilitator" takes: authorised, 6 sessions, 2 meetings. Returns the award."""
    sessions(cast, 6)
    meetings(cast, 2)
    return ensure_award(cast.thames)


def annas_certificate(cast: Cast):
    return issue_certificate(award=meet_the_award(cast), person=cast.anna, by=cast.cora, now=cast.now)
