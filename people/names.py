"""What people are called: how a name comes in, under which letter a list has it, and which names are the same.

Somebody may have one name: it is the first, and the last is empty.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from confidential.screening.folding import APOSTROPHES as ANY_APOSTROPHE
from foundation.lines import check_one_line, one_line

LONGEST = 150
LONGEST_KEY = 400
TOO_LONG = _("A name has %(most)s characters at most. Shorten it.")

# Before a last name, and part of it: "de Souza" stands under D, "Ó Briain" beside O'Brien.
PREFIXES = frozenset(
    (
        "al",
        "af",
        "ap",
        "bin",
        "d",
        "da",
        "dal",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "dela",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "la",
        "las",
        "le",
        "lo",
        "los",
        "mac",
        "mc",
        "ni",
        "o",
        "san",
        "st",
        "ten",
        "ter",
        "van",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
    )
)
# Latin letters that do not come apart into a letter and its mark.
LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "\u0131": "i",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
    "ə": "e",
    "ɛ": "e",
    "ɔ": "o",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ƴ": "y",
}
APOSTROPHES = ANY_APOSTROPHE | {"'"}
WORD = re.compile("[a-z0-9]+")
# Between the parts of a key, and between two words: both come before every letter, on each database alike.
THEN, SPACE = "0", "1"


def name_part(typed: str) -> str:
    """A first or a last name as it is kept: empty where there is no letter in it, as in "-". Raises ValidationError."""
    cleaned = one_line(typed)
    if not any(item.isalpha() for item in cleaned):
        return ""
    if len(cleaned) > LONGEST:
        raise ValidationError(TOO_LONG, code="too_long", params={"most": LONGEST})
    return cleaned


def check_name(value: str) -> None:
    """For a model's field."""
    check_one_line(value)


def full_name(first: str, last: str) -> str:
    return " ".join(filter(None, (first.strip(), last.strip())))


def sort_key(first: str, last: str) -> str:
    """Under which letter a British directory has somebody: by the last name, or by the only one.

    Accents and apostrophes do not count, a prefix belongs to what follows it, and what is no Latin letter comes after
    Z. Small letters and digits alone, so that SQLite and every PostgreSQL put two keys in the same order.
    """
    surname, given = (last, first) if last else (first, "")
    return THEN.join((SPACE.join(_joined(_words(surname))), SPACE.join(_words(given))))[:LONGEST_KEY]


def same_name(first: str, last: str) -> str:
    """The same for two names that look alike on a page, wherever the first ends and the last begins."""
    return "".join(_words(full_name(first, last)))[:LONGEST_KEY]


def _words(name: str) -> list[str]:
    without = "".join(char for char in name if char not in APOSTROPHES)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", without).casefold())
    return WORD.findall("".join(map(_folded, folded)))


def _folded(char: str) -> str:
    """A letter as it sorts; nothing for a mark; a space for what parts two words."""
    if "a" <= char <= "z":
        return char
    if unicodedata.category(char).startswith("M"):
        return ""
    if char in LETTERS:
        return LETTERS[char]
    if char.isdecimal():
        return f"2{unicodedata.decimal(char)}"
    return f"zzz{ord(char):05x}" if char.isalnum() else " "


def _joined(words: list[str]) -> list[str]:
    """The prefixes at the beginning, as one word with what they belong to."""
    count = next((place for place, word in enumerate(words) if word not in PREFIXES), len(words))
    begins = "".join(words[: count + 1])
    return [begins, *words[count + 1 :]] if begins else words


def sought_words(typed: str) -> list[str]:
    """What somebody seeks a name by, word for word as `sort_key` spells it."""
    return _words(typed)
