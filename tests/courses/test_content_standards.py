"""What can be checked of the curriculum without a reader: every file in content/ keeps to it.

Minutes are held against an estimate: 200 words a minute, and the time that each kind of answer takes.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from courses.content_files import ModuleFile, StepFile, read_folder

MODULES = read_folder(settings.ROOT / "content")
STEPS = [step for module in MODULES for step in module.steps]
every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.where)

WORDS_A_MINUTE = 200
MINUTES_TO_ANSWER = {"check": 0.5, "ordering": 1, "scenario": 2, "reflection": 2, "checklist": 0.5, "rating": 0.25}
NOT_READ = {"id", "type", "pile", "right", "verdict", "key"}
# 999 never changes. Every other number comes from the list of help services, where somebody checks it.
TYPED_NUMBER = re.compile(r"\b1(?:11|12|01)\b|(?<![\d:])\+?\d(?:[ -]?\d){4,}")
ABOUT_SUICIDE = re.compile(r"suicid|end(?:ing)? (?:your|their|his|her) li(?:fe|ves)|killing yourself", re.IGNORECASE)
HARMFUL = re.compile(
    r"committ?(?:ed|ing)? suicide|(?:un)?successful suicide|failed suicide|suicide attempt|"
    r"\b(?:overdos\w*|hanged|hanging himself|hanging herself|ligatures?|noose|poison\w*|slit)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"\b(?:colors?|behaviors?|centers?|programs?|recogniz\w+|organiz\w+|apologiz\w+|realiz\w+)\b")


def texts(value: Any) -> Iterator[str]:
    """Everything in a block that somebody reads, without its tags."""
    if isinstance(value, str):
        yield re.sub(r"<[^>]+>", " ", value)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_READ:
                yield from texts(one)


def words_of(step: StepFile) -> str:
    # A handout stands there by its key.
    read = [block for block in step.body if block["type"] != "handout"]
    return " ".join([step.facts["title"], *texts(read)])


def blocks_of(module: ModuleFile, kind: str) -> list[Any]:
    return [block["value"] for step in module.steps for block in step.body if block["type"] == kind]


def estimate(step: StepFile) -> float:
    """Minutes."""
    answering = sum(MINUTES_TO_ANSWER.get(block["type"], 0) for block in step.body)
    return len(words_of(step).split()) / WORDS_A_MINUTE + answering


def offenders(found_in: Callable[[StepFile], Any]) -> dict[str, Any]:
    """Where -> what is wrong there, for each step with something wrong."""
    return {step.where: found for step in STEPS if (found := found_in(step))}


def test_four_modules_gate_the_authorisation():
    assert [module.facts["slug"] for module in MODULES if module.facts["gates_authorisation"]] == [
        "your-role-and-its-edges",
        "group-agreement-and-confidentiality",
        "distress-risk-and-signposting",
        "online-facilitation-and-working-as-two",
    ]


@every_module
def test_a_module_is_one_sunday_hour_in_short_steps(module):
    assert 45 <= sum(step.facts["minutes"] for step in module.steps) <= 65
    assert 6 <= len(module.steps) <= 13


@every_module
def test_a_module_says_what_it_is_for_and_has_all_it_takes(module):
    assert 3 <= len(module.facts["outcomes"].splitlines()) <= 6
    wanted = ("worked_example", "scenario", "reflection", "check", "rating", "takeaway")
    assert [kind for kind in wanted if not blocks_of(module, kind)] == []


@every_module
def test_every_option_says_why_in_words_of_its_own(module):
    said_in = (("check", "options", "feedback"), ("scenario", "options", "consequence"), ("ordering", "cards", "why"))
    answers = [
        item["value"][why] for kind, items, why in said_in for block in blocks_of(module, kind) for item in block[items]
    ]
    assert [answer for answer in answers if len(answer.split()) < 5] == []
    assert len(set(answers)) == len(answers)


def test_the_minutes_are_honest():
    assert {step.where: step.facts["minutes"] for step in STEPS} == {
        step.where: pytest.approx(estimate(step), abs=1.5) for step in STEPS
    }


def test_a_step_ends_with_one_thing_to_keep():
    takeaways = {step.where: [block["value"] for block in step.body if block["type"] == "takeaway"] for step in STEPS}
    assert {len(kept) for kept in takeaways.values()} == {1}
    assert {where: kept for where, kept in takeaways.items() if len(" ".join(texts(kept)).split()) > 30} == {}


def test_no_number_to_ring_is_typed_in():
    assert offenders(lambda step: TYPED_NUMBER.findall(words_of(step))) == {}


def test_what_speaks_of_suicide_brings_help_and_never_says_how():
    assert offenders(lambda step: not step.facts["distressing"] and ABOUT_SUICIDE.findall(words_of(step))) == {}
    assert offenders(lambda step: HARMFUL.findall(words_of(step))) == {}


def test_modules_are_called_by_name_since_their_numbers_are_shown_nowhere():
    assert offenders(lambda step: re.findall(r"\bmodule \d", words_of(step), re.IGNORECASE)) == {}


def test_the_english_is_british():
    assert offenders(lambda step: AMERICAN.findall(words_of(step))) == {}


@pytest.mark.parametrize(
    ("rule", "caught", "let_by"),
    [
        (TYPED_NUMBER, ["116 123", "0330 123 1245", "ring 111", "85258"], ["999", "20:05", "in 2016, 130 words"]),
        (ABOUT_SUICIDE, ["thoughts of ending your life", "Suicide"], ["the end of the session"]),
        (HARMFUL, ["committed suicide", "an overdose"], ["*Committed* belongs with crimes", "hanging over"]),
        (AMERICAN, ["program", "organize"], ["programme", "organise"]),
    ],
)
def test_each_rule_can_fail(rule, caught, let_by):
    assert [bool(rule.search(words)) for words in (*caught, *let_by)] == [True] * len(caught) + [False] * len(let_by)
