"""A drawing is written again from lines, shapes and text. What acts or reaches out is refused by name."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.pictures.svg import allowed
from courses.pictures.svg.cleaning import MOST_BYTES, MOST_ELEMENTS, cleaned
from foundation.refusals import Refusal
from tests.courses.pictures.making import SVG, svg

TIP = '<marker id="tip"><path d="M0 0z"></path></marker><path marker-end="url(#tip)"></path>'
BILLION = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'

KEPT = {
    "shapes and text": (
        '<g fill="none"><circle r="4"/></g><text x="1">To <tspan>the</tspan> pair</text>',
        '<g fill="none"><circle r="4"></circle></g><text x="1">To <tspan>the</tspan> pair</text>',
    ),
    "an arrowhead": (
        TIP,
        TIP,
    ),
    "a gradient from another": (
        '<linearGradient id="a" xlink:href="#b"/>',
        '<linearGradient id="a" href="#b"></linearGradient>',
    ),
    "a style of one element": (
        '<rect style="fill:#fff; -inkscape-stroke:none;stroke : red"/>',
        '<rect fill="#fff" stroke="red"></rect>',
    ),
    "a sheet of styles": (
        "<style>.a { fill: rgb(1, 2, 3) }</style>",
        "<style>.a { fill: rgb(1, 2, 3) }</style>",
    ),
}
LEFT_OUT = {
    "a comment": "<!-- by Ffion -->",
    "what a program says of the author": "<metadata><rdf xmlns='r'>Ffion</rdf></metadata>",
    "a program's own element": "<n:view xmlns:n='inkscape' zoom='2'><g/></n:view>",
    "words outside a text": "stray",
}
REFUSED = {
    "a script": ("<script>alert(1)</script>", "“script”, which does something by itself"),
    "a script of another namespace": ("<h:script xmlns:h='http://www.w3.org/1999/xhtml'/>", "“script”"),
    "a script in what is left out": ("<metadata><script/></metadata>", "“script”"),
    "a script in capitals": ("<SCRIPT/>", "“SCRIPT”"),
    "a web page": ("<foreignObject><p>x</p></foreignObject>", "“foreignObject”"),
    "what happens when it is loaded": ("<g onload='alert(1)'/>", "“onload”"),
    "what happens in another namespace": ("<g xlink:onclick='x'/>", "“onclick”"),
    "a link to a script": (
        "<linearGradient xlink:href='javascript:alert(1)'/>",
        "“javascript:alert(1)” from another place",
    ),
    "a picture from elsewhere": ("<image href='https://elsewhere.example/x.png'/>", "“image”, which is not kept"),
    "a link": ("<a href='https://elsewhere.example/'><g/></a>", "“a”, which is not kept"),
    "a copy of a part": ("<use href='#a'/>", "“use”, which is not kept"),
    "a movement": ("<animate attributeName='x'/>", "“animate”"),
    "a colour from elsewhere": ("<g fill='url(https://elsewhere.example/#a)'/>", "from another place"),
    "a style from elsewhere": ("<g style='fill:url(//elsewhere.example/#a)'/>", "from another place"),
    "a hidden style from elsewhere": ("<g fill='u\\72l(//elsewhere.example)'/>", "from another place"),
    "an imported sheet": ("<style>@import 'https://elsewhere.example/a.css';</style>", "from another place"),
    "a font from elsewhere": ("<style>@font-face { src: url(x) }</style>", "from another place"),
    "a background from elsewhere": ("<style>g { background: image-set('x' 1x) }</style>", "from another place"),
    "a sheet cut in two": ("<style>g { fill: ur<!-- -->l(https://elsewhere.example) }</style>", "from another place"),
    "arrowheads in arrowheads": (
        "<marker id='a'><path marker-end='url(#a)'/></marker>",
        "uses another one (“marker-end”)",
    ),
    "clips in clips": ("<clipPath><g style='clip-path:url(#a)'/></clipPath>", "uses another one (“clip-path”)"),
    "a drawing in a drawing": ("<svg viewBox='0 0 1 1'/>", "“svg”, which is not kept"),
    "an end that is missing": ("<g>", "not a whole SVG"),
    "a name of an entity": ("<text>&nbsp;</text>", "not a whole SVG"),
    "too many shapes": ("<g/>" * MOST_ELEMENTS, "200 KB and 5,000 shapes"),
    "too deep": ("<g>" * 50 + "</g>" * 50, "200 KB and 5,000 shapes"),
    "too long": ("<desc>" + "x" * MOST_BYTES + "</desc>", "200 KB and 5,000 shapes"),
}
NOT_WHOLE = {
    "nothing": (b"", "not a whole SVG"),
    "a web page": (b"<html><script>alert(1)</script></html>", "not a whole SVG"),
    "svg of no namespace": (b'<svg viewBox="0 0 1 1"/>', "not a whole SVG"),
    "a photograph": (b"\xff\xd8\xff\xe0", "not a whole SVG"),
    "entities": (svg("<text>&b;</text>", before=BILLION), "declares entities"),
    "entities of another file": (
        svg(before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "declares entities",
    ),
    "an entity of its document type": (
        svg("<text>&a;</text>", before='<!DOCTYPE svg SYSTEM "https://elsewhere.example/a.dtd">'),
        "declares entities",
    ),
    "a sheet of another file": (svg(before='<?xml-stylesheet href="a.css"?>'), "“xml-stylesheet” from another place"),
    "no size": (svg(root=""), "how large it is"),
    "a size in percent": (svg(root='width="100%" height="100%"'), "how large it is"),
    "no width": (svg(root='viewBox="0 0 0 9"'), "how large it is"),
    "a boundless size": (svg(root='viewBox="0 0 1e999 9"'), "how large it is"),
    "a size of words": (svg(root='viewBox="0 0 a b"'), "how large it is"),
    "an encoding that is none": (b'<?xml version="1.0" encoding="x-none"?><svg/>', "not a whole SVG"),
}


def inside(content: bytes) -> str:
    """What is kept, without its root."""
    return re.sub(r"^<svg [^>]*>|</svg>$", "", cleaned(content).decode())


@pytest.mark.parametrize("case", KEPT)
def test_lines_shapes_and_text_are_kept(case):
    given_, kept = KEPT[case]
    assert inside(svg(given_)) == kept


@pytest.mark.parametrize("case", LEFT_OUT)
def test_what_does_nothing_for_a_reader_is_left_out(case):
    assert inside(svg(f"<g/>{LEFT_OUT[case]}")) == "<g></g>"


@pytest.mark.parametrize("case", REFUSED)
def test_what_acts_or_reaches_out_is_refused_by_name(case):
    nasty, said = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        cleaned(svg(nasty))
    assert said in str(refused.value)


@pytest.mark.parametrize("case", NOT_WHOLE)
def test_what_is_no_whole_drawing_is_refused(case):
    content, said = NOT_WHOLE[case]
    with pytest.raises(Refusal) as refused:
        cleaned(content)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 360 240"', ("0 0 360 240", "360", "240")),
        ('viewBox="-5,-5 10.5e1 20" width="100%"', ("-5 -5 105 20", "105", "20")),
        ('width="300px" height="150"', ("0 0 300 150", "300", "150")),
    ],
)
def test_a_drawing_says_how_large_it_is(root, size):
    kept = ElementTree.fromstring(cleaned(svg(root=root)))
    assert (kept.get("viewBox"), kept.get("width"), kept.get("height")) == size


def test_an_old_document_type_that_says_nothing_is_left_out():
    old = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert cleaned(svg(before=old)) == cleaned(svg())


NASTY_NAMES = ["script", "foreignObject", "use", "image", "a", "animate", "set", "style", "iframe", "x"]
NASTY_VALUES = [
    "javascript:alert(1)",
    "url(https://elsewhere.example/#a)",
    "url(#a)",
    "url( '#a' )",
    "URL(//elsewhere.example)",
    "#a",
    "fill:url(data:text/html,x);marker:url(#a)",
    "\\75rl(x)",
    "@import 'x'",
    "expression(alert(1))",
    "rgb(1,2,3)",
    "&#13;&lt;script&gt;",
    "M0 0",
    "1",
]
KEYS = [
    *sorted(allowed.PAINT | allowed.PLACE),
    "style",
    "href",
    "xlink:href",
    "onload",
    "onclick",
    "src",
    "xlink:title",
]
names = st.sampled_from([*sorted(allowed.ELEMENTS), *NASTY_NAMES])
values = st.one_of(st.sampled_from(NASTY_VALUES), st.text("ab(\\@;:#{}", max_size=8))
attributes = st.dictionaries(st.sampled_from(KEYS), values, max_size=3)


def written(name, given_, within) -> str:
    told = "".join(f' {key}="{value}"' for key, value in given_.items())
    return f"<{name}{told}>{''.join(within)}</{name}>"


elements = st.recursive(
    values, lambda within: st.builds(written, names, attributes, st.lists(within, max_size=3)), max_leaves=8
)


def reaches_out(name: str, value: str) -> bool:
    pointed = re.findall(r"url\(\s*[\"']?(.)", value, re.IGNORECASE)
    return name.startswith("on") or "javascript:" in value or set(pointed) > {"#"} or "elsewhere" in value


@given(st.lists(elements, max_size=4))
def test_whatever_is_in_a_drawing_nothing_of_it_acts_afterwards(parts):
    try:
        kept = cleaned(svg("".join(parts)))
    except Refusal:
        return
    assert cleaned(kept) == kept
    for element in ElementTree.fromstring(kept).iter():
        assert element.tag.removeprefix(f"{{{SVG}}}") in allowed.ELEMENTS
        assert set(element.attrib) <= allowed.PAINT | allowed.PLACE | {"href"}
        assert [key for key, value in element.attrib.items() if reaches_out(key, value)] == []
        assert element.get("href", "#").startswith("#")
        assert element.tag != f"{{{SVG}}}style" or not set("@\\") & set(element.text or "")
