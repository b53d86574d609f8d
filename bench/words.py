#!/usr/bin/env python
"""The words that people read: how hard they are, and which turns of phrase are in them that we do not use.

    .venv/bin/python bench/words.py [--list] [app ...]

It reads every template and every `gettext` in the code, without Django. Budget: the interface's Flesch-Kincaid grade
is at most 8, and no banned turn is left. Ends with status 1 where either is broken; `--list` prints the strings too.
"""

import argparse
import ast
import html
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HIGHEST_GRADE = 8.0
FEWEST_WORDS = 8  # labels and headings are no sentences: a grade of them says nothing
GETTEXTS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURALS = {"ngettext", "ngettext_lazy"}
CONTEXTS = {"pgettext", "pgettext_lazy"}
SHARED = "shared"  # templates of no one app: templates/account, templates/includes, templates/404.html


@dataclass(frozen=True)
class Words:
    app: str
    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Turn:
    """What we do not write, why, and the strings in which it is right."""

    pattern: re.Pattern[str]
    reason: str
    right_in: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        return bool(self.pattern.search(text)) and not any(right in text for right in self.right_in)


def turn(pattern: str, reason: str, *right_in: str) -> Turn:
    return Turn(re.compile(pattern), reason, right_in)


TURNS = (
    turn(
        r"(?i)\b(stands?|stood) (here|there|below|above|beside|behind|between|as it|as they|now|in the|on)\b",
        "things do not stand: say is, is shown or is kept",
    ),
    turn(r"(?i)\bwho(so)?ever\b", "say you, your supervisor, or the person who", "Now ring whoever raised it"),
    turn(r"(?i)\bwhom\b", "say who", "Whom to ring"),
    turn(
        r"(?i)\b(some|every|any)body\b",
        "say you, a name or a role; else someone, everyone, anyone",
        # In the first wording of the agreement, which people have agreed to: it is never edited.
        "If somebody is at serious risk of harm, including you",
        "leave out what identifies anybody",
        "If somebody is in danger now, ring the services on the help page first and the supervisor",
    ),
    turn(
        r"(^|[.:!?] )That (there|you|it|they|he|she|we|the|a|an|your|nobody|somebody|notices)\b",
        "begin with what is, not with That",
    ),
    turn(r"(?i)\b(any|no) more(?=[,.;?!:]|$)|\bno more to\b|\bmeets? no more\b", "say no longer, or not now"),
    turn(r"(?i)\b(in|by) (the )?mail\b|\b(a|the|no) mail\b|\bmails\b|^Mail\b|\be-mail", "say email"),
    turn(r"^Look at\b", "a link says what it does: See, Open, or the name of the page"),
    turn(
        r"(^|[.:!?] )Say (whether|when|why|how|who|what|which|whom|until|from|in)\b",
        "say what to do: write, choose, tell us",
    ),
    turn(
        r"(^|[.:!?] )Give (the|a|an|your) (day|date|time|minutes|number|name|first|last|email|address|reason)\b",
        "say what to do: enter, choose, write",
    ),
    turn(r"(?i)\bnothing (else )?of it\b", "say what can be seen"),
    turn(
        r"(?i)\b(is|are|not) (not )?(yours|for you) to (do|see|give|say|read)\b", "say who can, or what to do instead"
    ),
    turn(
        r"(?i)\b(anew|loses? sight of|at the wish of|meanwhile|put right|puts right|taken? back)\b", "use today's word"
    ),
    turn(r"(?i)\bfound (a|the|this|another) (new )?group\b", "say set up a group"),
    turn(r"(?i)\bit (is|was) (they|he|she|I)\b", "say it is them"),
)


# The strings


def apps() -> dict[str, Path]:
    """Each app and its folder: at the top, and in site/."""
    found = (path.parent for parent in (ROOT, ROOT / "site") for path in parent.glob("*/apps.py"))
    return {folder.name: folder for folder in found} | {"config": ROOT / "site" / "config"}


def strings() -> Iterator[Words]:
    """All of them, each with its place."""
    known = apps()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and path.suffix != ".css":
            folder = path.relative_to(ROOT / "templates").parts[0]
            yield from placed(folder if folder in known else SHARED, path, of_template(path.read_text()))
    for app, folder in sorted(known.items()):
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield from placed(app, path, of_python(path.read_text()))


