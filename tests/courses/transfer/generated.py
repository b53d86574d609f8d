"""Steps as an editor might write them: every kind of block, with whatever signs a text may have."""

from html import escape
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from courses.exercises.verdicts import VERDICTS

SIGNS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029")
TEXTS = st.text(SIGNS, min_size=1, max_size=30).map(str.strip).filter(bool)
AWKWARD = st.sampled_from(
    ["1. One", "- a", "# b", "*c*", "[d](e)", "f & g", "h <i> j", "`k`", "l_m_n", "yes", "12", "a\nb"]
)
WORDS = TEXTS | AWKWARD
MAYBE = st.just("") | WORDS
IDS = st.uuids(version=4).map(str)
FLAGS = st.booleans()
INLINE = WORDS.map(escape)
RUNS = st.one_of(
    INLINE,
    INLINE.map(lambda text: f"<b>{text}</b>"),
    INLINE.map(lambda text: f"<i>{text}</i>"),
    INLINE.map(lambda text: f'<a href="/help/">{text}</a>'),
    INLINE.map(lambda text: f'<a href="https://example.org/?a=1&amp;b=2">{text}</a>'),
    INLINE.map(lambda text: f"{text}<br/>{text}"),
)
LINES = st.lists(RUNS, min_size=1, max_size=3).map("".join)
PARAGRAPHS = LINES.map(lambda line: f'<p data-block-key="abcde">{line}</p>')
LISTS = st.builds(
    lambda tag, items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>",
    st.sampled_from(["ul", "ol"]),
    st.lists(LINES, min_size=1, max_size=3),
)
PROSE = st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=3).map("".join)
WITH_HEADINGS = st.lists(PARAGRAPHS | LISTS | LINES.map(lambda line: f"<h2>{line}</h2>"), min_size=1, max_size=3).map(
    "".join
)
VERDICT = st.sampled_from(sorted(VERDICTS))


def items(value: Any, **sizes: int) -> Any:
    return st.lists(st.fixed_dictionaries({"type": st.just("item"), "id": IDS, "value": value}), **sizes)


def parts(**fields: Any) -> Any:
    return st.fixed_dictionaries(fields)


VOICE = parts(name=WORDS, says=PROSE)
TABLES = st.integers(2, 4).flatmap(
    lambda width: parts(
        table=parts(
            caption=WORDS,
            columns=st.lists(parts(type=st.just("text"), heading=WORDS), min_size=width, max_size=width),
            rows=st.lists(parts(values=st.lists(MAYBE, min_size=width, max_size=width)), min_size=1, max_size=3),
        ),
        row_headings=FLAGS,
    )
)
OPTION = parts(text=WORDS, consequence=WORDS, verdict=VERDICT)
NAMES = ("opening", "Then, later")
TURN = parts(
    said=PROSE,
    question=WORDS,
    own_line=FLAGS,
    keep_order=FLAGS,
    options=items(
        parts(text=WORDS, consequence=WORDS, verdict=VERDICT, next=st.just("An end")), min_size=2, max_size=3
    ),
)
VALUES: dict[str, Any] = {
    "text": WITH_HEADINGS,
    "worked_example": parts(title=WORDS, body=PROSE),
    "callout": parts(title=WORDS, body=PROSE),
    "voices": parts(title=WORDS, first=VOICE, second=VOICE, supervisor=VOICE),
    "do_dont": parts(do=items(WORDS, max_size=3), dont=items(WORDS, max_size=3)),
    "quote": parts(words=WORDS, by=MAYBE, source=MAYBE),
    "outside": parts(title=WORDS, address=st.just("https://example.org/a?b=c#d"), about=MAYBE),
    "table": TABLES,
    "help": st.none(),
    "check": parts(
        question=WORDS, keep_order=FLAGS, options=items(parts(text=WORDS, right=FLAGS, feedback=WORDS), max_size=4)
    ),
    "scenario": parts(situation=PROSE, question=WORDS, keep_order=FLAGS, options=items(OPTION, max_size=3)),
    "conversation": parts(
        situation=PROSE,
        turns=st.tuples(*(TURN.map(lambda turn, name=name: {**turn, "name": name}) for name in NAMES)).flatmap(
            lambda turns: st.tuples(*(items(st.just(turn), min_size=1, max_size=1) for turn in turns)).map(
                lambda lists: [one for each in lists for one in each]
            )
        ),
        ends=items(parts(name=st.just("An end"), title=WORDS, body=PROSE), min_size=1, max_size=1),
    ),
    "ordering": parts(
        question=WORDS,
        cards=items(parts(text=WORDS, pile=st.just(""), why=WORDS), max_size=3),
        piles=st.just([]),
    )
    | parts(
        question=WORDS,
        cards=items(parts(text=WORDS, pile=st.sampled_from(["Ours", "Theirs"]), why=WORDS), max_size=3),
        piles=st.just([{"type": "item", "id": str(UUID(int=n)), "value": v} for n, v in enumerate(["Ours", "Theirs"])]),
    ),
    "moments": parts(question=WORDS, theme=st.sampled_from(["", "pair"]), many=st.integers(1, 5)),
    "reflection": parts(prompt=WORDS, help=MAYBE),
    "checklist": parts(intro=WORDS, items=items(WORDS, max_size=3), later=items(WORDS, max_size=2)),
    "rating": parts(prompt=WORDS, low=WORDS, high=WORDS),
    "takeaway": PARAGRAPHS,
}


def blocks(**chosen: Any) -> Any:
    """Of every kind, and of what rows stand for those that name a file."""
    kinds = {**VALUES, **chosen}
    return st.sampled_from(sorted(kinds)).flatmap(
        lambda kind: st.fixed_dictionaries({"type": st.just(kind), "id": IDS, "value": kinds[kind]})
    )


def bodies(**chosen: Any) -> Any:
    return st.lists(blocks(**chosen), min_size=1, max_size=6)
