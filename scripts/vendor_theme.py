"""Write static/theme/theme.css: the design system's stylesheet from its wheel, in our own colours and type.

    .venv/bin/python scripts/vendor_theme.py            writes the file
    .venv/bin/python scripts/vendor_theme.py --check    exit status 1 when the committed file differs

The wheel (`wagtail-nhsuk-frontend`, MIT) compiles every colour into its rules, so its custom properties do nothing.
Each of its colours is listed once below and becomes one of ours; a colour that is not listed stops the script, so that
an upgrade cannot bring somebody else's brand back unseen. Components that we do not use are left out.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "static" / "theme" / "theme.css"
WHEEL = "wagtail-nhsuk-frontend"
FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Helvetica Neue,Arial,sans-serif"

# Our colours. Text and its ground meet 4.5:1, edges and controls 3:1; tests/theme holds them to it.
PALETTE = {
    "ink": "#22292b",
    "ink-soft": "#535b59",
    "paper": "#f8f5ef",
    "paper-deep": "#efe9de",
    "white": "#ffffff",
    "line": "#ded7ca",
    "line-strong": "#b3a997",
    "primary": "#1f5a57",
    "primary-hover": "#184946",
    "primary-active": "#0f312f",
    "primary-tint": "#e2ede9",
    "primary-tint-strong": "#cbdfd9",
    "accent": "#a64b27",
    "visited": "#5a3d68",
    "link-hover": "#8a3b1c",
    "focus": "#ffd84d",
    "error": "#b3261e",
    "error-hover": "#8f1e18",
    "error-active": "#5a120e",
    "pale-yellow": "#fdf3d3",
    "sage": "#dde8d3",
    "sage-ink": "#2d4a1c",
    "mist": "#d8e5ea",
    "mist-ink": "#1f4552",
    "plum": "#e6dcea",
    "plum-ink": "#46304f",
    "rose": "#f3dcdb",
    "rose-ink": "#6a1f2c",
    "brick": "#f6d9d3",
    "brick-ink": "#7a1b14",
    "amber": "#f8dfaa",
    "amber-ink": "#523b0b",
    "straw": "#f9eba6",
    "straw-ink": "#4b4410",
}

# The same names for who reads in the dark: what was light is dark, and what is written on it is light.
NIGHT = {
    "ink": "#e9ece6",
    "ink-soft": "#aab3ae",
    "paper": "#151a1a",
    "paper-deep": "#1e2524",
    "white": "#1c2222",
    "line": "#333c3a",
    "line-strong": "#6b7672",
    "primary": "#8cc9c1",
    "primary-hover": "#a9d8d1",
    "primary-active": "#c9e8e3",
    "primary-tint": "#1f3634",
    "primary-tint-strong": "#2a4744",
    "accent": "#e8a07e",
    "visited": "#c9aad8",
    "link-hover": "#f0b496",
    "focus": "#6a5400",
    "error": "#ff9d92",
    "error-hover": "#ffb6ad",
    "error-active": "#ffd0ca",
    "pale-yellow": "#3a3212",
    "sage": "#26371b",
    "sage-ink": "#c9e0b5",
    "mist": "#1d3640",
    "mist-ink": "#b9dbe6",
    "plum": "#3a2b42",
    "plum-ink": "#ddc6e8",
    "rose": "#43242a",
    "rose-ink": "#f2bfc6",
    "brick": "#4a2019",
    "brick-ink": "#ffbfb5",
    "amber": "#4a370b",
    "amber-ink": "#f4d58d",
    "straw": "#413a0d",
    "straw-ink": "#ece08f",
}

# Theirs -> ours. `None` keeps a colour as it is: pure black is used for print alone.
COLOURS: dict[str, str | None] = {
    "#000": None,
    "#fff": "white",
    "#212b32": "ink",
    "#4c6272": "ink-soft",
    "#354550": "ink",
    "#768692": "ink-soft",
    "#aeb7bd": "line-strong",
    "#d8dde0": "line",
    "#dbe0e3": "line",
    "#d9d9d9": "paper-deep",
    "#b3b3b3": "line-strong",
    "#f0f4f5": "paper",
    "#dee7e9": "paper-deep",
    "#005eb8": "primary",
    "#004b93": "primary-hover",
    "#0055a6": "primary-hover",
    "#00478a": "primary-hover",
    "#003d78": "primary-active",
    "#004281": "mist-ink",
    "#002f5c": "primary-active",
    "#003087": "primary-active",
    "#337ec6": "line-strong",
    "#d9e7f4": "primary-tint",
    "#c7dcef": "primary-tint-strong",
    "#edf4fa": "primary-tint",
    "#ccdff1": "mist",
    "#007f3b": "primary",
    "#00662f": "primary-hover",
    "#00401e": "primary-active",
    "#004c23": "sage-ink",
    "#cce5d8": "sage",
    "#00524d": "mist-ink",
    "#ccedeb": "mist",
    "#00a499": "primary",
    "#330072": "visited",
    "#240050": "plum-ink",
    "#d6cce3": "plum",
    "#7c2855": "link-hover",
    "#ae2573": "link-hover",
    "#57133a": "rose-ink",
    "#efd3e3": "rose",
    "#d5281b": "error",
    "#aa2016": "error-hover",
    "#6b140e": "error-active",
    "#dd5349": "error",
    "#f9dfdd": "brick",
    "#f7d4d1": "brick",
    "#ffeb3b": "focus",
    "#fff9c4": "pale-yellow",
    "#fff59d": "straw",
    "#4d4712": "straw-ink",
    "#ffdc8e": "amber",
    "#ffb81c": "amber",
    "#ed8b00": "accent",
    "#4d3708": "amber-ink",
    "rgba(0,0,0,.99)": None,
    "rgba(33,43,50,.99)": "ink",
    "rgba(216,221,224,.5)": "line",
    "rgba(0,47,92,.1)": "primary-tint",
}

# Whole components, and variants, that no page of ours uses.
UNUSED = re.compile(
    r"\.nhsuk-(?:header|footer|hero|tabs|file-upload|password-input|search|frontend-supported|code)(?![a-z0-9])"
    r"|\.nhsuk-[a-z-]+(?:__[a-z-]+)?--(?:reverse|login|care)(?![a-z0-9])|kbd|samp"
)
OLD_BROWSERS = re.compile(r"\\0|-ms-high-contrast:none")
TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[{};]")
SELECTOR = re.compile(r"(?:[^,(]|\((?:[^()]|\([^()]*\))*\))+")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")


def wheel_css() -> str:
    """The stylesheet as the wheel ships it."""
    for file in distribution(WHEEL).files or []:
        if re.fullmatch(r"nhsuk-frontend-[\d.]+\.min\.css", file.name):
            return Path(str(file.locate())).read_text(encoding="utf-8")
    raise FileNotFoundError(f"{WHEEL} ships no stylesheet any more")


def rules(css: str) -> Iterator[str]:
    """The top-level rules of minified CSS, each with its braces."""
    depth = start = 0
    for token in TOKEN.finditer(css):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and token[0] in "};":
            yield css[start : token.end()]
            start = token.end()


def trimmed(css: str) -> Iterator[str]:
    """The rules that we use, in their order, without the wheel's own `:root` and fonts."""
    for rule in rules(css):
        head, brace, body = rule.partition("{")
        if OLD_BROWSERS.search(head) or head in {":root", "@font-face"} or not brace:
            continue
        if head.startswith("@"):
            if inner := "".join(trimmed(body[:-1])):
                yield f"{head}{{{inner}}}"
        elif kept := [selector for selector in SELECTOR.findall(head) if not UNUSED.search(selector)]:
            yield f"{','.join(kept)}{{{body}"


def our_colour(match: re.Match[str]) -> str:
    name = COLOURS[match[0].lower()]
    return f"var(--hf-{name})" if name else match[0]


def rebranded(css: str) -> str:
    """`css` in our colours and type. Raises KeyError for a colour that has no place in COLOURS."""
    css = re.sub(r"font-family:Frutiger W01,[^;}]*", f"font-family:{FONTS}", css)
    return COLOUR.sub(our_colour, css)


def theme() -> str:
    """The whole stylesheet: our palette, then their rules in it."""
    day, night = ("".join(f"--hf-{name}:{value};" for name, value in palette.items()) for palette in (PALETTE, NIGHT))
    # Paper is white, whatever the screen was.
    palettes = (
        f":root{{color-scheme:light dark;{day}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"
    )
    bare = re.sub(r"/\*.*?\*/", "", wheel_css(), flags=re.DOTALL)
    note = f"/* Written by scripts/vendor_theme.py from {WHEEL} {distribution(WHEEL).version} (MIT). Do not edit. */"
    return f'@charset "UTF-8";{note}\n{palettes}\n' + rebranded("\n".join(trimmed(bare))) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        return int(not TARGET.exists() or TARGET.read_text(encoding="utf-8") != theme())
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(theme(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
