"""Nobody passes a question unread: the right answer is given away by no habit of its author, over the whole course."""

import re
from typing import NamedTuple

from tests.courses.curriculum import STEPS, listed

SAID = re.compile(r"[\"\u201c][^\"\u201d]{8,}[\"\u201d]")
LONGEST_AT_MOST = 0.40
# Of the questions with four answers: a quarter each would be even.
FEWEST, MOST = 0.15, 0.35


class Question(NamedTuple):
    where: str
    asks: str
    options: list

    @property
    def right(self):
        return next(option for option in self.options if option["right"])

    @property
    def place(self):
        return self.options.index(self.right) + 1

    @property
    def right_is_longest(self):
        return len(self.right["text"]) == max(len(option["text"]) for option in self.options)


QUESTIONS = [
    Question(step.where, block["value"]["question"], [item["value"] for item in block["value"]["options"]])
    for step in STEPS
    for block in step.body
    if block["type"] == "check"
]


def test_the_right_answer_is_seldom_the_longest():
    """Let some right answers be the short blunt one, and some wrong ones say their kind reason at length."""
    longest = [(question.where, question.asks) for question in QUESTIONS if question.right_is_longest]
    assert len(longest) <= LONGEST_AT_MOST * len(QUESTIONS), f"{len(longest)} of {len(QUESTIONS)}:\n{listed(longest)}"


def test_the_right_answer_is_in_each_place_as_often():
    """Move options about: what was answered hangs on their keys, never on their order."""
    of_four = [question for question in QUESTIONS if len(question.options) == 4]
    places = {place: [question.where for question in of_four if question.place == place] for place in (1, 2, 3, 4)}
    wrong = {place: there for place, there in places.items() if not FEWEST <= len(there) / (len(of_four) or 4) <= MOST}
    assert wrong == {} or not of_four, f"of {len(of_four)} with four answers, right is in place:\n{listed(places)}"


def test_a_right_answer_is_told_what_to_say_next():
    """Its feedback holds words that can be said aloud, in quotation marks."""
    silent = {
        (question.where, question.asks): question.right["feedback"]
        for question in QUESTIONS
        if not SAID.search(question.right["feedback"])
    }
    assert silent == {}, listed(silent)
