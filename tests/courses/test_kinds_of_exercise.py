"""Every kind of exercise does all that the others do, and no file outside `courses/exercises/` knows one by name."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import get_template

from courses.blocks import StepBlocks
from courses.content_entries import Entry, Problems, fixed_id
from courses.exercises import BLOCKS
from courses.exercises.drawing import draw
from courses.exercises.moments import Moment
from foundation.refusals import Refusal
from tests.courses.world import CHECK, CHECKLIST, CONVERSATION, MOMENTS, ORDER, PILES, RATING, REFLECTION, SCENARIO

FILLED_IN = [CHECK, SCENARIO, CONVERSATION, ORDER, PILES, REFLECTION, CHECKLIST, RATING]
IN_A_FILE = {
    "check": {
        "question": "Which?",
        "options": [{"key": "a", "text": "This", "right": True, "feedback": "Yes."}],
    },
    "scenario": {
        "situation": "It is *late*.",
        "question": "And you?",
        "options": [{"key": "a", "text": "Ring", "consequence": "She answers.", "verdict": "strong"}],
    },
    "conversation": {
        "question": "And then?",
        "situation": "It is *late*.",
        "turns": [
            {
                "key": "first",
                "said": "Anyway.",
                "question": "And then?",
                "options": [
                    {"key": "a", "text": "Ring", "consequence": "She answers.", "verdict": "strong", "next": "stayed"}
                ],
            },
        ],
        "ends": [{"key": "stayed", "title": "She stayed", "body": "For now."}],
    },
    "ordering": {
        "question": "Sort.",
        "piles": ["A", "B"],
        "items": [{"key": "a", "text": "x", "why": "y", "pile": "A"}],
    },
    "reflection": {"prompt": "When?", "help": "Where?"},
    "checklist": {
        "intro": "This week",
        "items": [{"key": "a", "text": "Said it aloud"}],
        "later": [{"key": "b", "text": "Told my partner"}],
    },
    "moments": {"question": "What would you say?", "theme": "pair", "many": 2},
    "rating": {"prompt": "How sure?", "low": "Guessing", "high": "Sure"},
}
every_kind = pytest.mark.parametrize("kind", BLOCKS)


def exercise_of(block):
    (child,) = StepBlocks().to_python([block])
    return child.block.exercise(child.value, str(child.id), str)


# One that draws, with what it draws from.
DRAWING = replace(exercise_of(MOMENTS), moments=tuple(Moment(f"m{number}", "Now.", "So.") for number in range(4)))
EXERCISES = [*(exercise_of(block) for block in FILLED_IN), DRAWING]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.question)


def entry_of(kind, raw) -> Entry:
    return Entry(raw, Problems(Path("01-small.yaml")), "block 1", ("small", kind))


@every_kind
def test_a_kind_says_what_it_asks_and_has_a_template(kind):
    asks = BLOCKS[kind].asks
    missing = asks.missing % {"question": "Which?"}
    assert (asks.kind, bool(asks.rule), missing.endswith(": Which?"), asks.minutes > 0) == (kind, True, True, True)
    assert get_template(f"courses/exercises/{kind}.html").template.name == f"courses/exercises/{kind}.html"
    assert asks.chooses or asks.words


def test_every_kind_is_tried_below():
    assert {exercise.kind for exercise in EXERCISES} == set(IN_A_FILE) == set(BLOCKS)


@every_exercise
def test_a_question_is_built_again_from_what_is_kept_beside_its_answer(exercise):
    assert type(exercise).as_asked(exercise.snapshot()) == exercise


@every_exercise
def test_nothing_chosen_is_refused_and_what_does_it_passes(exercise):
    if not exercise.chooses:
        return
    assert exercise.passes(exercise.done_well()) is True
    try:
        nothing = exercise.read(QueryDict())
    except Refusal:
        return
    assert exercise.passes(nothing) is False


@every_exercise
def test_who_has_answered_nothing_is_told_nothing(exercise):
    told = [note for choice in draw(exercise).choices if isinstance(choice, tuple) for note in choice[3:] if note]
    assert (told, draw(exercise).closed) == ([], False)


@every_kind
def test_a_kind_is_read_from_a_file(kind):
    entry = entry_of(kind, IN_A_FILE[kind])
    value = BLOCKS[kind].from_file(entry)
    assert entry.problems.found == []
    (child,) = StepBlocks().to_python([{"type": kind, "id": fixed_id("x"), "value": value}])
    exercise = child.block.exercise(child.value, "x", str)
    assert exercise.question == str(IN_A_FILE[kind].get("question") or next(iter(IN_A_FILE[kind].values())))


@every_kind
@pytest.mark.parametrize("raw", [None, "", [], {}, {"options": 3, "items": "x", "piles": None}])
def test_a_file_with_nonsense_gets_a_list_of_faults_and_no_crash(kind, raw):
    entry = entry_of(kind, raw)
    BLOCKS[kind].from_file(entry)
    assert [fault for fault in entry.problems.found if not fault.startswith("01-small.yaml: block 1")] == []
    assert entry.problems.found


# The kinds themselves; and the questions that come back, which are checks and nothing else.
OF_KINDS = (settings.ROOT / "courses" / "exercises", settings.ROOT / "courses" / "boosters")


def test_no_other_file_knows_a_kind_by_its_name():
    """What differs from kind to kind is asked of the exercise (`courses/exercises/facts.py`)."""
    named = re.compile(rf"courses\.exercises\.({'|'.join(BLOCKS)})\b|exercises import .*\b({'|'.join(BLOCKS)})\b")
    files = [
        path
        for app in ("courses", "supervision", "certificates", "impact", "demo", "site")
        for path in (settings.ROOT / app).rglob("*.py")
        if path.parent not in OF_KINDS and path != settings.ROOT / "demo" / "returning.py"
    ]
    assert len(files) > 100
    assert [str(path) for path in files if named.search(path.read_text())] == []
