"""A list of people comes out of many programs and many hands; each of these says the same two people."""

import csv
import io
import itertools

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from people.invitations.files import text_of
from people.invitations.spellings import role_called
from people.invitations.table import read_table
from people.models import Role

# Two people, by what a column holds.
PEOPLE = [
    {
        "email": "zoe@example.org",
        "name": "Zoë de Souza",
        "first": "Zoë",
        "last": "de Souza",
        "role": "facilitator",
        "specialty": "General surgery",
    },
    {
        "email": "jo@example.org",
        "name": "Jo Ward",
        "first": "Jo",
        "last": "Ward",
        "role": "supervisor",
        "specialty": "",
    },
]
READ = [
    ("zoe@example.org", "Zoë de Souza", Role.FACILITATOR, "General surgery"),
    ("jo@example.org", "Jo Ward", Role.SUPERVISOR, "None"),
]
# A first line -> what each of its columns holds.
HEADS = {
    ("email", "name", "role"): ("email", "name", "role"),
    ("email", "name", "role", "", ""): ("email", "name", "role", "", ""),
    ("Email address", "Full name", "Role", "Speciality"): ("email", "name", "role", "specialty"),
    ("First name", "Last name", "Email", "Role"): ("first", "last", "email", "role"),
    ("First Name", "Surname", "E-mail Address", "ROLES", ""): ("first", "last", "email", "role", ""),
    ("ROLE", "FAMILY_NAME", "Given-name", "E-MAIL:"): ("role", "last", "first", "email"),
    ("Specialty", "Role", "", "Forename", "Surname", "mail"): ("specialty", "role", "", "first", "last", "email"),
    ("E-mail\naddress", "Full\nname", " Role "): ("email", "name", "role"),
}
MARKS = {"comma": ",", "semicolon": ";", "tab": "\t"}
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


def written(head, mark: str, *, before: str = "", after: str = "", end: str = "\r\n") -> str:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=mark, lineterminator=end)
    writer.writerow(head)
    for person in PEOPLE:
        writer.writerow([person.get(holds, "") for holds in HEADS[head]])
    return before + table.getvalue() + after


def read(cast, text: str):
    table = read_table(text, programme=cast.thames, by=cast.cora, now=cast.now)
    return [*table.problems, *(problem for line in table.bad_lines for problem in line.problems)], [
        (item.email, item.name, item.role, str(item.specialty)) for item in table.wanted
    ]


def expected(head) -> list[tuple[str, str, Role, str]]:
    with_specialty = "specialty" in HEADS[head]
    return [(email, name, role, special if with_specialty else "None") for email, name, role, special in READ]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_every_way_to_write_the_first_line_says_the_same(cast, mark, encoding):
    for head in HEADS:
        text = text_of(written(head, mark).encode(encoding))
        assert (head, read(cast, text)) == (head, ([], expected(head)))


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_what_programs_put_around_a_table_is_left_aside(cast, mark, end):
    head = ("email", "name", "role")
    befores = ("", "\ufeff", f"sep={mark}{end}", f"\ufeffSEP={mark}{end}", f'"sep={mark}"{end}', f"{end}{end}")
    afters = ("", end, end * 3, f"{mark * 2}{end}", f"  {end}{mark * 4}{end}")
    for before, after in itertools.product(befores, afters):
        text = written(head, mark, before=before, after=after, end=end)
        assert ((before, after), read(cast, text)) == ((before, after), ([], expected(head)))


def test_a_table_that_was_saved_again_is_read_by_what_it_is(cast):
    head = ("email", "name", "role")
    assert read(cast, written(head, ",", before="sep=;\n")) == ([], expected(head))


SPELLINGS = {
    Role.FACILITATOR: ["facilitator", "Facilitators", " FACILITATOR "],
    Role.SUPERVISOR: ["supervisor", "Supervisors", "Programme supervisors", "program supervisor"],
    Role.TRAINER: ["Trainers"],
    Role.COORDINATOR: ["Coordinators"],
    Role.GOVERNANCE: ["Governance leads", "governance"],
    Role.DEPUTY: ["Deputies", "deputies of the governance lead", "Deputy governance leads"],
    Role.CLINICAL_LEAD: ["Clinical leads"],
    Role.EDITOR: ["Editors", "content_editors"],
    Role.TPD: ["TPDs", "Training Programme Directors", "Programme director"],
}


