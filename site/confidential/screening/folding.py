"""A text as its meaning is judged: one spelling for every way to write the same space, dash, digit or letter.

Whoever types "943-476-5919" on a phone may get another dash, a space that does not break, digits of another script, or
a character that nobody sees. All of that is folded away first, once for every rule. Each folded character knows where
it came from, so that a mark points into the text as it was written.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Category Pd holds most dashes; these look like one and are in other categories.
DASHES = frozenset("\u00af\u02c9\u02d7\u06d4\u2043\u207b\u208b\u2212\u23af\u2500\u2501\u2796\u30fc\uff70\u3161")
# Letters and signs that are drawn as nothing but room.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
APOSTROPHES = frozenset("`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07")
DOTS = frozenset("\u00b7\u2022\u2024\u2027\u2219\u22c5\u30fb\uff65\u3002\uff61")
SLASHES = frozenset("\u2044\u2215\u29f8\u2571")
SIGNS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(DOTS, "."),
    **dict.fromkeys(SLASHES, "/"),
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(BLANKS, " "),
}
LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
# Not to be seen: formats, controls, marks above and below a letter, halves and gaps of the code itself.
UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me", "Cs", "Cn"})


@lru_cache(maxsize=8192)
def fold_character(character: str) -> str:
    """What stands for it: one character, several for a ligature, or nothing for what cannot be seen."""
    if sign := SIGNS.get(character):
        return sign
    if character.isspace():
        return " "
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category in UNSEEN:
        return ""
    if category == "Pd":
        return "-"
    plain = unicodedata.normalize("NFKD", character)
    return plain if plain == character else "".join(map(fold_character, plain))


@dataclass(frozen=True)
class Folded:
    """`text` is what rules look at; `origin[i]` is the place in `original` from which its i-th character came."""

    original: str
    text: str
    origin: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original behind text[start:end], with the unseen characters that belong to its last."""
        last = self.origin[end - 1] + 1
        while last < len(self.original) and not fold_character(self.original[last]):
            last += 1
        return self.origin[start], last

    def begins_a_line(self, start: int) -> bool:
        """Whether a line of the original begins there: a list has no full stops."""
        gap = self.original[self.origin[start - 1] : self.origin[start]] if start else "\n"
        return any(mark in gap for mark in LINE_ENDS)


# Plain words with single spaces between them, which is most of most texts, are folded already.
PLAIN = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)*+")


def fold(original: str) -> Folded:
    """Runs of white space become one space, so that a rule need not count them."""
    text: list[str] = []
    origin: list[int] = []
    at = 0
    for plain in PLAIN.finditer(original):
        _fold_each(original, at, plain.start(), text, origin)
        text.append(plain[0])
        origin.extend(range(plain.start(), plain.end()))
        at = plain.end()
    _fold_each(original, at, len(original), text, origin)
    return Folded(original, "".join(text), origin)


def _fold_each(original: str, start: int, end: int, text: list[str], origin: list[int]) -> None:
    """Add original[start:end], which is not plain, to `text` and `origin`."""
    characters = list(map(fold_character, original[start:end]))
    if "" not in characters and " " not in characters and len("".join(characters)) == len(characters):
        text.extend(characters)
        origin.extend(range(start, end))
        return
    last = ""
    for at, folded in enumerate(characters, start):
        if folded and not (folded == " " == last):
            text.append(folded)
            origin.extend([at] * len(folded))
            last = folded
