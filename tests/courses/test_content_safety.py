"""What must be said where somebody may not be safe: on the page, in the list that is used at speed, and on the card.

The sources are at the top of content/04-distress-risk-and-signposting.yaml. What changes, changes everywhere.
"""

import re

import pytest

from tests.courses.curriculum import CONTENT, STEPS, texts, words_of

CARD = " ".join((CONTENT / "handouts" / "escalation-card.md").read_text().replace("**", "").split())
SAID = {step.facts["slug"]: words_of(step) for step in STEPS}
LIST = "who-to-ring-now"

# What is said, and the steps that say it beside the list, by their slugs.
DANGER_NOW = {
    "they might act tonight": (r"might act tonight", ["hearing-the-answer"]),
    "they cannot say": (r"cannot (?:say|tell you)", ["hearing-the-answer"]),
    "anything taken, however small and however well": (
        r"taken or done something, however small and however well they feel",
        ["hearing-the-answer"],
    ),
    "means that are not put out of reach": (
        r"will not or cannot put it out of reach",
        ["hearing-the-answer", "when-it-is-a-doctor"],
    ),
    "alone with means": (r"alone with it", ["hearing-the-answer", "when-it-is-a-doctor"]),
    "gone, and not picking up": (r"are gone, and do not pick up", []),
    "nobody can be with them": (r"nobody can be with them, say so", []),
    "ask for an ambulance": (r"ask for an ambulance", []),
    "an immediate risk to life": (r"immediate risk to life", []),
    "I am not with them": (r"I am not with them", []),
    "which town": (r"\btown\b", []),
    "nowhere known: ring all the same": (r"ring all the same", []),
}
ELSEWHERE = {
    "are you alone, yes or no": (
        r"Are you alone\? Just say yes or no",
        [
            "asking-in-plain-words",
            "when-home-is-not-safe",
            "helping-someone-get-there",
            "ten-minutes-left",
            "where-may-it-go",
        ],
    ),
    "at home: ring before you tell": (
        r"Ring (?:the|your) supervisor or the safeguarding lead before you tell",
        ["when-home-is-not-safe", "helping-someone-get-there", "where-may-it-go"],
    ),
    "at home: nothing in writing": (
        r"in writing",
        ["when-home-is-not-safe", "helping-someone-get-there", "where-may-it-go"],
    ),
    "at home: not the emergency contact": (r"emergency contact", ["when-home-is-not-safe"]),
    "driving after a seizure": (r"Are you driving\?.*\bDVLA\b", ["helping-someone-get-there"]),
    "not fit, and perhaps on duty": (
        r"the duty consultant or the site manager\b.*\bnow\b",
        ["what-you-may-tell", "when-it-breaks"],
    ),
    "a condition that is managed": (r"treated and managed, and patients are safe", ["when-it-is-a-doctor"]),
}


@pytest.mark.parametrize("said", DANGER_NOW)
def test_what_is_danger_now_is_on_page_list_and_card_alike(said):
    pattern, pages = DANGER_NOW[said]
    assert silent(pattern, [*pages, LIST]) == []


@pytest.mark.parametrize("said", ELSEWHERE)
def test_what_else_keeps_people_safe_is_on_page_and_card_alike(said):
    pattern, pages = ELSEWHERE[said]
    assert silent(pattern, pages) == []


def test_one_who_drinks_is_asked_about_suicide_driving_and_work():
    """Before the module on distress: in the first, where a member tells of it."""
    asked = ("Are you having thoughts of ending your life?", "Are you driving?", "Are you at work tomorrow?")
    assert [question for question in asked if question not in SAID["ours-signpost-not-ours"]] == []


def test_danger_now_is_a_list_before_the_order_of_calls():
    """Under its heading, in bullets: it is read with a phone in the other hand."""
    (text,) = (
        block["value"]
        for step in STEPS
        if step.facts["slug"] == LIST
        for block in step.body
        if block["type"] == "text" and "Danger now" in block["value"]
    )
    below = text.split("Danger now", 1)[1]
    assert below.index("<ul>") < below.index("<ol>") < below.index("Serious, and not this minute")
    assert below.count("<li>", 0, below.index("<ol>")) == 4


def test_nobody_who_may_be_in_danger_is_always_he():
    """The general teaching speaks of "they": anyone may be in danger."""
    slugs = ["asking-in-plain-words", "hearing-the-answer"]
    teaching = [
        " ".join(texts(block["value"]))
        for step in STEPS
        if step.facts["slug"] in slugs and step.where.startswith("04-")
        for block in step.body
        if block["type"] in ("text", "do_dont", "ordering", "check")
    ]
    assert [found for text in teaching for found in re.findall(r"\b(?:he|him|his)\b", text, re.IGNORECASE)] == []


def silent(pattern, pages):
    """Where it is not said: an address in the module, or the card."""
    said_in = {**{slug: SAID[slug] for slug in pages}, "the card": CARD}
    return [where for where, words in said_in.items() if not re.search(pattern, words, re.IGNORECASE | re.DOTALL)]