@pytest.mark.parametrize("role", Role)
def test_a_role_is_read_in_the_plural_and_in_any_case(cast, role):
    assert {spelt: role_called(spelt) for spelt in SPELLINGS[role]} == dict.fromkeys(SPELLINGS[role], role)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"Kim\nLee"', "Kim Lee"),
        ('"Lee, Kim"', "Lee, Kim"),
        ('"Kim ""Kimmy"" Lee"', 'Kim "Kimmy" Lee'),
        ('Kim "Kimmy" Lee', 'Kim "Kimmy" Lee'),
        ("\u202eKim\u200b Lee\u202c", "Kim Lee"),
        ("Kim\vLee", "Kim Lee"),
        ("Kim\u00a0 Lee", "Kim Lee"),
        ("-", ""),
        ("", ""),
    ],
    ids=["two lines", "comma", "doubled", "quotes", "direction", "vertical tab", "spaces", "dash", "none"],
)
def test_a_name_is_one_line_of_what_can_be_seen(cast, cell, name):
    assert read(cast, f"email,name,role\nkim@example.org,{cell},trainer\n") == (
        [],
        [("kim@example.org", name, Role.TRAINER, "None")],
    )


NOT_CLOSED = "A quotation mark is not closed, so the lines after it were read as part of it. Close it or take it away."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "kim@example.org,Kim,trainer\njo@example.org,Jo,trainer\n",
            [(1, "Line 1: it names a person, not the columns. Write a line above it: email, name, role.")],
        ),
        (
            "email,role,\nkim@example.org,trainer,whole time\n",
            [(2, "“whole time” is in a column without a name. Name it in the first line, or clear it.")],
        ),
        ('email,role\nkim@example.org,"trainer\njo@example.org,trainer\n', [(2, NOT_CLOSED)]),
        (
            "email,name,role\nkim@example.org,K\x01m,trainer\n",
            [(2, "The name: It has a character that cannot be shown. Type it again.")],
        ),
        (
            "email,name,first name,role\nkim@example.org,Kim Lee,Kim,trainer\n",
            [(1, "Line 1: it has the whole name and its parts. Keep one of them.")],
        ),
    ],
    ids=["no first line", "no column", "quotation mark", "unreadable letter", "name twice"],
)
def test_what_cannot_be_read_is_said_with_its_line_and_what_to_do(cast, text, said):
    table = read_table(text, programme=cast.thames, by=cast.cora, now=cast.now)
    found = [(1, problem) for problem in table.problems[:1]]
    assert found + [(line.number, problem) for line in table.bad_lines for problem in line.problems] == said


def look(client, **typed) -> tuple[int, str, BeautifulSoup]:
    response = client.post("/people/invite/many/", typed)
    page = BeautifulSoup(response.content, "html.parser")
    return response.status_code, page.find("textarea", {"id": "id_lines"}).get_text().removeprefix("\n"), page


PASTED = "email,role\nkim@example.org,trainer\n"


def test_a_file_does_not_push_what_was_pasted_out_of_the_box(cast, sign_in):
    upload = SimpleUploadedFile("people.csv", b"email,role\njo@example.org,trainer\n")
    status, box, page = look(sign_in(cast.cora), lines=PASTED, table=upload)
    assert (status, box) == (422, PASTED)
    assert "There are lines in the box already." in page.find(class_="nhsuk-error-summary").get_text()


def test_a_file_that_cannot_be_read_leaves_the_box_as_it_was(cast, sign_in):
    status, box, _page = look(sign_in(cast.cora), lines=PASTED, table=SimpleUploadedFile("people.xlsx", b"PK\x03\x04"))
    assert (status, box) == (422, PASTED)


def test_a_corrected_file_takes_the_place_of_the_one_before(cast, sign_in):
    cora = sign_in(cast.cora)
    _status, box, page = look(cora, table=SimpleUploadedFile("people.csv", b"email,role\njo@example.org,boss\n"))
    came = page.find("input", {"name": "came"})["value"]
    corrected = b"email,role\njo@example.org,trainer\n"
    status, box, _page = look(cora, lines=box, came=came, table=SimpleUploadedFile("people.csv", corrected))
    assert (status, box) == (200, corrected.decode())
