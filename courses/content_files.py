"""The curriculum as files an editor can read: `content/NN-slug.yaml`, one module each, checked and turned into blocks.

Every key in a file is a fixed id: pages, blocks and options get uuid5 ids of their keys, so that loading the same file
into two installations gives the same ids, and an answer points at the same question in both.
"""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import markdown
import yaml

NAMESPACE = uuid.UUID("6f1c6f0e-52f0-4e4f-9a53-1d4f0f7f6f2a")
SHORTEST, LONGEST = 3, 8
HTML = re.compile(r"<[a-zA-Z/!]")
LINK = re.compile(r"\]\((?!/)")
HEADING, HIGH_HEADING = re.compile(r"^#", re.MULTILINE), re.compile(r"^#{2,3} ", re.MULTILINE)
# An item of a list that is one paragraph.
LONE_PARAGRAPH = re.compile(r"<li>\s*+<p>([^<]*+(?:<(?!/?p>|li>)[^<]*+)*+)</p>\s*+</li>")
EXERCISES = {"scenario", "check", "ordering", "reflection", "checklist", "rating"}


class ContentError(Exception):
    """What is wrong with the files: one line each, with the file and the key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def fixed_id(*keys: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(keys)))


@dataclass(frozen=True)
class StepFile:
    id: str
    facts: dict[str, Any]
    # The StreamField's raw value.
    body: list[dict[str, Any]]
    where: str


@dataclass(frozen=True)
class ModuleFile:
    id: str
    order: int
    review_by_months: int
    facts: dict[str, Any]
    steps: list[StepFile]
    where: str


def read_folder(folder: Path) -> list[ModuleFile]:
    """Every module, in its order. Raises ContentError, naming each fault, before anything is written anywhere."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise ContentError([f"{folder}: there is no .yaml file"])
    readers = [Reader(path) for path in paths]
    modules = [module for reader in readers if (module := reader.module())]
    problems = [problem for reader in readers for problem in reader.problems]
    problems += [f"{module.where}: its key is used twice" for module in modules if _ids(modules).count(module.id) > 1]
    if problems:
        raise ContentError(problems)
    return sorted(modules, key=lambda module: module.order)


def _ids(modules: list[ModuleFile]) -> list[str]:
    return [module.id for module in modules]


