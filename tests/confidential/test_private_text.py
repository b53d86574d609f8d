"""Whatever is cut or made from private words is private as well: each method of `str` is tried."""

import copy
import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from confidential.private import PrivateText

pytestmark = pytest.mark.once

WORDS = PrivateText("  Sarah said\tnothing,\nand left {0} %s  ")
# What each method of text is given, where it wants something.
GIVEN: dict[str, tuple[Any, ...]] = {
    "__add__": ("x",),
    "__format__": ("",),
    "__getitem__": (slice(2, 7),),
    "__mod__": ("x",),
    "__mul__": (2,),
    "__rmod__": ("<%s>",),
    "__rmul__": (2,),
    "__radd__": ("x",),
    "center": (60,),
    "format": ("x",),
    "format_map": ({"a": "x"},),
    "join": (["a", "b"],),
    "ljust": (60,),
    "rjust": (60,),
    "partition": ("said",),
    "rpartition": ("said",),
    "removeprefix": ("  ",),
    "removesuffix": ("  ",),
    "replace": ("Sarah", "Sara"),
    "split": (",",),
    "translate": ({65: "B"},),
    "zfill": (60,),
}
# For these, text that the others' will not do for.
OTHER_WORDS = {"format_map": PrivateText("Sarah {a}")}
# What gives back what it was made of, for `pickle` to make it anew, and what has nothing to do with the text.
NOT_OF_THE_TEXT = {
    "__class__",
    "__getnewargs__",
    "__init__",
    "__init_subclass__",
    "__new__",
    "__subclasshook__",
    "__reduce__",
    "__reduce_ex__",
    "__doc__",
    "__module__",
    "__slots__",
    "__getattribute__",
    "__setattr__",
    "__delattr__",
    "__dir__",
    "maketrans",
    "__repr__",
}
METHODS = sorted({name for name in dir(PrivateText) if callable(getattr(PrivateText, name))} - NOT_OF_THE_TEXT)


def called(name: str) -> Any:
    try:
        return getattr(OTHER_WORDS.get(name, WORDS), name)(*GIVEN.get(name, ()))
    except TypeError:
        # It compares or looks for something: what comes back is no text.
        return getattr(WORDS, name)("Sarah")


def texts_in(made: Any) -> Iterator[str]:
    if isinstance(made, str):
        yield made
    elif isinstance(made, list | tuple):
        for item in made:
            yield from texts_in(item)
    elif isinstance(made, Iterator):
        yield from made


@pytest.mark.parametrize("name", METHODS)
def test_no_method_gives_back_plain_text(name):
    assert {type(text) for text in texts_in(called(name))} <= {PrivateText}


def test_the_methods_that_give_back_text_were_all_tried():
    """So that a newer Python's are found out, and none passes for having given back nothing."""
    giving = {name for name in METHODS if any(True for _text in texts_in(called(name)))}
    assert giving == {
        *GIVEN,
        "__iter__",
        "__str__",
        "capitalize",
        "casefold",
        "expandtabs",
        "lower",
        "lstrip",
        "rsplit",
        "rstrip",
        "splitlines",
        "strip",
        "swapcase",
        "title",
        "upper",
    }


@pytest.mark.parametrize("name", ["strip", "lower", "title", "splitlines", "split", "replace", "__getitem__"])
def test_the_words_themselves_are_what_they_would_be(name):
    plain = getattr(str(WORDS).encode().decode(), name)(*GIVEN.get(name, ()))
    assert called(name) == plain


MADE: dict[str, Callable[[PrivateText], Any]] = {
    "a slice": lambda words: words[3:9],
    "a letter": lambda words: words[0],
    "backwards": lambda words: words[::-1],
    "added to": lambda words: words + "!",
    "behind plain text": lambda words: "He: " + words,
    "twice": lambda words: words * 2,
    "twice, the other way": lambda words: 2 * words,
    "in a sentence": lambda words: "He said %s" % words,  # noqa: UP031 -- this way is tried
    "alone in an f-string": lambda words: f"{words}",
    "with a width": lambda words: f"{words:>80}",
    "as text": str,
    "by format": lambda words: format(words, ""),
    "joined by it": lambda words: words.join(["a", "b"]),
    "stripped and lowered": lambda words: words.strip().lower(),
    "its lines": lambda words: words.splitlines(),
    "its letters": list,
    "sorted": sorted,
    "the longest word": lambda words: max(words.split(), key=len),
    "copied": copy.deepcopy,
    "pickled": lambda words: pickle.loads(pickle.dumps(words)),
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_is_made_of_it_does_not_print_itself(make):
    made = repr(make(WORDS))
    assert ("<private text>" in made, "Sarah" in made, "said" in made) == (True, False, False)


def test_a_traceback_with_its_variables_does_not_tell():
    words = WORDS.strip()[:12]
    try:
        words.index("nowhere")
    except ValueError as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert ("<private text>" in told, "Sarah" in told) == (True, False)


def test_it_is_written_as_itself_where_it_belongs():
    assert json.loads(json.dumps({"words": WORDS})) == {"words": str(WORDS)}
    assert (str(WORDS).encode().decode() == WORDS, hash(WORDS) == hash(WORDS.encode().decode())) == (True, True)
