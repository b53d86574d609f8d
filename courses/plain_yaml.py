"""YAML as people write it: maps, lists and plain values. No anchors, no tags, nothing named twice."""

from typing import Any

import yaml

MOST_DEEP = 20
ANCHOR = "it holds an anchor or an alias (& or *): write the text out where it belongs"
TAG = "it holds a tag (!): only plain texts, numbers, dates, lists and maps are read"
DEEP = f"it is nested more than {MOST_DEEP} levels deep"


class NotReadable(Exception):
    """Why a file is no plain YAML, in words."""


class _Loader(yaml.CSafeLoader):
    """Refuses a map that names one thing twice: of two, nobody could say which was meant."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _value in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise NotReadable(f"“{twice}” is there twice in one place, on line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep=deep)


def read_yaml(content: bytes) -> Any:
    """What a file says. Raises NotReadable."""
    try:
        text = content.decode("utf-8")
        _check_events(text)
        return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a safe loader
    except UnicodeDecodeError as error:
        raise NotReadable("it is not UTF-8 text") from error
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise NotReadable(" ".join(str(error).split())) from error


def _check_events(text: str) -> None:
    """Before anything is built: what could become larger than it is written."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise NotReadable(ANCHOR)
        if getattr(event, "tag", None):
            raise NotReadable(TAG)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEEP:
            raise NotReadable(DEEP)


class _Dumper(yaml.SafeDumper):
    """A text of several lines as people write it, and never an alias for what is there twice."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _as_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _as_text)


def write_yaml(content: Any) -> bytes:
    """`content` as a file that `read_yaml` reads back as it was."""
    written: str = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return written.encode()
