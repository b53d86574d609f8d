"""A colour is never alone: beside each state's word is a shape, and the word is all that is read aloud."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from tests.guards.repository import ROOT, named

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWINGS = [ROOT / "templates" / "includes" / name for name in ("icon.html", "motif.html")]
# What may draw a coloured state by itself: the one include, and what allauth asks for.
DRAW_TAGS = ["templates/allauth/elements/badge.html", "templates/includes/tag.html"]
WARNING = re.compile(r'class="hf-message hf-message--(?:warning|error)"[^>]*>(.{0,70})', re.DOTALL)


def drawn(template: str, **context: object) -> BeautifulSoup:
    return BeautifulSoup(render_to_string(template, context), "html.parser")


@pytest.mark.parametrize("colour", ["green", "orange", "blue", "white"])
def test_a_coloured_state_has_a_silent_shape_and_its_word(colour):
    tag = drawn("includes/tag.html", text="Ready", colour=colour).strong
    assert (tag.svg["aria-hidden"], tag.get_text(strip=True)) == ("true", "Ready")


def test_each_shape_differs_from_the_others():
    shapes = {str(drawn("includes/icon.html", shape=shape).svg) for shape in ("done", "open", "half", "stop", "alert")}
    assert len(shapes) == 5


@pytest.mark.parametrize("state", ["draft", "shared", "read", "discussed", "withdrawn", "void"])
def test_the_state_of_a_log_has_a_shape(state):
    class Log:
        get_state_display = "in words"

    log = Log()
    log.state = state
    tag = drawn("supervision/logs/state.html", log=log).strong
    assert (tag.svg["aria-hidden"], tag.get_text(strip=True)) == ("true", "In words")


@pytest.mark.parametrize(
    ("level", "shapes"), [(constants.SUCCESS, 1), (constants.WARNING, 1), (constants.ERROR, 1), (constants.INFO, 0)]
)
def test_a_message_has_a_shape_where_it_has_a_colour(level, shapes):
    assert len(drawn("includes/messages.html", messages=[Message(level, "Saved.")])("svg")) == shapes


def test_every_coloured_state_is_drawn_in_one_place():
    assert [named(path) for path in TEMPLATES if "nhsuk-tag nhsuk-tag--" in path.read_text()] == []
    assert [named(path) for path in TEMPLATES if 'class="nhsuk-tag' in path.read_text()] == DRAW_TAGS


def test_every_warning_has_its_shape():
    found = [(named(path), after) for path in TEMPLATES for after in WARNING.findall(path.read_text())]
    assert len(found) > 4
    assert [name for name, after in found if "includes/icon.html" not in after] == []


def test_what_we_drew_is_light():
    assert sum(path.stat().st_size for path in [*DRAWINGS, ROOT / "static" / "theme" / "mark.svg"]) < 6 * 1024


def test_the_front_page_and_an_empty_list_have_the_drawing(client, db):
    front = BeautifulSoup(client.get("/").content, "html.parser")
    assert front.main.find("svg", class_="hf-motif--wide")["aria-hidden"] == "true"
    assert drawn("includes/empty.html", title="Nothing yet").find("svg", class_="hf-motif")["aria-hidden"] == "true"


def test_the_square_for_a_camera_lies_on_white_by_night_too():
    sheet = (ROOT / "static" / "theme" / "holdfast.css").read_text()
    assert "background: #fff;" in re.search(r"\.hf-qr \{[^}]*\}", sheet).group()
    assert 'class="hf-qr" src="{{ totp_svg_data_uri }}"' in (ROOT / "templates/mfa/totp/activate_form.html").read_text()
