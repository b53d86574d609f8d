"""What can be checked of the curriculum without a reader: every file in content/ keeps to it.

Minutes are held against an estimate: 200 words a minute, and the time that each kind of answer takes.
"""

import re

import pytest

from courses.exercises import BLOCKS
from courses.handouts.texts import read_handouts
from tests.courses.curriculum import (
    CONTENT,
    MODULES,
    STEPS,
    blocks_of,
    estimate,
    listed,
    offenders,
    read_of,
    texts,
    words_of,
)

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.where)

# 999 never changes. Every other number comes from the list of help services, where somebody checks it.
TYPED_NUMBER = re.compile(r"\b1(?:11|12|01)\b|(?<![\d:])\+?\d(?:[ -]?\d){4,}")
ABOUT_SUICIDE = re.compile(r"suicid|end(?:ing)? (?:your|their|his|her) li(?:fe|ves)|killing yourself", re.IGNORECASE)
HARMFUL = re.compile(
    r"committ?(?:ed|ing)? suicide|(?:un)?successful suicide|failed suicide|suicide attempt|"
    r"\b(?:overdos\w*|hanged|hanging himself|hanging herself|ligatures?|noose|poison\w*|slit)\b",
    re.IGNORECASE,
)
AMERICAN = re.compile(r"\b(?:colors?|behaviors?|centers?|programs?|recogniz\w+|organiz\w+|apologiz\w+|realiz\w+)\b")


def test_four_modules_gate_the_authorisation():
    assert [module.facts["slug"] for module in MODULES if module.facts["gates_authorisation"]] == [
        "your-role-and-its-edges",
        "group-agreement-and-confidentiality",
        "distress-risk-and-signposting",
        "online-facilitation-and-working-as-two",
    ]


@every_module
def test_a_module_is_about_an_hour_in_short_steps(module):
    assert 45 <= sum(step.facts["minutes"] for step in module.steps) <= 72
    assert 6 <= len(module.steps) <= 14


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
    turns = [turn["value"] for block in blocks_of(module, "conversation") for turn in block["turns"]]
    answers += [option["value"]["consequence"] for turn in turns for option in turn["options"]]
    assert [answer for answer in answers if len(answer.split()) < 5] == []
    assert len(set(answers)) == len(answers)


def test_the_minutes_are_honest():
    """Within a quarter of what is stated. Change `minutes:`, or add to the step or cut it."""
    wrong = offenders(wrong_minutes)
    assert wrong == {}, listed(wrong)


def wrong_minutes(step):
    stated, read = step.facts["minutes"], estimate(step)
    return "" if abs(read - stated) <= stated / 4 else f"says {stated} minutes and takes {read:.1f}"


def test_a_step_ends_with_one_thing_to_keep():
    takeaways = {step.where: [block["value"] for block in step.body if block["type"] == "takeaway"] for step in STEPS}
    assert {len(kept) for kept in takeaways.values()} == {1}
    assert {where: kept for where, kept in takeaways.items() if len(" ".join(texts(kept)).split()) > 30} == {}


def test_every_step_asks_for_something():
    """A question, a sort, a few words: what is only read is forgotten by the next shift."""
    silent = [step.where for step in STEPS if not any(block["type"] in BLOCKS for block in step.body)]
    assert silent == [], listed(silent)


@every_module
def test_what_it_cost_is_said_once_a_module(module):
    """A second one is a habit. Tell the price in the story, or in the feedback."""
    said = [step.where for step in module.steps for _ in re.findall(r"\bwhat it costs?\b", words_of(step), re.I)]
    assert len(said) <= 1, listed(said)


def test_no_number_to_ring_is_typed_in():
    assert offenders(lambda step: TYPED_NUMBER.findall(words_of(step))) == {}


def test_no_number_to_ring_is_typed_into_a_handout():
    assert {text.key: TYPED_NUMBER.findall(text.body) for text in read_handouts(CONTENT)} == {
        text.key: [] for text in read_handouts(CONTENT)
    }


def test_what_speaks_of_suicide_brings_help_and_never_says_how():
    assert offenders(lambda step: not step.facts["distressing"] and ABOUT_SUICIDE.findall(words_of(step))) == {}
    assert offenders(lambda step: HARMFUL.findall(words_of(step))) == {}


def test_modules_are_called_by_name_since_their_numbers_are_shown_nowhere():
    assert offenders(lambda step: re.findall(r"\bmodule \d", words_of(step), re.IGNORECASE)) == {}


def test_no_mark_of_markdown_is_shown_to_a_reader():
    """Stars slant a word in longer texts alone: an answer, and what is said to it, are shown as they are written."""
    assert offenders(lambda step: re.findall(r".{0,20}\*.{0,20}", " ".join(texts(read_of(step))))) == {}


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
