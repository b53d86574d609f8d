"""First names and places without a title or a number: by lists, by a capital within a sentence, by the word beside it.

Advice only: a list is never whole, and a word can be both. Read once from left to right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from confidential.screening import lists
from confidential.screening.folding import Folded
from confidential.screening.kinds import Kind, Passage

WORD = re.compile(r"[^\W\d_]++(?:['-][^\W\d_]++)*+")
# A capital after one of these begins a sentence and tells nothing.
OPENINGS = ".!?:;*(\"'-/[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
# Between the name of a place and what it is.
QUALIFIERS = frozenset({"Community", "District", "General", "Health", "Medical", "Memorial", "Royal", "University"})
LOOK_AHEAD = 3
LISTED = lists.FIRST_NAMES | lists.NAMES_AND_WORDS | lists.TOWNS | lists.TOWNS_AND_WORDS
# Without one of these in a text there is nothing to look at more closely.
TELLING = LISTED | lists.SPEAKING | lists.TALKED_TO | lists.DOING | lists.PLACE_NOUNS | lists.RELATIONS | {"st"}


@dataclass(frozen=True)
class Follower:
    text: str
    end: int


@dataclass(frozen=True)
class Word:
    """One word, with the one before it in small letters and up to three after it, where only a space lies between."""

    text: str
    start: int
    end: int
    before: str
    following: tuple[Follower, ...]
    opens: bool

    @property
    def after(self) -> str:
        return self.following[0].text.lower() if self.following else ""

    @property
    def plain(self) -> str:
        return self.text.lower().removesuffix("'s")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and not self.text.removesuffix("'s").isupper()

    def passage(self, kind: Kind, end: int | None = None) -> Passage:
        return Passage(kind, self.start, end or self.end)


def passages(folded: Folded) -> Iterator[Passage]:
    for word in words_of(folded):
        if named := place_of(word):
            yield named
        elif is_a_town(word):
            yield word.passage(Kind.TOWN)
        elif is_a_first_name(word):
            yield word.passage(Kind.FIRST_NAME)


def words_of(folded: Folded) -> Iterator[Word]:
    """The words that could be a name: what stands in a list, and the capitals beside it."""
    telling = {word for word in spoken(folded.text) if word in TELLING}
    if not telling:
        return
    found = list(WORD.finditer(folded.text))
    told = [at for at, match in enumerate(found) if match[0].lower().removesuffix("'s") in telling]
    near = {at + step for at in told for step in range(-LOOK_AHEAD, 2)}
    for at in sorted(near & set(range(len(found)))):
        text = found[at][0]
        if text[0].isupper() or text.lower().removesuffix("'s") in LISTED:
            start, end = found[at].span()
            before = "" if at == 0 or folded.text[found[at - 1].end() : start] != " " else found[at - 1][0].lower()
            following = tuple(followers(folded, end, found[at + 1 : at + 1 + LOOK_AHEAD]))
            yield Word(text, start, end, before, following, begins_a_sentence(folded, start))


def spoken(text: str) -> set[str]:
    """Every word of it, once, in small letters."""
    return {word.removesuffix("'s") for word in set(WORD.findall(text.lower()))}


def followers(folded: Folded, end: int, found: "list[re.Match[str]]") -> Iterator[Follower]:
    for match in found:
        if folded.text[end : match.start()] != " ":
            return
        end = match.end()
        yield Follower(match[0], end)


def begins_a_sentence(folded: Folded, start: int) -> bool:
    before = folded.text[max(0, start - 2) : start].rstrip(" ")
    return not before or before[-1] in OPENINGS or folded.begins_a_line(start)


def place_of(word: Word) -> Passage | None:
    """ "Maple Ward", "St Mary's", "Northfield General Hospital": a capital in front of what makes it a place."""
    if not word.capital or not word.following:
        return None
    if word.text == "St" and word.following[0].text[0].isupper():
        return word.passage(Kind.TOWN, word.following[0].end)
    if word.plain in lists.NO_PLACE_NAMES | lists.ORDINARY_CAPITALS or len(word.text) == 1:
        return None
    for follower in word.following:
        if follower.text.lower() in lists.PLACE_NOUNS:
            tells = follower.text[0].isupper() or not word.opens
            return word.passage(Kind.TOWN, follower.end) if tells else None
        if follower.text not in QUALIFIERS:
            return None
    return None


def is_a_town(word: Word) -> bool:
    if word.plain in lists.TOWNS:
        return word.text[0].isupper() or word.before in lists.BEFORE_A_TOWN
    return word.plain in lists.TOWNS_AND_WORDS and word.capital and not word.opens


def is_a_first_name(word: Word) -> bool:
    beside = word.after in lists.SPEAKING or word.before in lists.TALKED_TO
    if word.plain in lists.FIRST_NAMES:
        return True
    if word.plain in lists.NAMES_AND_WORDS:
        if word.opens:
            return word.capital and word.after in lists.DOING
        return word.capital and (beside or word.plain not in lists.CALENDAR_NAMES)
    unknown = word.capital and len(word.text) > 2 and word.plain not in lists.ORDINARY_CAPITALS
    owned = word.text.endswith("'s") and word.after in lists.RELATIONS
    return unknown and not word.opens and (beside or owned)
