"""What is wrong with a page reaches the people who write the lessons, without a name; it is no way to ask for help."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.problems.models import ProblemReport
from courses.problems.services import MOST_A_DAY, report_problem, settle_problem
from foundation.exports import exports
from foundation.refusals import Refusal
from tests.courses.world import make_step

WRONG = "The second link leads nowhere."


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def url_of(world, slug="checking"):
    return reverse("problems:report", args=[world.steps[slug].translation_key])


def report(world, person, now, text=WRONG, slug="checking"):
    return report_problem(step=world.place(slug).step, person=person, text=text, now=now)


def rows(client, **query):
    page = BeautifulSoup(client.get("/admin/reports/problems/", query).content, "html.parser")
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("table.listing tbody tr")]


def test_a_report_goes_with_its_step_and_its_revision(client, cast, world):
    answer = client.post(url_of(world), {"text": f"  {WRONG}  "})
    (kept,) = ProblemReport.objects.values_list("step__title", "revision_id", "text", "settled_at")
    assert kept == ("Checking", world.place("checking").step.revision_id, WRONG, None)
    assert (answer.status_code, answer["Location"]) == (302, world.url("checking"))
    assert "The people who write the lessons will read it." in client.get(world.url("checking")).content.decode()


def test_the_form_says_who_reads_it_and_where_help_is(client, world):
    page = BeautifulSoup(client.get(url_of(world)).content, "html.parser").main
    assert "The content editors read this, without your name." in page.get_text()
    assert page.select_one(".hf-quiet a[href='/help/']") is not None


def test_what_cannot_be_sent_comes_back_with_what_was_typed(client, world):
    long = "x" * 301
    answer = client.post(url_of(world), {"text": long})
    assert (answer.status_code, long in answer.content.decode(), ProblemReport.objects.count()) == (422, True, 0)
    assert client.post(url_of(world), {"text": " "}).status_code == 422


def test_the_same_words_are_one_report_while_they_wait(cast, world, now):
    first = report(world, cast.anna, now)
    assert report(world, cast.anna, now) == first
    settle_problem(report=first, by=cast.eddie, now=now)
    assert report(world, cast.anna, now) != first


def test_nobody_floods_the_editors(cast, world, now):
    for number in range(MOST_A_DAY):
        report(world, cast.anna, now, f"{number}")
    with pytest.raises(Refusal):
        report(world, cast.anna, now, "one more")
    report(world, cast.ben, now, "of somebody else")
    report(world, cast.anna, now + timedelta(days=1, seconds=1), "tomorrow")


def test_editors_read_it_without_a_name_and_mark_it_as_dealt_with(cast, world, sign_in, now):
    kept = report(world, cast.anna, now)
    editor = sign_in(cast.eddie)
    (row,) = rows(editor)
    assert row.startswith(f"Checking As it is published now {WRONG}")
    assert not any(name in row for name in ("Anna", "Okoye", "anna@"))
    assert "1 is waiting" in " ".join(editor.get("/admin/").content.decode().split())
    editor.post(reverse("settle_problem", args=[kept.pk]))
    kept.refresh_from_db()
    assert (kept.settled_by, rows(editor), len(rows(editor, settled=1))) == (cast.eddie, [], 1)
    assert "problems-reported" not in editor.get("/admin/").content.decode()


def test_a_report_on_what_was_published_again_since_says_so(cast, world, sign_in, now):
    report(world, cast.anna, now)
    world.steps["checking"].save_revision().publish()
    assert "Published again since" in rows(sign_in(cast.eddie))[0]


def test_who_was_first_to_settle_stays(cast, world, now):
    kept = settle_problem(report=report(world, cast.anna, now), by=cast.eddie, now=now)
    again = settle_problem(report=kept, by=cast.cora, now=now + timedelta(hours=1))
    assert (again.settled_by, again.settled_at) == (cast.eddie, now)


def test_nobody_but_editors_has_the_list(cast, world, sign_in, now):
    kept = report(world, cast.anna, now)
    for person in (cast.anna, cast.sam, cast.cora):
        client = sign_in(person)
        settled = client.post(reverse("settle_problem", args=[kept.pk])).status_code
        assert (client.get("/admin/reports/problems/").status_code, settled) == (404, 404)


def test_it_is_in_the_writers_data_alone(cast, world, now):
    report(world, cast.anna, now)
    (one,) = exports["problems_reported"](cast.anna, now)
    assert (one["step"], one["words"], exports["problems_reported"](cast.ben, now)) == ("Checking", WRONG, [])


def test_the_list_costs_the_same_at_1_and_30(cast, world, sign_in, now, django_assert_max_num_queries):
    report(world, cast.anna, now)
    editor = sign_in(cast.eddie)
    rows(editor)
    for number in range(29):
        page = make_step(world.role, f"more-{number}", [])
        report_problem(
            step=world.place("checking").step,
            person=cast.ben if number % 2 else cast.anna,
            text=f"{page}{number}",
            now=now,
        )
    with django_assert_max_num_queries(16):
        assert len(rows(editor)) == 30