@dataclass
class Reader:
    """One file. A fault is noted and reading goes on, so that an author sees all of them at once."""

    path: Path
    problems: list[str] = field(default_factory=list)

    def bad(self, where: str, problem: str) -> None:
        self.problems.append(f"{self.path.name}: {where}: {problem}")

    def module(self) -> ModuleFile | None:
        try:
            content = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            self.bad("the whole file", f"cannot be read as YAML ({error})")
            return None
        if not isinstance(content, dict) or set(content) != {"module", "steps"}:
            self.bad("the whole file", "must hold `module:` and `steps:` and nothing else")
            return None
        raw = content["module"]
        key = self.text(raw, "key", "module")
        steps = [self.step(one, key, number) for number, one in enumerate(content["steps"] or [], start=1)]
        self.once([step.id for step in steps], "steps", "two steps have one key")
        self.once([step.facts["slug"] for step in steps], "steps", "two steps have one slug")
        named = ("slug", "title", "summary")
        facts: dict[str, Any] = {name: self.text(raw, name, "module") for name in named}
        facts["outcomes"] = "\n".join(self.texts(raw, "outcomes", "module"))
        facts["gates_authorisation"] = self.kind_of(raw, "gates_authorisation", bool, "module", False)
        return ModuleFile(
            fixed_id(key),
            self.kind_of(raw, "order", int, "module", 0),
            self.kind_of(raw, "review_by_months", int, "module", 12),
            facts,
            steps,
            self.path.name,
        )

    def step(self, raw: Any, module: str, number: int) -> StepFile:
        key = self.text(raw, "key", f"step {number}")
        where = f"step {number} ({key})"
        fields = raw if isinstance(raw, dict) else {}
        facts: dict[str, Any] = {name: self.text(raw, name, where) for name in ("slug", "title")}
        facts["minutes"] = self.kind_of(raw, "minutes", int, where, SHORTEST)
        if not SHORTEST <= facts["minutes"] <= LONGEST:
            self.bad(where, f"minutes must be {SHORTEST} to {LONGEST}, not {facts['minutes']}")
        for name, default in (("required", True), ("distressing", False)):
            facts[name] = self.kind_of({name: default, **fields}, name, bool, where, default)
        blocks = fields.get("blocks")
        if not isinstance(blocks, list) or not blocks:
            self.bad(where, "has no blocks")
            blocks = []
        body = [block for at, one in enumerate(blocks, start=1) if (block := self.block(one, at, (module, key), where))]
        self.once([block["id"] for block in body], where, "two exercises have one key")
        if body and body[-1]["type"] != "takeaway":
            self.bad(where, "the last block must be the takeaway")
        return StepFile(fixed_id(module, key), facts, body, f"{self.path.name}: {where}")

    def block(self, raw: Any, number: int, keys: tuple[str, str], step: str) -> dict[str, Any] | None:
        where = f"{step}, block {number}"
        if not isinstance(raw, dict) or len(raw) != 1:
            self.bad(where, "must be one kind of block with its content")
            return None
        ((kind, value),) = raw.items()
        shapes: dict[str, Callable[[Any, tuple[str, ...], str], Any]] = {
            "text": self.headed,
            "takeaway": self.plain,
            "worked_example": self.titled,
            "callout": self.titled,
            "voices": self.voices,
            "do_dont": self.do_dont,
            "help": self.nothing,
            "handout": self.handout,
            "scenario": self.scenario,
            "check": self.check,
            "ordering": self.ordering,
            "reflection": self.reflection,
            "checklist": self.checklist,
            "rating": self.rating,
        }
        if kind not in shapes:
            self.bad(where, f"there is no block called {kind!r}; there are {', '.join(sorted(shapes))}")
            return None
        where = f"{where} ({kind})"
        name = self.text(value, "key", where) if kind in EXERCISES else f"{kind}-{number}"
        ids = (*keys, name)
        return {"type": kind, "id": fixed_id(*ids), "value": shapes[kind](value, ids, where)}

    # One method for each shape of block: (value, keys of the ids below it, where) -> the block's raw value.

    def headed(self, value: Any, ids: tuple[str, ...], where: str) -> str:
        return self.prose(value, where, headings=True)

    def plain(self, value: Any, ids: tuple[str, ...], where: str) -> str:
        return self.prose(value, where)

    def titled(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        return {"title": self.text(value, "title", where), "body": self.prose(self.text(value, "body", where), where)}

    def voices(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        voices = {}
        for who in ("first", "second", "supervisor"):
            voice = self.kind_of(value, who, dict, where, {})
            says = self.prose(self.text(voice, "says", f"{where}, {who}"), where)
            voices[who] = {"name": self.text(voice, "name", f"{where}, {who}"), "says": says}
        return {"title": self.text(value, "title", where), **voices}

    def do_dont(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        return {
            side: [self.item(line, (*ids, f"{side}-{at}")) for at, line in enumerate(self.texts(value, side, where))]
            for side in ("do", "dont")
        }

    def nothing(self, value: Any, ids: tuple[str, ...], where: str) -> None:
        if value:
            self.bad(where, "takes no content: the numbers come from the help services")

    def handout(self, value: Any, ids: tuple[str, ...], where: str) -> str:
        """The name of a file in handouts/, without its ending."""
        key = self.text({"handout": value}, "handout", where)
        if not (self.path.parent / "handouts" / f"{key}.md").is_file():
            self.bad(where, f"there is no handouts/{key}.md")
        return fixed_id("handout", key)

    def scenario(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        options = [
            self.item({name: self.text(one, name, at) for name in ("text", "consequence", "verdict")}, key)
            for one, key, at in self.each(value, "options", ids, where)
        ]
        return {
            "situation": self.prose(self.text(value, "situation", where), where),
            "question": self.text(value, "question", where),
            "options": options,
        }

    def check(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        options = [
            self.item(
                {
                    "text": self.text(one, "text", at),
                    "right": self.kind_of(one, "right", bool, at, False),
                    "feedback": self.text(one, "feedback", at),
                },
                key,
            )
            for one, key, at in self.each(value, "options", ids, where)
        ]
        return {"question": self.text(value, "question", where), "options": options}

    def ordering(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        piles = self.texts(value, "piles", where) if isinstance(value, dict) and "piles" in value else []
        cards = [
            self.item(
                {
                    "text": self.text(one, "text", at),
                    "why": self.text(one, "why", at),
                    "pile": self.text(one, "pile", at) if piles else "",
                },
                key,
            )
            for one, key, at in self.each(value, "items", ids, where)
        ]
        named = [self.item(pile, (*ids, f"pile-{at}")) for at, pile in enumerate(piles)]
        return {"question": self.text(value, "question", where), "cards": cards, "piles": named}

    def reflection(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        hand_up = self.text(value, "help", where) if isinstance(value, dict) and "help" in value else ""
        return {"prompt": self.text(value, "prompt", where), "help": hand_up}

    def checklist(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        things = [self.item(self.text(one, "text", at), key) for one, key, at in self.each(value, "items", ids, where)]
        return {"intro": self.text(value, "intro", where), "items": things}

    def rating(self, value: Any, ids: tuple[str, ...], where: str) -> dict[str, Any]:
        return {name: self.text(value, name, where) for name in ("prompt", "low", "high")}

    # What the shapes are made of.

    def item(self, value: Any, ids: tuple[str, ...]) -> dict[str, Any]:
        return {"type": "item", "id": fixed_id(*ids), "value": value}

    def each(
        self, value: Any, name: str, ids: tuple[str, ...], where: str
    ) -> Iterator[tuple[Any, tuple[str, ...], str]]:
        """(entry, keys of its id, where) for each keyed entry of a list."""
        entries = self.kind_of(value, name, list, where, [])
        keys = [self.text(entry, "key", f"{where}, {name}") for entry in entries]
        self.once(keys, where, f"two of its {name} have one key")
        for entry, key in zip(entries, keys, strict=True):
            yield entry, (*ids, key), f"{where}, {key}"

    def text(self, raw: Any, name: str, where: str) -> str:
        value = raw.get(name) if isinstance(raw, dict) else None
        if not isinstance(value, str) or not value.strip():
            self.bad(where, f"{name} is missing or no text")
            return ""
        if HTML.search(value):
            self.bad(where, f"{name} holds HTML")
        return value.strip()

    def texts(self, raw: Any, name: str, where: str) -> list[str]:
        values = self.kind_of(raw, name, list, where, [])
        return [self.text({name: value}, name, where) for value in values]

    def kind_of(self, raw: Any, name: str, wanted: type, where: str, otherwise: Any) -> Any:
        value = raw.get(name) if isinstance(raw, dict) else None
        if type(value) is wanted:
            return value
        self.bad(where, f"{name} must be {wanted.__name__}, not {value!r}")
        return otherwise

    def once(self, keys: list[str], where: str, problem: str) -> None:
        if len(set(keys)) < len(keys):
            self.bad(where, problem)

    def prose(self, value: Any, where: str, *, headings: bool = False) -> str:
        """Small Markdown as the HTML that Wagtail's editor writes. Headings are one level below the step's title."""
        text = self.text({"text": value}, "text", where)
        if LINK.search(text):
            self.bad(where, "a link leads elsewhere: only paths of this site, such as /help/")
        if HEADING.search(text) and not headings:
            self.bad(where, "headings stand in text blocks only")
        html = markdown.markdown(HIGH_HEADING.sub("## ", text))
        return LONE_PARAGRAPH.sub(r"<li>\1</li>", html)
