"""What people are called: one line that can be seen, at every door; one name is enough."""

import importlib
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from certificates.facts import Facts
from foundation.lines import LineField, check_one_line, nearest_line, one_line
from foundation.refusals import Refusal
from groups.models import PeerGroup
from groups.pairs.services import found_group
from pages.starting import Plan, start_programme
from people.corrections.services import correct_account
from people.invitations import services
from people.invitations.wanted import Wanted
from people.models import Appointment, Invitation, Programme, Region, Role, Specialty, User
from people.names import name_part
from tests.certificates.making import annas_certificate
from tests.guards.repository import ROOT
from tests.post import delivered
from tests.standing.inviting import NEWCOMER, invited, joining, path_of

# Every character that turns the direction of a line, has no width, ends a line, or is a control.
ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
CONTROLS = "".join(chr(point) for point in (*range(32), *range(127, 160)) if chr(point) not in f"{ENDS}\t")
UNSEEN = "".join(chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) == "Cf") + "\u034f\ufe0f"


@pytest.mark.parametrize("where", ["{}Nia New", "Nia{} New", "Nia New{}"], ids=["before", "within", "after"])
def test_what_cannot_be_seen_is_taken_away(where):
    assert {one_line(where.format(item)) for item in UNSEEN} == {"Nia New"}


def test_a_line_that_ends_within_a_name_is_refused_and_one_behind_it_is_not():
    for item in ENDS:
        with pytest.raises(ValidationError, match="on one line"):
            one_line(f"Nia{item}New")
        assert one_line(f"Nia New{item}") == "Nia New"


def test_a_control_or_a_lost_letter_is_refused():
    for item in f"{CONTROLS}\ufffd\ue000\ufffe\ud800":
        with pytest.raises(ValidationError, match="cannot be shown"):
            one_line(f"Nia{item}New")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nia\t New ", "Nia New"),
        ("Nia\u00a0\u2003New", "Nia New"),
        ("Zoe\u0308", "Zoë"),
        ("Nguyễn Văn", "Nguyễn Văn"),
        ("محمد", "محمد"),
        ("王小明", "王小明"),
        ("O\u2019Brien-Smith", "O\u2019Brien-Smith"),
        ("\u3164", ""),
    ],
)
def test_a_name_stays_as_it_is_written(typed, kept):
    assert one_line(typed) == kept


@pytest.mark.parametrize("typed", ["-", "\u2013", ".", "--", "?", "\u200b", " ", "1"])
def test_what_has_no_letter_is_no_name(typed):
    assert name_part(typed) == ""


def test_what_is_stored_already_becomes_one_line():
    assert nearest_line("Nia\nNew\x00\u202e!") == "Nia New!"


# The doors -----------------------------------------------------------------------------------------------------------

HOSTILE = {"override": "Ni\u202ea", "newline": "Nia\n\nSend money to me", "vertical tab": "Nia\vX", "zero": "N\u200bia"}


def is_clean(*names: str) -> bool:
    return all(one_line(name) == name for name in names)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_joining_keeps_no_such_name(cast, client, field, typed):
    invitation = invited(cast, role=Role.TRAINER)
    response = client.post(path_of(invitation), joining(**{field: typed}))
    made = User.objects.filter(email=NEWCOMER)
    assert response.status_code == (302 if made else 422)
    assert all(is_clean(nia.first_name, nia.last_name) for nia in made)
    assert ("\n" in typed or "\v" in typed) == (not made)


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_no_service_keeps_such_a_name(cast, now, typed):
    appointment = Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR)
    doors = [
        lambda: services.invite(
            programme=cast.thames, wanted=[Wanted("a@example.org", Role.TRAINER, typed)], by=cast.cora, now=now
        ),
        lambda: services.join(
            invitation=invited(cast, role=Role.TRAINER), first_name=typed, last_name=typed, password=None, now=now
        ),
        lambda: correct_account(
            appointment=appointment, first_name=typed, last_name="Okoye", specialty=None, by=cast.cora, now=now
        ),
        lambda: found_group(programme=cast.thames, by=cast.cora, code_name=typed, now=now),
        lambda: start_programme(Plan(typed, "A trust", "North", [Wanted("c@example.org", Role.COORDINATOR)]), now),
        lambda: User.objects.create_user("z@example.org", first_name=typed, last_name=typed),
    ]
    for door in doors:
        with suppress(Refusal, ValidationError):
            door()
    kept = [
        *Invitation.objects.values_list("name", flat=True),
        *User.objects.values_list("first_name", flat=True),
        *User.objects.values_list("last_name", flat=True),
        *PeerGroup.objects.values_list("code_name", flat=True),
        *Programme.objects.values_list("name", flat=True),
    ]
    assert [name for name in kept if not is_clean(name)] == []


