"""Completions as xAPI 1.0.3 statements: by the published rules, the same each time, paged, without names or answers."""

from copy import deepcopy
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.content_entries import fixed_id
from courses.outline import current_outline
from courses.progress.models import ModuleCompletion, StepCompletion
from people.models import Appointment, Role
from tests.certificates.making import newcomer
from tests.courses.world import answer, complete, write
from tests.courses.xapi.making import URL, System, about
from tests.courses.xapi.rules import faults_of, faults_of_answer
from tests.verbs import end_appointment

AN_HOUR = timedelta(hours=1)


def finish_all(person, at):
    """Every step and module of the course, an hour apart."""
    for number, module in enumerate(current_outline().modules()):
        then = at + number * AN_HOUR
        for step in module.steps:
            StepCompletion.objects.create(step_id=step.key, person=person, content_version=1, completed_at=then)
        ModuleCompletion.objects.create(
            module_key=module.key, module_title=module.title, person=person, completed_at=then
        )


def test_steps_modules_and_the_course_keep_the_published_rules(cast, world, now):
    finish_all(cast.anna, now - 9 * AN_HOUR)
    response = System(cast).get()
    assert faults_of_answer(response) == []
    kinds = [kind for kind, _who in map(about, response.json()["statements"])]
    assert (kinds.count("step"), kinds.count("module"), kinds.count("course")) == (6, 2, 1)


def test_what_a_statement_says(cast, world, now):
    complete(world, "reading", cast.anna, now)
    [statement] = System(cast).read()
    key = fixed_id("step", "reading")
    assert statement["actor"]["account"] == {"homePage": "http://testserver", "name": str(cast.anna.pk)} | {
        "homePage": statement["authority"]["account"]["homePage"]
    }
    assert statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/completed"
    assert statement["object"]["id"].endswith(f"/xapi/activities/step/{key}")
    assert statement["object"]["definition"]["name"] == {"en": "Reading"}
    [parent] = statement["context"]["contextActivities"]["parent"]
    assert parent["definition"]["name"] == {"en": "Your role"}
    assert statement["result"] == {"completion": True}


