"""Five questions come back 2, 8 and 26 weeks after somebody was authorised."""

from datetime import timedelta
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from courses.boosters.models import BoosterAnswer, BoosterSet
from courses.boosters.picking import MANY, pick
from courses.boosters.questions import CORE, Question, questions_of
from courses.boosters.services import answer_booster, begin_booster
from courses.boosters.waves import open_wave
from courses.content_entries import fixed_id
from courses.exercises.check import Check, CheckOption
from courses.outline import current_outline
from courses.progress.models import ModuleCompletion
from delivery.models import Effect
from delivery.reminders.services import remind
from foundation.exports import exports
from foundation.refusals import Refusal
from tests.courses.boosters.making import annas_booster, authorised
from tests.courses.curriculum import STEPS

URL = "/me/questions/"
RIGHT = {"options": [fixed_id("structure")]}


@pytest.mark.parametrize(
    ("weeks", "wave"), [(0, None), (1.9, None), (2, 2), (7.9, 2), (8, 8), (25.9, 8), (26, 26), (51.9, 26), (52, None)]
)
def test_a_set_waits_until_the_next_one_comes(now, weeks, wave):
    assert open_wave(now - timedelta(weeks=weeks), now) == wave


def sent(booster, *, wrong=()):
    """What a browser sends for a set, all right but for these numbers."""
    given = {}
    for answer in booster.answers.all():
        right = {option["id"] for option in answer.question["options"] if option["right"]}
        others = [option["id"] for option in answer.question["options"] if option["id"] not in right]
        given[f"question-{answer.number}"] = others[:1] if answer.number in wrong else sorted(right)
    return given


def test_one_button_shows_them_and_one_press_answers_them(world, cast, sign_in, now):
    authorised(cast.anna, 3, now)
    client = sign_in(cast.anna)
    page = client.post(URL).url
    booster = BoosterSet.objects.get()
    assert page == f"{URL}{booster.pk}/"
    assert client.post(page, sent(booster, wrong=[1])).url == page
    answers = booster.answers.order_by("number").values_list("was_right", flat=True)
    assert list(answers) == [False] + [True] * (len(answers) - 1)
    shown = BeautifulSoup(client.get(page).content, "html.parser")
    assert ("your answer" in shown.text, shown.find("form", method="post", action="") is None) == (True, True)
    assert "No questions are waiting for you now." in client.get(URL).content.decode()


def test_a_question_without_an_answer_is_asked_back_and_nothing_is_lost(world, cast, sign_in, now):
    booster = annas_booster(cast)
    given = sent(booster)
    left, *others = given
    if not others:
        others = [left]
    answer = sign_in(cast.anna).post(f"{URL}{booster.pk}/", {name: given[name] for name in others if name != left})
    page = BeautifulSoup(answer.content, "html.parser")
    assert (answer.status_code, len(page.select(".nhsuk-error-message"))) == (422, 1)
    kept = {box["value"] for box in page.select("input[checked]")}
    assert kept == {value for name in others if name != left for value in given[name]}
    assert set(BoosterAnswer.objects.values_list("was_right", flat=True)) == {None}


@pytest.mark.parametrize("value", ["none", "", "x" * 400])
def test_an_answer_that_was_never_offered_is_none(world, cast, sign_in, now, value):
    booster = annas_booster(cast)
    assert sign_in(cast.anna).post(f"{URL}{booster.pk}/", sent(booster) | {"question-1": value}).status_code == 422


def test_beginning_and_answering_twice_is_once(world, cast, now):
    booster = annas_booster(cast)
    assert begin_booster(person=cast.anna, now=now) == booster
    chosen = {answer.number: _right(answer) for answer in booster.answers.all()}
    answer_booster(booster=booster, chosen=chosen, now=now)
    answer_booster(booster=booster, chosen={1: {"options": []}}, now=now + timedelta(days=1))
    booster.refresh_from_db()
    assert (booster.answered_at, BoosterAnswer.objects.filter(was_right=False).exists()) == (now, False)


def _right(answer):
    return {"options": [option["id"] for option in answer.question["options"] if option["right"]]}


