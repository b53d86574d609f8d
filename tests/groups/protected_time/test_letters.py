"""A letter to a training programme director: from the editors' template, seen and sent by a coordinator, not by us."""

import io
from datetime import date

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from delivery.models import Effect
from foundation import drawing
from groups.protected_time.letters.models import BODY, LetterTemplate
from groups.protected_time.letters.placeholders import ALONE, NAMES, check_placeholders, filled, paragraphs_of
from groups.protected_time.letters.writing import letter_of
from groups.protected_time.models import ProtectedTime, Standing
from people.models import Appointment, Role
from tests.certificates.test_names_of_the_world import NAMES as WORLD
from tests.groups.protected_time.asking import answered, asked, said
from tests.verapdf import broken_rules

pytestmark = pytest.mark.django_db
EVERY_SCRIPT = ", ".join(WORLD[language] for language in ("Amharic", "Arabic", "Hebrew", "Japanese", "Tamil"))
NEW = "/protected-time/new/"


def address(fact, kind: str = "letter") -> str:
    return reverse(f"protected_time:{kind}", args=[fact.matter])


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def typed(cast, **changed) -> dict[str, object]:
    return {
        "standing": "asked",
        "starts_on": "2026-08-05",
        "ends_on": "2027-02-02",
        "form": "teaching",
        "slot": "Thursdays, 12:30",
        "director": cast.tara.pk,
        "programme": "thames",
    } | changed


def write(body: str, subject: str = "Time for {programme}") -> LetterTemplate:
    template = LetterTemplate.for_site(Site.objects.get(is_default_site=True))
    template.subject, template.body = subject, body
    template.full_clean()
    template.save()
    return template


# What an editor may write ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["Dear {too},", "{ to }", "{}", "{to.email}", "{0}", "{to!r}"])
def test_an_unknown_placeholder_is_refused_with_those_that_there_are(body):
    with pytest.raises(ValidationError) as refused:
        check_placeholders(body)
    (message,) = refused.value.messages
    assert "is no placeholder" in message
    assert [name for name in NAMES if f"{{{name}}}" not in message] == []


@pytest.mark.parametrize("body", ["Dear {to", "Dear to}", "{{to}}"])
def test_a_brace_without_its_other_half_is_refused(body):
    with pytest.raises(ValidationError):
        check_placeholders(body)


@pytest.mark.parametrize("name", sorted(ALONE))
def test_a_list_has_a_paragraph_of_its_own(name):
    check_placeholders(f"Before\n\n{{{name}}}\n\nafter")
    with pytest.raises(ValidationError, match="paragraph of its own"):
        check_placeholders(f"Before {{{name}}}")


def test_what_is_put_in_is_never_a_placeholder_itself():
    assert filled("{to} and {from}", {"to": "{from}", "from": "Cora"}) == "{from} and Cora"


def test_the_first_letter_passes_its_own_check():
    check_placeholders(BODY)
    assert {name for name in NAMES if f"{{{name}}}" in BODY} == set(NAMES)
    assert len(paragraphs_of(BODY)) == 13


def test_an_editor_saves_it_in_the_admin_and_is_told_what_is_wrong(cast, sign_in):
    eddie = sign_in(cast.eddie)
    page = f"/admin/settings/groups/lettertemplate/{Site.objects.get(is_default_site=True).pk}/"
    refused = eddie.post(page, {"subject": "Time", "body": "Dear {who},"})
    assert text(refused).count("{who} is no placeholder. There are: {date}, {to}, {programme}") == 1
    assert "Dear {who}," in refused.content.decode()
    eddie.post(page, {"subject": "Time", "body": "Dear {to},"})
    assert LetterTemplate.objects.get().body == "Dear {to},"


def test_nobody_else_does(cast, sign_in):
    assert sign_in(cast.cora).get("/admin/settings/groups/lettertemplate/").status_code == 404


# What a coordinator sees ----------------------------------------------------------------------------------------------


def test_looking_at_the_letter_registers_and_sends_nothing(cast, sign_in):
    response = sign_in(cast.cora).post(NEW, typed(cast, preview="yes"))
    said_there = text(response)
    assert "Dear Tara Quinn," in said_there
    assert "From 5 August 2026 to 2 February 2027." in said_there
    assert "Yours sincerely, Cora Lind" in said_there
    assert (response.status_code, ProtectedTime.objects.count(), Effect.objects.count()) == (200, 0, 0)
    # What was typed is still in the form.
    assert BeautifulSoup(response.content, "html.parser").select_one('[name="slot"]')["value"] == "Thursdays, 12:30"


