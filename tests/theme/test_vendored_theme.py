"""The stylesheet is the design system's, in our own colours and type, and asks nobody for anything."""

import gzip
import importlib.util
import re

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

THEME = settings.ROOT / "static" / "theme" / "theme.css"
OURS = settings.ROOT / "static" / "theme" / "holdfast.css"
FONT = settings.ROOT / "static" / "theme" / "noto-serif.woff2"


def load_script():
    spec = importlib.util.spec_from_file_location("vendor_theme", settings.ROOT / "scripts" / "vendor_theme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = load_script()


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PALETTES = pytest.mark.parametrize("palette", [script.PALETTE, script.NIGHT], ids=["by day", "in the dark"])


def contrast(palette: dict[str, str], one: str, other: str) -> float:
    lighter, darker = sorted((luminance(palette[one]), luminance(palette[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_committed_file_is_what_the_script_writes():
    assert THEME.read_text(encoding="utf-8") == script.theme()


def test_no_colour_of_theirs_is_left():
    css = THEME.read_text(encoding="utf-8").lower()
    mapped = (theirs for theirs, ours in script.COLOURS.items() if ours)
    left = {theirs for theirs in mapped if re.search(re.escape(theirs) + r"(?![0-9a-f])", css)}
    assert left == set()


def test_every_colour_of_theirs_comes_out_of_our_palette():
    body = THEME.read_text(encoding="utf-8").partition("}}")[2]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", body)) == {"#000"}
    assert set(re.findall(r"var\(--hf-([a-z-]+)\)", body)) - set(script.PALETTE) == set()


FOREIGN = ["assets.nhs.uk", "http", "frutiger", "sourcemappingurl", "@import"]


@pytest.mark.parametrize("foreign", FOREIGN)
def test_nothing_of_theirs_is_fetched_or_named(foreign):
    css = (THEME.read_text(encoding="utf-8") + OURS.read_text(encoding="utf-8")).lower()
    assert foreign not in css


def test_the_one_file_that_they_name_is_our_font():
    css = THEME.read_text(encoding="utf-8") + OURS.read_text(encoding="utf-8")
    assert re.findall(r"url\(([^)]*)\)", css) == ['"noto-serif.woff2"']
    assert FONT.stat().st_size < 40 * 1024


def test_the_font_has_the_letters_of_the_names_that_we_write():
    letters = TTFont(FONT).getBestCmap()
    assert {sign for sign in "Öztürk Ó Briain Łukasz Siân Ŵyn Ștefan “”…" if ord(sign) not in letters} == set()


def test_a_colour_that_nobody_has_mapped_stops_the_script():
    with pytest.raises(KeyError):
        script.rebranded(".nhsuk-button{color:#005eb9}")


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "white"),
        ("ink", "paper-deep"),
        ("ink", "focus"),
        ("ink-soft", "paper"),
        ("ink-soft", "white"),
        ("white", "primary"),
        ("white", "primary-hover"),
        ("white", "error"),
        ("white", "accent"),
        ("primary", "paper"),
        ("primary", "white"),
        ("primary-active", "primary-tint"),
        ("primary", "primary-tint-strong"),
        ("visited", "paper"),
        ("link-hover", "paper"),
        ("error", "paper"),
        ("error-hover", "white"),
        ("amber-ink", "amber"),
        ("sage-ink", "sage"),
        ("mist-ink", "mist"),
        ("plum-ink", "plum"),
        ("rose-ink", "rose"),
        ("brick-ink", "brick"),
        ("straw-ink", "straw"),
        ("ink", "pale-yellow"),
        ("primary", "paper-deep"),
    ],
)
@PALETTES
def test_text_can_be_read_on_its_ground(palette, text, ground):
    assert contrast(palette, text, ground) >= 4.5


def test_each_colour_has_one_for_the_dark():
    assert script.NIGHT.keys() == script.PALETTE.keys()


@pytest.mark.parametrize("edge", ["ink-soft", "primary", "error", "accent"])
@PALETTES
def test_the_edges_of_controls_can_be_seen(palette, edge):
    assert min(contrast(palette, edge, "paper"), contrast(palette, edge, "white")) >= 3


def classes_in_templates() -> set[str]:
    """The design system's class names in our templates; those that a template puts together are left out."""
    found: set[str] = set()
    for path in (settings.ROOT / "templates").rglob("*.html"):
        text = re.sub(r"\{%.*?%\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for value in re.findall(r'class="([^"]*)"', text):
            found.update(re.findall(r"(?<![\w-])(nhsuk-[\w-]+)(?![\w-]*\{)", value))
    return {name for name in found if not name.endswith("-")}


# The design system names these parts without a rule of their own.
BARE = {
    "nhsuk-pagination__link--next",
    "nhsuk-pagination__link--prev",
    "nhsuk-table__cell",
    "nhsuk-table__head",
    "nhsuk-task-list__name-and-hint",
}


def test_every_part_of_the_design_system_that_a_template_uses_was_kept():
    """The script leaves out what nobody used; a class without a rule is one that it must keep, or a slip of the pen."""
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in (THEME, OURS))
    assert classes_in_templates() - set(re.findall(r"\.(nhsuk-[\w-]+)", css)) - BARE == set()


def test_the_stylesheets_are_light():
    """The first load may weigh 55 KB of text in all; this is what every page brings along."""
    assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in (THEME, OURS)) < 24 * 1024