def test_what_was_answered_stands(world, cast, now):
    booster = annas_booster(cast)
    answer_booster(booster=booster, chosen={one.number: _right(one) for one in booster.answers.all()}, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        BoosterAnswer.objects.update(was_right=False)


def test_who_is_not_authorised_is_asked_nothing(world, cast, sign_in, now):
    authorised(cast.anna, 1, now)
    with pytest.raises(Refusal):
        begin_booster(person=cast.anna, now=now)
    sign_in(cast.anna).post(URL)
    assert not BoosterSet.objects.exists()


def test_the_mail_says_only_that_five_questions_are_there(world, cast, now):
    at = now.replace(hour=10)
    authorised(cast.anna, 3, at)
    for hours in range(3):
        remind(at + timedelta(hours=hours))
    told = Effect.objects.filter(kind="told:booster_due", recipient=cast.anna)
    assert [row.key.rpartition(":")[2] for row in told] == ["2"]


def test_my_day_has_them_while_they_wait(world, cast, sign_in, now):
    client = sign_in(cast.anna)
    authorised(cast.anna, 3, now)
    assert "See the questions" not in client.get("/me/").content.decode()
    ModuleCompletion.objects.create(
        module_key=world.role.translation_key, module_title="Role", person=cast.anna, completed_at=now
    )
    assert "See the questions" in client.get("/me/").content.decode()
    booster = begin_booster(person=cast.anna, now=now)
    answer_booster(booster=booster, chosen={one.number: _right(one) for one in booster.answers.all()}, now=now)
    assert "See the questions" not in client.get("/me/").content.decode()


def test_they_are_in_the_file_of_my_data(world, cast, now):
    annas_booster(cast)
    (row,) = dict(exports)["boosters"](cast.anna, now)
    assert (row["weeks_after_authorisation"], len(row["questions"])) == (2, BoosterAnswer.objects.count())


def test_editors_see_a_question_once_ten_have_answered_it(world, cast, sign_in, now):
    annas_booster(cast)
    answers = BoosterAnswer.objects.order_by("number")
    first = answers.first()
    client, report = sign_in(cast.eddie), "/admin/reports/questions-that-come-back/"
    for number in range(10):
        assert first.question["question"] not in client.get(report).content.decode()
        authorisation = first.booster.authorisation
        copy = BoosterSet.objects.create(
            person=cast.ben, authorisation=authorisation, weeks=100 + number, begun_at=now, answered_at=now
        )
        BoosterAnswer.objects.create(
            booster=copy,
            number=1,
            step_id=first.step_id,
            block_id=first.block_id,
            question=first.question,
            chosen={},
            was_right=number < 4,
        )
    page = BeautifulSoup(client.get(report).content, "html.parser")
    rows = [[cell.text.strip() for cell in row.select("td")] for row in page.select("table.listing tbody tr")]
    assert [(row[0], row[2], row[3]) for row in rows] == [(first.question["question"], "10", "40 %")]


# Which five -----------------------------------------------------------------------------------------------------------


def question(module, number, block=None):
    check = Check(str(block or fixed_id(f"{module}-{number}")), "?", (CheckOption("a", "A", True, ""),))
    return Question(uuid_of(module), uuid_of(f"step-{module}"), check)


def uuid_of(name):
    return UUID(fixed_id(str(name)))


BANK = [question(module, number) for module in range(8) for number in range(5)]
BANK += [question(3, f"core-{block}", block) for block in CORE]


@given(person=st.uuids(), finished=st.sets(st.sampled_from([uuid_of(module) for module in range(8)])))
def test_nobody_has_a_question_twice_and_each_set_has_what_matters_most(person, finished):
    asked = []
    for weeks in (2, 8, 26):
        picked = pick(BANK, person=person, weeks=weeks, asked=asked, finished=finished)
        assert picked == pick(BANK, person=person, weeks=weeks, asked=asked, finished=finished)
        assert len({one.module for one in picked}) == len(picked) == MANY
        assert sum(one.is_core for one in picked) == 1
        asked += [one.block for one in picked]
    assert len(set(asked)) == 15


def test_when_all_that_matters_most_was_asked_the_oldest_comes_again():
    asked = [CORE[1], CORE[0], CORE[2], CORE[3]]
    (core,) = [one for one in pick(BANK, person=uuid_of("a"), weeks=2, asked=asked, finished=()) if one.is_core]
    assert core.block == CORE[1]


def test_what_matters_most_is_in_the_files_of_the_curriculum():
    checks = {block["id"] for step in STEPS for block in step.body if block["type"] == "check"}
    assert {str(block) for block in CORE} - checks == set()


def test_questions_are_read_with_their_module_and_step(world):
    found = {(one.module, one.step) for one in questions_of(current_outline())}
    assert (world.role.translation_key, world.steps["checking"].translation_key) in found
