"""Two people with one name can be told apart on every page, in every choice and in every table."""

import html
import io
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from people.corrections.services import correct_account
from people.models import Appointment, Membership, Role, Specialty, User
from people.namesakes import tell_everybody_apart
from people.services import set_specialty
from tests.access import access_table
from tests.access.world import kwargs_for
from tests.certificates.making import annas_certificate
from tests.guards.repository import our_python
from tests.people import Cast, appoint
from tests.undone import afterwards_as_before

NAME = "Alex Morgan"
# Where somebody reads their own name, as they are addressed, or a name as it will be printed.
OWN = {
    "certificates:replace",
    "pages:account",
    "pages:my_data",
    "pages:print_words",
    "people:join",
    "protected_time:letter",
    "protected_time:letter_text",
}
BARE = re.compile(rf"{NAME}(?! \()")


def call_everybody_the_same(cast: Cast) -> None:
    User.objects.update(first_name="Alex", last_name="Morgan", sort_name="morgan0alex", same_name="alexmorgan")
    tell_everybody_apart()


def screens() -> dict[str, list[str]]:
    """Every route that answers GET to somebody signed in, by app."""
    found = defaultdict(list)
    for name, access in sorted(access_table().items()):
        if access.get and set(access.get) - {"anonymous"} and name not in OWN:
            found[name.partition(":")[0]].append(name)
    return found


def readers(name: str, cast: Cast) -> list[User]:
    allowed = set(access_table()[name].get)
    return [person for relation, person in cast.by_relation().items() if relation in allowed]


@pytest.mark.parametrize("app", sorted(screens()))
def test_nobody_is_named_without_what_tells_them_apart(cast, sign_in, app):
    """Everybody has one name. A screen that shows it bare would not say whom it means."""
    bare = {}
    for name in screens()[app]:
        with afterwards_as_before():
            url = reverse(name, kwargs=kwargs_for(access_table()[name].subject, cast))
            call_everybody_the_same(cast)
            for person in readers(name, cast)[:3]:
                page = shown(sign_in(person).get(url))
                if at := BARE.search(page):
                    bare[name] = page[max(0, at.start() - 60) : at.end() + 20]
                bare.update({f"{name}, {field}": twice for field, twice in labels_given_twice(page).items()})
    assert bare == {}


def shown(response) -> str:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/"):
        return ""
    return html.unescape(response.content.decode())


def labels_given_twice(page: str) -> dict[str, list[str]]:
    """Of each question with choices, those whose words are not theirs alone."""
    soup = BeautifulSoup(page, "html.parser")
    asked = {
        select.get("name", ""): [item.get_text(strip=True) for item in select.find_all("option")]
        for select in soup.find_all("select")
    }
    for box in soup.select("input[type=radio], input[type=checkbox]"):
        label = soup.find("label", attrs={"for": box.get("id")})
        if label and NAME in label.get_text():
            asked.setdefault(box.get("name", ""), []).append(label.get_text(" ", strip=True))
    twice = {field: [words for words, seen in Counter(labels).items() if seen > 1] for field, labels in asked.items()}
    return {field: words for field, words in twice.items() if words}


def test_the_walk_would_find_a_bare_name():
    assert BARE.search(f"<td>{NAME}</td>") is not None
    assert BARE.search(f"<td>{NAME} (General surgery)</td>") is None


# What tells them apart ------------------------------------------------------------------------------------------------


def another_anna(cast: Cast, number: int = 2, *, joined: datetime | None = None, specialty: str = "") -> User:
    anna = User.objects.create_user(
        f"b-anna{number}@example.org", first_name="Anna", last_name="Okoye", date_joined=joined or cast.now
    )
    appoint(anna, Role.FACILITATOR, cast.thames, cast.now - timedelta(days=1))
    if specialty:
        special, _made = Specialty.objects.get_or_create(name=specialty)
        set_specialty(person=anna, specialty=special, programme=cast.thames, now=cast.now)
    return anna


def annas() -> list[str]:
    return [str(person) for person in User.objects.filter(same_name="annaokoye").order_by("email")]


def test_somebody_alone_with_their_name_is_called_by_it(cast):
    assert cast.anna.name == "Anna Okoye"