def placed(app: str, path: Path, found: Iterable[tuple[int, str]]) -> Iterator[Words]:
    for line, text in found:
        if re.search(r"[A-Za-z]", text):
            yield Words(app, str(path.relative_to(ROOT)), line, text)


def of_python(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for argument in translated(node.func.id, node.args):
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.lineno, argument.value


def translated(function: str, arguments: list[ast.expr]) -> list[ast.expr]:
    if function in GETTEXTS:
        return arguments[:1]
    if function in PLURALS:
        return arguments[:2]
    return arguments[1:2] if function in CONTEXTS else []


COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?\{% endcomment %\}|<!--.*?-->|<(script|style)\b.*?</\1>", re.S)
BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?%\}(.*?)\{% endblocktrans(?:late)? %\}", re.S)
SINGLE = re.compile(r"""\{% trans(?:late)? (?:"([^"]*)"|'([^']*)')""")
INLINE = re.compile(r"""_\("([^"]*)"\)""")
NAMED = re.compile(r"""\b(?:alt|aria-label|title|placeholder)=["']([^"'{]+)["']""")
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
WRITTEN = re.compile(r"(?:^|>)([^<>]*[A-Za-z][^<>]*)(?=<|$)")


def of_template(source: str) -> Iterator[tuple[int, str]]:
    """What is marked for translation, then names in attributes, then what is written straight into the page."""
    source = COMMENT.sub(blank, source)
    for match in BLOCK.finditer(source):
        for half in re.split(r"\{% plural %\}", match[1]):
            yield line_of(source, match), " ".join(half.split())
    source = BLOCK.sub(blank, source)
    for match in SINGLE.finditer(source):
        yield line_of(source, match), match[1] or match[2] or ""
    for match in INLINE.finditer(source):
        yield line_of(source, match), match[1]
    source = TAG.sub(blank, source)
    for match in NAMED.finditer(source):
        yield line_of(source, match), match[1]
    for match in re.finditer(
        r"(?:^|>)([^<>]*[A-Za-z][^<>]*)(?=<|$)",
        re.sub(r"<[^>]*>", lambda tag: "<" + blank(tag)[2:] + ">" if len(tag[0]) > 1 else "", source),
    ):
        yield line_of(source, match, 1), " ".join(match[1].split())


def blank(match: re.Match[str]) -> str:
    """As long as it was, so that the lines can still be counted."""
    return re.sub(r"[^\n]", " ", match[0])


def line_of(source: str, match: re.Match[str], group: int = 0) -> int:
    return source.count("\n", 0, match.start(group)) + 1


# How hard they are


def plain(text: str) -> str:
    """As it is read: each placeholder is one short word."""
    text = re.sub(r"%\(\w+\)[sd]|%[sd]|\{\{.*?\}\}|\{\w*\}", "X", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end: right to a tenth over a page, which is enough."""
    word = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$", "", word.lower().replace("'", ""))
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(texts: Iterable[str]) -> float:
    """Flesch-Kincaid, over the strings that are sentences."""
    words = sentences = sounds = 0
    for text in map(plain, texts):
        found = re.findall(r"[A-Za-z][A-Za-z'\u2019]*", text)
        if len(found) < FEWEST_WORDS:
            continue
        words += len(found)
        sounds += sum(map(syllables, found))
        sentences += max(1, len(re.findall(r"[.!?](?=\s|$)", text)))
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59 if words else 0.0


# The turns


def banned(words: Iterable[Words]) -> Iterator[tuple[Words, Turn]]:
    for other_words in words:
        yield from ((other_words, found) for found in TURNS if found.is_in(plain(other_words.text)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("apps", nargs="*")
    parser.add_argument("--list", action="store_true", help="print each string with its place")
    asked = parser.parse_args()
    read = [words for words in strings() if not asked.apps or words.app in asked.apps]
    if asked.list:
        print(*(f"{words.path}:{words.line}: {words.text}" for words in read), sep="\n")
    found = list(banned(read))
    for words, why in found:
        print(f"{words.path}:{words.line}: {words.text!r}: {why.reason}")
    for app, count in Counter(words.app for words, _ in found).most_common():
        print(f"{app}: {count} banned turns")
    reached = grade({words.text for words in read})
    print(f"{len(read)} strings, grade {reached:.1f}")
    return int(bool(found) or reached > HIGHEST_GRADE)


if __name__ == "__main__":
    sys.exit(main())