def test_a_letter_asks_and_tells_of_nothing_that_was_agreed(cast, sign_in):
    response = sign_in(cast.cora).post(NEW, typed(cast, preview="yes", standing="agreed"))
    assert (response.status_code, ProtectedTime.objects.count()) == (422, 0)
    assert text(response).count("A letter asks for time.") == 2


def test_it_is_registered_as_asked_on_its_day_and_downloaded(cast, sign_in):
    cora = sign_in(cast.cora)
    matter = cora.post(NEW, typed(cast))["Location"]
    fact = ProtectedTime.objects.get()
    assert (fact.standing, matter) == (Standing.ASKED, reverse("protected_time:matter", args=[fact.matter]))
    assert BeautifulSoup(cora.get(matter).content, "html.parser").select_one(f'a[href="{address(fact)}"]')
    written = cora.get(address(fact, "letter_text"))
    assert written["Content-Disposition"].startswith('attachment; filename="protected-time-')
    assert "\n\n- Time within working hours for all our groups.\n- How: within the teaching programme.\n" in (
        written.content.decode()
    )
    assert ProtectedTime.objects.count() == 1


def test_the_paper_says_the_same_and_claims_to_be_accessible(cast, sign_in, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 120)
    fact = asked(cast)
    pdf = sign_in(cast.cora).get(address(fact, "letter_pdf"))
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    letter = sign_in(cast.cora).get(address(fact, "letter_text")).content.decode()
    lacking = [line for line in letter.splitlines() if "".join(line.removeprefix("- ").split()) not in words]
    assert lacking == []
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/Lang"] == "en-gb"
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


@pytest.mark.once
def test_the_paper_keeps_both_profiles_whoever_is_named(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 120)
    facts = [asked(cast), asked(cast, group=cast.alder, director=None, with_whom=EVERY_SCRIPT)]
    for number, fact in enumerate(facts):
        pdf = sign_in(cast.cora).get(address(fact, "letter_pdf"))
        (tmp_path / f"letter-{number}.pdf").write_bytes(pdf.content)
    assert broken_rules(*tmp_path.glob("*.pdf")) == {}


def test_where_there_is_no_time_for_a_paper_the_text_is_offered(cast, sign_in, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.001)
    fact = asked(cast)
    cora = sign_in(cast.cora)
    assert cora.get(address(fact, "letter_pdf"))["Location"] == address(fact)
    assert "or take the text" in text(cora.get(address(fact)))


def test_once_it_is_answered_there_is_no_letter_any_more(cast, sign_in):
    fact = answered(asked(cast), cast, Standing.AGREED)
    assert [sign_in(cast.cora).get(address(fact, kind)).status_code for kind in ("letter", "letter_pdf")] == [404, 404]


# What stands in it ----------------------------------------------------------------------------------------------------


def test_a_group_is_not_named_and_nobody_of_it(cast):
    letter = letter_of(cast.thames, cast.alder, said(cast), cast.cora, cast.now).as_text
    assert "Time within working hours for one group." in letter
    assert [name for name in ("Alder", "Anna", "Ben", "Sam") if name in letter] == []


def test_few_groups_have_no_numbers(cast):
    letter = letter_of(cast.thames, None, said(cast), cast.cora, cast.now).as_text
    assert letter.count("There are too few groups or sessions yet to show numbers.") == 1


def test_a_director_who_works_there_gets_a_letter_without_numbers(cast):
    Appointment.objects.create(person=cast.tara, role=Role.FACILITATOR, programme=cast.thames, starts_at=cast.now)
    letter = letter_of(cast.thames, None, said(cast), cast.cora, cast.now).as_text
    assert letter.count("You also facilitate or supervise in this programme, so this letter has no numbers.") == 1


def test_every_point_of_the_evidence_names_its_source(cast):
    lines = letter_of(cast.thames, None, said(cast), cast.cora, cast.now).as_text.splitlines()
    points = [line for line in lines if line.startswith("- ") and line.endswith(")")]
    assert len(points) == 4
    assert [line for line in points if not any(year in line for year in ("2015", "2020", "2021", "2024"))] == []


def test_whoever_has_no_account_is_written_to_as_typed(cast):
    fact = said(cast, director=None, with_whom="Dr Ling, head of school", starts_on=date(2026, 8, 5))
    write("Dear {to},\n\n{asked}")
    letter = letter_of(cast.thames, None, fact, cast.cora, cast.now)
    assert letter.subject == f"Time for {cast.thames.name}"
    assert letter.parts[0].text == "Dear Dr Ling, head of school,"