def test_two_of_one_name_are_told_apart_by_their_specialty(cast):
    another_anna(cast, specialty="General surgery")
    assert annas() == ["Anna Okoye (Acute medicine)", "Anna Okoye (General surgery)"]


def test_or_by_when_they_joined(cast):
    User.objects.filter(pk=cast.anna.pk).update(date_joined=datetime(2026, 3, 5, 12, tzinfo=UTC))
    another_anna(cast, joined=datetime(2026, 6, 5, 12, tzinfo=UTC), specialty="Acute medicine")
    assert annas() == ["Anna Okoye (joined in March 2026)", "Anna Okoye (joined in June 2026)"]
    third = another_anna(cast, 3, joined=datetime(2026, 6, 6, 12, tzinfo=UTC))
    assert annas()[1:] == ["Anna Okoye (joined on 5 June 2026)", "Anna Okoye (joined on 6 June 2026)"]
    another_anna(cast, 4, joined=third.date_joined)
    assert len(set(annas())) == 4


@pytest.mark.parametrize(
    ("first", "last"),
    [("anna", "OKOYE"), ("Anna Okoye", ""), ("", "Anna Okoye"), ("Ánna", "Okoyé"), ("An-na", "Okoye")],
)
def test_what_looks_alike_is_one_name(cast, first, last):
    other = User.objects.create_user("other@example.org", first_name=first, last_name=last)
    cast.anna.refresh_from_db()
    assert (bool(other.apart), bool(cast.anna.apart)) == (True, True)


def test_after_a_change_of_name_neither_of_two_needs_telling_apart(cast, now):
    other = another_anna(cast)
    role = Appointment.objects.get(person=other, role=Role.FACILITATOR)
    correct_account(appointment=role, first_name="Ann", last_name="Okoye", specialty=None, by=cast.cora, now=now)
    other.refresh_from_db()
    cast.anna.refresh_from_db()
    assert (other.name, cast.anna.name) == ("Ann Okoye", "Anna Okoye")


def test_another_specialty_tells_them_apart_anew(cast, now):
    another_anna(cast, specialty="Acute medicine")
    psychiatry = Specialty.objects.create(name="Old age psychiatry")
    set_specialty(person=cast.anna, specialty=psychiatry, programme=cast.thames, now=now)
    assert annas() == ["Anna Okoye (Old age psychiatry)", "Anna Okoye (Acute medicine)"]
    assert Membership.objects.filter(person=cast.anna, ends_at=None).count() == 1


def test_a_certificate_prints_the_name_alone(cast):
    another_anna(cast)
    assert annas_certificate(cast).facts["name"] == "Anna Okoye"


def test_the_coordinators_table_tells_them_apart(cast, sign_in):
    another_anna(cast, specialty="General surgery")
    lines = sign_in(cast.cora).get("/readiness/board.csv").content.decode().splitlines()
    assert sorted(line.split(",")[0] for line in lines if "Anna" in line) == [
        "Anna Okoye (Acute medicine)",
        "Anna Okoye (General surgery)",
    ]


def test_the_register_tells_them_apart_beside_the_printed_name(cast, sign_in):
    certificate = annas_certificate(cast)
    another_anna(cast, specialty="General surgery")
    cora = sign_in(cast.cora)
    for address in ("/certificates/register/", f"/certificates/{certificate.pk}/"):
        page = BeautifulSoup(cora.get(address).content, "html.parser").main.get_text(" ", strip=True)
        assert "Anna Okoye (Acute medicine)" in re.sub(r"\s+", " ", page)


def test_two_who_joined_at_one_moment_are_told_apart_by_the_tidying(cast):
    another_anna(cast, specialty="General surgery")
    User.objects.update(apart="")
    call_command("tidy", stdout=io.StringIO())
    assert sorted(annas()) == ["Anna Okoye (Acute medicine)", "Anna Okoye (General surgery)"]


def test_names_are_changed_where_their_keys_are():
    """`User.save` keeps the keys; an `update` would leave the list as it was."""
    past_it = [path.name for path in our_python() if re.search(r"update\((first|last)_name=", path.read_text())]
    assert past_it == []
