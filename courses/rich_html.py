"""An editor's rich text as plain HTML: paragraphs, short headings, lists, bold, italic and links; and as Markdown."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, Doctype, NavigableString

ALLOWED = frozenset({"p", "h2", "ul", "ol", "li", "strong", "em", "a", "br"})
SAME = {"b": "strong", "i": "em"}
SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
# Wagtail's own names for a paragraph: they say nothing.
SAY_NOTHING = frozenset({"data-block-key", "id"})
TO_ESCAPE = re.compile(r"([\\`*_\[\]])")
BEGINS_A_LIST = re.compile(r"^(\d+)([.)])|^([-+>#])", re.MULTILINE)
# Between what stands here, white space is nothing.
HOLDS_BLOCKS = frozenset({"[document]", "ul", "ol"})


class NotPlain(Exception):
    """What a text holds that is not allowed in it, in words."""


def plain_html(html: str, *, headings: bool = True) -> str:
    """The one way to write what `html` says. Raises NotPlain."""
    soup = BeautifulSoup(html, "html.parser")
    for string in soup.find_all(string=True):
        if type(string) is not NavigableString:
            raise NotPlain(_strange(string))
    for tag in soup.find_all(True):
        _make_plain(tag, headings=headings)
    for string in soup.find_all(string=True):
        _without_layout(string)
    return soup.decode(formatter="minimal").strip()


def _strange(string: NavigableString) -> str:
    kind = "a comment" if isinstance(string, Comment) else "a doctype" if isinstance(string, Doctype) else "code"
    return f"it holds {kind}"


def _make_plain(tag: Tag, *, headings: bool) -> None:
    tag.name = SAME.get(tag.name, tag.name)
    if tag.name not in ALLOWED or (tag.name == "h2" and not headings):
        raise NotPlain(f"it holds <{tag.name}>, which is not allowed there")
    left = set(tag.attrs) - SAY_NOTHING
    if left - ({"href"} if tag.name == "a" else set()):
        raise NotPlain(f"<{tag.name}> has {', '.join(sorted(left))}, which is not allowed there")
    href = str(tag.get("href", ""))
    if tag.name == "a" and (not href or _scheme_of(href) not in SCHEMES):
        raise NotPlain(f"a link leads to “{href[:60]}”: only pages, mail addresses and telephone numbers")
    tag.attrs = {"href": href} if tag.name == "a" else {}


def _without_layout(string: NavigableString) -> None:
    """White space that only keeps tags apart goes."""
    text = str(string)
    if string.parent is not None and string.parent.name in HOLDS_BLOCKS and not text.strip():
        string.extract()
        return
    if getattr(string.previous_sibling, "name", "") in ("br", "ul", "ol"):
        text = text.lstrip()
    if getattr(string.next_sibling, "name", "") in ("ul", "ol"):
        text = text.rstrip()
    if text != string:
        string.replace_with(NavigableString(text))


def _scheme_of(href: str) -> str:
    try:
        return urlsplit(href.strip()).scheme.lower()
    except ValueError:
        return "unreadable"


def markdown_of(html: str) -> str:
    """`html`, which is plain, as small Markdown. Whether it says the same is for the caller to try."""
    soup = BeautifulSoup(html, "html.parser")
    return "\n\n".join(part for child in soup.children if (part := "\n".join(_block(child)))).strip()


def _block(node: object, indent: str = "") -> Iterator[str]:
    if not isinstance(node, Tag):
        text = _inline(node).strip() if isinstance(node, NavigableString) else ""
        if text:
            yield text
        return
    if node.name in ("ul", "ol"):
        yield from _items(node, indent)
    else:
        text = "".join(map(_inline, node.children)).strip()
        yield f"## {text}" if node.name == "h2" else text


def _items(node: Tag, indent: str) -> Iterator[str]:
    for number, item in enumerate(node.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if node.name == "ol" else "- "
        lists = item.find_all(["ul", "ol"], recursive=False)
        text = "".join(_inline(child) for child in item.children if child not in lists).strip()
        yield f"{indent}{mark}{text}"
        for inner in lists:
            yield from _items(inner, f"{indent}    ")


def _inline(node: object) -> str:
    if not isinstance(node, Tag):
        return BEGINS_A_LIST.sub(_escaped_start, TO_ESCAPE.sub(r"\\\1", str(node)))
    inner = "".join(map(_inline, node.children))
    if node.name == "strong":
        return f"**{inner}**"
    if node.name == "em":
        return f"*{inner}*"
    if node.name == "a":
        return f"[{inner}]({node['href']})"
    return "  \n" if node.name == "br" else inner


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"
