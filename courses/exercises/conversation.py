"""A scenario of several turns: at each, what is said, an own line if wanted, and options that lead on, or to an end.

Chosen: {"way": [option id of each turn so far], "walked": [every option ever chosen], "lines": [turns with a line]}.
A form sends the whole way, so that the page that somebody answers is what counts, in two tabs and after going back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html, children, keep_order_block
from courses.exercises.facts import Choice, Chosen, Exercise
from courses.exercises.faults import equal, folded
from courses.exercises.turn_graph import Graph, faults_of, faults_of_names
from courses.exercises.turn_map import draw_map
from courses.exercises.turns import SHORT, End, Moment, Taken, Turn, TurnOption
from courses.exercises.verdicts import verdict_block
from courses.reading import PLAIN, line, lines
from foundation.refusals import Refusal

# What a button sends that leads back to the first turn.
START = "start"
# Who goes round and round has seen it all: the page would only grow.
LONGEST_WAY = 20
BETWEEN = "."


@dataclass(frozen=True)
class Conversation(Exercise):
    situation: str
    turns: tuple[Turn, ...]
    ends: tuple[End, ...]

    kind: ClassVar[str] = "conversation"
    rule: ClassVar[str | Promise] = _("take the conversation to one of its ends")
    missing: ClassVar[str | Promise] = _("Take the conversation to an end: %(question)s")
    minutes: ClassVar[float] = 2
    told: ClassVar[tuple[str, ...]] = ("turns", "ends")
    unfolds: ClassVar[bool] = True

    @classmethod
    def as_asked(cls, snapshot: Mapping[str, Any]) -> Self:
        facts = {name: value for name, value in snapshot.items() if name != "kind"}
        turns = tuple(Turn.as_asked(turn) for turn in facts["turns"])
        return cls(**{**facts, "turns": turns, "ends": tuple(End(**end) for end in facts["ends"])})

    def open_to_all(self) -> list[str]:
        return [self.situation, *(turn.said for turn in self.turns[:1]), *super().open_to_all()]

    # The way.

    def turn(self, turn_id: str) -> Turn | None:
        return next((turn for turn in self.turns if turn.block_id == turn_id), None)

    def end(self, end_id: str) -> End | None:
        return next((end for end in self.ends if end.id == end_id), None)

    def walk(self, way: Iterable[str]) -> list[Taken]:
        """The turns of a way, as far as it is one."""
        here, taken = self.turns[0] if self.turns else None, []
        for option_id in way:
            option = here.option(option_id) if here else None
            if here is None or option is None:
                break
            taken.append(Taken(here, option))
            here = self.turn(option.next)
        return taken

    def after(self, taken: Sequence[Taken]) -> Turn | End | None:
        """Where a way leads to."""
        if not taken:
            return self.turns[0] if self.turns else None
        return self.turn(taken[-1].option.next) or self.end(taken[-1].option.next)

    def _way(self, chosen: Chosen) -> list[Taken]:
        return self.walk(chosen.get("way", ()))

    # Own lines.

    @property
    def writes(self) -> bool:
        return any(turn.own_line for turn in self.turns)

    def prompt(self, block_id: str) -> Turn | None:
        turn = self.turn(block_id)
        return turn if turn and turn.own_line else None

    def prompt_now(self, chosen: Chosen, *, answered: bool) -> Turn | None:
        here = self.after(self._way(chosen))
        return here if isinstance(here, Turn) and self._wants_a_line(here, chosen) else None

    def _wants_a_line(self, turn: Turn, chosen: Chosen) -> bool:
        """Not of who has written it, nor of who was there before their author asked for one."""
        been = {option.id for option in turn.options} & set(chosen.get("walked", ()))
        return turn.own_line and not been and turn.block_id not in chosen.get("lines", ())

    def lines(self, chosen: Chosen) -> list[Turn]:
        here = self.after(way := self._way(chosen))
        turns = [taken.turn for taken in way] + ([here] if isinstance(here, Turn) else [])
        return [turn for turn in dict.fromkeys(turns) if turn.own_line]

    def opened_by(self, prompt: str, before: Chosen | None) -> Chosen:
        kept = _kept(before)
        return {**kept, "lines": list(dict.fromkeys([*kept["lines"], prompt]))}

    # Marking.

    @property
    def landing(self) -> str:
        return f"now-{self.block_id}"

    def read(self, post: QueryDict) -> Chosen:
        sent = post.get("back") or post.get("way") or ""
        if not sent:
            raise Refusal(_("Choose what is nearest to what you would say, then press the button again."))
        way = [] if sent == START else sent.split(BETWEEN)
        if len(way) > LONGEST_WAY:
            raise Refusal(_("You have gone a long way round. Go back to an earlier turn and take another way."))
        taken = self.walk(way)
        if len(taken) < len(way):
            raise Refusal(_("This conversation has changed since you opened the page. Go on from here."))
        return {"way": [option.id for _turn, option in taken]}

    def joined(self, before: Chosen | None, chosen: Chosen) -> Chosen:
        kept, way = _kept(before), self._way(chosen)
        if any(self._wants_a_line(turn, kept) for turn, _option in way):
            raise Refusal(_("Write your own line first. The options open after that."))
        walked = list(dict.fromkeys([*kept["walked"], *(option.id for _turn, option in way)]))
        return {**kept, "way": list(chosen["way"]), "walked": walked}

    def passes(self, chosen: Chosen) -> bool:
        return isinstance(self.after(self._way(chosen)), End)

    def done_well(self) -> Chosen:
        """One of the shortest ways to an end."""
        ways: list[list[str]] = [[]]
        been: set[str] = set()
        for way in ways:
            here = self.after(self.walk(way))
            if isinstance(here, End):
                return {"way": way}
            if here and here.block_id not in been:
                been.add(here.block_id)
                ways += [[*way, option.id] for option in here.options]
        return {"way": []}

    # Drawing.

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Moment]:
        """The way so far, and where it has come to. What else could be said is told at an end alone."""
        if reader:
            return self._in_order_for(reader).choices(chosen, answered=answered, done=done)
        way = self._way(chosen)
        here = self.after(way)
        ids = [option.id for _turn, option in way]
        walked = set(chosen.get("walked", ()))
        passed = [
            self._passed(taken, _as_sent(ids[:at]) or START, walked if isinstance(here, End) else None)
            for at, taken in enumerate(way)
        ]
        if isinstance(here, Turn):
            return [*passed, self._now(here, ids, chosen)]
        return [*passed, self._reached(here, walked)] if here else passed

    def _in_order_for(self, reader: str) -> Self:
        turns = tuple(turn if turn.keep_order else turn.in_order_for(reader) for turn in self.turns)
        return replace(self, turns=turns)

    def _passed(self, taken: Taken, back: str, walked: set[str] | None) -> Moment:
        turn, option = taken
        options = [] if walked is None else [untaken for untaken in turn.options if untaken != option]
        told = [
            untaken.told() if walked and untaken.id in walked else Choice(untaken.id, untaken.text)
            for untaken in options
        ]
        return Moment(turn.block_id, "", turn.said, turn.question, option.told(), told, back)

    def _now(self, turn: Turn, way: list[str], chosen: Chosen) -> Moment:
        moment = Moment(turn.block_id, said=turn.said, question=turn.question)
        if self._wants_a_line(turn, chosen):
            return replace(moment, writes=True)
        return replace(moment, options=[Choice(_as_sent([*way, option.id]), option.text) for option in turn.options])

    def _reached(self, end: End, walked: set[str]) -> Moment:
        ends = {option.next for turn in self.turns for option in turn.options if option.id in walked}
        seen = sum(end.id in ends for end in self.ends)
        return Moment(end.id, end.title, end.body, seen=max(seen, 1), total=len(self.ends))


def _as_sent(way: Sequence[str]) -> str:
    return BETWEEN.join(option_id[:SHORT] for option_id in way)


def _kept(before: Chosen | None) -> dict[str, Any]:
    return {"way": [], "walked": [], "lines": [], **(before or {})}


class TurnOptionBlock(blocks.StructBlock):
    text = lines(_("What someone might say or do"))
    consequence = lines(_("What happens"), rows=3)
    verdict = verdict_block()
    next = line(_("Leads to"), max_length=60, help_text=_("The name of a turn or of an end, as you wrote it there."))

    class Meta:
        label_format = "{text}"


class TurnBlock(blocks.StructBlock):
    name = line(_("Name"), max_length=60, help_text=_("For you: options lead to it by this name."))
    said = blocks.RichTextBlock(features=PLAIN, label=_("What is said"))
    question = lines(_("Question"))
    own_line = blocks.BooleanBlock(label=_("Own line first"), required=False)
    options = blocks.ListBlock(TurnOptionBlock(), label=_("Options"), min_num=2, max_num=4, collapsed=True)
    keep_order = keep_order_block()

    class Meta:
        label_format = "{name}"


class EndBlock(blocks.StructBlock):
    name = line(_("Name"), max_length=60, help_text=_("For you: options lead to it by this name."))
    title = line(_("Title"), max_length=120)
    body = blocks.RichTextBlock(features=PLAIN, label=_("How it ends"))

    class Meta:
        label_format = "{name}"


class ConversationBlock(Answering):
    situation = blocks.RichTextBlock(features=PLAIN, label=_("Situation"))
    turns = blocks.ListBlock(
        TurnBlock(), label=_("Turns"), min_num=1, max_num=12, collapsed=True, help_text=_("It begins with the first.")
    )
    ends = blocks.ListBlock(EndBlock(), label=_("Ends"), min_num=1, max_num=6, collapsed=True)

    asks = Conversation

    def exercise(self, value: Any, block_id: str, html: Html) -> Conversation:
        turns, ends = children(value["turns"]), children(value["ends"])
        ids = {folded(part["name"]): key for key, part in reversed([*turns, *ends])}
        return Conversation(
            block_id,
            turns[0][1]["question"] if turns else "",
            html(value["situation"].source),
            tuple(_turn(key, turn, ids, html) for key, turn in turns),
            tuple(End(key, end["title"], html(end["body"].source)) for key, end in ends),
        )

    def faults(self, value: Any) -> dict[str, list[str]]:
        names = [part["name"] for part in (*value["turns"], *value["ends"])]
        found = list(faults_of_names(names)) or list(faults_of(graph_of(value)))
        for turn in value["turns"]:
            found += equal([option["text"] for option in turn["options"]])
        return {"turns": found}

    def drawn_map(self, value: Any) -> str:
        return draw_map(graph_of(value))

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        turns = [turn.item(_turn_from(turn)) for turn in entry.keyed_entries("turns")]
        ends = [
            end.item({"name": _name_from(end), "title": end.text("title"), "body": end.prose("body")})
            for end in entry.keyed_entries("ends")
        ]
        return {"situation": entry.prose("situation"), "turns": turns, "ends": ends}

    class Meta:
        label = _("Conversation")
        icon = "comment-add"
        description = _(
            "A scenario of several turns. What learners choose leads on to the next, and to one of its ends."
        )
        preview_value = {
            "situation": "<p>It is 19:40. Hana has been quiet.</p>",
            "turns": [
                {
                    "name": "first",
                    "said": "<p>“Two died. Anyway.”</p>",
                    "question": "What do you say?",
                    "own_line": False,
                    "keep_order": False,
                    "options": [
                        {
                            "text": "“Two, in one night.”",
                            "consequence": "She looks up.",
                            "verdict": "strong",
                            "next": "she stays",
                        },
                        {
                            "text": "“Have you seen the guideline?”",
                            "consequence": "She nods, and says no more.",
                            "verdict": "costly",
                            "next": "she leaves",
                        },
                    ],
                }
            ],
            "ends": [
                {"name": "she stays", "title": "She stays", "body": "<p>The group stays with her.</p>"},
                {"name": "she leaves", "title": "She leaves early", "body": "<p>Ring her tomorrow.</p>"},
            ],
        }


def _turn(key: str, turn: Any, ids: Mapping[str, str], html: Html) -> Turn:
    options = tuple(
        TurnOption(
            option_key, option["text"], option["consequence"], option["verdict"], ids.get(folded(option["next"]), "")
        )
        for option_key, option in children(turn["options"])
    )
    return Turn(
        key, turn["question"], html(turn["said"].source), bool(turn["own_line"]), options, bool(turn.get("keep_order"))
    )


def _name_from(part: Entry) -> str:
    """Its key, unless the file names it as well: the key may then be an id."""
    return part.text("name" if part.has("name") else "key")


def _turn_from(turn: Entry) -> dict[str, Any]:
    fields = ("text", "consequence", "verdict", "next")
    return {
        "name": _name_from(turn),
        "said": turn.prose("said"),
        "question": turn.text("question"),
        "own_line": turn.flag("own_line"),
        "keep_order": turn.flag("keep_order"),
        "options": [
            option.item({name: option.text(name) for name in fields}) for option in turn.keyed_entries("options")
        ],
    }


def graph_of(value: Any) -> Graph:
    """The turns of a block by the names that its editor gave them."""
    names = {folded(part["name"]): part["name"] for part in (*value["turns"], *value["ends"])}
    turns = {
        turn["name"]: [names.get(folded(option["next"]), option["next"]) for option in turn["options"]]
        for turn in value["turns"]
    }
    return Graph(turns, [end["name"] for end in value["ends"]])