BREAKS = {
    "required: actor": lambda statement: statement.pop("actor"),
    "required: verb": lambda statement: statement.pop("verb"),
    "id": lambda statement: statement.update(id="17"),
    "verb": lambda statement: statement["verb"].update(id="completed"),
    "time: timestamp": lambda statement: statement.update(timestamp="1 December 2026"),
    "time: stored": lambda statement: statement.update(stored="2026-12-01T09:00:00"),
    "agent: one identifier and nothing unknown": lambda statement: statement["actor"].update(mbox="mailto:a@b.org"),
    "agent: account": lambda statement: statement["actor"]["account"].pop("homePage"),
    "activity: id": lambda statement: statement["object"].update(id="reading"),
    "activity: language map": lambda statement: statement["object"]["definition"].update(name="Reading"),
    "version": lambda statement: statement.update(version="2.0.0"),
    "statement: unknown or null": lambda statement: (
        statement.update(result=None) or statement.update(result={}) or (statement.update(learner="Anna"))
    ),
    "context: groups": lambda statement: statement["context"]["contextActivities"].update(above=[]),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_the_rules_find_what_is_broken(cast, world, now, fault):
    complete(world, "reading", cast.anna, now)
    [statement] = System(cast).read()
    broken = deepcopy(statement)
    BREAKS[fault](broken)
    assert (faults_of(statement), fault in faults_of(broken)) == ([], True)


def test_no_name_no_address_no_answer_and_no_word_is_in_it(cast, world, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    complete(world, "checking", cast.anna, now)
    write(world, "reflecting", "reflection", cast.anna, "a word of hers alone", now)
    body = System(cast).get().content.decode()
    assert str(cast.anna.pk) in body
    for hidden in ("Anna", "Okoye", cast.anna.email, "a word of hers", "To hold a structure", fixed_id("structure")):
        assert hidden not in body


def test_a_client_reads_of_the_facilitators_of_its_programme_now(cast, world, now):
    for person in (cast.anna, cast.ben, cast.olu, cast.eddie):
        complete(world, "reading", person, now)
    thames, dales = System(cast), System(cast, cast.dales)
    assert {who for _kind, who in map(about, thames.read())} == {str(cast.anna.pk), str(cast.ben.pk)}
    assert {who for _kind, who in map(about, dales.read())} == {str(cast.olu.pk)}
    role = Appointment.objects.get(person=cast.ben, role=Role.FACILITATOR, ends_at=None)
    end_appointment(appointment=role, now=now)
    assert {who for _kind, who in map(about, thames.read())} == {str(cast.anna.pk)}


def test_an_id_is_the_same_each_time_and_another_for_what_is_done_again(cast, world, now):
    finish_all(cast.anna, now - 9 * AN_HOUR)
    system = System(cast)
    first, again = system.read(), System(cast).read()
    assert [one["id"] for one in first] == [one["id"] for one in again]
    assert len({UUID(one["id"]) for one in first}) == 9
    StepCompletion.objects.filter(step=fixed_id("step", "reading")).update(content_version=2, completed_at=now)
    changed = {one["id"] for one in system.read()} - {one["id"] for one in first}
    assert len(changed) == 1


@pytest.mark.parametrize("ascending", ["false", "true"])
@pytest.mark.parametrize("limit", [1, 2, 4, 7])
def test_each_is_on_one_page_and_in_order(cast, world, now, ascending, limit):
    """Many of them at the same instant."""
    for person in (cast.anna, cast.ben, cast.farah):
        finish_all(person, now - 9 * AN_HOUR)
    system = System(cast)
    whole = system.read(ascending=ascending)
    pages = list(system.pages(ascending=ascending, limit=limit))
    assert [one["id"] for page in pages for one in page] == [one["id"] for one in whole]
    assert (len(whole), {len(page) for page in pages[:-1]}) == (27, {limit})
    times = [one["stored"] for one in whole]
    assert times == sorted(times, reverse=ascending == "false")


def test_what_comes_while_one_reads_is_missed_by_nobody(cast, world, now):
    finish_all(cast.anna, now - 9 * AN_HOUR)
    system = System(cast)
    pages = system.pages(ascending="true", limit=4)
    seen = [one["id"] for one in next(pages)]
    complete(world, "reading", cast.ben, now)
    seen += [one["id"] for page in pages for one in page]
    assert (len(seen), set(seen)) == (10, {one["id"] for one in system.read()})


def test_since_and_until_cut_by_the_instant(cast, world, now):
    finish_all(cast.anna, now - 9 * AN_HOUR)
    system = System(cast)
    oldest = system.read(ascending="true")[0]["stored"]
    assert (len(system.read(since=oldest)), len(system.read(until=oldest))) == (5, 4)
    assert sum(map(len, system.pages(since=oldest, limit=2))) == 5


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"since": "yesterday"}, "Write “since” as an ISO 8601 time"),
        ({"until": "2026-12-01T09:00:00"}, "with its zone"),
        ({"since": "2026-13-41T09:00:00Z"}, "Write “since”"),
        ({"limit": "-1"}, "Write “limit” as a whole number"),
        ({"ascending": "yes"}, "Write “ascending” as true or false"),
        ({"agent": "{}", "verb": "x"}, "These are not offered here: agent, verb"),
        ({"more": "made-up"}, "Begin again without it"),
    ],
)
def test_what_is_not_offered_is_said(cast, world, parameters, said):
    response = System(cast).get(**parameters)
    assert (response.status_code, said in response.content.decode()) == (400, True)
    assert response["X-Experience-API-Version"] == "1.0.3"


@pytest.mark.parametrize(
    ("version", "status"), [("1.0", 200), ("1.0.0", 200), ("1.0.3", 200), ("2.0.0", 400), ("", 400)]
)
def test_the_version_is_asked_for(cast, world, version, status):
    assert Client().get(URL, headers=System(cast).headers(version=version)).status_code == status


@pytest.mark.once
def test_thirty_people_take_as_many_queries_as_one(cast, world, now):
    system, counts = System(cast), []
    for people in ([cast.anna], [newcomer(cast, f"P{number} Zed") for number in range(29)]):
        for person in people:
            finish_all(person, now - 9 * AN_HOUR)
        system.get()
        with CaptureQueriesContext(connection) as asked:
            found = system.read()
        counts.append((len(asked), len(found)))
    assert [found for _queries, found in counts] == [9, 100]
    assert counts[0][0] == counts[1][0] <= 8