def test_a_name_never_writes_the_body_of_a_mail(cast, now, sign_in):
    typed = {"email": NEWCOMER, "role": "trainer", "name": "Nia,\n\nyour account is locked: https://evil.example"}
    response = sign_in(cast.cora).post("/people/invite/", typed)
    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, Invitation.objects.count()) == (422, 0)
    assert "Write this on one line." in page.find(class_="nhsuk-error-summary").get_text()


@pytest.mark.parametrize("model", [Programme, Region, Specialty, User, Invitation])
def test_the_names_of_a_model_ask_the_same(model):
    named = [field for field in model._meta.get_fields() if field.name in NAMED]
    assert named
    for field in named:
        with pytest.raises(ValidationError):
            field.run_validators("Nia\u202e\nNew")


NAMED = {"name", "first_name", "last_name", "nation", "organisation", "participants_called"}

# Of one line and yet no name: each has a form of its own that is stricter, or is sealed.
STRICTER = {"number", "code", "login", "reach", "came", "password"}


def our_forms() -> list[type[forms.BaseForm]]:
    for config in apps.get_app_configs():
        for folder in ("", ".pairs", ".invitations", ".corrections", ".telephones", ".plans", ".proposals", ".holds"):
            try:
                importlib.import_module(f"{config.name}{folder}.forms")
            except ModuleNotFoundError:
                continue
    found, waiting = [], [forms.Form, forms.ModelForm]
    while waiting:
        for form in {*waiting.pop().__subclasses__()} - {WagtailAdminModelForm}:
            waiting.append(form)
            if is_ours(form.__module__):
                found.append(form)
    return found


def is_ours(module: str) -> bool:
    """Wagtail makes its forms from models, and editors alone see them."""
    app = apps.app_configs.get(module.split(".", maxsplit=1)[0])
    return app is not None and ROOT in Path(app.path).parents and ".venv" not in app.path


def test_every_box_of_one_line_takes_one_line():
    """A new form that asks for a name, a title or a reason asks by `LineField`."""
    loose = {
        f"{form.__name__}.{name}"
        for form in our_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and isinstance(field.widget, forms.TextInput)
        and not isinstance(field, LineField | forms.EmailField)
        and name not in STRICTER
        and is_ours(declared_in(form, name))
    }
    assert loose == set()


def declared_in(form: type[forms.BaseForm], name: str) -> str:
    """The module of the class that named the field first: allauth's boxes are allauth's."""
    return [item.__module__ for item in form.__mro__ if name in getattr(item, "base_fields", {})][-1]


def test_a_lines_validator_lets_a_clean_name_through():
    check_one_line("Nia New")


# One name ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["", "-", " "])
def test_somebody_with_one_name_joins(cast, client, last):
    invitation = invited(cast, role=Role.TRAINER, name="Suharto")
    page = BeautifulSoup(client.get(path_of(invitation)).content, "html.parser")
    assert page.find("input", {"name": "first_name"})["value"] == "Suharto"
    assert client.post(path_of(invitation), joining(first_name="Suharto", last_name=last)).status_code == 302
    suharto = User.objects.get(email=NEWCOMER)
    assert {suharto.name, suharto.full_name, suharto.greeting} == {"Suharto"}
    assert "Hello, Suharto" in client.get("/me/").content.decode()


def test_somebody_with_no_name_at_all_is_asked_for_one(cast, client):
    response = client.post(path_of(invited(cast, role=Role.TRAINER)), joining(first_name="-", last_name=""))
    assert (response.status_code, "Enter a first name." in response.content.decode()) == (422, True)


def test_the_only_name_is_on_the_certificate_and_in_the_mail(cast, now):
    appointment = Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR)
    correct_account(appointment=appointment, first_name="Suharto", last_name="-", specialty=None, by=cast.cora, now=now)
    cast.anna.refresh_from_db()
    facts: Facts = annas_certificate(cast).facts
    assert facts["name"] == "Suharto"
    greeted = {letter.body.splitlines()[0] for letter in delivered() if letter.to == [cast.anna.email]}
    assert greeted == {"Hello Suharto,"}


def test_no_page_and_no_mail_names_somebody_by_a_part_of_their_name():
    """Who has one name has no last one. A letter greets by `greeting`; the boxes of a form are its own."""
    loose = {
        f"{path.relative_to(ROOT)}: {part}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for part in re.findall(r"(?<!form)\.(?:first_name|last_name|get_full_name)\b", path.read_text())
    }
    assert loose == set()
