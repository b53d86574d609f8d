"""Programmes, accounts and standing: who is who in the demo."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from demo import people
from demo.clock import DemoClock
from demo.people import FACILITATORS, STAFF, TRAINED_ELSEWHERE, Person
from people import services
from people.models import Programme, Region, Role, Specialty, SupervisionAssignment, User

Everybody = dict[str, User]


def make_programmes() -> dict[str, Programme]:
    made = {}
    for slug, (name, organisation, region) in people.PROGRAMMES.items():
        made[slug] = Programme.objects.create(
            name=name,
            slug=slug,
            organisation=organisation,
            region=Region.objects.get_or_create(name=region, defaults={"nation": "England"})[0],
        )
    return made


def make_people(programmes: dict[str, Programme], clock: DemoClock) -> Everybody:
    """Accounts by the part before @, each appointed on the day they came."""
    # Hashing is slow by design: once will do for one password.
    password = make_password(people.PASSWORD)
    specialties = {name: Specialty.objects.create(name=name) for name in people.SPECIALTIES}
    made: Everybody = {}
    for person in (*STAFF, *FACILITATORS, *TRAINED_ELSEWHERE):
        user = made.setdefault(person.account, _find_or_make(person, password))
        since, programme = clock.at(person.since, 9), programmes[person.programme]
        services.appoint(person=user, role=person.role, programme=programme, now=since)
        if person.specialty:
            services.set_specialty(person=user, specialty=specialties[person.specialty], programme=programme, now=since)
    return made


def assign_supervisors(
    everybody: Everybody, programmes: dict[str, Programme], clock: DemoClock
) -> dict[str, SupervisionAssignment]:
    """Assignments by the facilitator's account, a week after they came."""
    return {
        person.account: services.assign_supervisor(
            facilitator=everybody[person.account],
            supervisor=everybody[person.supervisor],
            programme=programmes[person.programme],
            by=coordinator_of(person, everybody),
            now=clock.at(person.since - 7, 10),
        )
        for person in (*FACILITATORS, *TRAINED_ELSEWHERE)
    }


def coordinator_of(person: Person, everybody: Everybody) -> User:
    found = next(p for p in STAFF if p.role == Role.COORDINATOR and p.programme == person.programme)
    return everybody[found.account]


def _find_or_make(person: Person, password: str) -> User:
    address = people.email(person.account)
    if user := User.objects.filter(email=address).first():
        return user
    first, last = person.name.split(" ", 1)
    user = User.objects.create(email=address, password=password, first_name=first, last_name=last)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user
