"""The curriculum as files an editor can read: `content/NN-slug.yaml`, one module each, checked and turned into blocks.

What is read is turned here; what is answered, by its kind (`courses.exercises`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from glob import escape
from pathlib import Path
from typing import Any

from courses.content_entries import ContentError, Entry, Problems, fixed_id
from courses.exercises import BLOCKS
from courses.media.files import FROM_FILE, RecordingFile, recordings_in
from courses.pictures.blocks import PICTURE, FigureBlock, ImageBlock
from courses.plain_yaml import NotReadable, read_yaml

SHORTEST, LONGEST = 3, 8


@dataclass(frozen=True)
class StepFile:
    id: str
    facts: dict[str, Any]
    # The StreamField's raw value.
    body: list[dict[str, Any]]
    where: str
    recordings: tuple[RecordingFile, ...] = ()


@dataclass(frozen=True)
class ModuleFile:
    id: str
    order: int
    review_by_months: int
    facts: dict[str, Any]
    steps: list[StepFile]
    where: str
    # Of a course that was exported: what its editors had written there.
    version: str = "1"
    review_by: date | None = None


def read_folder(folder: Path, *, exported: bool = False) -> list[ModuleFile]:
    """Every module, in its order. Raises ContentError, naming each fault, before anything is written anywhere."""
    files = [Problems(path, exported=exported) for path in sorted(folder.glob("[0-9]*.yaml"))]
    if not files:
        raise ContentError([f"{folder}: there is no .yaml file"])
    modules = [module for file in files if (module := read_file(file))]
    problems = [problem for file in files for problem in file.found]
    problems += [f"{module.where}: its key is used twice" for module in modules if _ids(modules).count(module.id) > 1]
    if problems:
        raise ContentError(problems)
    return sorted(modules, key=lambda module: module.order)


def _ids(modules: list[ModuleFile]) -> list[str]:
    return [module.id for module in modules]


def read_file(file: Problems) -> ModuleFile | None:
    try:
        content = read_yaml(file.path.read_bytes())
    except NotReadable as error:
        file.note("the whole file", f"cannot be read as YAML ({error})")
        return None
    if not isinstance(content, dict) or set(content) != {"module", "steps"}:
        file.note("the whole file", "must hold `module:` and `steps:` and nothing else")
        return None
    steps = content["steps"] if isinstance(content["steps"], list) else []
    return _module(Entry(content["module"], file, "module"), steps)


def _module(entry: Entry, raw_steps: list[Any]) -> ModuleFile:
    key = entry.text("key")
    steps = [_step(Entry(raw, entry.problems, f"step {number}"), key) for number, raw in enumerate(raw_steps, start=1)]
    all_steps = replace(entry, where="steps")
    all_steps.once([step.id for step in steps], "two steps have one key")
    all_steps.once([step.facts["slug"] for step in steps], "two steps have one slug")
    facts: dict[str, Any] = {name: entry.text(name) for name in ("slug", "title", "summary")}
    facts["outcomes"] = "\n".join(entry.texts("outcomes"))
    facts["gates_authorisation"] = entry.flag("gates_authorisation")
    order = entry.value("order", int, 0)
    module = ModuleFile(fixed_id(key), order, 12, facts, steps, entry.problems.path.name)
    if not entry.problems.exported:
        return replace(module, review_by_months=entry.value("review_by_months", int, 12))
    version = entry.text("version") if entry.has("version") else ""
    return replace(
        module, version=version, review_by=entry.value("review_by", date, None) if entry.has("review_by") else None
    )


def _step(entry: Entry, module: str) -> StepFile:
    key = entry.text("key")
    entry = replace(entry, where=f"{entry.where} ({key})", keys=(module, key))
    facts = _step_facts(entry)
    raw_blocks = entry.raw.get("blocks") if isinstance(entry.raw, dict) else None
    if not isinstance(raw_blocks, list) or not raw_blocks:
        entry.bad("has no blocks")
        raw_blocks = []
    body = [block for number, raw in enumerate(raw_blocks, start=1) if (block := _block(entry, raw, number))]
    entry.once([block["id"] for block in body], "two blocks have one key")
    if body and body[-1]["type"] != "takeaway" and not entry.problems.exported:
        entry.bad("the last block must be the takeaway")
    if facts["one_press"] and any(block["type"] in BLOCKS and BLOCKS[block["type"]].asks.unfolds for block in body):
        entry.bad("one_press: a scenario or a conversation opens bit by bit, by buttons of its own")
    where = f"{entry.problems.path.name}: {entry.where}"
    return StepFile(fixed_id(*entry.keys), facts, body, where, tuple(recordings_in(raw_blocks)))


def _step_facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {name: entry.text(name) for name in ("slug", "title")}
    facts["minutes"] = entry.value("minutes", int, SHORTEST)
    if not SHORTEST <= facts["minutes"] <= LONGEST:
        entry.bad(f"minutes must be {SHORTEST} to {LONGEST}, not {facts['minutes']}")
    for name, default in (("required", True), ("distressing", False), ("one_press", False)):
        facts[name] = entry.value(name, bool, default) if entry.has(name) else default
    return facts


def _block(step: Entry, raw: Any, number: int) -> dict[str, Any] | None:
    """The raw value of one block of a step."""
    entry = replace(step, where=f"{step.where}, block {number}")
    if not isinstance(raw, dict) or len(raw) != 1:
        entry.bad("must be one kind of block with its content")
        return None
    ((kind, value),) = raw.items()
    if kind not in SHAPES:
        entry.bad(f"there is no block called {kind!r}; there are {', '.join(sorted(SHAPES))}")
        return None
    entry = replace(entry, raw=value, where=f"{entry.where} ({kind})")
    name = entry.text("key") if kind in KEYED else f"{kind}-{number}"
    entry = replace(entry, keys=(*step.keys, name))
    return {"type": kind, "id": fixed_id(*entry.keys), "value": SHAPES[kind](entry)}


def _text(entry: Entry) -> str:
    return entry.rich(entry.raw, headings=True)


def _takeaway(entry: Entry) -> str:
    return entry.rich(entry.raw)


def _titled(entry: Entry) -> dict[str, Any]:
    return {"title": entry.text("title"), "body": entry.prose("body")}


def _voices(entry: Entry) -> dict[str, Any]:
    voices = {who: entry.within(who) for who in ("first", "second", "supervisor")}
    said = {who: {"name": voice.text("name"), "says": voice.prose("says")} for who, voice in voices.items()}
    return {"title": entry.text("title"), **said}


def _quote(entry: Entry) -> dict[str, Any]:
    return {
        "words": entry.text("words"),
        **{name: entry.text(name) if entry.has(name) else "" for name in ("by", "source")},
    }


def _table(entry: Entry) -> dict[str, Any]:
    headings = entry.texts("columns")
    rows = [_row(entry, row, len(headings)) for row in entry.value("rows", list, [])]
    table = {
        "caption": entry.text("caption"),
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": row} for row in rows],
    }
    return {"table": table, "row_headings": entry.flag("row_headings") if entry.has("row_headings") else False}


def _row(entry: Entry, row: Any, width: int) -> list[str]:
    """Its cells, of which some may be empty."""
    if not isinstance(row, list) or len(row) != width:
        entry.bad(f"each of its rows must be a list of {width} texts, not {row!r}")
        return [""] * width
    return [entry.as_text(cell, "a cell") if cell != "" else "" for cell in row]


def _do_dont(entry: Entry) -> dict[str, Any]:
    return {
        side: [entry.item(line, f"{side}-{at}") for at, line in enumerate(entry.texts(side))] for side in ("do", "dont")
    }


def _help(entry: Entry) -> None:
    if entry.raw:
        entry.bad("takes no content: the numbers come from the help services")


def _handout(entry: Entry) -> str:
    """The name of a file in handouts/, without its ending."""
    key = entry.as_text(entry.raw, "handout")
    if entry.problems.exported:
        return _handout_file(entry, key)
    if not (entry.problems.path.parent / "handouts" / f"{key}.md").is_file():
        entry.bad(f"there is no handouts/{key}.md")
    return fixed_id("handout", key)


def _handout_file(entry: Entry, key: str) -> str:
    """Its file in the folder of a course that was exported, whatever its kind."""
    files = sorted((entry.problems.path.parent / "handouts").glob(f"{escape(key)}.*"))
    if not files:
        entry.bad(f"there is no file handouts/{key}")
    return f"handouts/{files[0].name}" if files else ""


LOOKED_AT = {"figure": FigureBlock, "image": ImageBlock}
# What has a key of its own: it stays the same block wherever it is moved.
KEYED = {*BLOCKS, *LOOKED_AT, *FROM_FILE}
# Each kind of block -> what makes its raw value of a file's entry.
SHAPES: dict[str, Callable[[Entry], Any]] = {
    "text": _text,
    "takeaway": _takeaway,
    "worked_example": _titled,
    "callout": _titled,
    "voices": _voices,
    "do_dont": _do_dont,
    "quote": _quote,
    "table": _table,
    "help": _help,
    "handout": _handout,
    **{kind: block.from_file for kind, block in (LOOKED_AT | FROM_FILE).items()},
    **{kind: block.from_file for kind, block in BLOCKS.items()},
}


def pictures_in(step: StepFile) -> list[str]:
    """The files below content/ that a step shows."""
    return [block["value"][PICTURE] for block in step.body if block["type"] in LOOKED_AT]
