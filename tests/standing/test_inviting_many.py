"""A table of people: every bad line named in the coordinator's words, all of them invited or nobody."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from delivery.heartbeat import STATISTICS
from delivery.models import Turn
from foundation import tablestats
from people.invitations.files import MOST_BYTES, MOST_LINES
from people.invitations.models import Invitation
from people.invitations.services import MANY, invite
from people.invitations.table import read_table
from people.invitations.wanted import Wanted
from people.models import Role
from tests.standing.inviting import NEWCOMER, invited

HEAD = "email,name,role,specialty\n"
GOOD = f"{HEAD}kim@example.org,Kim Lee,facilitator,General surgery\njo@example.org,Jo Ward,programme supervisor,\n"


def read(cast, text: str):
    return read_table(text, programme=cast.thames, by=cast.cora, now=cast.now)


def faults(cast, *lines: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.problems) for line in read(cast, HEAD + "\n".join(lines)).bad_lines]


def test_a_good_table_is_read(cast):
    table = read(cast, GOOD)
    assert table.can_be_sent
    assert [(item.email, item.name, item.role, str(item.specialty)) for item in table.wanted] == [
        ("kim@example.org", "Kim Lee", Role.FACILITATOR, "General surgery"),
        ("jo@example.org", "Jo Ward", Role.SUPERVISOR, "None"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_spreadsheets_write_tables_in_their_own_ways(cast, mark, end):
    table = read(cast, "\ufeff" + GOOD.replace(",", mark).replace("\n", end))
    assert [item.email for item in table.wanted] == ["kim@example.org", "jo@example.org"]


def test_columns_come_in_any_order_and_by_other_names(cast):
    table = read(cast, "Role,E-mail\nTrainer,KIM@example.org\n")
    assert [(item.email, item.role) for item in table.wanted] == [("kim@example.org", Role.TRAINER)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "kim@@example.org,Kim,facilitator,",
            "“kim@@example.org” is not an email address. It should look like name@example.org.",
        ),
        (",Kim,facilitator,", "There is no email address. Write it, or take the line out."),
        (
            "kim@example.org,Kim,superviser,",
            (
                "“superviser” is not a role. The roles are: facilitator, programme"
                " supervisor, trainer, coordinator, governance lead, deputy of the"
                " governance lead, clinical lead, content editor, training programme director."
            ),
        ),
        (
            "kim@example.org,Kim,facilitator,Alchemy",
            "“Alchemy” is not among the specialties below. Leave it empty, and they choose it.",
        ),
        ("farah@example.org,Farah,facilitator,", "farah@example.org is a facilitator here already."),
        (
            f"{NEWCOMER},Nia,facilitator,",
            f"{NEWCOMER} is invited as a facilitator already. You can send that invitation again.",
        ),
        (
            "cora@example.org,Me,supervisor,",
            "This is your own address. You cannot give yourself a role: ask another coordinator.",
        ),
        (
            "kim@example.org,Lee, Kim,facilitator,",
            "It has 5 cells, the first line has 4. Put a name with a comma in quotation marks.",
        ),
        (
            "kim@example.org,=HYPERLINK(1),facilitator,",
            "“=HYPERLINK(1)” begins like a formula. Take away its first character.",
        ),
        (f"kim@example.org,{'K' * 151},facilitator,", "The name: A name has 150 characters at most. Shorten it."),
    ],
    ids=["address", "no address", "role", "specialty", "member", "invited", "own", "cells", "formula", "long name"],
)
def test_each_fault_is_named_with_its_line(cast, line, problem):
    invited(cast)
    assert faults(cast, "ok@example.org,Ok,trainer,", "", line) == [(4, (problem,))]


def test_every_bad_line_is_named_and_every_fault_of_it(cast):
    found = faults(cast, "@kim,Kim,boss,", "jo@example.org,Jo,trainer,", "JO@example.org,Jo,trainer,", "x,X,trainer,")
    assert [(number, len(problems)) for number, problems in found] == [(2, 3), (4, 1), (5, 1)]
    assert found[1] == (4, ("The same as line 3.",))


def test_an_open_quotation_mark_is_found_where_it_begins(cast):
    ((number, problems),) = faults(cast, 'kim@example.org,"Kim,trainer,', "jo@example.org,Jo,trainer,")
    assert (number, len(problems)) == (2, 1)
    closed_too_late = 'kim@example.org,"Kim,trainer,\njo@example.org,Jo,trainer,"'
    assert [number for number, _problems in faults(cast, closed_too_late)] == [2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "The list is empty. The first line names the columns, the next ones people."),
        (HEAD, "The list is empty. The first line names the columns, the next ones people."),
        ("mail,name\nkim@example.org,Kim\n", "Line 1: there is no column “role”."),
        (
            "email,role,phone\nkim@example.org,trainer,1\n",
            "Line 1: “phone” is no column that is known here. Take it out.",
        ),
        (
            "email,email,role\na@example.org,b@example.org,trainer\n",
            "Line 1: the column “email” is there twice. Take one of them out.",
        ),
        (HEAD + "x\n" * (MOST_LINES + 1), "These are more than 500 lines. Send them in parts."),
    ],
    ids=["empty", "only a head", "no role", "unknown column", "twice", "too many"],
)
def test_a_table_that_cannot_be_read_says_why(cast, text, problem):
    table = read(cast, text)
    assert (table.problems[0], table.can_be_sent) == (problem, False)


def post(client, **typed):
    response = client.post("/people/invite/many/", typed)
    return response, BeautifulSoup(response.content, "html.parser")


def test_nothing_is_sent_before_it_was_looked_at(cast, sign_in):
    cora = sign_in(cast.cora)
    response, page = post(cora, lines=GOOD)
    assert (response.status_code, Invitation.objects.count()) == (200, 0)
    assert "2 people can be invited. Nothing is sent yet." in page.get_text()
    looked_at = page.find("input", {"name": "looked_at"})["value"]
    sent, _page = post(cora, lines=GOOD.replace("\n", "\r\n"), looked_at=looked_at)
    assert (sent.status_code, sorted(Invitation.objects.values_list("email", flat=True))) == (
        302,
        ["jo@example.org", "kim@example.org"],
    )


def test_lines_that_were_changed_after_the_look_are_looked_at_again(cast, sign_in):
    cora = sign_in(cast.cora)
    looked_at = post(cora, lines=GOOD)[1].find("input", {"name": "looked_at"})["value"]
    response, page = post(cora, lines=GOOD + "max@example.org,Max,editor,\n", looked_at=looked_at)
    assert (response.status_code, Invitation.objects.count()) == (200, 0)
    assert "3 people can be invited" in page.get_text()


def test_one_bad_line_and_nobody_is_invited_and_the_text_stays(cast, sign_in):
    lines = GOOD + "nobody,Max,editor,\n"
    response, page = post(sign_in(cast.cora), lines=lines)
    assert (response.status_code, Invitation.objects.count()) == (422, 0)
    assert page.find("textarea", {"id": "id_lines"}).get_text().strip() == lines.strip()
    (summary,) = page.select(".nhsuk-error-summary li")
    assert re.sub(r"\s+", " ", summary.get_text(" ", strip=True)) == (
        "Line 4 : nobody, Max, editor, “nobody” is not an email address. It should look like name@example.org."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_put_into_the_box(cast, sign_in, encoding):
    upload = SimpleUploadedFile("people.csv", GOOD.replace("Kim", "Kïm").encode(encoding))
    _response, page = post(sign_in(cast.cora), table=upload)
    assert "Kïm Lee, kim@example.org: facilitator, General surgery" in " ".join(page.get_text().split())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode() + b"\x81\xff", "cannot be read as text"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"x" * (MOST_BYTES + 1), "too large for a list of people"),
        (b"", "Paste the lines here, or choose a file"),
    ],
    ids=["wrong encoding", "a spreadsheet", "too large", "empty"],
)
def test_a_file_that_is_no_table_is_refused_in_words(cast, sign_in, content, words):
    response, page = post(sign_in(cast.cora), table=SimpleUploadedFile("people.csv", content))
    assert response.status_code == 422
    assert words in page.find(class_="nhsuk-error-summary").get_text()


@pytest.mark.parametrize("count", [1, 30])
def test_looking_at_a_table_costs_the_same_for_one_and_for_thirty(cast, count, django_assert_num_queries):
    lines = HEAD + "".join(f"new{number}@example.org,New,facilitator,\n" for number in range(count))
    with django_assert_num_queries(6):
        assert len(read(cast, lines).wanted) == count


@pytest.mark.parametrize(("people", "looks_again"), [(MANY - 1, False), (MANY, True)])
def test_after_many_at_once_the_database_looks_at_its_tables_again(cast, people, looks_again):
    Turn.objects.create(pk=STATISTICS, next_at=cast.now + tablestats.EVERY)
    wanted = [Wanted(f"new{number}@example.org", Role.FACILITATOR) for number in range(people)]
    invite(programme=cast.thames, wanted=wanted, by=cast.cora, now=cast.now)
    assert (Turn.objects.get(pk=STATISTICS).next_at == cast.now) == looks_again
