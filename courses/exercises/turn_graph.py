"""The turns of a conversation as a graph: which lead where, what cannot be reached, and what never ends.

Pure: a turn is a name and the names that its options lead to. Whatever editors see of it is said by name.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from courses.exercises.faults import folded


@dataclass(frozen=True)
class Graph:
    """Turns and ends by their names, in an author's order; the first turn is where it begins."""

    # Turn -> where each of its options leads. What is no name of a turn or an end is a dead end.
    turns: Mapping[str, Sequence[str]]
    ends: Collection[str]

    def onward(self, turn: str) -> list[str]:
        """The turns and ends that an option of `turn` leads to."""
        return [name for name in self.turns.get(turn, ()) if name in self.turns or name in self.ends]

    def reached(self) -> set[str]:
        """The turns and ends that some way leads to."""
        found: set[str] = set()
        waiting = list(self.turns)[:1]
        while waiting:
            if (name := waiting.pop()) not in found:
                found.add(name)
                waiting += self.onward(name)
        return found

    def ending(self) -> set[str]:
        """The turns from which some way leads to an end."""
        found: set[str] = set()
        while more := [turn for turn in self.turns if turn not in found and self._ends_by(turn, found)]:
            found.update(more)
        return found

    def _ends_by(self, turn: str, ending: set[str]) -> bool:
        return any(name in self.ends or name in ending for name in self.onward(turn))


def faults_of_names(names: Sequence[str]) -> Iterator[str]:
    """Two that are called the same."""
    folded_names = [folded(name) for name in names]
    twice = dict.fromkeys(
        name for name, folded_name in zip(names, folded_names, strict=True) if folded_names.count(folded_name) > 1
    )
    for name in twice:
        yield gettext("Two turns or ends are called “%(name)s”. Give each a name of its own.") % {"name": name}


def faults_of(graph: Graph) -> Iterator[str]:
    """What makes the turns no conversation, each by name and with what to do."""
    yield from _dead_ends(graph)
    reached, ending = graph.reached(), graph.ending()
    for name in graph.turns:
        if name not in reached:
            yield gettext("No option leads to the turn “%(name)s”. Let one lead to it, or delete it.") % {"name": name}
    for name in graph.ends:
        if name not in reached:
            yield gettext("No way leads to the end “%(name)s”. Let an option lead to it, or delete it.") % {
                "name": name
            }
    yield from _endless([name for name in graph.turns if name in reached and name not in ending])


def _dead_ends(graph: Graph) -> Iterator[str]:
    there = ", ".join([*graph.turns, *graph.ends])
    for turn, options in graph.turns.items():
        if not options:
            yield gettext("The turn “%(turn)s” is a dead end. Give it options.") % {"turn": turn}
        for number, name in enumerate(options, start=1):
            if name not in graph.turns and name not in graph.ends:
                said = gettext(
                    "Option %(number)d of the turn “%(turn)s” leads to “%(name)s”, and nothing is called that. "
                    "There are: %(there)s."
                )
                yield said % {"number": number, "turn": turn, "name": name, "there": there}


def _endless(turns: Sequence[str]) -> Iterator[str]:
    if turns:
        said = ngettext(
            "From the turn %(turns)s no way leads to an end. Let one of its options lead on.",
            "From the turns %(turns)s no way leads to an end. Let an option of one of them lead on.",
            len(turns),
        )
        yield said % {"turns": ", ".join(f"“{turn}”" for turn in turns)}
