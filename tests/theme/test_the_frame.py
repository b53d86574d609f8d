"""The head, the menu and the foot of a page are drawn once for all who have the same roles, and follow what changes."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils.translation import override

from pages import frame
from people.models import Appointment, Role


def header_of(client, path: str = "/help/") -> str:
    return str(BeautifulSoup(client.get(path).content, "html.parser").header)


def labels(header: str) -> list[str]:
    return [link.get_text(strip=True) for link in BeautifulSoup(header, "html.parser").nav("a")]


def test_two_with_the_same_roles_are_given_the_same_drawing(cast, sign_in):
    annas, bens = header_of(sign_in(cast.anna)), header_of(sign_in(cast.ben))
    assert annas == bens
    assert [name for name in ("Anna", "Ben", "example.org", "csrfmiddlewaretoken") if name in annas] == []


def test_it_is_drawn_once(cast, sign_in):
    header_of(sign_in(cast.anna))
    drawn_before = frame._draw.cache_info().misses
    header_of(sign_in(cast.ben))
    assert frame._draw.cache_info().misses == drawn_before


def test_a_role_that_has_ended_is_gone_from_the_next_page(cast, sign_in):
    sams = sign_in(cast.sam)
    assert "Desk" in labels(header_of(sams))
    ended = cast.now - timedelta(minutes=1)
    Appointment.objects.filter(person=cast.sam, role=Role.SUPERVISOR).update(ends_at=ended)
    assert labels(header_of(sams)) == ["My day", "Learning", "Certificates", "Account"]


def test_the_entry_that_is_open_is_marked_on_its_own_page_and_below_it(cast, sign_in):
    annas = sign_in(cast.anna)

    def marked(path: str) -> list[tuple[str, str]]:
        html = BeautifulSoup(header_of(annas, path), "html.parser")
        return [(link.get_text(strip=True), link["aria-current"]) for link in html.select("[aria-current]")]

    assert marked("/logs/") == [("My logs", "page")]
    assert marked("/me/account/") == [("My day", "true"), ("Account", "page")]


def test_each_language_has_a_drawing_of_its_own():
    with override("en-gb"):
        english = frame.drawn("includes/footer.html", brand="Holdfast")
    drawn_before = frame._draw.cache_info().misses
    with override("cy"):
        frame.drawn("includes/footer.html", brand="Holdfast")
    assert "Holdfast is not an emergency service" in english
    assert frame._draw.cache_info().misses == drawn_before + 1


def test_a_new_name_of_the_site_is_on_the_next_page():
    drawings = [frame.drawn("includes/footer.html", brand=name) for name in ("Anchor", "Safe Harbour")]
    assert ["Safe Harbour is not an emergency service" in drawing for drawing in drawings] == [False, True]
