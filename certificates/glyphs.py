"""Whether the fonts of this machine can print a text: asked before a certificate is issued, not after.

Papers are set in DejaVu; for what that lacks any other installed font is taken (`bin/lib.sh` and the operator's manual
install Noto, which covers the world's scripts). So a character can be printed if any of them has it.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")
KINDS = {".ttf", ".otf", ".ttc"}
# No glyph is wanted of these: they shape or space what stands beside them.
SHAPERS = {"\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))}
# Not given to anybody by Unicode, for private use, or half of a character.
NOT_WRITING = {"Cn", "Co", "Cs"}


def unprintable(text: str) -> list[str]:
    """The characters of `text` that no font here can print, each once, in their order. Empty where no font is known."""
    if not font_files():
        return []
    return [char for char in dict.fromkeys(unicodedata.normalize("NFC", text)) if not can_print(char)]


def cannot_print(lacking: list[str], text: str) -> str:
    """What stands in the way, and what to do next."""
    return _(
        "The certificate cannot print %(characters)s in “%(text)s”: no font on this site has it. Enter the name in "
        "letters that can be printed, or ask the person who runs this site to add a font for this script."
    ) % {"characters": ", ".join(f"“{char}” (U+{ord(char):04X})" for char in lacking), "text": text}


def refused_name(name: str) -> str:
    """What a page says before a certificate for `name` is asked for. Empty where it can be printed."""
    lacking = unprintable(name)
    return cannot_print(lacking, name) if lacking else ""


def can_print(char: str) -> bool:
    kind = unicodedata.category(char)
    if kind in NOT_WRITING:
        return False
    return char.isspace() or char in SHAPERS or kind.startswith("C") or is_covered(ord(char))


@cache
def is_covered(code: int) -> bool:
    return any(code in codes_of(file) for file in font_files())


@cache
def font_files() -> tuple[Path, ...]:
    """Those in which papers are set come first, so that most names ask no other. Bold ones add no character."""
    found = [file for folder in FOLDERS for file in folder.rglob("*") if file.suffix.lower() in KINDS]
    regular = [file for file in found if "Bold" not in file.stem]
    return tuple(sorted(regular, key=lambda file: ("DejaVuS" not in file.stem, str(file))))


@cache
def codes_of(file: Path) -> frozenset[int]:
    # Large, and wanted by few requests: each web process would hold it.
    from fontTools.ttLib import TTCollection, TTFont  # noqa: PLC0415

    fonts = TTCollection(file, lazy=True).fonts[:1] if file.suffix.lower() == ".ttc" else [TTFont(file, lazy=True)]
    return frozenset(code for font in fonts for code in font.getBestCmap() or ())
